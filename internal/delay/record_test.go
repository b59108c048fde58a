package delay

import (
	"testing"

	"wiretalk/httpdecode"
	"wiretalk/tcpreasm"
)

// A record says how long there was no response and what ended that, but nothing where
// bytes are missing or a response was seen.
func TestSilenceOf(t *testing.T) {
	for _, c := range []struct {
		name string
		x    func(*httpdecode.Exchange)
		c    func(*tcpreasm.Info)
		want string
	}{
		{"the client closes", nil, func(c *tcpreasm.Info) { c.Fin[client] = at(8, 1100) }, "in 1.00 s, then the client closed (FIN, frame 8)"},
		{"the server resets", nil, func(c *tcpreasm.Info) { c.Rst[server] = at(6, 600) }, "in 500 ms, then the server reset the connection (RST, frame 6)"},
		{"nothing ends it", nil, func(c *tcpreasm.Info) { c.End = 2100 * ms }, "in 2.00 s, as far as it was captured"},
		{"answered", func(x *httpdecode.Exchange) { x.Response.Seen = true }, nil, ""},
		{"bytes are missing", func(x *httpdecode.Exchange) { x.Notes = httpdecode.NoteGap }, func(c *tcpreasm.Info) { c.End = 2100 * ms }, ""},
		{"only the client was captured", nil, func(c *tcpreasm.Info) { c.Packets[server], c.End = 0, 2100*ms }, ""},
	} {
		x := &httpdecode.Exchange{Request: httpdecode.Message{Seen: true, Complete: true, Frame: 4}}
		x.Request.First, x.Request.Last = httpdecode.Position{Frame: 4, Time: 100 * ms}, httpdecode.Position{Frame: 4, Time: 100 * ms}
		info := tcpreasm.Info{Packets: [2]int64{3, 3}}
		info.End = 100 * ms
		if c.x != nil {
			c.x(x)
		}
		if c.c != nil {
			c.c(&info)
		}
		got := ""
		if s := SilenceOf(&info, x); s != nil {
			got = s.String()
		}
		if got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}
