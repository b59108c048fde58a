package httpdecode

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// conversations are what the tests of splits, gaps and fuzzing begin with.
// In each, the messages of the exchange in place i carry the number i in
// target and fields, and nothing but the digit i in their bodies.
var conversations = map[string][]packet{
	"keep-alive": {
		c(lines("GET /0 HTTP/1.1", "Host: a")), s(lines("HTTP/1.1 200 OK", "X-Id: 0", "Content-Length: 4") + "0000"),
		c(lines("POST /1 HTTP/1.1", "Content-Length: 3") + "111"), s(lines("HTTP/1.1 201 Created", "X-Id: 1", "Content-Length: 0")),
		c(lines("GET /2 HTTP/1.1")), s(lines("HTTP/1.1 404 Not Found", "X-Id: 2", "Content-Length: 9") + "222222222"),
		c(lines("GET /3 HTTP/1.1")), s(lines("HTTP/1.1 200 OK", "X-Id: 3", "Content-Length: 2") + "33"),
	},
	"pipelined": {
		c(lines("GET /0 HTTP/1.1") + lines("GET /1 HTTP/1.1") + "POST /2 HTTP/1.1\r\nContent-Le"), c("ngth: 2\r\n\r\n22" + lines("GET /3 HTTP/1.1")),
		s(lines("HTTP/1.1 200 OK", "X-Id: 0", "Content-Length: 4") + "0000HTTP"), s("/1.1 200 OK\r\nX-Id: 1\r\nContent-Length: 2\r\n\r\n11" + lines("HTTP/1.1 204 No Content", "X-Id: 2")),
		s(lines("HTTP/1.1 200 OK", "X-Id: 3", "Content-Length: 2") + "33"),
	},
	"chunked": {
		c(lines("POST /0 HTTP/1.1", "Transfer-Encoding: chunked") + "3\r\n000\r\n0\r\n\r\n"),
		s(lines("HTTP/1.1 200 OK", "X-Id: 0", "Transfer-Encoding: chunked", "Trailer: X-T") + "4;a=b;c=\"d\"\r\n0000\r\n0A \r\n0000000000\r\n0;last\r\nX-T: 1\r\nX-U: 2\r\n\r\n"),
		c(lines("GET /1 HTTP/1.1")), s(lines("HTTP/1.1 200 OK", "X-Id: 1", "Transfer-Encoding: chunked") + "1\n1\n0\n\n"),
		c(lines("GET /2 HTTP/1.1")), s(lines("HTTP/1.1 200 OK", "X-Id: 2", "Content-Length: 1") + "2"),
	},
	"head": {
		c(lines("HEAD /0 HTTP/1.1")), s(lines("HTTP/1.1 200 OK", "X-Id: 0", "Content-Length: 400")),
		c(lines("GET /1 HTTP/1.1")), s(lines("HTTP/1.1 304 Not Modified", "X-Id: 1", "Content-Length: 400")),
		c(lines("HEAD /2 HTTP/1.1")), s(lines("HTTP/1.1 200 OK", "X-Id: 2", "Content-Length: 5") + "22222"),
		c(lines("GET /3 HTTP/1.1")), s(lines("HTTP/1.1 200 OK", "X-Id: 3", "Content-Length: 5") + "33333"),
	},
	"interim": {
		c(lines("POST /0 HTTP/1.1", "Expect: 100-continue", "Content-Length: 3")), s(lines("HTTP/1.1 100 Continue")), c("000"),
		s(lines("HTTP/1.1 103 Early Hints", "Link: </x>") + lines("HTTP/1.1 200 OK", "X-Id: 0", "Content-Length: 1") + "0"),
		c(lines("GET /1 HTTP/1.1")), s(lines("HTTP/1.1 100 Continue") + lines("HTTP/1.1 200 OK", "X-Id: 1", "Content-Length: 1") + "1"),
	},
	"until close": {
		c(lines("GET /0 HTTP/1.0")), s(lines("HTTP/1.0 200 OK", "X-Id: 0") + "0000\n0000\r\n\r\n"), s("000"), serverEnd, clientEnd,
	},
	"folded and odd": {
		c("\r\n\r\nGET /0 HTTP/1.1\r\nHost: a\r\n  b\r\n\tc\r\nNo colon\r\nSpaced : x\r\n\r\n"), s("HTTP/1.1 200 OK\nX-Id: 0\nX-Fold: one\n two\nContent-Length: 1\n\n0"),
		c(lines("GET /1 HTTP/1.1")), s(lines("HTTP/1.1 200", "X-Id: 1", "Content-Length: 2") + "11"),
	},
	"junk between": {
		c(lines("POST /0 HTTP/1.1", "Content-Length: 1") + "0\r\n"), s(lines("HTTP/1.1 200 OK", "X-Id: 0", "Content-Length: 1") + "000\n000"),
		c(lines("GET /1 HTTP/1.1")), s(lines("HTTP/1.1 200 OK", "X-Id: 1", "Content-Length: 1") + "1"),
	},
	"early response": {
		c(lines("POST /0 HTTP/1.1", "Content-Length: 6") + "000"), s(lines("HTTP/1.1 413 Too Large", "X-Id: 0", "Content-Length: 1") + "0"), c("000"),
		c(lines("GET /1 HTTP/1.1")), s(lines("HTTP/1.1 200 OK", "X-Id: 1", "Content-Length: 1") + "1"),
	},
	"simple": {
		c("GET /0\r\n"), s("0000\r\n\r\n0000"), s("00"), serverEnd,
	},
	"chunked by one reading": {
		c(lines("POST /0 HTTP/1.1", "Transfer-Encoding: chunked, gzip") + "2\r\n00\r\n0\r\n\r\n"),
		s(lines("HTTP/1.1 200 OK", "X-Id: 0", "Transfer-Encoding: chunked", "Content-Length: 5") + "00000"),
		c(lines("POST /1 HTTP/1.1", "Transfer-Encoding: chunked, gzip") + lines("GET /2 HTTP/1.1")),
		s(lines("HTTP/1.1 200 OK", "X-Id: 1", "Content-Length: 90", "Transfer-Encoding: chunked") + "0x1 ;x\r\n1\r\n\r\n0\r\n\r\n"),
		s(lines("http/1.00 20x OK", "X-Id: 2", "Transfer-Encoding: chunked") + "2222"), s("2\n22"), serverEnd,
	},
	"one to HEAD is not known": {
		s(lines("HTTP/1.1 200 OK", "X-Id: 0", "Content-Length: 40") + "HTTP/1.1 204\nX-Id: 1\n\n"),
	},
	"only responses": {
		s(lines("HTTP/1.1 200 OK", "X-Id: 0", "Content-Length: 1") + "0" + lines("HTTP/1.1 200 OK", "X-Id: 1", "Content-Length: 1") + "1"),
	},
	"upgrade": {
		c(lines("GET /0 HTTP/1.1", "Upgrade: websocket")), s(lines("HTTP/1.1 101 Switching Protocols", "X-Id: 0", "Upgrade: WebSocket") + "\x81\x05hello"), c("\x81\x85mask....."),
	},
	"turned round": {
		s(lines("GET /0 HTTP/1.1")), c(lines("HTTP/1.1 200 OK", "X-Id: 0", "Content-Length: 2") + "00"),
	},
	"truncated": {
		c(lines("GET /0 HTTP/1.1")), s(lines("HTTP/1.1 200 OK", "X-Id: 0", "Content-Length: 20") + "000"), serverEnd, c("GET /1 HTTP/1.1\r\nHost: a\r\nHal"),
	},
	"in the middle": {
		s("0000\n0000"), s("000"), c(lines("GET /0 HTTP/1.1")), s(lines("HTTP/1.1 200 OK", "X-Id: 0", "Content-Length: 2") + "00"),
	},
	"in a tunnel": {
		c(lines("CONNECT a:80 HTTP/1.1") + "\n"), s(lines("HTTP/1.1 200 OK") + "\r\n"), c(lines("GET /0 HTTP/1.1")), s(lines("HTTP/1.1 200 OK", "X-Id: 0", "Content-Length: 2") + "00"),
		c(lines("GET /1 HTTP/1.1") + lines("GET /2 HTTP/1.1")), s(lines("HTTP/1.1 200 OK", "X-Id: 1", "Content-Length: 1") + "1" + lines("HTTP/1.1 204 OK", "X-Id: 2")),
	},
	"until upgrade by CONNECT": {
		c(lines("CONNECT a:443 HTTP/1.1")), s(lines("HTTP/1.1 200 OK", "Content-Length: 5")), c("\x16\x03\x01"), s("\x16\x03\x03HTTP/1.1 200 OK\r\n\r\n"),
	},
}

// texts is all that was recorded.
func texts(records []record) string {
	var b strings.Builder
	for _, r := range records {
		b.WriteString(r.text)
	}
	return b.String()
}

// TestEverySplit plays each conversation with every packet cut in two at
// every place, byte by byte and at random, which must change nothing.
func TestEverySplit(t *testing.T) {
	for name, packets := range conversations {
		t.Run(name, func(t *testing.T) {
			capture := captureOf(packets)
			want := newRecorder(t, capture)
			conn := play(want, packets, whole)
			check := func(how string, at int, cut func(int) int) {
				r := newRecorder(t, capture)
				other := play(r, packets, cut)
				if got := texts(r.done); got != texts(want.done) {
					t.Fatalf("%s %d gives\n%s, whole packets give\n%s", how, at, got, texts(want.done))
				}
				if other.Protocol() != conn.Protocol() || other.Swapped() != conn.Swapped() || other.Skipped(0) != conn.Skipped(0) || other.Skipped(1) != conn.Skipped(1) {
					t.Fatalf("%s %d: %v, swapped %v, skipped %d and %d; want %v, %v, %d, %d", how, at, other.Protocol(), other.Swapped(), other.Skipped(0), other.Skipped(1),
						conn.Protocol(), conn.Swapped(), conn.Skipped(0), conn.Skipped(1))
				}
			}
			longest := 0
			for _, p := range packets {
				longest = max(longest, len(p.data))
			}
			for i := 1; i < longest; i++ {
				first := 0 // bytes of the packet at hand
				check("split at", i, func(left int) int {
					if first == left {
						first = 0
						return left
					}
					if left <= i {
						return left
					}
					first = left - i
					return i
				})
			}
			check("pieces of", 1, func(int) int { return 1 })
			for seed := range uint64(50) {
				random := rand.New(rand.NewPCG(1, seed))
				check("seed", int(seed), func(left int) int { return 1 + random.IntN(left) })
			}
		})
	}
}
