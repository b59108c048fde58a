package pipeline

import (
	"strings"

	"wiretalk/httpdecode"
	"wiretalk/internal/tlshello"
	"wiretalk/internal/trace"
	"wiretalk/internal/websocket"
)

// beyond reads what a connection carries besides HTTP/1, by the direction in
// HTTP of who sends it.
type beyond struct {
	conn   *conn
	hellos [2]*tlshello.Reader // nil when there is nothing more to learn
	talk   [2]*talker
	opened int                // index of the exchange that opened the WebSocket
	shrink *websocket.Deflate // as agreed there
}

// Tunnelled is called by the HTTP decoder with bytes that are not HTTP/1.
func (c *conn) Tunnelled(p httpdecode.Protocol, d httpdecode.Direction, b []byte, lost int64, at httpdecode.Position) {
	switch p {
	case httpdecode.TLS:
		c.further().hello(d, b, lost)
	case httpdecode.WebSocket:
		t := c.further().talker(d)
		if lost > 0 {
			t.decoder.Gap(lost, websocket.Position(at))
		}
		t.decoder.Data(b, websocket.Position(at))
	}
}

func (c *conn) further() *beyond {
	if c.beyond == nil {
		c.beyond = &beyond{conn: c}
	}
	return c.beyond
}

// upgraded notes what a 101 response says of the WebSocket it opens.
func (c *conn) upgraded(x *httpdecode.Exchange) {
	b := c.further()
	b.opened = x.Index
	// What is wrong with it leaves the payloads as they were sent.
	b.shrink, _ = websocket.AgreedDeflate(joined(&x.Response, "Sec-WebSocket-Extensions"))
}

// joined is the value of all fields of a name (RFC 9110 §5.3).
func joined(m *httpdecode.Message, name string) string {
	var values []string
	for _, f := range m.Fields {
		if strings.EqualFold(string(f.Name), name) {
			values = append(values, string(f.Value))
		}
	}
	return strings.Join(values, ", ")
}

// hello reads the hellos of TLS.
func (b *beyond) hello(d httpdecode.Direction, data []byte, lost int64) {
	if b.conn.summary.TLS == nil {
		b.conn.summary.TLS = new(trace.TLS)
		b.hellos = [2]*tlshello.Reader{new(tlshello.Reader), new(tlshello.Reader)}
	}
	r := b.hellos[d]
	if r == nil {
		return
	}
	status := r.Status()
	if lost > 0 {
		status = r.Gap()
	}
	if len(data) > 0 {
		status = r.Data(data)
	}
	if status != tlshello.More {
		b.learn(d)
	}
}

// learn takes what a reader has read, and lets go of it.
func (b *beyond) learn(d httpdecode.Direction) {
	if r := b.hellos[d]; r != nil {
		b.conn.summary.TLS = describeTLS(b.conn.summary.TLS, r)
		b.hellos[d] = nil
	}
}

// end says that no more comes in a direction.
func (b *beyond) end(d httpdecode.Direction, at httpdecode.Position) {
	if b == nil {
		return
	}
	b.learn(d)
	if t := b.talk[d]; t != nil {
		t.decoder.End(websocket.Position(at))
	}
}

// describeTLS is what was known with what a reader has added: another one, since
// the trace may have the first.
func describeTLS(known *trace.TLS, r *tlshello.Reader) *trace.TLS {
	t := *known
	if h := r.Client; h != nil {
		t.ServerName, t.JA4, t.Encrypted = string(h.ServerName), h.JA4(), h.ECH
		t.Offered = nil
		for _, name := range h.ALPN {
			t.Offered = append(t.Offered, string(name))
		}
		if t.Cipher == "" {
			t.Version = h.MaxVersion().String()
		}
	}
	if h := r.Server; h != nil {
		t.Version, t.Cipher, t.Chosen = h.Selected.String(), h.CipherSuite.String(), string(h.ALPN)
	}
	if r.Certificate != nil {
		t.Subject = r.Certificate.Subject
	}
	if r.Alert != nil {
		t.Alert = r.Alert.String()
	}
	return &t
}
