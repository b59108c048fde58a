package httpdecode

import (
	"bytes"
	"fmt"
	"io"
	"testing"
)

// discard is a handler that only counts.
type discard struct{ done, body int }

func (h *discard) Head(*Exchange, Direction) {}
func (h *discard) Body(_ *Exchange, _ Direction, b []byte, _ int64, _ Position) {
	h.body += len(b)
}
func (h *discard) Done(*Exchange) { h.done++ }

var (
	smallRequest = []byte(lines("GET /images/logo.png?size=2 HTTP/1.1", "Host: www.example.com", "User-Agent: curl/8.5.0", "Accept: */*",
		"Accept-Encoding: gzip, deflate", "Connection: keep-alive", "Cookie: session=0123456789abcdef"))
	smallResponse = []byte(lines("HTTP/1.1 200 OK", "Server: nginx/1.24.0", "Date: Tue, 24 Nov 2026 10:00:00 GMT", "Content-Type: image/png", "Content-Length: 12",
		"Last-Modified: Mon, 23 Nov 2026 10:00:00 GMT", "Connection: keep-alive", `ETag: "6561f3a0-c"`, "Accept-Ranges: bytes") + "hello world\n")
)

// BenchmarkExchange is a small GET with its response, on a connection that is
// kept alive.
func BenchmarkExchange(b *testing.B) {
	for _, o := range []Options{{}, {NoExtents: true}} {
		b.Run(fmt.Sprintf("extents=%v", !o.NoExtents), func(b *testing.B) {
			h := &discard{}
			conn := NewConn(h, o)
			b.ReportAllocs()
			b.SetBytes(int64(len(smallRequest) + len(smallResponse)))
			at := Position{}
			for b.Loop() {
				at.Frame++
				conn.Data(ToServer, smallRequest, at)
				at.Frame++
				conn.Data(ToClient, smallResponse, at)
			}
			if h.done < b.N {
				b.Fatalf("%d exchanges are done of %d", h.done, b.N)
			}
		})
	}
}

// BenchmarkPipelined is eight requests in a segment, and then their responses.
func BenchmarkPipelined(b *testing.B) {
	h := &discard{}
	conn := NewConn(h, Options{})
	requests, responses := bytes.Repeat(smallRequest, 8), bytes.Repeat(smallResponse, 8)
	b.ReportAllocs()
	b.SetBytes(int64(len(requests) + len(responses)))
	for b.Loop() {
		conn.Data(ToServer, requests, Position{Frame: 1})
		conn.Data(ToClient, responses, Position{Frame: 2})
	}
}

// BenchmarkBody is a megabyte in segments of 1460 bytes.
func BenchmarkBody(b *testing.B) {
	const size = 1 << 20
	framings := map[string][]byte{
		"length": []byte(lines("HTTP/1.1 200 OK", fmt.Sprintf("Content-Length: %d", size)) + string(make([]byte, size))),
	}
	chunked := []byte(lines("HTTP/1.1 200 OK", "Transfer-Encoding: chunked"))
	for range size / 4096 {
		chunked = fmt.Appendf(chunked, "1000\r\n%s\r\n", make([]byte, 4096))
	}
	framings["chunks"] = append(chunked, "0\r\n\r\n"...)
	for name, response := range framings {
		b.Run(name, func(b *testing.B) {
			h := &discard{}
			conn := NewConn(h, Options{})
			b.ReportAllocs()
			b.SetBytes(int64(len(response)))
			for b.Loop() {
				conn.Data(ToServer, smallRequest, Position{Frame: 1})
				for i := 0; i < len(response); i += 1460 {
					conn.Data(ToClient, response[i:min(i+1460, len(response))], Position{Frame: int64(i), Offset: int64(i + i/1460*66)})
				}
			}
			if h.body < b.N*size {
				b.Fatalf("%d bytes of bodies, want %d", h.body, b.N*size)
			}
		})
	}
}

// BenchmarkUnknown is a connection that carries something else.
func BenchmarkUnknown(b *testing.B) {
	conn := NewConn(&discard{}, Options{})
	segment := bytes.Repeat([]byte{0, 1, 2, 3}, 365)
	b.ReportAllocs()
	b.SetBytes(int64(len(segment)))
	at := Position{}
	for b.Loop() {
		at.Frame++
		conn.Data(ToServer, segment, at)
	}
}

func BenchmarkContentGzip(b *testing.B) {
	packed := pack(b, "gzip", bytes.Repeat([]byte("hello world "), 100000))
	b.ReportAllocs()
	b.SetBytes(1200000)
	for b.Loop() {
		if _, err := io.Copy(io.Discard, NewContentReader("gzip", bytes.NewReader(packed), 1<<30)); err != nil {
			b.Fatal(err)
		}
	}
}
