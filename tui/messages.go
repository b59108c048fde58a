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
	"wiretalk/tui/table"
	"wiretalk/tui/theme"
	"wiretalk/tui/words"
)

// messageList is the WebSocket messages of a connection.
type messageList struct {
	words *words.Screen
	zone  *time.Location
	of    int // the connection; none while there are no connections
}

func (l messageList) Columns() []table.Column {
	w := l.words
	return []table.Column{
		{Title: "#", Min: 2, Right: true, Drop: 3, Grow: 1},
		{Title: w.Start, Min: 8, Max: 15, Clock: true, Drop: 2, Grow: 5},
		{Title: w.From, Min: 6, Max: 8, Grow: 2},
		{Title: w.Opcode, Min: 6, Max: 12, Grow: 3},
		{Title: w.Size, Min: 7, Max: 7, Right: true, Drop: 4, Grow: 1},
		{Title: "!", Min: 1, Max: 1, Drop: 5, Grow: 1},
		{Title: w.Message, Min: 10, Flex: true, Grow: 4},
	}
}

// Numbers are those of the messages on their connection, from 0.
func (l messageList) Numbers(r *trace.Reader) trace.Rows {
	c := r.Connection(l.of)
	if c == nil {
		return table.Span{}
	}
	return table.Span{First: c.MessagesLetGo, End: c.MessagesLetGo + len(c.Messages)}
}

func (l messageList) message(r *trace.Reader, number int) *trace.WebSocket {
	c := r.Connection(l.of)
	return &c.Messages[number-c.MessagesLetGo]
}

func (l messageList) Cells(r *trace.Reader, number int) []table.Cell {
	return messageRow(l.words, number, l.message(r, number), l.zone)
}

func (l messageList) When(r *trace.Reader, number int) int64 {
	return l.message(r, number).First.Time
}

func (l messageList) Matches(r *trace.Reader, number int, text string) bool {
	m := l.message(r, number)
	return cells.Contains(string(m.Content), text) || cells.Contains(m.CloseReason, text) || cells.Contains(m.Opcode.String(), text)
}

// messageRow is what a table shows of a message.
func messageRow(w *words.Screen, i int, m *trace.WebSocket, zone *time.Location) []table.Cell {
	from, odd := w.Client, table.Cell{}
	if m.From == tcpreasm.Server {
		from = w.Server
	}
	if m.Notes != 0 || m.Missing > 0 {
		odd = table.Ink("!", theme.Warn)
	}
	return []table.Cell{
		table.Ink(strconv.Itoa(i+1), theme.Dim),
		table.Ink(phrase.Clock(m.First.Time, zone), theme.Dim),
		table.Ink(from, fromTone(m.From)),
		table.Ink(w.OpcodeWord(m.Opcode), theme.Strong),
		table.Ink(messageSize(m), theme.Plain),
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
func gist(w *words.Screen, m *trace.WebSocket) table.Cell {
	switch {
	case m.Opcode == websocket.Close && m.CloseCode != 0:
		text := strconv.Itoa(int(m.CloseCode)) + " " + w.CloseCode(m.CloseCode)
		if m.CloseReason != "" {
			text += ": " + cells.Clean(m.CloseReason)
		}
		return table.Ink(text, closeCodeTone(m.CloseCode))
	case len(m.Content) == 0:
		return table.Ink("", theme.Plain)
	case m.Opcode == websocket.Binary:
		return table.Ink(w.Binary, theme.Dim)
	}
	first, _, _ := bytes.Cut(m.Content[:min(len(m.Content), 500)], []byte("\n"))
	return table.Ink(cells.Clean(cells.ExpandTabs(string(first))), theme.Plain)
}

func closeCodeTone(c websocket.CloseCode) theme.Tone {
	if c == 1000 || c == 1001 {
		return theme.Plain
	}
	return theme.Warn
}
