package har

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"wiretalk/httpdecode"
	"wiretalk/internal/pipeline"
	"wiretalk/internal/trace"
	"wiretalk/internal/websocket"
	"wiretalk/tcpreasm"
)

// talkEntry is the entry of a connection that opened a WebSocket and said so
// much on it.
func talkEntry(t *testing.T, messages ...trace.WebSocket) map[string]any {
	t.Helper()
	c, info := &capture{}, connection()
	x := c.exchange(c.message("", "Host", "a"), c.message("", "Upgrade", "h2c, WebSocket"))
	x.Response.Status, x.Response.Framing = 101, httpdecode.ByUpgrade
	r := &Recorder{Capture: bytes.NewReader(nil)}
	if text, _ := r.Exchange(nil, info, x); len(text) > 0 {
		t.Fatalf("before its messages: %s", text)
	}
	for i := range messages {
		if text, _ := r.WebSocket(nil, info, &messages[i]); len(text) > 0 {
			t.Fatalf("for a message: %s", text)
		}
	}
	text, hole := r.Connection(nil, info, pipeline.Summary{})
	if r.talks.size != 0 || len(r.talks.open) != 0 {
		t.Errorf("%d bytes of %d connections are held afterwards", r.talks.size, len(r.talks.open))
	}
	if again, _ := r.Connection(nil, info, pipeline.Summary{}); len(again) > 0 {
		t.Errorf("twice: %s", again)
	}
	var out bytes.Buffer
	d := NewDocument(&out, "v1")
	d.Write(append(append(bytes.Clone(text[:hole]), "17"...), text[hole:]...))
	d.Close()
	return parse(t, out.Bytes())[0]
}

// The messages are what Chromium's network panel exports and imports.
func TestWebSocketMessages(t *testing.T) {
	e := talkEntry(t,
		trace.WebSocket{From: tcpreasm.Client, Opcode: websocket.Text, Last: websocket.Position{Frame: 9, Time: start + 1_500_000},
			Size: 2, Content: []byte("hé"), Whole: true},
		trace.WebSocket{From: tcpreasm.Server, Opcode: websocket.Binary, Last: websocket.Position{Frame: 10, Time: start + second}, Size: 1, Content: []byte{0xff}, Whole: true},
		trace.WebSocket{From: tcpreasm.Server, Opcode: websocket.Text, Last: websocket.Position{Frame: 11, Time: start + second}, Size: 9000, Content: []byte("begi\xc3"), Whole: true, Notes: websocket.NoteMasked},
		trace.WebSocket{From: tcpreasm.Server, Opcode: websocket.Unread, First: websocket.Position{Frame: 12}, Notes: websocket.NoteGap},
	)
	want(t, "resource type", e["_resourceType"], `"websocket"`)
	want(t, "messages", e["_webSocketMessages"], `[
		{"type": "send", "time": 1709164800.0015, "opcode": 1, "data": "hé", "_frame": 9},
		{"type": "receive", "time": 1709164801, "opcode": 2, "data": "/w==", "_encoding": "base64", "_frame": 10},
		{"type": "receive", "time": 1709164801, "opcode": 1, "data": "begi", "_size": 9000, "_frame": 11, "_notes": ["masked"]}
	]`)
	want(t, "comment", e["comment"], `"What the server sent from frame 12 on could not be read as WebSocket frames: gap. Of 1 WebSocket message no more than the first 4096 bytes are here; _size is the whole length."`)
	want(t, "URL", e["request"].(map[string]any)["url"], `"ws://a/a?b=c%20d&e"`)
	// A pcapng file may have times before 1970.
	early := talkEntry(t, trace.WebSocket{Opcode: websocket.Text, Last: websocket.Position{Frame: 9, Time: -100_999_200_000}, Size: 1, Content: []byte("a"), Whole: true})
	want(t, "early", early["_webSocketMessages"], `[{"type": "send", "time": -100.9992, "opcode": 1, "data": "a", "_frame": 9}]`)
	if m := talkEntry(t)["_webSocketMessages"]; len(m.([]any)) != 0 {
		t.Errorf("nothing said: %v", m)
	}
}

// What is held has bounds, and what they leave out is counted.
func TestWebSocketMessagesAreBounded(t *testing.T) {
	few := make([]trace.WebSocket, maxTalk/trace.MaxContent+10)
	for i := range few {
		few[i] = trace.WebSocket{Opcode: websocket.Text, Content: bytes.Repeat([]byte("a"), trace.MaxContent), Size: trace.MaxContent, Whole: true}
	}
	many := make([]trace.WebSocket, maxMessages+10)
	for name, list := range map[string][]trace.WebSocket{"bytes": few, "messages": many} {
		e := talkEntry(t, list...)
		n := len(e["_webSocketMessages"].([]any))
		text, _ := json.Marshal(e["_webSocketMessages"])
		if left := len(list) - n; left < 10 || len(text) > 2*maxTalk || !strings.Contains(e["comment"].(string), " more WebSocket messages are not here.") {
			t.Errorf("%s: %d of %d messages, %d bytes, %v", name, n, len(list), len(text), e["comment"])
		}
	}
	var all talks
	infos, held := make([]tcpreasm.Info, 2*maxTalks/entrySize), 0
	for i := range infos {
		if all.hold(&infos[i], new(entry)) {
			held++
		}
	}
	r := &Recorder{Capture: bytes.NewReader(nil), talks: talks{size: maxTalks}}
	c := &capture{}
	x := c.exchange(c.message(""), c.message("", "Upgrade", "websocket"))
	x.Response.Status = 101
	if text, _ := r.Exchange(nil, connection(), x); !strings.Contains(string(text), "Its WebSocket messages are not here") {
		t.Errorf("one too many: %s", text)
	}
	if held == 0 || held > maxTalks/entrySize || all.size > maxTalks {
		t.Errorf("%d entries are held, %d bytes", held, all.size)
	}
}
