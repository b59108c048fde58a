package tui

import (
	"wiretalk/tcpreasm"
)

// words are all words of the screen in one language. A test fails when one
// is empty. Those with verbs are used as formats.
type words struct {
	exchangesTab, connectionsTab, ofConnection string

	// column titles
	start, client, server, method, host, target, status, kind, size, took string
	clientState, serverState, rtt, packets, sent, received, closed        string
	protocol, exchanges                                                   string

	closeKind [tcpreasm.Unanswered + 1]string
	closer    [tcpreasm.ByBoth + 1]string // the first is empty
	by        string                      // between the two

	// rows and tables without content
	noRequest, noExchanges, noConnections, reading string

	// detail
	loading, request, response, connection, total, connect, send, wait, receive string
	started, frames, head, body, noBody, noMessage, noMessageYet                string
	incomplete, growing, missing, gap, notes, pipelined                         string
	firstOf, decodedFrom, notDecoded, stopped, unreadable, binary               string
	handshake, noHandshake, state, payload, inOrder, lost, analysis, ended      string
	guessed, fromSynAck, fullScreen, detail                                     string

	// status line
	packetsRead, follow, searching, notFound, found, failed string

	// help
	help    string
	actions [actions]string // what each key does, in a few words
	hints   [actions]string // the same in a word
}

// wordsFor gives the words of a language; English for one that is not known.
func wordsFor(lang string) *words {
	if len(lang) >= 2 && lowerASCII(lang[:2]) == "zh" {
		return &chinese
	}
	return &english
}
