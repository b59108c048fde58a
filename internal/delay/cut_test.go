package delay

import (
	"testing"

	"wiretalk/httpdecode"
	"wiretalk/internal/trace"
)

// A response is seen from frame 6 at 200 ms to frame 8 at 300 ms and is not whole; what the
// connection shows says what broke it off.
func TestCut(t *testing.T) {
	for _, c := range []struct {
		name string
		x    func(*trace.Exchange)
		c    func(*trace.Connection)
		want string
	}{
		{"the server resets", nil, func(c *trace.Connection) { c.Rst[server] = at(9, 330) }, "server RST to 330 by 9"},
		{"the client resets", nil, func(c *trace.Connection) { c.Rst[client] = at(9, 340) }, "client RST to 340 by 9"},
		{"the server closes with its last bytes", nil, func(c *trace.Connection) { c.Fin[server] = at(8, 300) }, "server FIN to 300 by 8"},
		{"the first counts", nil, func(c *trace.Connection) { c.Fin[server], c.Rst[client] = at(9, 310), at(10, 311) }, "server FIN to 310 by 9"},
		{"the client's FIN ends only what it sends", nil, func(c *trace.Connection) { c.Fin[client], c.Rst[client] = at(5, 150), at(9, 350) }, "client RST to 350 by 9"},
		{"only the capture ends", nil, func(c *trace.Connection) {}, "capture ended to 900 by 0"},
		{"whole", func(x *trace.Exchange) { x.Response.Complete = true }, func(c *trace.Connection) {}, "unknown"},
		{"goes on", func(x *trace.Exchange) { x.Done = false }, func(c *trace.Connection) {}, "unknown"},
		{"bytes are missing", nil, func(c *trace.Connection) { c.MissingBytes[server] = 1 }, "unknown"},
	} {
		q, p := message(100*ms, 100*ms, 4, 4), message(200*ms, 300*ms, 6, 8)
		p.Complete = false
		x := &trace.Exchange{Request: q, Response: p, Notes: httpdecode.NoteTruncated, Done: true}
		on := &trace.Connection{Done: true, Until: 900 * ms}
		on.End = 300 * ms
		if c.x != nil {
			c.x(x)
		}
		c.c(on)
		a := Asked{Exchange: x, Connection: on}
		got := "unknown"
		if cut := a.Cut(); cut != nil {
			got = (&Silence{Over: cut.Over, Ending: cut.Ending}).show()
		}
		if got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
		if c.name == "the server resets" {
			if got := a.Account(nil).Slices.Sum(Stalled); got != 30*ms {
				t.Errorf("%d ns of nothing more", got)
			}
		}
	}
}
