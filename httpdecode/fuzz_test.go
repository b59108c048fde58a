package httpdecode

import (
	"bytes"
	"io"
	"slices"
	"testing"
)

// packetsOf makes packets out of fuzz input: each begins with a byte that
// says what it is, and one with its length.
func packetsOf(b []byte) []packet {
	var packets []packet
	for len(b) >= 2 {
		what, n := b[0], min(int(b[1]), len(b)-2)
		p := packet{d: Direction(what & 1)}
		switch what >> 1 & 7 {
		case 6:
			p.gap, n = int64(b[1])+1, 0
		case 7:
			p.end, n = true, 0
		default:
			p.data = string(b[2 : 2+n])
		}
		packets = append(packets, p)
		b = b[2+n:]
	}
	return packets
}

// bytesOf is the fuzz input that makes these packets.
func bytesOf(packets []packet) []byte {
	var b []byte
	for _, p := range packets {
		switch {
		case p.gap > 0:
			b = append(b, byte(p.d)|6<<1, byte(p.gap-1))
		case p.end:
			b = append(b, byte(p.d)|7<<1, 0)
		}
		for data := range slices.Chunk([]byte(p.data), 255) {
			b = append(append(b, byte(p.d), byte(len(data))), data...)
		}
	}
	return b
}

// FuzzConversation plays any packets, whole and byte by byte, which must give
// the same; also as the middle of a connection.
func FuzzConversation(f *testing.F) {
	for _, packets := range conversations {
		f.Add(bytesOf(packets))
		f.Add(bytesOf(lose(packets, ToClient, 30, 60)))
		f.Add(bytesOf(lose(packets, ToServer, 5, 25)))
	}
	for _, odd := range []string{"HTTP/1.1 100 C\r\nContent-Length: 5\r\n\r\nhello", "HTTP/1.1 204 N\r\nContent-Length: 7\r\n\r\na\nHTTP/", " HTTP/1.1x 2 OK\r\n\r\n", "\r\n\r\n\r"} {
		f.Add(bytesOf([]packet{plainGet, s(odd + lines("HTTP/1.1 200 OK", "Content-Length: 1") + "x"), plainGet, noBody, serverEnd}))
	}
	for _, odd := range []string{"Content-Length: +5", "Content-Length: 9x", "Transfer-Encoding: gzip", "Transfer-Encoding: chunked;a", "Connection: close"} {
		f.Add(bytesOf([]packet{c(lines("POST / HTTP/1.1", odd) + "hello"), plainGet, noBody, noBody}))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		packets := packetsOf(b)
		for _, play := range []func(Handler, []packet, func(int) int) *Conn{play, playMidway} {
			capture := captureOf(packets)
			first, second := &tunnelRecorder{recorder: newRecorder(t, capture)}, &tunnelRecorder{recorder: newRecorder(t, capture)}
			one := play(first, packets, whole)
			two := play(second, packets, func(int) int { return 1 })
			for d := range first.from {
				if a, b := first.from[d].String(), second.from[d].String(); a != b {
					t.Errorf("direction %d hands on %q, and %q in single bytes", d, a, b)
				}
			}
			if texts(first.done) != texts(second.done) || one.Protocol() != two.Protocol() {
				t.Errorf("whole packets give %v\n%s, single bytes %v\n%s", one.Protocol(), texts(first.done), two.Protocol(), texts(second.done))
			}
			if n := len(one.open) + len(two.open); n != 0 {
				t.Errorf("%d exchanges are open after Close", n)
			}
		}
	})
}

// FuzzChunked gives any bytes as a chunked body.
func FuzzChunked(f *testing.F) {
	f.Add([]byte("3;x=y\r\nabc\r\n0\r\nA: b\r\n\r\n"), 3)
	f.Add([]byte("fffffffffffffff\r\nabc"), 1)
	f.Add([]byte("5 \nhello\n0\n\n"), 2)
	f.Fuzz(func(t *testing.T, b []byte, piece int) {
		packets := []packet{c(lines("GET / HTTP/1.1")), s(lines("HTTP/1.1 200 OK", "Transfer-Encoding: chunked") + string(b)), serverEnd}
		first, second := newRecorder(t, captureOf(packets)), newRecorder(t, captureOf(packets))
		play(first, packets, whole)
		play(second, packets, func(left int) int { return min(max(piece, 1), left) })
		if texts(first.done) != texts(second.done) {
			t.Errorf("whole:\n%sin pieces of %d:\n%s", texts(first.done), piece, texts(second.done))
		}
		if got := first.done[0]; got.whole[1] && len(got.body[1]) > len(b) {
			t.Errorf("%d bytes of body out of %d", len(got.body[1]), len(b))
		}
	})
}

func FuzzParseHead(f *testing.F) {
	f.Add(smallRequest, false)
	f.Add(smallResponse, true)
	f.Add([]byte("GET / HTTP/1.1\r\n A: b\r\nB:\r\n\tc\r\n: d\r\ne"), false)
	f.Fuzz(func(t *testing.T, b []byte, response bool) {
		d := ToServer
		if response {
			d = ToClient
		}
		var m Message
		if ParseHead(b, d, &m) != nil {
			return
		}
		for _, field := range m.Fields {
			if len(field.Name) == 0 || len(field.Name)+len(field.Value) > len(b) || bytes.IndexByte(field.Value, '\n') >= 0 {
				t.Errorf("field %q: %q of %q", field.Name, field.Value, b)
			}
		}
		x := Exchange{Request: m}
		if len(URL(nil, &x, "")) > len(b)*2+10 || len(Host(&x)) > len(b) || len(m.MediaType()) > len(b) {
			t.Errorf("%q: URL %q, host %q, media type %q", b, URL(nil, &x, ""), Host(&x), m.MediaType())
		}
	})
}

func FuzzContent(f *testing.F) {
	for _, coding := range []string{"gzip", "deflate", "br", "zstd", "gzip, br"} {
		f.Add(coding, pack(f, coding, []byte("hello hello hello")))
	}
	f.Fuzz(func(t *testing.T, codings string, b []byte) {
		const limit = 1 << 20
		r := NewContentReader(codings, bytes.NewReader(b), limit)
		if n, _ := io.Copy(io.Discard, r); n > limit {
			t.Errorf("%d bytes out of %d, the limit is %d", n, len(b), limit)
		}
	})
}
