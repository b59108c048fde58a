package ladder

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"wiretalk/httpdecode"
	"wiretalk/internal/body"
	"wiretalk/internal/meaning"
	"wiretalk/internal/trace"
	"wiretalk/internal/websocket"
	"wiretalk/tcpreasm"
)

// maxLabel is how many bytes from the wire each part of a label has.
const maxLabel = 300

// Messages are the HTTP messages of a connection of a trace, and those of a
// WebSocket that it became, in the order in which they begin. Labels obey no
// terminal and show no secrets of URLs. Once ctx is done there are as many as
// were made until then.
func Messages(ctx context.Context, t *trace.Trace, c *trace.Connection) (all []*Message) {
	for _, number := range c.Exchanges {
		if ctx.Err() != nil {
			return all
		}
		x := t.Exchange(number)
		if m := &x.Request; m.Seen {
			all = append(all, &Message{tcpreasm.Client, m.FirstFrame, m.Frame, requestLabel(&x), !m.Complete, number})
		}
		for _, i := range x.Response.Interim {
			all = append(all, &Message{tcpreasm.Server, i.Position.Frame, i.Position.Frame, strconv.Itoa(i.Status), false, number})
		}
		if m := &x.Response; m.Seen {
			all = append(all, &Message{tcpreasm.Server, m.FirstFrame, m.Frame, responseLabel(&x), !m.Complete, number})
		}
	}
	for i := range c.Beyond.Messages {
		m := &c.Beyond.Messages[i]
		label := fmt.Sprintf("WebSocket %v, %s", m.Opcode, size(m.Length))
		if m.Opcode == websocket.Close && m.CloseCode != 0 {
			label = fmt.Sprintf("WebSocket %v %d", m.Opcode, m.CloseCode)
		}
		all = append(all, &Message{m.From, m.First.Frame, m.Last.Frame, label, m.Missing > 0, -1})
	}
	slices.SortStableFunc(all, func(a, b *Message) int { return int(a.FirstFrame - b.FirstFrame) })
	return all
}

func requestLabel(x *trace.Exchange) string {
	return label(shortened(x.Method)+" "+meaning.MaskURL(shortened(x.Target)), &x.Request)
}

// shortened is the beginning of what may be long.
func shortened(s string) string {
	if len(s) > maxLabel {
		return strings.ToValidUTF8(s[:maxLabel], "") + "…"
	}
	return s
}

// label makes what is said of a message fit for a terminal.
func label(text string, m *trace.Message) string {
	return string(body.Printable(nil, text+carried(m)))
}

func responseLabel(x *trace.Exchange) string {
	text := cmp.Or(x.StatusText(), "HTTP/0.9")
	if x.ContentType != "" {
		text += " " + shortened(x.ContentType)
	}
	return label(text, &x.Response)
}

// carried says how many bytes of body a message brought.
func carried(m *trace.Message) string {
	switch {
	case m.Framing == httpdecode.NoBody, m.Framing == httpdecode.ByUpgrade:
		return ""
	case m.Framing == httpdecode.ByChunks:
		return ", " + size(m.BodyBytes) + " chunked"
	}
	return ", " + size(m.BodyBytes)
}
