package httpdecode

import (
	"strings"
	"testing"
)

func TestProtocol(t *testing.T) {
	long := "/" + strings.Repeat("x", 2*MaxUndecided)
	tests := []struct {
		name      string
		packets   []packet
		want      Protocol
		swapped   bool
		exchanges string
	}{
		{"nothing", nil, Undecided, false, ""},
		{"request", []packet{c("GET / HTTP/1.1\r\n")}, HTTP1, false, "GET / 0"},
		{"any method", []packet{c("FOO /bar HTTP/1.0\r\n")}, HTTP1, false, "FOO /bar 0"},
		{"response", []packet{s("HTTP/1.1 200 OK\r\n\r\n"), serverEnd}, HTTP1, false, "200"},
		{"response decides while the request is not whole", []packet{c("GET /"), s("HTTP/1.1 408 Late\r\n\r\n")}, HTTP1, false, "408"},
		{"requests from the server", []packet{s("GET / HTTP/1.1\r\n\r\n")}, HTTP1, true, "GET / 0"},
		{"responses from the client", []packet{c("HTTP/1.1 204 OK\r\n\r\n")}, HTTP1, true, "204"},
		{"a long target", []packet{c("GET " + long), c(" HTTP/1.1\r\n\r\n")}, HTTP1, false, "GET " + long + " 0"},
		{"HTTP/0.9", []packet{c("GET /\r\n")}, HTTP1, false, "GET / 0"},
		{"HTTP/2 preface", []packet{c("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")}, HTTP2, false, ""},
		{"TLS", []packet{c("\x16\x03\x01\x00\x05hello")}, TLS, false, ""},
		{"TLS from the server", []packet{s("\x16\x03\x03\x00\x05hello")}, TLS, false, ""},
		{"SSH", []packet{s("SSH-2.0-OpenSSH_9\r\n")}, Unknown, false, ""},
		{"Redis", []packet{c("GET key\r\n")}, Unknown, false, ""},
		{"SMTP", []packet{s("220 mail ESMTP\r\n"), c("EHLO there\r\n")}, Unknown, false, ""},
		{"too little to tell", []packet{c("GE")}, Unknown, false, ""},
		{"endless line", []packet{c(strings.Repeat("x", 60) + " " + long + long)}, Unknown, false, ""},
		{"begun within a body", []packet{s("\x00\x01body"), s("HTTP/1.1 body"), s("HTTP/1.1 204 OK\r\n\r\n")}, HTTP1, false, "204"},
		{"begun within a body, seen by the request", []packet{s("body"), c("GET / HTTP/1.1\r\n\r\n"), s("HTTP/1.1 204 OK\r\n\r\n")}, HTTP1, false, "GET / 204"},
		{"begun with a gap", []packet{clientGap(5), c("GET / HTTP/1.1\r\n\r\n")}, HTTP1, false, "GET / 0"},
		{"WebSocket", []packet{c(lines("GET / HTTP/1.1")), s(lines("HTTP/1.1 101 X", "Upgrade: foo, WebSocket"))}, WebSocket, false, "GET / 101"},
		{"h2c", []packet{c(lines("GET / HTTP/1.1")), s(lines("HTTP/1.1 101 X", "Upgrade: h2c"))}, HTTP2, false, "GET / 101"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := newRecorder(t, nil)
			conn := play(r, test.packets, whole)
			if conn.Protocol() != test.want || conn.Swapped() != test.swapped || shorts(r.done) != test.exchanges {
				t.Errorf("%v, swapped %v, %s; want %v, %v, %s", conn.Protocol(), conn.Swapped(), shorts(r.done), test.want, test.swapped, test.exchanges)
			}
			one := newRecorder(t, nil)
			other := play(one, test.packets, func(int) int { return 1 })
			if other.Protocol() != test.want || texts(one.done) != texts(r.done) {
				t.Errorf("byte by byte: %v, %s", other.Protocol(), shorts(one.done))
			}
		})
	}
}
