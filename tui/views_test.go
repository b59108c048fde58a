package tui

import (
	"fmt"
	"strings"
	"testing"

	"wiretalk/httpdecode"
	"wiretalk/internal/names"
	"wiretalk/internal/trace"
	"wiretalk/internal/websocket"
	"wiretalk/tcpreasm"
	"wiretalk/tui/cells"
	"wiretalk/tui/keys"
)

// talking is a trace with a WebSocket, a login and a long text.
func talking() *fake {
	f := newFake()
	c := f.connect("10.0.0.1:1000", "10.0.0.2:80")
	f.exchange(c, "GET /chat HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n")
	f.talk(c, trace.WebSocket{Opcode: websocket.Text, Content: []byte("hello\nworld")},
		trace.WebSocket{Opcode: websocket.Text, From: tcpreasm.Server, Content: []byte(`{"answer":42}`)},
		trace.WebSocket{Opcode: websocket.Close, CloseCode: 1001, CloseReason: "bye"})
	d := f.connect("10.0.0.1:1001", "10.0.0.2:80")
	f.exchange(d, "POST /login?token=tok3n HTTP/1.1\r\nHost: h\r\nCookie: sid=8f3a\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\nuser=ada&lang=zh",
		"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"ok\":true}")
	f.exchange(d, "GET /long HTTP/1.1\r\nHost: h\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n"+numbered(5000))
	f.finish(nil)
	return f
}

func numbered(lines int) string {
	var b strings.Builder
	for i := range lines {
		fmt.Fprintf(&b, "line %d\n", i+1)
	}
	return b.String()
}

var sizes = [][2]int{{80, 24}, {200, 50}}

func eachSize(t *testing.T, o Options, test func(t *testing.T, m *terminal)) {
	for _, s := range sizes {
		t.Run(fmt.Sprintf("%dx%d", s[0], s[1]), func(t *testing.T) {
			m := sit(t, talking().Trace, s[0], s[1], o)
			test(t, m)
			m.leave()
		})
	}
}

func TestWebSocketMessages(t *testing.T) {
	eachSize(t, Options{Title: "talk.pcap"}, func(t *testing.T, m *terminal) {
		m.press("w").see("Messages 3", "of connection 0 · ", `{"answer":42}`, "1001 going away: bye").on("hello")
		m.press("j", "Enter").see("── Message 2 ─", "text  from the server", ` {`, `   "answer": 42`, "x hex")
		m.press("x").see("00000000  7b 22 61 6e 73 77 65 72  22 3a 34 32 7d").press("x").gone("00000000")
		m.press("]").see("── Message 3 ─", "close  from the client").press("Esc").gone("── Message").press("/", "world", "Enter").on("hello")
		m.press("Esc").gone("Messages 3").on("/chat")
		m.press("2", "j", "w").see("no WebSocket messages on connection 1").press("k", "w").on("hello")
		m.press("Esc").on("10.0.0.1:1000").gone("Messages 3")
	})
}

func TestWebSocketMessagesInChinese(t *testing.T) {
	eachSize(t, Options{Lang: "zh"}, func(t *testing.T, m *terminal) {
		m.press("w").see("消息 3", "属于连接 0", "1001 离开: bye").press("Enter").see("── 消息 1 ─", "文本  来自客户端")
	})
}

func TestMeaningsAndSecrets(t *testing.T) {
	eachSize(t, Options{}, func(t *testing.T, m *terminal) {
		m.press("j").on("/login?token=***").press("Enter", "Enter").see("Cookie: sid=***", "── #2 POST /login?token=***").gone("Gives the host and port")
		m.press("m").see("Gives the host and port", "RFC 9110 §7.2").press("m").gone("Gives the host")
		m.press("u").see("Cookie: sid=8f3a", "── #2 POST /login?token=tok3n", "secrets are shown").press("u").gone("8f3a").gone("tok3n")
	})
}

func TestBodiesAlone(t *testing.T) {
	eachSize(t, Options{}, func(t *testing.T, m *terminal) {
		m.press("j", "Enter", "Enter", "b").see("Body of the response  JSON · utf-8 · 11 B", `   "ok": true`).gone("Request")
		m.press("b").see("Body of the request  form · utf-8 · 16 B", "user = ada", "lang = zh").press("r").see("user=ada&lang=zh", "as sent").press("r", "b").see("Request  frames")
		m.press("[").see("── #1 GET /chat").press("b").see("Request  frames").gone("Body of")
	})
}

// A long body comes piece by piece as its end is scrolled to.
func TestLongBodyGrowsByScrolling(t *testing.T) {
	eachSize(t, Options{}, func(t *testing.T, m *terminal) {
		m.press("G", "Enter", "Enter", "b").see("/402 ↓", " line 1").gone("line 401")
		m.press("G").see("/1,602 ↑↓").press("G").see("/5,001").press("G").see(" line 5000", "5,001/5,001 ↑").gone("scroll on")
		m.press("k", "[", "]").see("/402 ↓")
	})
}

func TestCurlIsShownAndCopied(t *testing.T) {
	eachSize(t, Options{}, func(t *testing.T, m *terminal) {
		m.press("j", "c").see("── As curl ─", "curl --url 'http://h/login?token=***'", "--data-raw 'user=ada&lang=zh'", "copied curl command, if the terminal lets it (OSC 52)", "secrets are masked")
		if got := string(m.GetClipboardData()); !strings.HasPrefix(got, "curl --url 'http://h/login?token=***' \\\n") {
			t.Errorf("copied %q", got)
		}
		m.press("Esc").gone("As curl").press("2", "c").see("close").gone("As curl")
	})
}

func TestConnectionDetailOnTheScreen(t *testing.T) {
	for _, s := range sizes {
		f := talking()
		like := f.Connection(0)
		f.Update(func(w *trace.Writer) {
			c := w.AddConnection(like)
			c.TLS = &trace.TLS{Version: "TLS 1.3", ServerName: "a.example", Cipher: "TLS_AES_256_GCM_SHA384"}
			c.Resolved = &names.Resolution{Name: "a.example"}
			c.Exchanges = nil
		})
		m := sit(t, f.Trace, s[0], s[1], Options{})
		m.press("2", "G", "Enter", "Enter").see("resolved   a.example", "TLS        TLS 1.3  SNI a.example  TLS_AES_256_GCM_SHA384", "WebSocket  3 messages  w lists them", "close      fin by client")
		m.leave()
	}
}

func TestSuspend(t *testing.T) {
	s := newScreen(talking().Trace, Options{}, newJobs(t.Context()), func() {})
	stopped := 0
	s.suspend = func() { stopped++ }
	s.do(keys.Suspend)
	s.do(keys.ShowHelp)
	s.do(keys.Suspend)
	if stopped != 2 || s.over == nil {
		t.Errorf("stopped %d times, help %v", stopped, s.over)
	}
}

// Whatever is in names, messages, trailers and bodies, the terminal gets
// nothing but what can be printed.
func TestHostileBytesInTheViews(t *testing.T) {
	const evil = "\x1b[31mRED\x1b]52;c;eA==\a\x9b2J\xff\xc2\x9b\u202egnp\u200b\x7f[red]\ufeff\r\x00"
	f := newFake()
	c := f.connect("10.0.0.1:1000", "10.0.0.2:80")
	const crlf = "\r\n"
	f.exchange(c, "GET /"+evil+" HTTP/1.1\r\nHost: "+evil+"\r\nAuthorization: Basic "+evil+"\r\nCookie: "+evil+"\r\n\r\n"+evil,
		"HTTP/1.1 200 "+evil+crlf+"Content-Type: multipart/form-data; boundary=b\r\nSet-Cookie: a="+evil+"\r\nContent-Encoding: "+evil+"\r\nLocation: "+evil+crlf+crlf+
			"--b\r\nContent-Disposition: form-data; name=\""+evil+"\"; filename=\""+evil+"\"\r\n\r\n"+evil+"\r\n--b--",
		func(x *trace.Exchange) {
			x.Response.Trailers, x.Notes = evil+": "+evil+"\n", 1<<len(httpdecode.NoteTable)-1
			x.Response.Interim = []httpdecode.Interim{{Status: 103}, {Status: -1}}
		})
	f.exchange(c, "POST / HTTP/1.1\r\nContent-Type: application/json\r\n\r\n{\""+evil+"\":\""+evil+"\"}", "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset="+evil+"\r\n\r\n<p "+evil+"='"+evil+"'>"+evil)
	f.talk(c, trace.WebSocket{Opcode: websocket.Text, Content: []byte(evil)}, trace.WebSocket{Opcode: websocket.Close, CloseCode: 3000, CloseReason: evil, Notes: 1<<len(websocket.NoteTable) - 1})
	f.Update(func(*trace.Writer) {
		c.TLS = &trace.TLS{ServerName: evil, Offered: []string{evil}, Version: evil, Cipher: evil, JA4: evil, Subject: evil, Alert: evil}
		c.Resolved = &names.Resolution{Name: evil, Records: []names.Record{{Target: evil}}}
		c.Exchanges = c.Exchanges[:2]
	})
	f.finish(nil)
	for _, lang := range []string{"en", "zh"} {
		m := sit(t, f.Trace, 200, 120, Options{Title: evil, Lang: lang})
		harmless := func(lines []string) bool {
			for _, l := range lines {
				for _, r := range l {
					if !cells.Printable(r) {
						t.Errorf("%U is on the screen: %q", r, l)
					}
				}
			}
			return true
		}
		for _, keys := range [][]string{{"Enter", "Enter"}, {"m"}, {"u"}, {"b"}, {"x"}, {"r"}, {"b"}, {"b", "r", "]"}, {"m"}, {"b"}, {"r"}, {"x"}, {"c"}, {"Esc", "Esc", "Esc", "w"}, {"Enter"}, {"x"}, {"]"}, {"Esc", "Esc", "2"}, {" "}} {
			m.press(keys...).await("harmless lines", harmless)
		}
		m.see("␛[31mRED␛]52;c;eA==␇").await("harmless lines", harmless)
		m.leave()
	}
}
