package websocket

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/gopacket/layers"

	"wiretalk/internal/sharedpcaps"
)

// byteStreams are the two directions of the only connection of a capture
// without loss, the client's first.
func byteStreams(t *testing.T, file string) (streams [2][]byte) {
	t.Helper()
	var client layers.TCPPort
	var next [2]uint32
	for p := range sharedpcaps.Packets(t, file) {
		tcp, ok := p.TransportLayer().(*layers.TCP)
		if !ok {
			continue
		}
		if client == 0 {
			client = tcp.SrcPort
		}
		d := 0
		if tcp.SrcPort != client {
			d = 1
		}
		payload := tcp.LayerPayload()
		switch {
		case tcp.SYN:
			next[d] = tcp.Seq + 1
		case next[d] == 0:
			next[d] = tcp.Seq
			fallthrough
		case tcp.Seq == next[d]:
			streams[d] = append(streams[d], payload...)
			next[d] += uint32(len(payload))
		}
	}
	return streams
}

// frames writes the frames down as tshark's fields do: for each its opcode,
// whether it is masked, and its length.
type frames struct{ recorder }

func (f *frames) Done(m *Message) {
	f.recorder.Done(m)
	f.lines[len(f.lines)-1] = fmt.Sprintf("%v %d/%d%s", m.Opcode, m.Frames, m.Length, words(m.Notes))
}

func (f *frames) Control(c *Control) {
	f.add("%v %d%s", c.Opcode, c.Length, words(c.Notes))
}

// What is found in captures of real programs is what tshark finds: opcodes,
// numbers of fragments, lengths.
func TestRealTraffic(t *testing.T) {
	for _, x := range []struct{ file, client, server string }{
		{"suricata-websocket-compressed_example_websocket.pcap", "", "text 1/38, text 1/23, text 1/18, text 1/18, text 1/20, text 1/19, text 1/20, text 1/20, text 1/15, text 1/20"},
		{"zeek-websocket_fragmented-http-reply.pcap", "pong 4, binary 1/35, close 2", "ping 4, binary 5/56, close 2"},
		{"zeek-websocket_jupyter-websocket.pcap", "binary 1/262, close 0", "binary 1/539, binary 1/527, binary 1/1647, binary 1/540, binary 1/540, binary 1/515, binary 1/515, " + strings.Repeat("binary 1/540, ", 4) + "close 0"},
		{"zeek-websocket_message-too-big-status.pcap", "close 31", "ping 4, close 2"},
		{"zeek-websocket_oversized-close-frame.pcapng", "", "close 258 (long-length, long-control)"},
		{"zeek-websocket_two-binary-fragments.pcap", "pong 4, binary 1/11, close 2", "ping 4, binary 2/12, close 2"},
	} {
		t.Run(x.file, func(t *testing.T) {
			var heads [2]string
			streams := byteStreams(t, x.file)
			for i, stream := range streams {
				head, rest, _ := bytes.Cut(stream, []byte("\r\n\r\n"))
				heads[i], streams[i] = string(head), rest
			}
			if key, accept := field(heads[0], "Sec-WebSocket-Key"), field(heads[1], "Sec-WebSocket-Accept"); !IsKey(key) || !CheckAccept(key, accept) {
				t.Errorf("key %q, answer %q", key, accept)
			}
			deflate, err := AgreedDeflate(field(heads[1], "Sec-WebSocket-Extensions"))
			if err != nil {
				t.Error(err)
			}
			for i, want := range []string{x.client, x.server} {
				f := new(frames)
				d := New(f, Options{Direction: Direction(i), Deflate: deflate})
				d.Data(streams[i], Position{})
				d.End(Position{})
				if got := strings.Join(f.lines, ", "); got != want {
					t.Errorf("direction %d: %s\nwant %s", i, got, want)
				}
			}
		})
	}
}

// field finds a field in a head.
func field(head, name string) string {
	for line := range strings.SplitSeq(head, "\r\n") {
		if n, v, ok := strings.Cut(line, ":"); ok && strings.EqualFold(n, name) {
			return strings.TrimSpace(v)
		}
	}
	return ""
}
