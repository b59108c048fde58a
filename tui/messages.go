package tui

import (
	"bytes"
	"strconv"
	"time"

	"wiretalk/internal/phrase"
	"wiretalk/internal/trace"
	"wiretalk/internal/websocket"
	"wiretalk/tcpreasm"
	"wiretalk/tui/cells"
	"wiretalk/tui/theme"
	"wiretalk/tui/words"
)

// messageList is the WebSocket messages of a connection.
type messageList struct {
	words *words.Screen
	zone  *time.Location
	of    int // the connection; none while there are no connections
}

func (l messageList) columns() []column {
	w := l.words
	return []column{
		{title: "#", min: 2, right: true, drop: 3, grow: 1},
		{title: w.Start, min: 8, max: 15, clock: true, drop: 2, grow: 5},
		{title: w.From, min: 6, max: 8, grow: 2},
		{title: w.Opcode, min: 6, max: 12, grow: 3},
		{title: w.Size, min: 7, max: 7, right: true, drop: 4, grow: 1},
		{title: "!", min: 1, max: 1, drop: 5, grow: 1},
		{title: w.Message, min: 10, flex: true, grow: 4},
	}
}

// numbers are those of the messages on their connection, from 0.
func (l messageList) numbers(r *trace.Reader) trace.Rows {
	c := r.Connection(l.of)
	if c == nil {
		return spanOfNumbers{}
	}
	return spanOfNumbers{c.MessagesLetGo, c.MessagesLetGo + len(c.Messages)}
}

func (l messageList) message(r *trace.Reader, number int) *trace.WebSocket {
	c := r.Connection(l.of)
	return &c.Messages[number-c.MessagesLetGo]
}

func (l messageList) cells(r *trace.Reader, number int) []cell {
	return messageRow(l.words, number, l.message(r, number), l.zone)
}

func (l messageList) when(r *trace.Reader, number int) int64 {
	return l.message(r, number).First.Time
}

func (l messageList) matches(r *trace.Reader, number int, text string) bool {
	m := l.message(r, number)
	return cells.Contains(string(m.Content), text) || cells.Contains(m.CloseReason, text) || cells.Contains(m.Opcode.String(), text)
}

// messageRow is what a table shows of a message.
func messageRow(w *words.Screen, i int, m *trace.WebSocket, zone *time.Location) []cell {
	from, odd := w.Client, cell{}
	if m.From == tcpreasm.Server {
		from = w.Server
	}
	if m.Notes != 0 || m.Missing > 0 {
		odd = cell{"!", theme.Warn}
	}
	return []cell{
		{strconv.Itoa(i + 1), theme.Dim},
		{phrase.Clock(m.First.Time, zone), theme.Dim},
		{from, fromTone(m.From)},
		{w.OpcodeWord(m.Opcode), theme.Strong},
		{messageSize(m), theme.Plain},
		odd,
		gist(w, m),
	}
}

// messageSize is how long a message is, or how long it is at least.
func messageSize(m *trace.WebSocket) string {
	if m.Compressed && !m.Whole {
		return "≥ " + phrase.Size(m.Size)
	}
	return phrase.Size(m.Size)
}

// fromTone lets a dialogue be seen at a glance.
func fromTone(s tcpreasm.Side) theme.Tone {
	if s == tcpreasm.Server {
		return theme.Good
	}
	return theme.Name
}

// gist is a message in one line: its first line, or why an end closes.
func gist(w *words.Screen, m *trace.WebSocket) cell {
	switch {
	case m.Opcode == websocket.Close && m.CloseCode != 0:
		text := strconv.Itoa(int(m.CloseCode)) + " " + w.CloseCode(m.CloseCode)
		if m.CloseReason != "" {
			text += ": " + cells.Clean(m.CloseReason)
		}
		return cell{text, closeCodeTone(m.CloseCode)}
	case len(m.Content) == 0:
		return cell{"", theme.Plain}
	case m.Opcode == websocket.Binary:
		return cell{w.Binary, theme.Dim}
	}
	first, _, _ := bytes.Cut(m.Content[:min(len(m.Content), 500)], []byte("\n"))
	return cell{cells.Clean(cells.ExpandTabs(string(first))), theme.Plain}
}

func closeCodeTone(c websocket.CloseCode) theme.Tone {
	if c == 1000 || c == 1001 {
		return theme.Plain
	}
	return theme.Warn
}
