package ladder

import (
	"context"
	"strings"
	"testing"
	"unicode"

	"wiretalk/httpdecode"
	"wiretalk/internal/trace"
	"wiretalk/internal/websocket"
	"wiretalk/tcpreasm"
)

func TestMessages(t *testing.T) {
	found := trace.New(nil)
	var c *trace.Connection
	found.Update(func(w *trace.Writer) {
		c = w.AddConnection(trace.Connection{})
		w.AddExchange(c, trace.Exchange{Method: "POST", Target: "/a?password=geheim&x=1", Status: 200, ContentType: "text/html",
			Request: trace.Message{Seen: true, Complete: true, FirstFrame: 4, Frame: 6, Framing: httpdecode.ByLength, BodyBytes: 5},
			Response: trace.Message{Seen: true, FirstFrame: 9, Frame: 9, Framing: httpdecode.ByChunks, BodyBytes: 12_345,
				Interim: []httpdecode.Interim{{Status: 100, Position: httpdecode.Position{Frame: 5}}}}})
		w.AddExchange(c, trace.Exchange{Method: "GET", Target: "/\x1b[2J" + strings.Repeat("长", 2000),
			Request: trace.Message{Seen: true, Complete: true, FirstFrame: 10, Frame: 10}})
		w.AddExchange(c, trace.Exchange{Response: trace.Message{Seen: true, Complete: true, FirstFrame: 12, Frame: 12, Framing: httpdecode.ByClose, BodyBytes: 3}})
		w.AddExchange(c, trace.Exchange{Response: trace.Message{Seen: true, Complete: true, FirstFrame: 12, Frame: 12, HeaderBytes: 20, Framing: httpdecode.ByClose, BodyBytes: 3}})
		c.Beyond.Messages = []trace.WebSocket{
			{From: tcpreasm.Client, Opcode: websocket.Text, Length: 7, First: websocket.Position{Frame: 13}, Last: websocket.Position{Frame: 14}},
			{From: tcpreasm.Server, Opcode: websocket.Close, CloseCode: 1001, First: websocket.Position{Frame: 15}, Last: websocket.Position{Frame: 15}},
		}
	})
	all := Messages(context.Background(), found, c)
	want := []Message{
		{tcpreasm.Client, 4, 6, "POST /a?password=***&x=1, 5 B", false, 0},
		{tcpreasm.Server, 5, 5, "100", false, 0},
		{tcpreasm.Server, 9, 9, "200 text/html, 12 kB chunked", true, 0},
		{tcpreasm.Client, 10, 10, "", false, 1},
		{tcpreasm.Server, 12, 12, "HTTP/0.9, 3 B", false, 2},
		{tcpreasm.Server, 12, 12, "000, 3 B", false, 3},
		{tcpreasm.Client, 13, 14, "WebSocket text, 7 B", false, -1},
		{tcpreasm.Server, 15, 15, "WebSocket close 1001", false, -1},
	}
	if len(all) != len(want) {
		t.Fatalf("%d messages", len(all))
	}
	for i, m := range all {
		if i == 3 {
			if !strings.HasPrefix(m.Label, "GET /␛[2J长") || len(m.Label) > maxLabel+20 {
				t.Errorf("label %q", m.Label)
			}
			m.Label = ""
		}
		if *m != want[i] {
			t.Errorf("message %d is %+v, want %+v", i, *m, want[i])
		}
	}
}

// FuzzLabels: whatever is on the wire, a label is short and steers no terminal.
func FuzzLabels(f *testing.F) {
	f.Add("GET", "/index.html", "text/html")
	f.Add("GET", "/?token=x\x1b[2J", "\xff\xfe\u202e")
	f.Fuzz(func(t *testing.T, method, target, contentType string) {
		x := trace.Exchange{Method: method, Target: target, ContentType: contentType, Status: 200}
		for _, label := range []string{requestLabel(&x), responseLabel(&x)} {
			if len(label) > 40*maxLabel {
				t.Fatalf("%d bytes", len(label))
			}
			for _, r := range label {
				if !unicode.IsPrint(r) && !unicode.Is(unicode.Zs, r) && r != '\u200d' {
					t.Fatalf("%q", label)
				}
			}
		}
	})
}
