package tui

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"wiretalk/httpdecode"
	"wiretalk/internal/names"
	"wiretalk/internal/trace"
	"wiretalk/internal/websocket"
	"wiretalk/tcpreasm"
	"wiretalk/tui/cells"
	"wiretalk/tui/detail"
	"wiretalk/tui/lists"
	"wiretalk/tui/table"
	"wiretalk/tui/words"
)

func TestOverview(t *testing.T) {
	for _, c := range []struct {
		name   string
		w      *words.Screen
		change func(*trace.Exchange, *trace.Connection)
		want   []string
	}{
		{"how it was paired", &words.English, func(x *trace.Exchange, _ *trace.Connection) {
			x.Pairing, x.Certainty = httpdecode.ByAcknowledgement, httpdecode.Certain
		}, []string{"paired by order and by what the server had received: certain\n"}},
		{"and how sure that is", &words.English, func(x *trace.Exchange, _ *trace.Connection) {
			x.Pairing, x.Certainty = httpdecode.Resynchronised, httpdecode.Likely
		}, []string{"paired anew after what was not captured: likely\n"}},
		{"the same in Chinese", &words.Chinese, func(x *trace.Exchange, _ *trace.Connection) {
			x.Pairing, x.Certainty = httpdecode.ByOrder, httpdecode.Likely
		}, []string{"按顺序配对：很可能\n"}},
		{"a note with what readers make of it", &words.English, func(x *trace.Exchange, _ *trace.Connection) { x.Notes = httpdecode.NoteLengthAndChunked },
			[]string{"length-and-chunked  both Content-Length and", "  An endpoint by RFC 9112 follows Transfer-Encoding"}},
		{"the same in Chinese", &words.Chinese, func(x *trace.Exchange, _ *trace.Connection) { x.Notes = httpdecode.NoteLengthAndChunked },
			[]string{"length-and-chunked  同时给出了", "  遵循 RFC 9112 的端点"}},
		{"a WebSocket", &words.English, func(x *trace.Exchange, c *trace.Connection) { c.Messages = make([]trace.WebSocket, 1200) },
			[]string{"opened a WebSocket: 1,200 messages; w lists them\n"}},
		{"the name was resolved", &words.English, func(_ *trace.Exchange, c *trace.Connection) {
			c.Resolved = &names.Resolution{Query: names.Place{Frame: 1, Time: 1e9}, Answer: names.Place{Frame: 2, Time: 1_012_000_000}}
		}, []string{"resolve 12.0 ms   connect 2.10 ms   send 900 µs"}},
	} {
		f := newFake()
		conn := f.connect("10.0.0.1:1000", "10.0.0.2:80")
		x := f.exchange(conn, "GET / HTTP/1.1\r\nHost: h\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n")
		c.change(x, conn)
		got := cells.Plain(detail.Overview(c.w, x, conn, time.UTC))
		for _, want := range c.want {
			if !strings.Contains(got, want) {
				t.Errorf("%s: no %q in\n%s", c.name, want, got)
			}
		}
	}
}

// Interim responses are listed before the final one, trailers after its
// fields (RFC 9110 §15.2, §6.5).
func TestInterimResponsesAndTrailers(t *testing.T) {
	got := responseText(&words.English, detail.Look{}, "", "body", func(m *trace.Message) {
		m.Interim = []httpdecode.Interim{
			{Status: 100, Position: httpdecode.Position{Frame: 7, Time: m.First - 5e6}},
			{Status: 103, Position: httpdecode.Position{Frame: 1009, Time: m.First - 2e3},
				Head: []byte("HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\nSet-Cookie: b=secret\r\n\r\n")},
		}
		m.Trailers = "Checksum: \x1b[2J\nSet-Cookie: a=secret\n"
	})
	for _, want := range []string{
		"100  ", "(in frame 7, 5.00 ms before the response)\n103  ", "(in frame 1,009, 2.00 µs before the response)\n    Link: </a.css>; rel=preload\n    Set-Cookie: b=***\nHTTP/1.1 200 OK\n",
		"trailers, sent after the body\nChecksum: ␛[2J\nSet-Cookie: a=***\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

// Half a head does not tell whether there is a body.
func TestHalfAHeadTellsNoBody(t *testing.T) {
	for _, complete := range []bool{true, false} {
		got := responseText(&words.English, detail.Look{}, "", "", func(m *trace.Message) { m.Complete = complete })
		if strings.Contains(got, "no body") != complete || strings.Contains(got, "not known what the body is") == complete {
			t.Errorf("complete %v: %s", complete, got)
		}
	}
}

// Interim responses are shown, too, where the final one is not there.
func TestInterimResponsesOnly(t *testing.T) {
	f := newFake()
	x := f.exchange(f.connect("10.0.0.1:1000", "10.0.0.2:80"), "GET / HTTP/1.1\r\nHost: h\r\n\r\n", "")
	x.Response.Interim = []httpdecode.Interim{{Status: 103, Position: httpdecode.Position{Frame: 7}, Head: []byte("HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n")}}
	got := cells.Plain(f.view(&words.English, x, detail.Look{}).Lines())
	if x.Response.Seen || !strings.Contains(got, "(in frame 7)\n    Link: </a.css>\n") {
		t.Errorf("%v: %s", x.Response.Seen, got)
	}
}

func TestRemarks(t *testing.T) {
	for _, c := range []struct {
		name, request, response string
		look                    detail.Look
		en, zh                  string
		without                 string
	}{
		{"the connection and who decided (RFC 9112 §9.6)", "", "Connection: close\r\n", detail.Look{}, `connection  Connection closes: the server sent "Connection: close"`, "连接", ""},
		{"a cookie that is set", "", "Set-Cookie: sid=8f3a; Path=/\r\n", detail.Look{}, "asks for cookie sid for the host h only", "Cookie sid", "8f3a"},
		{"credentials are masked", "Authorization: Basic YWRhOnNlY3JldA==\r\n", "", detail.Look{}, "ada", "认证", "secret"},
		{"and shown when asked for", "Authorization: Basic YWRhOnNlY3JldA==\r\n", "", detail.Look{Reveal: true}, "secret", "secret", ""},
	} {
		f := newFake()
		x := f.exchange(f.connect("10.0.0.1:1000", "10.0.0.2:80"), "GET / HTTP/1.1\r\nHost: h\r\n"+c.request+"\r\n", "HTTP/1.1 200 OK\r\n"+c.response+"\r\n")
		for w, want := range map[*words.Screen]string{&words.English: c.en, &words.Chinese: c.zh} {
			got := cells.Plain(f.view(w, x, c.look).Lines())
			if !strings.Contains(got, want) || c.without != "" && strings.Contains(got, c.without) {
				t.Errorf("%s: want %q and not %q in\n%s", c.name, want, c.without, got)
			}
		}
	}
}

// What other exchanges of the same client have to do with one is told there:
// redirects (RFC 9110 §15.4), cookies (RFC 6265 §5.3), validation (RFC 9111 §4.3.4).
func TestRelatedExchanges(t *testing.T) {
	f := newFake()
	c := f.connect("10.0.0.1:1000", "10.0.0.2:80")
	get := func(on *trace.Connection, target, fields, response string) *trace.Exchange {
		return f.exchange(on, "GET "+target+" HTTP/1.1\r\nHost: h\r\n"+fields+"\r\n", "HTTP/1.1 "+response+"\r\n\r\n")
	}
	from := get(c, "/old", "", "302 Found\r\nLocation: /new\r\nSet-Cookie: sid=1; Path=/")
	stranger := get(f.connect("10.0.0.9:1000", "10.0.0.2:80"), "/new", "", "200 OK")
	to := get(f.connect("10.0.0.1:1001", "10.0.0.2:80"), "/new", "Cookie: sid=1\r\n", "200 OK\r\nETag: \"a\"")
	again := get(c, "/new", "Cookie: sid=1; other=2\r\nIf-None-Match: \"a\"\r\n", "304 Not Modified\r\nETag: \"a\"")
	text := func(x *trace.Exchange) string { return cells.Plain(f.view(&words.English, x, detail.Look{}).Lines()) }
	for _, w := range []struct {
		x    *trace.Exchange
		want string
	}{
		{from, "The redirect is followed by exchange 3."},
		{to, "for the URL to which exchange 1 redirected."}, {to, "Cookie sid comes from exchange 1."},
		{again, "The 304 renews the response of exchange 3"}, {again, "Cookie other: no response seen so far set it"},
	} {
		if got := text(w.x); !strings.Contains(got, w.want) {
			t.Errorf("no %q in\n%s", w.want, got)
		}
	}
	if got := text(stranger); strings.Contains(got, "redirected") {
		t.Errorf("another client follows the redirect:\n%s", got)
	}
}

// Only so many exchanges around one are looked at, and a cookie whose setting
// may lie before those is not called unknown.
func TestRelatedExchangesAreFew(t *testing.T) {
	f := newFake()
	f.million(100_000)
	last := f.exchange(f.connect("10.0.0.7:50001", "10.0.0.1:80"), "GET / HTTP/1.1\r\nHost: h\r\nCookie: a=1\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n")
	before := f.read.Load()
	got := cells.Plain(f.view(&words.English, last, detail.Look{}).Lines())
	if read := f.read.Load() - before; read > 10_000 || strings.Contains(got, "no response seen") {
		t.Errorf("%d bytes were read for\n%s", read, got)
	}
}

// talk adds WebSocket messages to a connection.
func (f *fake) talk(c *trace.Connection, messages ...trace.WebSocket) {
	for i := range messages {
		m := &messages[i]
		if m.Size == 0 {
			m.Size = int64(len(m.Content))
		}
		m.Length = m.Size
		m.Frames = max(m.Frames, 1)
		m.First = websocket.Position{Frame: int64(10 + i), Time: f.time + int64(i)*1e6}
		m.Last = m.First
	}
	f.Update(func(*trace.Writer) { c.Messages, c.WebSocket = messages, len(messages) })
}

func TestMessages(t *testing.T) {
	for _, c := range []struct {
		name         string
		m            trace.WebSocket
		look         detail.Look
		row, zhRow   string // from, kind, size, !, gist
		want, zhWant string
	}{
		{"text", trace.WebSocket{Opcode: websocket.Text, Content: []byte("first\nsecond")}, detail.Look{},
			"client text 12 B  first", "客户端 文本 12 B  first", "text  from the client\n", "文本  来自客户端\n"},
		{"JSON is laid out", trace.WebSocket{Opcode: websocket.Text, From: tcpreasm.Server, Content: []byte(`{"a":1}`)}, detail.Look{},
			`server text 7 B  {"a":1}`, `服务器 文本 7 B  {"a":1}`, "\n{\n  \"a\": 1\n}\n", "\n{\n  \"a\": 1\n}\n"},
		{"in hex", trace.WebSocket{Opcode: websocket.Text, Content: []byte("abc")}, detail.Look{Form: detail.InHex},
			"client text 3 B  abc", "客户端 文本 3 B  abc", "00000000  61 62 63", "00000000  61 62 63"},
		{"binary", trace.WebSocket{Opcode: websocket.Binary, Content: []byte{0, 1, 2}}, detail.Look{}, "client binary 3 B  binary", "客户端 二进制 3 B  二进制",
			"00000000  00 01 02", "00000000  00 01 02"},
		{"a close code with its meaning (RFC 6455 §7.4.1)", trace.WebSocket{Opcode: websocket.Close, CloseCode: 1009, CloseReason: "too\x1b[2J long", Size: 12}, detail.Look{},
			"client close 12 B  1009 message too big: too␛[2J long", "客户端 关闭 12 B  1009 消息过大: too␛[2J long", "\n1009 message too big: too␛[2J long\n", "\n1009 消息过大: too␛[2J long\n"},
		{"a close without a code (RFC 6455 §5.5.1)", trace.WebSocket{Opcode: websocket.Close}, detail.Look{}, "client close 0 B  ", "客户端 关闭 0 B  ", "without a code\n", "没有关闭码\n"},
		{"oddities", trace.WebSocket{Opcode: websocket.Ping, Notes: websocket.NoteUnmasked, Missing: 3, Content: []byte("hi")}, detail.Look{},
			"client ping 2 B ! hi", "客户端 ping 2 B ! hi", "3 bytes missing from the capture\nunmasked  a frame from the client is not masked", "unmasked  客户端的帧没有掩码"},
		{"what is not kept", trace.WebSocket{Opcode: websocket.Text, Content: []byte("begin"), Size: 10_000}, detail.Look{},
			"client text 10.0 kB  begin", "客户端 文本 10.0 kB  begin", "the first 5 B of 10.0 kB; the rest is not kept", "只保留前 5 B，共 10.0 kB"},
		{"compressed, in several frames", trace.WebSocket{Opcode: websocket.Text, Content: []byte("aaaa"), Compressed: true, Whole: true, Frames: 3}, detail.Look{},
			"client text 4 B  aaaa", "客户端 文本 4 B  aaaa", "4 B, decoded from permessage-deflate 4 B · 3 frames of a message", "由 permessage-deflate 4 B 解码 · 一条消息的 3 个帧"},
		{"a bomb", trace.WebSocket{Opcode: websocket.Text, Content: []byte("aaaa"), Size: 9000, Compressed: true, Frames: 1}, detail.Look{},
			"client text ≥ 9.00 kB  aaaa", "客户端 文本 ≥ 9.00 kB  aaaa", "≥ 9.00 kB, decoded from permessage-deflate", "≥ 9.00 kB"},
		{"what cannot be read", trace.WebSocket{Opcode: websocket.Unread, Notes: websocket.NoteGap}, detail.Look{}, "client ? 0 B ! ", "客户端 ? 0 B ! ", "gap  ", "gap  "},
		{"an opcode that is not defined", trace.WebSocket{Opcode: 5, Content: []byte("x")}, detail.Look{}, "client 5 1 B  x", "客户端 5 1 B  x", "5  from the client", "5  来自客户端"},
	} {
		f := newFake()
		f.talk(f.connect("10.0.0.1:1000", "10.0.0.2:80"), c.m)
		for _, v := range []struct {
			w         *words.Screen
			row, want string
		}{{&words.English, c.row, c.want}, {&words.Chinese, c.zhRow, c.zhWant}} {
			l := lists.Messages{Words: v.w, Zone: time.UTC, Of: 0}
			var m trace.WebSocket
			var row []table.Cell
			f.View(func(r *trace.Reader) { m, row = *l.Message(r, 0), l.Cells(r, 0) })
			if got := strings.Join(texts(row)[2:], " "); got != v.row {
				t.Errorf("%s: row %q, want %q", c.name, got, v.row)
			}
			if got := cells.Plain(detail.Message(v.w, &m, c.look, time.UTC)); !strings.Contains(got, v.want) {
				t.Errorf("%s: no %q in\n%s", c.name, v.want, got)
			}
		}
	}
}

func TestSearchInMessages(t *testing.T) {
	f := newFake()
	f.talk(f.connect("10.0.0.1:1000", "10.0.0.2:80"), trace.WebSocket{Opcode: websocket.Text, Content: []byte("Hello")},
		trace.WebSocket{Opcode: websocket.Close, CloseCode: 1000, CloseReason: "Bye"})
	l := lists.Messages{Words: &words.English, Zone: time.UTC, Of: 0}
	for text, want := range map[string]string{"hello": "true false", "bye": "false true", "close": "false true", "nowhere": "false false"} {
		f.View(func(r *trace.Reader) {
			if got := fmt.Sprint(l.Matches(r, 0, text), " ", l.Matches(r, 1, text)); got != want {
				t.Errorf("%q: %s, want %s", text, got, want)
			}
		})
	}
}
