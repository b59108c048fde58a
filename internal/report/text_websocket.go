package report

import (
	"bytes"
	"fmt"

	"wiretalk/internal/trace"
	"wiretalk/internal/websocket"
	"wiretalk/tcpreasm"
)

// WebSocket renders a message or control frame of a WebSocket.
//
//	16:28:58.123456  10.0.0.1:4000 > 10.0.0.2:80  #0  WS  text  hello  5 B
func (t Text) WebSocket(dst []byte, c *tcpreasm.Info, m *trace.WebSocket) (out []byte, hole int) {
	dst, hole = t.beginBetween(dst, m.First.Time, c.Ends[m.From], c.Ends[m.From.Peer()])
	dst = appendColumn(dst, "WS", methodWidth)
	what := m.Opcode.String()
	switch {
	case m.CloseCode != 0:
		what = fmt.Sprintf("%s %d %s %s", what, m.CloseCode, m.CloseCode.Meaning(), m.CloseReason)
	case m.Opcode == websocket.Unread:
		what = "(not read from here on)"
	case m.Opcode == websocket.Text:
		what += "  " + string(m.Content[:min(len(m.Content), shownContent)])
	}
	dst = appendColumn(dst, what, urlWidth)
	var buffer [32]byte
	dst = appendColumn(dst, appendSize(buffer[:0], m.Length), sizeWidth)
	separator := "  ! "
	for word := range m.Notes.All() {
		dst = append(append(dst, separator...), word...)
		separator = ", "
	}
	return append(bytes.TrimRight(dst, " "), '\n'), hole
}

// shownContent is how many bytes of a message a line shows.
const shownContent = 120
