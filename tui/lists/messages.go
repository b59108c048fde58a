package lists

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

// Messages is the WebSocket messages of a connection.
type Messages struct {
	Words *words.Screen
	Zone  *time.Location
	Of    int // the connection; none while there are no connections
}

// Columns implements table.List.
func (l Messages) Columns() []table.Column {
	w := l.Words
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
func (l Messages) Numbers(r *trace.Reader) trace.Rows {
	c := r.Connection(l.Of)
	if c == nil {
		return table.Span{}
	}
	return table.Span{First: c.MessagesLetGo, End: c.MessagesLetGo + len(c.Messages)}
}

// Message is the message with a number that is there.
func (l Messages) Message(r *trace.Reader, number int) *trace.WebSocket {
	c := r.Connection(l.Of)
	return &c.Messages[number-c.MessagesLetGo]
}

// Cells implements table.List.
func (l Messages) Cells(r *trace.Reader, number int) []table.Cell {
	return MessageRow(l.Words, number, l.Message(r, number), l.Zone)
}

// When implements table.List.
func (l Messages) When(r *trace.Reader, number int) int64 {
	return l.Message(r, number).First.Time
}

// Matches implements table.List.
func (l Messages) Matches(r *trace.Reader, number int, text string) bool {
	m := l.Message(r, number)
	return cells.Contains(string(m.Content), text) || cells.Contains(m.CloseReason, text) || cells.Contains(m.Opcode.String(), text)
}

// MessageRow is what a table shows of a message.
func MessageRow(w *words.Screen, i int, m *trace.WebSocket, zone *time.Location) []table.Cell {
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
		table.Ink(from, FromTone(m.From)),
		table.Ink(w.OpcodeWord(m.Opcode), theme.Strong),
		table.Ink(MessageSize(m), theme.Plain),
		odd,
		Gist(w, m),
	}
}

// MessageSize is how long a message is, or how long it is at least.
func MessageSize(m *trace.WebSocket) string {
	if m.Compressed && !m.Whole {
		return "≥ " + phrase.Size(m.Size)
	}
	return phrase.Size(m.Size)
}

// FromTone lets a dialogue be seen at a glance.
func FromTone(s tcpreasm.Side) theme.Tone {
	if s == tcpreasm.Server {
		return theme.Good
	}
	return theme.Name
}

// Gist is a message in one line: its first line, or why an end closes.
func Gist(w *words.Screen, m *trace.WebSocket) table.Cell {
	switch {
	case m.Opcode == websocket.Close && m.CloseCode != 0:
		text := strconv.Itoa(int(m.CloseCode)) + " " + w.CloseCode(m.CloseCode)
		if m.CloseReason != "" {
			text += ": " + cells.Clean(m.CloseReason)
		}
		return table.Ink(text, CloseCodeTone(m.CloseCode))
	case len(m.Content) == 0:
		return table.Ink("", theme.Plain)
	case m.Opcode == websocket.Binary:
		return table.Ink(w.Binary, theme.Dim)
	}
	first, _, _ := bytes.Cut(m.Content[:min(len(m.Content), 500)], []byte("\n"))
	return table.Ink(cells.Clean(cells.ExpandTabs(string(first))), theme.Plain)
}

// CloseCodeTone says how bad the code of a close is (RFC 6455 §7.4).
func CloseCodeTone(c websocket.CloseCode) theme.Tone {
	if c == 1000 || c == 1001 {
		return theme.Plain
	}
	return theme.Warn
}
