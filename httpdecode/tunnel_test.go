package httpdecode

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// tunnelRecorder writes down what is handed on.
type tunnelRecorder struct {
	*recorder
	from [2]strings.Builder // by direction
	log  string             // protocols in the order they were named
}

func (r *tunnelRecorder) Tunnelled(p Protocol, d Direction, b []byte, lost int64, at Position) {
	if lost > 0 {
		fmt.Fprintf(&r.from[d], "(%d)", lost)
	}
	r.from[d].Write(b)
	if word := p.String() + " "; !strings.HasSuffix(r.log, word) {
		r.log += word
	}
	if lost == 0 && r.capture != nil && !strings.HasPrefix(string(r.capture[at.Offset:]), string(b)) {
		r.t.Errorf("%q does not lie at %d", b, at.Offset)
	}
}

func TestTunnel(t *testing.T) {
	connect, ok := c(lines("CONNECT a:443 HTTP/1.1")), lines("HTTP/1.1 200 OK")
	tests := []struct {
		rule      string
		packets   []packet
		protocol  Protocol
		exchanges string
		bytes     [2]string
		log       string
	}{
		{"RFC 9110 §9.3.6 TLS in a tunnel", []packet{connect, s(ok), c("\x16\x03\x01hello"), s("\x16\x03\x03"), c("\x17\x03\x03x")},
			TLS, "CONNECT a:443 200", [2]string{"\x16\x03\x01hello\x17\x03\x03x", "\x16\x03\x03"}, "tls "},
		{"the first bytes come with the response", []packet{connect, s(ok + "\x16\x03\x03z")},
			TLS, "CONNECT a:443 200", [2]string{"", "\x16\x03\x03z"}, "tls "},
		{"the first byte does not tell", []packet{connect, s(ok), s("\x16"), c("\x16\x03"), s("\x03")},
			TLS, "CONNECT a:443 200", [2]string{"\x16\x03", "\x16\x03"}, "tls "},
		{"HTTP in a tunnel", []packet{connect, s(ok), c(lines("GET /0 HTTP/1.1")), s(lines("HTTP/1.1 204 X")), c(lines("GET /1 HTTP/1.1")), s(lines("HTTP/1.1 205 X", "Content-Length: 0"))},
			HTTP1, "CONNECT a:443 200; GET /0 204; GET /1 205", [2]string{}, ""},
		{"a tunnel in a tunnel", []packet{connect, s(ok), connect, s(ok), c(lines("GET /0 HTTP/1.1")), s(lines("HTTP/1.1 204 X"))},
			HTTP1, "CONNECT a:443 200; CONNECT a:443 200; GET /0 204", [2]string{}, ""},
		{"HTTP/2 in a tunnel", []packet{connect, s(ok), c("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")},
			HTTP2, "CONNECT a:443 200", [2]string{"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", ""}, "http/2 "},
		{"something else in a tunnel", []packet{connect, s(ok), s("SSH-2.0-x\r\n"), c("SSH-2.0-y\r\n")},
			HTTP1, "CONNECT a:443 200", [2]string{"SSH-2.0-y\r\n", "SSH-2.0-x\r\n"}, "unknown "},
		{"a tunnel with a gap", []packet{connect, s(ok), c("\x16\x03\x01"), clientGap(7), c("abc")},
			TLS, "CONNECT a:443 200", [2]string{"\x16\x03\x01(7)abc", ""}, "tls "},
		{"a tunnel that begins with a gap", []packet{connect, s(ok), clientGap(7), c("abc\n")},
			HTTP1, "CONNECT a:443 200", [2]string{"(7)abc\n", ""}, "unknown "},
		{"no tunnel: CONNECT refused", []packet{connect, s(lines("HTTP/1.1 403 X", "Content-Length: 3") + "\x16\x03\x01"), c(lines("GET /0 HTTP/1.1"))},
			HTTP1, "CONNECT a:443 403; GET /0 0", [2]string{}, ""},
		{"RFC 6455 §4.2.2 WebSocket", []packet{c(lines("GET /0 HTTP/1.1", "Upgrade: websocket")), s(lines("HTTP/1.1 101 X", "Upgrade: websocket") + "\x81\x01a"), c("\x81\x81abcd!")},
			WebSocket, "GET /0 101", [2]string{"\x81\x81abcd!", "\x81\x01a"}, "websocket "},
		{"RFC 7540 §3.2 h2c", []packet{c(lines("GET /0 HTTP/1.1", "Upgrade: h2c")), s(lines("HTTP/1.1 101 X", "Upgrade: h2c")), c("PRI *")},
			HTTP2, "GET /0 101", [2]string{"PRI *", ""}, "http/2 "},
		{"RFC 2817 §3.3 TLS", []packet{c(lines("OPTIONS * HTTP/1.1", "Upgrade: TLS/1.0")), s(lines("HTTP/1.1 101 X", "Upgrade: TLS/1.0, HTTP/1.1")), c("\x16\x03\x01")},
			TLS, "OPTIONS * 101", [2]string{"\x16\x03\x01", ""}, "tls "},
		{"an upgrade to what is not known, even if it looks like HTTP", []packet{c(lines("GET /0 HTTP/1.1")), s(lines("HTTP/1.1 101 X", "Upgrade: foo/2")), c(lines("GET /1 HTTP/1.1"))},
			HTTP1, "GET /0 101", [2]string{lines("GET /1 HTTP/1.1"), ""}, "unknown "},
		{"TLS from the beginning", []packet{c("\x16"), c("\x03\x01hello"), s("\x16\x03\x03")},
			TLS, "", [2]string{"\x16\x03\x01hello", "\x16\x03\x03"}, "tls "},
		{"unknown from the beginning", []packet{c("GE"), s("220 mail\r\n"), c("x\r\n")},
			Unknown, "", [2]string{"GEx\r\n", "220 mail\r\n"}, "unknown "},
		{"RFC 9113 §3.4 HTTP/2, the server's first frame alone", []packet{s("\x00\x00\x06\x04\x00\x00\x00\x00\x00"), s("\x00\x03\x00\x00\x00\x64")},
			HTTP2, "", [2]string{"", "\x00\x00\x06\x04\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x64"}, "http/2 "},
		{"too little to tell", []packet{c("GE")}, Unknown, "", [2]string{"GE", ""}, "unknown "},
	}
	for _, test := range tests {
		t.Run(test.rule, func(t *testing.T) {
			random := rand.New(rand.NewPCG(1, 1))
			for _, cut := range []func(int) int{whole, func(int) int { return 1 }, func(left int) int { return 1 + random.IntN(left) }} {
				r := &tunnelRecorder{recorder: newRecorder(t, captureOf(test.packets))}
				conn := play(r, test.packets, cut)
				if conn.Protocol() != test.protocol || shorts(r.done) != test.exchanges || r.log != test.log {
					t.Errorf("%v with %q, named %q; want %v with %q, %q", conn.Protocol(), shorts(r.done), r.log, test.protocol, test.exchanges, test.log)
				}
				for d := range r.from {
					if got := r.from[d].String(); got != test.bytes[d] {
						t.Errorf("direction %d hands on %q, want %q", d, got, test.bytes[d])
					}
				}
			}
		})
	}
}

// TestOffsetsGoOnInATunnel has the places of messages count all bytes of the
// direction.
func TestOffsetsGoOnInATunnel(t *testing.T) {
	got := run(t, c(lines("CONNECT a:1 HTTP/1.1")), s(lines("HTTP/1.1 200 OK")), s("\n"), c("\r\n"+lines("GET / HTTP/1.1")), s(lines("HTTP/1.1 204 X")))
	if len(got) != 2 || !strings.Contains(got[1].text, "offset=26") || !strings.Contains(got[1].text, "offset=20") {
		t.Errorf("%s", texts(got))
	}
}
