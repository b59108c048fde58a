package trace

import "slices"

// AddMessage adds a WebSocket message of a connection. Of a connection's
// messages the first MaxMessages are kept; in a trace with limits, the last.
func (w *Writer) AddMessage(c *Connection, m WebSocket) {
	t := (*Trace)(w)
	limited := t.limits != Limits{}
	switch {
	case c.Gone:
		return
	case len(c.Messages) < MaxMessages && limited:
		t.said = append(t.said, c)
	case len(c.Messages) == MaxMessages && !limited:
		return
	case len(c.Messages) == MaxMessages:
		t.dropMessage(c) // the new one takes its place in t.said
	}
	c.Messages = append(c.Messages, m)
	t.messages++
	t.messageBytes += m.memory()
	t.bytes += m.memory()
}

// Wants says whether the nth message of a connection is kept, counted from 1.
func (t *Trace) Wants(n int) bool { return n <= MaxMessages || t.limits != Limits{} }

// dropMessage lets the oldest message of a connection go.
func (t *Trace) dropMessage(c *Connection) {
	n := c.Messages[0].memory()
	t.messages--
	t.messageBytes -= n
	t.bytes -= n
	c.Messages = c.Messages[1:]
	c.MessagesLetGo++
}

// letGoMessages lets the oldest messages of all connections go when there are
// too many.
func (t *Trace) letGoMessages() {
	for isOver(t.messageBytes, t.limits.Bytes/4) && len(t.said) > 0 {
		c := t.said[0]
		t.said[0], t.said = nil, t.said[1:]
		if len(c.Messages) > 0 {
			t.dropMessage(c)
		}
	}
	if len(t.said) > 2*t.messages+1024 { // many left with their connections
		t.said = slices.Clone(slices.DeleteFunc(t.said, func(c *Connection) bool { return c.Gone }))
	}
}
