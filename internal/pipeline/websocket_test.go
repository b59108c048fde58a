package pipeline_test

import (
	"bytes"
	"compress/flate"
	"strings"
	"testing"

	"wiretalk/capture"
)

// webSocket is a conversation that opens a WebSocket, and what the server then
// sends; each "-" stands for a byte that the capture lacks.
func webSocket(said string) (packets []capture.Packet) {
	c := client(1)
	add := func(b []byte) {
		packets = append(packets, packet(int64(len(packets)+1), int64(1e18)+int64(len(packets)), b))
	}
	asked := "GET /ws HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"
	answer := "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
		"Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n"
	x, y := uint32(101), uint32(501)
	add(frame(c, server, syn, x-1, 0, ""))
	add(frame(server, c, syn|ack, y-1, x, ""))
	add(frame(c, server, ack, x, y, asked))
	x += uint32(len(asked))
	add(frame(server, c, ack, y, x, answer))
	y += uint32(len(answer))
	for piece := range strings.SplitAfterSeq(said, "-") {
		kept := strings.TrimSuffix(piece, "-")
		for len(kept) > 0 {
			n := min(len(kept), 30_000)
			add(frame(server, c, ack, y, x, kept[:n]))
			y, kept = y+uint32(n), kept[n:]
			add(frame(c, server, ack, x, y, ""))
		}
		if strings.HasSuffix(piece, "-") {
			y++
			add(frame(c, server, ack, x, y, ""))
		}
	}
	add(frame(server, c, fin|ack, y, x, ""))
	add(frame(c, server, fin|ack, x, y+1, ""))
	return packets
}

// What is not known whole of a WebSocket message is not shown as if it were.
func TestWebSocketMessagesThatAreNotWhole(t *testing.T) {
	var packed bytes.Buffer
	w, _ := flate.NewWriter(&packed, flate.BestCompression)
	w.Write(make([]byte, 20<<20))
	w.Flush()
	bomb := strings.TrimSuffix(packed.String(), "\x00\x00\xff\xff")
	if strings.Contains(bomb, "-") || len(bomb) >= 1<<16 || len(bomb) < 126 {
		t.Fatalf("a bomb of %d bytes does not fit", len(bomb))
	}
	for _, c := range []struct {
		name, said string
		want       []string
	}{
		{"whole", "\x81\x02hi", []string{`"length":2,"complete":true,"text":"hi","notes":[]`}},
		{"a gap in text", "\x81\x05he-lo\x81\x01a", []string{
			`"length":5,"complete":true,"missing_bytes":1,"text":"he","text_cut":true,"notes":["gap"]`,
			`"complete":true,"text":"a","notes":[]`}},
		{"a gap between frames", "\x81\x01a-\x81\x01a", []string{`"text":"a","notes":[]`, `"from":"server","frame":8,"first_frame":8,"time":"2001-09-09T01:46:40.000000007Z","complete":false,"notes":["gap"]`}},
		{"half a header", "\x81\x01a\x81", []string{`"text":"a","notes":[]`, `"complete":false,"notes":["truncated"]`}},
		{"half a payload", "\x81\x05he", []string{`"length":2,"complete":false,"text":"he","text_cut":true,"notes":["truncated"]`}},
		{"half a ping", "\x89\x05he", []string{`"opcode":"ping"`, `"length":5,"complete":false,"notes":["truncated"]`}},
		{"a bomb", "\xc2\x7e" + string([]byte{byte(len(bomb) >> 8), byte(len(bomb))}) + bomb, []string{`"compressed":true,"size_at_least":16777216,"notes":["bomb"]`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := run(t, func() capture.Source { return &script{steps: []step{{packets: webSocket(c.said)}}} }, 1).json
			rest := got
			for _, part := range c.want {
				_, after, ok := strings.Cut(rest, part)
				if !ok {
					t.Fatalf("%s is not there, or not in its place:\n%s", part, got)
				}
				rest = after
			}
			if n := strings.Count(got, `"type":"websocket"`); n > len(c.want) {
				t.Errorf("%d records:\n%s", n, got)
			}
		})
	}
}
