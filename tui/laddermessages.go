package tui

import (
	"cmp"
	"slices"
	"strconv"

	"wiretalk/internal/ladder"
	"wiretalk/internal/meaning"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
)

// maxMessageLabel is how many bytes from the wire stand at a message.
const maxMessageLabel = 200

// ladderMessages are a connection's messages, in the order in which they begin.
func ladderMessages(exchanges []trace.Exchange, c *trace.Connection) (all []*ladder.Message) {
	add := func(from tcpreasm.Side, first, last int64, label string, number int) {
		all = append(all, &ladder.Message{From: from, FirstFrame: first, Frame: max(first, last), Label: clean(label), Exchange: number})
	}
	for i := range exchanges {
		x := &exchanges[i]
		if m := &x.Request; m.Seen {
			target := x.Target
			if len(target) > maxMessageLabel {
				target = target[:maxMessageLabel] + "…"
			}
			add(tcpreasm.Client, m.FirstFrame, m.Frame, x.Method+" "+meaning.MaskURL(target)+carried(m), x.Number)
		}
		for _, interim := range x.Response.Interim {
			add(tcpreasm.Server, interim.Position.Frame, interim.Position.Frame, strconv.Itoa(interim.Status), x.Number)
		}
		if m := &x.Response; m.Seen {
			label := "HTTP/0.9"
			if x.Status != 0 {
				label = strconv.Itoa(x.Status)
			}
			if x.ContentType != "" {
				label += " " + x.ContentType[:min(len(x.ContentType), maxMessageLabel)]
			}
			add(tcpreasm.Server, m.FirstFrame, m.Frame, label+carried(m), x.Number)
		}
	}
	for i := range c.Messages {
		m := &c.Messages[i]
		add(m.From, m.First.Frame, m.Last.Frame, "WebSocket "+m.Opcode.String()+", "+size(m.Length), -1)
	}
	slices.SortStableFunc(all, func(a, b *ladder.Message) int { return cmp.Compare(a.FirstFrame, b.FirstFrame) })
	return all
}

// carried is how many bytes of body a message brought.
func carried(m *trace.Message) string {
	if m.BodyBytes == 0 {
		return ""
	}
	return ", " + size(m.BodyBytes)
}
