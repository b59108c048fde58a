package trace

import (
	"unsafe"

	"wiretalk/httpdecode"
	"wiretalk/tcpreasm"
)

// Limits bound what a trace keeps, so that it can grow for days. When there
// is more, the oldest exchanges and connections of which nothing more can come are
// let go; only where those do not suffice, others. A zero field is no limit.
type Limits struct {
	Exchanges   int
	Connections int
	Bytes       int64 // of memory, as a good guess; a quarter of it at most is for WebSocket messages
}

// Days are limits for a capture that has no end: some hundred thousand exchanges.
var Days = Limits{Exchanges: 1_000_000, Connections: 1_000_000, Bytes: 256 << 20}

// slack is the part of a limit, one of so many, by which more is let go than must be,
// so that it is not done for each row.
const slack = 64

// overhead is what the places in lists cost that name a row, in bytes.
const overhead = 24

func (x *Exchange) memory() int64 {
	n := int(unsafe.Sizeof(*x)) + overhead + len(x.Method) + len(x.Target) + len(x.Host) + len(x.ContentType)
	for _, m := range [...]*Message{&x.Request, &x.Response} {
		n += m.Head.Memory() + m.Body.Memory() + len(m.Trailers) + cap(m.Interim)*int(unsafe.Sizeof(httpdecode.Interim{}))
	}
	return int64(n)
}

// memory is without exchanges and messages.
func (c *Connection) memory() int64 {
	n := int(unsafe.Sizeof(*c)) + overhead + len(c.Conflicts)*int(unsafe.Sizeof(tcpreasm.Conflict{}))
	if t := c.TLS; t != nil {
		n += int(unsafe.Sizeof(*t)) + len(t.ServerName) + len(t.Chosen) + len(t.Version) + len(t.Cipher) + len(t.JA4) + len(t.Subject) + len(t.Alert)
		for _, name := range t.Offered {
			n += int(unsafe.Sizeof(name)) + len(name)
		}
	}
	return int64(n)
}

func (m *WebSocket) memory() int64 {
	return int64(int(unsafe.Sizeof(*m)) + overhead + len(m.Content) + len(m.CloseReason))
}

// isOver says whether there is more than a limit, which 0 is none of.
func isOver[N int | int64](n, limit N) bool { return limit > 0 && n > limit }

// reduced are the limits with some room below them.
func (l Limits) reduced() Limits {
	return Limits{l.Exchanges - l.Exchanges/slack, l.Connections - l.Connections/slack, l.Bytes - l.Bytes/slack}
}
