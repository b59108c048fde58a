package har

import (
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"wiretalk/httpdecode"
	"wiretalk/internal/phrase"
	"wiretalk/internal/pipeline"
	"wiretalk/internal/trace"
	"wiretalk/internal/websocket"
	"wiretalk/tcpreasm"
)

// Bounds on what is held of WebSocket messages until their connection is over.
// What is left out is counted in the entry's comment.
const (
	maxMessages = trace.MaxMessages // of one connection
	maxTalk     = 8 << 20           // bytes that those of one connection take
	maxTalks    = 64 << 20          // bytes that all take together, entries included
	messageSize = 128               // bytes that a message takes besides its content
	entrySize   = 4 << 10           // bytes that an entry takes besides its heads and content
)

// message is a WebSocket message as Chromium's network panel exports it, with
// what it has no field for.
type message struct {
	Type   string  `json:"type"` // send or receive
	Time   seconds `json:"time"`
	Opcode int     `json:"opcode"`
	Data   string  `json:"data"` // text, or anything else in base64

	Encoding string   `json:"_encoding,omitempty"`
	Size     int64    `json:"_size,omitempty"` // bytes of the message, where data has only the first
	Frame    int64    `json:"_frame"`
	Notes    []string `json:"_notes,omitempty"`
}

// seconds is a time in nanoseconds since 1970 that is written in seconds.
type seconds int64

func (s seconds) MarshalJSON() ([]byte, error) {
	sign, micros := "", int64(s)/1e3
	if micros < 0 {
		sign, micros = "-", -micros
	}
	return fmt.Appendf(nil, "%s%d.%06d", sign, micros/1e6, micros%1e6), nil
}

// talks are the entries that opened a WebSocket on connections that are not
// over. A connection belongs to one goroutine, the map to all.
type talks struct {
	sync.Mutex
	open map[*tcpreasm.Info]*talk
	size int64 // bytes that all take
}

// talk is such an entry.
type talk struct {
	entry  entry
	size   int64
	left   int      // messages left out
	cut    int      // messages of which only the beginning is there
	unread []string // what could not be read as messages
}

// hold keeps an entry until the connection is over; false if there is no room
// for it.
func (t *talks) hold(c *tcpreasm.Info, e *entry) bool {
	size := entrySize + e.Request.HeadersSize + e.Response.HeadersSize
	if p := e.Request.PostData; p != nil {
		size += int64(len(p.Text))
	}
	t.Lock()
	defer t.Unlock()
	if t.open[c] != nil || t.size+size > maxTalks {
		return false
	}
	if t.open == nil {
		t.open = make(map[*tcpreasm.Info]*talk)
	}
	e.ResourceType, e.Messages = "websocket", []message{}
	t.open[c] = &talk{entry: *e, size: size}
	t.size += size
	return true
}

// of is the entry held of a connection; nil if there is none.
func (t *talks) of(c *tcpreasm.Info) *talk {
	t.Lock()
	defer t.Unlock()
	return t.open[c]
}

// grow takes room for so many bytes more of a connection.
func (t *talks) grow(k *talk, size int64) bool {
	t.Lock()
	defer t.Unlock()
	if k.size+size > maxTalk || t.size+size > maxTalks {
		return false
	}
	k.size += size
	t.size += size
	return true
}

// take ends the holding.
func (t *talks) take(c *tcpreasm.Info) *talk {
	t.Lock()
	defer t.Unlock()
	k := t.open[c]
	if k != nil {
		t.size -= k.size
		delete(t.open, c)
	}
	return k
}

// opensWebSocket says whether a response does (RFC 6455 §4.2.2).
func opensWebSocket(m *httpdecode.Message) bool {
	if m.Status != 101 {
		return false
	}
	for value := range valuesOf(m, "Upgrade") {
		for name := range strings.SplitSeq(value, ",") {
			if strings.EqualFold(strings.Trim(name, " \t"), "websocket") {
				return true
			}
		}
	}
	return false
}

// WebSocket adds a message to the entry of its connection, and renders
// nothing.
func (r *Recorder) WebSocket(dst []byte, c *tcpreasm.Info, m *trace.WebSocket) (out []byte, hole int) {
	k := r.talks.of(c)
	if k == nil {
		return dst, len(dst)
	}
	if m.Opcode == websocket.Unread {
		k.unread = append(k.unread, fmt.Sprintf("What the %s sent from frame %d on could not be read as WebSocket frames: %s.", m.From, m.First.Frame, strings.Join(wordsOf(m.Notes), ", ")))
		return dst, len(dst)
	}
	said := messageOf(m)
	if len(k.entry.Messages) >= maxMessages || !r.talks.grow(k, int64(messageSize+len(said.Data))) {
		k.left++
		return dst, len(dst)
	}
	if said.Size > 0 {
		k.cut++
	}
	k.entry.Messages = append(k.entry.Messages, said)
	return dst, len(dst)
}

func messageOf(m *trace.WebSocket) message {
	e := message{Type: "receive", Time: seconds(m.Last.Time), Opcode: int(m.Opcode), Frame: m.Last.Frame, Notes: wordsOf(m.Notes)}
	if m.From == tcpreasm.Client {
		e.Type = "send"
	}
	if cut := int64(len(m.Content)) < m.Size || !m.Whole; m.Opcode == websocket.Text {
		e.Data = string(withoutCut(m.Content, cut))
	} else {
		e.Data, e.Encoding = base64.StdEncoding.EncodeToString(m.Content), "base64"
	}
	if int64(len(m.Content)) < m.Size {
		e.Size = m.Size
	}
	return e
}

func wordsOf(notes websocket.Notes) (words []string) {
	for word := range notes.All() {
		words = append(words, word)
	}
	return words
}

// Connection renders the entry that opened a WebSocket on the connection that
// is over, and otherwise nothing: HAR knows no connections but those of its
// entries.
func (r *Recorder) Connection(dst []byte, c *tcpreasm.Info, _ pipeline.Summary) (out []byte, hole int) {
	k := r.talks.take(c)
	if k == nil {
		return dst, len(dst)
	}
	said := k.unread
	if k.cut > 0 {
		said = append(said, phrase.Sprintf("Of %d WebSocket {message|messages} no more than the first %d bytes are here; _size is the whole length.", k.cut, trace.MaxContent))
	}
	if k.left > 0 {
		said = append(said, strconv.Itoa(k.left)+" more WebSocket messages are not here.")
	}
	if k.entry.Comment != "" {
		said = append([]string{k.entry.Comment}, said...)
	}
	k.entry.Comment = strings.Join(said, " ")
	return appendEntry(dst, &k.entry)
}
