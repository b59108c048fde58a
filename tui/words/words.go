package words

import (
	"fmt"
	"strconv"
	"strings"

	"wiretalk/httpdecode"
	"wiretalk/internal/body"
	"wiretalk/internal/meaning"
	"wiretalk/internal/websocket"
	"wiretalk/tcpreasm"
	"wiretalk/tui/cells"
	"wiretalk/tui/keys"
)

// Screen are all words of the screen in one language. A test fails when one
// is empty. Those with verbs are used as formats.
type Screen struct {
	Language     int // of package meaning
	Aside, Comma string

	ExchangesTab, ConnectionsTab, MessagesTab, OfConnection string

	// column titles
	Start, Client, Server, Method, Host, Target, Status, Kind, Size, Took string
	ClientState, ServerState, Rtt, Packets, Sent, Received, Closed        string
	Protocol, Exchanges, From, Opcode, Message, OneMessage                string

	CloseKind [tcpreasm.Unanswered + 1]string
	Closer    [tcpreasm.ByBoth + 1]string // the first is empty
	By        string                      // between the two

	// rows and tables without content
	NoRequest, NoExchanges, NoConnections, NoMessages, Reading string

	// an exchange
	Loading, Request, Response, RequestBody, ResponseBody, Connection         string
	Resolve, Connect, Send, Wait, Receive, Total                              string
	Started, Frames, Head, Body, NoBody, BodyUnknown, NoMessage, NoMessageYet string
	Incomplete, Growing, Missing, Gap, Pipelined, OpenedMessages              string
	Meaning, UnknownField, hopByHop, InFrame, Before, Trailers                string
	FollowedBy                                                                string
	Paired                                                                    [httpdecode.Resynchronised + 1]string // the first is empty
	Sureness                                                                  [httpdecode.Certain + 1]string        // the first is empty

	Unkept string // what is not kept to be read again

	// a body
	DecodedFrom, DecodedPart, NotDecoded, Stopped, Unreadable, Bomb, ContentLimit, CodedCut, Behind   string
	MoreBelow, MoreAlone, FoldsAlone, TooLong, PictureHint, Part, PartName, PartFile, PartCut, Binary string
	BodyKinds                                                                                         [body.Picture + 1]string
	Forms                                                                                             [4]string // one for each form of a body; the first is empty

	// a connection
	ProtocolStep, Resolved, AnsweredBy, AskedAgain, Handshake, NoHandshake, Ended, ExchangesHint, MessagesHint, MessageCount string
	AlpnOffered, Certificate, EncryptedHello, RefusedWith                                                                    string
	State, Payload, InOrder, Lost, Yes, No                                                                                   string
	WindowScale, Timestamps, Window, InFlight, RoundTrip, RoundTrips, CutBytes, NotCaptured, Skipped                         string
	LostBefore, LostBehind, GotTwice, CapturedTwice, Urgent, Conflicting                                                     string

	// a WebSocket message
	FromEnd, Fragments, KeptOf, NoCloseCode string
	opcodes                                 [16]string // those that are defined

	// what is said in English elsewhere; nil where that is the language
	notes        map[string]noteWords
	messageNotes map[string]string
	closeCodes   map[websocket.CloseCode]string
	closeClasses []string // of codes that are not registered, by their thousands; the last is beyond all
	CurlNotes    map[string]string

	// title line and status line
	PacketsRead, Follow, Searching, NotFound, Found, Failed, NoMessagesHere string
	Capturing, Stopping, Paused, LetGo, Dropped, Without                    string // of a live capture
	PacketRate, BitRate, ExchangeRate                                       string
	FullScreen, Detail, otherPart, CurlTitle, Hidden, Shown                 string

	// Help
	Help    string
	Actions [keys.Actions]string // what each key does, in a few words
	Hints   [keys.Actions]string // the same in a word
}

// noteWords is a note's meaning, and what other readers make of what it is
// about.
type noteWords struct{ meaning, readers string }

// For gives the words of a language; English for one that is not known.
func For(lang string) *Screen {
	if len(lang) >= 2 && cells.Lower(lang[:2]) == "zh" {
		return &Chinese
	}
	return &English
}

// Note is the text of a note of an exchange.
func (w *Screen) Note(n *httpdecode.NoteText) (meaning, readers string) {
	if text, ok := w.notes[n.Word]; ok {
		return text.meaning, text.readers
	}
	return n.Meaning, n.Readers
}

// MessageNote is the text of a note of a WebSocket message.
func (w *Screen) MessageNote(n *websocket.NoteText) string {
	if text, ok := w.messageNotes[n.Word]; ok {
		return text
	}
	return n.Meaning
}

// CloseCode is why an end closes.
func (w *Screen) CloseCode(c websocket.CloseCode) string {
	english := c.Meaning()
	if w.Language == meaning.English {
		return english
	}
	if word, ok := w.closeCodes[c]; ok {
		return word
	}
	return w.closeClasses[min(c/1000, 5)]
}

// Bound puts the keys as they are now into the words that name one.
func Bound(k *keys.Map, w *Screen) *Screen {
	changed := *w
	if !k.Rename([]keys.Spoken{
		{Text: &changed.NoExchanges, Key: "2"}, {Text: &changed.ExchangesHint, Key: "Enter"}, {Text: &changed.MessagesHint, Key: "w"}, {Text: &changed.OpenedMessages, Key: "w"},
		{Text: &changed.PictureHint, Key: "x"}, {Text: &changed.MoreAlone, Key: "b"}, {Text: &changed.FoldsAlone, Key: "b"}, {Text: &changed.PartCut, Key: "r"},
	}) {
		return w
	}
	return &changed
}

// OpcodeWord is an opcode in a word.
func (w *Screen) OpcodeWord(o websocket.Opcode) string {
	if o == websocket.Unread {
		return "?"
	}
	if word := w.opcodes[o&15]; word != "" {
		return word
	}
	return strconv.Itoa(int(o))
}

// KindOf says in which messages a field stands, and what defines it.
func (w *Screen) KindOf(info *meaning.FieldInfo) string {
	about := []string{info.Kind.Text()[w.Language]}
	if info.HopByHop {
		about = append(about, w.hopByHop)
	}
	if info.Section != "" {
		about = append(about, cells.Unbroken(info.Section))
	}
	return fmt.Sprintf(w.Aside, strings.Join(about, w.Comma))
}
