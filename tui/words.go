package tui

import (
	"wiretalk/httpdecode"
	"wiretalk/internal/body"
	"wiretalk/internal/meaning"
	"wiretalk/internal/websocket"
	"wiretalk/tcpreasm"
	"wiretalk/tui/cells"
	"wiretalk/tui/keys"
)

// words are all words of the screen in one language. A test fails when one
// is empty. Those with verbs are used as formats.
type words struct {
	language     int // of package meaning
	aside, comma string

	exchangesTab, connectionsTab, messagesTab, ofConnection string

	// column titles
	start, client, server, method, host, target, status, kind, size, took string
	clientState, serverState, rtt, packets, sent, received, closed        string
	protocol, exchanges, from, opcode, message, oneMessage                string

	closeKind [tcpreasm.Unanswered + 1]string
	closer    [tcpreasm.ByBoth + 1]string // the first is empty
	by        string                      // between the two

	// rows and tables without content
	noRequest, noExchanges, noConnections, noMessages, reading string

	// an exchange
	loading, request, response, requestBody, responseBody, connection         string
	resolve, connect, send, wait, receive, total                              string
	started, frames, head, body, noBody, bodyUnknown, noMessage, noMessageYet string
	incomplete, growing, missing, gap, pipelined, openedMessages              string
	meaning, unknownField, hopByHop, inFrame, before, trailers                string
	followedBy                                                                string
	paired                                                                    [httpdecode.Resynchronised + 1]string // the first is empty
	sureness                                                                  [httpdecode.Certain + 1]string        // the first is empty

	unkept string // what is not kept to be read again

	// a body
	decodedFrom, decodedPart, notDecoded, stopped, unreadable, bomb, contentLimit, codedCut, behind   string
	moreBelow, moreAlone, foldsAlone, tooLong, pictureHint, part, partName, partFile, partCut, binary string
	bodyKinds                                                                                         [body.Picture + 1]string
	forms                                                                                             [forms]string // the first is empty

	// a connection
	protocolStep, resolved, answeredBy, askedAgain, handshake, noHandshake, ended, exchangesHint, messagesHint, messageCount string
	alpnOffered, certificate, encryptedHello, refusedWith                                                                    string
	state, payload, inOrder, lost, yes, no                                                                                   string
	windowScale, timestamps, window, inFlight, roundTrip, roundTrips, cutBytes, notCaptured, skipped                         string
	lostBefore, lostBehind, gotTwice, capturedTwice, urgent, conflicting                                                     string

	// a WebSocket message
	fromEnd, fragments, keptOf, noCloseCode string
	opcodes                                 [16]string // those that are defined

	// what is said in English elsewhere; nil where that is the language
	notes        map[string]noteWords
	messageNotes map[string]string
	closeCodes   map[websocket.CloseCode]string
	closeClasses []string // of codes that are not registered, by their thousands; the last is beyond all
	curlNotes    map[string]string

	// title line and status line
	packetsRead, follow, searching, notFound, found, failed, noMessagesHere string
	capturing, stopping, paused, letGo, dropped, without                    string // of a live capture
	packetRate, bitRate, exchangeRate                                       string
	fullScreen, detail, otherPart, curlTitle, hidden, shown                 string

	// help
	help    string
	actions [keys.Actions]string // what each key does, in a few words
	hints   [keys.Actions]string // the same in a word
}

// noteWords is a note's meaning, and what other readers make of what it is
// about.
type noteWords struct{ meaning, readers string }

// wordsFor gives the words of a language; English for one that is not known.
func wordsFor(lang string) *words {
	if len(lang) >= 2 && cells.Lower(lang[:2]) == "zh" {
		return &chinese
	}
	return &english
}

// note is the text of a note of an exchange.
func (w *words) note(n *httpdecode.NoteText) (meaning, readers string) {
	if text, ok := w.notes[n.Word]; ok {
		return text.meaning, text.readers
	}
	return n.Meaning, n.Readers
}

// messageNote is the text of a note of a WebSocket message.
func (w *words) messageNote(n *websocket.NoteText) string {
	if text, ok := w.messageNotes[n.Word]; ok {
		return text
	}
	return n.Meaning
}

// closeCode is why an end closes.
func (w *words) closeCode(c websocket.CloseCode) string {
	english := c.Meaning()
	if w.language == meaning.English {
		return english
	}
	if word, ok := w.closeCodes[c]; ok {
		return word
	}
	return w.closeClasses[min(c/1000, 5)]
}
