package tui

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"wiretalk/capture"
	"wiretalk/internal/trace"
	"wiretalk/tui/cells"
	"wiretalk/tui/keys"
)

func TestFirstLook80(t *testing.T) {
	m := sit(t, small().Trace, 80, 24, Options{Title: "small.pcap"})
	m.see(
		" wiretalk  1 Exchanges 6  2 Connections 3                            small.pcap",
		"  # time     verb host         target               code ! type     size    took",
		"  2 16:00:00 GET  api.example… /old                  301             0 B 2.40 ms",
		"  5 16:00:00 —                 request not captured  200 ! plain    17 B       —",
		"  6 16:00:00 GET  cut.example  /cut                    — !                     —",
		" 1/6  1,234 packets  5.60 MB    Enter open  f filter  / search  ? help  q quit",
	)
	m.on("/api/users?page=1")
	m.leave()
}

func TestFirstLook200(t *testing.T) {
	m := sit(t, small().Trace, 200, 50, Options{})
	m.see("16:00:00.006500  192.168.1.23:51514           93.184.216.34:80    GET   api.example.com     /api/users?page=1",
		"[2001:db8::dead:beef]:40000  [2001:db8::1]:8080  GET   [2001:db8::1]:8080  /crash", "Enter open  f filter  / search  1 2 views  3 statistics  4 waterfall  5 health  s segments  l ladder  o order  e save  ? help  q quit").gone("F follow")
	m.leave()
}

func TestMovingKeys(t *testing.T) {
	m := sit(t, small().Trace, 80, 24, Options{})
	m.press("j", "Down").on("/login").press("k", "Up").on("/api/users")
	m.press("G").on("/cut").press("j").on("/cut").press("g").on("/api/users").press("k").on("/api/users")
	m.press("End").on("/cut").press("Home").on("/api/users").press("PgDn").on("/cut").press("PgUp").on("/api/users")
	m.press("Ctrl-D").on("/cut").press("Ctrl-U").on("/api/users")
	m.leave()
}

func TestDetailOpensGrowsAndCloses(t *testing.T) {
	m := sit(t, small().Trace, 80, 40, Options{})
	m.see("/old").gone("── #")
	m.press("Enter").see("── #1 GET /api/users?page=1 ─", "connect 2.10 ms   send 900 µs   wait 600 µs   receive 900 µs   total 2.40 ms",
		" Host: api.example.com", " HTTP/1.1 200 OK", " Meaning", "/old", "Esc back")
	m.press("G").see("Body of the response  JSON · utf-8 · 44 B", `       "name": "张三"`).press("g")
	m.press("]").see("── #2 GET /old", "HTTP/1.1 301 Moved Permanently").press("[").see("── #1")
	m.press("Enter").gone("/old").see("Accept: */*")
	m.press("Esc").see("/old", "Accept: */*")
	m.press("Tab", "j").on("/old").see("Location: /new")
	m.press("Esc").gone("Location: /new").on("/old")
	m.leave()
}

func TestDetailSaysWhatIsMissing(t *testing.T) {
	m := sit(t, small().Trace, 100, 40, Options{})
	m.press(" ", "G").see("── #6 GET /cut", "Response  not in the capture")
	m.press("k").see("Request  not in the capture", "without a request")
	m.press("k").see("PNG picture, its header cut short or damaged  x shows its bytes").press("x").see("00000000  89 50 4e 47 0d 0a 1a 0a  00 00 00 0d 49 48 44 52  .PNG........IHDR", "picture · 16 B · in hex")
	m.press("k").see("bare-lf  a line ends with LF alone")
	m.press(" ").gone("bare-lf")
	m.leave()
}

func TestConnectionLeadsToItsExchanges(t *testing.T) {
	m := sit(t, small().Trace, 80, 24, Options{})
	m.press("2").see("192.168.1.23:51514", "fin by client", "rst by server", "refused by server").on("0")
	m.press("j", "Enter").see("of connection 1", " 1/3 ", "/crash").gone("/login")
	m.press("G").on("/cut").press("Esc").gone("of connection").on("dead:beef]:40000")
	m.press("1").on("/cut").see("/login")
	m.press("2", "G", "Enter").see("Connection 2", "Refused: the server answered the SYN by RST")
	m.press("Esc", "k", " ").see("Which end is the client is a guess").press("Tab", "G").see("retransmission              0       7")
	m.leave()
}

func TestSearch(t *testing.T) {
	m := sit(t, small().Trace, 80, 24, Options{})
	m.press("/", "API.EX", "Enter").on("/old").press("n").on("/login").press("n").on("/api/users").press("N").on("/login")
	m.press("/", "500", "Enter").on("/crash").see("found “500”")
	m.press("/", "nowhere", "Enter").see("“nowhere” was not found").on("/crash")
	m.press("/", "q", "Esc").gone("was not found").on("/crash")
	m.press("2", "/", "refused", "Enter").on("10.9.8.7:1234")
	m.leave()
}

func TestHelpIsMadeOfTheKeys(t *testing.T) {
	m := sit(t, small().Trace, 80, len(keys.Bindings)+int(helpGroups)+len(keys.DoneHints)+4, Options{})
	m.press("?").see("Ctrl-D", "half a page down", "follow: stay on the last").gone("↓ ─").press("?").gone("half a page down")
	m.press("?").see("half a page down").press("Esc").gone("half a page down")
	m.press("q").left()
}

// Where the help is longer than the screen it says so, and how to see the rest.
func TestHelpSaysThatThereIsMore(t *testing.T) {
	m := sit(t, small().Trace, 80, 24, Options{})
	all := len(keys.Bindings) + int(helpGroups) + 1 + len(keys.DoneHints)
	m.press("?").see("── Keys ──", fmt.Sprintf("21/%d ↓", all), "j k scroll").gone("this help")
	m.press("j").see(fmt.Sprintf("22/%d ↑↓", all)).press("G").see(fmt.Sprintf("%d/%d ↑", all, all), "this help")
	m.leave()
}

func TestChinese(t *testing.T) {
	m := sit(t, small().Trace, 80, 24, Options{Lang: "zh_CN.UTF-8"})
	m.see("1 请求与响应 6  2 连接 3", "方法 主机", "捕获中没有此请求", "? 帮助  q 退出")
	m.leave()
}

func TestMillionRowsScrollAtOnce(t *testing.T) {
	f := newFake()
	f.million(1_000_000)
	f.finish(nil)
	m := sit(t, f.Trace, 80, 24, Options{})
	m.see("1/1,000,000").press("G").on("1000000", "/item/999999").see(" 1,000,000/1,000,000")
	m.press("PgUp").on("/item/999978").press("g", "PgDn").on("/item/21")
	m.press("/", "item/999990", "Enter").on("/item/999990")
	m.press("2").see("1,000,000").press("Enter").see("1/1,000,000").press("G").on("/item/999999")
	m.leave()
}

func TestTraceThatGrows(t *testing.T) {
	f := newFake()
	m := sit(t, f.Trace, 80, 24, Options{})
	m.see("reading…")
	c := f.connect("10.0.0.1:1000", "10.0.0.2:80")
	f.Update(func(w *trace.Writer) { w.SetProgress(trace.Progress{Packets: 7, Read: 500_000, Total: 1_000_000}) })
	m.see("50%", "7 packets", "500 kB/1.00 MB")
	get := func(i int) {
		f.exchange(c, fmt.Sprintf("GET /%d. HTTP/1.1\r\nHost: h\r\n\r\n", i), "HTTP/1.1 200 OK\r\n\r\n")
	}
	for i := range 100 {
		get(i)
	}
	m.see("1/100").on("/0.").press("F").on("/99.").see("following")
	get(100)
	m.on("/100.").press("k").on("/99.").gone("following")
	get(101)
	m.see("100/102").on("/99.")
	f.finish(nil)
	m.see("1,234 packets  5.60 MB").gone("%").gone("F follow")
	m.leave()
}

// A response that comes while its detail is open appears there.
func TestDetailFollowsWhatIsSelected(t *testing.T) {
	f := newFake()
	c := f.connect("10.0.0.1:1000", "10.0.0.2:80")
	x := f.exchange(c, "GET /slow HTTP/1.1\r\nHost: h\r\n\r\n", "", func(x *trace.Exchange) { x.Done = false })
	m := sit(t, f.Trace, 80, 40, Options{})
	m.on("…").press(" ").see("Response  not seen yet")
	response := f.message("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nat last")
	f.Update(func(*trace.Writer) { x.Response, x.Status, x.Done = response, 200, true })
	m.see("HTTP/1.1 200 OK").on("200").press("b").see("Body of the response  text · utf-8 · 7 B", "at last")
	m.leave()
}

// Nothing comes any more once the input is read, so nobody follows it.
func TestNobodyFollowsWhatIsDone(t *testing.T) {
	f := newFake()
	m := sit(t, f.Trace, 80, 24, Options{})
	f.exchange(f.connect("10.0.0.1:1000", "10.0.0.2:80"), "GET / HTTP/1.1\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n")
	m.see("1/1").press("F").see("following")
	f.finish(nil)
	m.see("1,234 packets").gone("following")
	m.leave()
}

func TestErrorOfReadingStays(t *testing.T) {
	f := small()
	f.finish(errors.New("read small.pcap at byte 77: the record's length of 4294967295 is not possible\x1b[2J; what was read before is shown"))
	m := sit(t, f.Trace, 80, 24, Options{})
	m.see("Reading stopped: read small.pcap at byte 77", "␛[2J", "shown")
	m.await("no word cut in two", func(lines []string) bool {
		for _, l := range lines {
			if strings.HasPrefix(l, "Reading stopped") {
				return strings.HasSuffix(l, " length of 4294967295")
			}
		}
		return false
	})
	// Who has gone on has read it: one line is left, with the view that says all of it.
	m.press("2", "j", "Enter").see("1/3", "Reading stopped: read small.pcap", "(5 tells all)").gone("what was read before").press("5").see("what was read before is shown")
	m.leave()
}

// One line of why reading stopped is the reason, not the folders that the file is in.
func TestTheReasonGoesBeforeThePlace(t *testing.T) {
	f := small()
	f.finish(&capture.Error{File: "/srv/captures/2026/november/monday/at-the-gateway.pcap", Offset: 5_600_000, Reason: "the file ends within a packet"})
	m := sit(t, f.Trace, 60, 24, Options{})
	m.press("j", "j").see("Reading stopped: the file ends within a packe", "(5 tells all)").gone("/srv").leave()
	sit(t, f.Trace, 200, 24, Options{}).see("Reading stopped: /srv/captures/2026/november/monday/at-the-gateway.pcap: offset 5600000: the file ends within a packet").leave()
}

// On the page of the capture's health words are whole, as long as they fit.
func TestErrorsAreBrokenBetweenWords(t *testing.T) {
	f := small()
	f.finish(errors.New("/some/where/small.pcap: offset 2000: file ends inside a packet (has 9 of 1000 bytes): probably the capture was interrupted; everything before was read"))
	m := sit(t, f.Trace, 60, 24, Options{})
	m.press("5").see("probably", "interrupted;", "read").leave()
}

func TestHostileBytesNeverReachTheTerminal(t *testing.T) {
	const evil = "\x1b[31mRED\x1b]0;t\a\x9b2J\xff\xc2\x9b\u202egnp.exe\u200b\x7f[red]tag[-:-:-]\ufeff\r\x00"
	f := newFake()
	c := f.connect("10.0.0.1:1000", "10.0.0.2:80")
	f.exchange(c, "GET / HTTP/1.1\r\nHost: h\r\nX: "+evil+"\r\n\r\n"+evil, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n"+strings.Repeat("long enough to be text ", 99)+evil[:20],
		func(x *trace.Exchange) { x.Method, x.Target, x.Host, x.ContentType = evil, evil, evil, evil })
	m := sit(t, f.Trace, 200, 60, Options{Title: evil})
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
	m.see("␛[31mRED␛]0;t␇", `\x9b2J\xff`).await("harmless lines", harmless)
	m.press("Enter").see("X: ␛[31mRED", `\u202egnp.exe\u200b`, "[red]tag[-:-:-]").await("harmless lines", harmless)
	m.press("Tab", "/", "\x1b", "x", "Enter").press("2").see("10.0.0.1:1000").await("harmless lines", harmless)
	m.leave()
}

func TestSizesOfTheTerminal(t *testing.T) {
	for _, s := range [][2]int{{1, 1}, {3, 3}, {10, 4}, {40, 10}, {79, 7}, {300, 100}} {
		t.Run(fmt.Sprintf("%dx%d", s[0], s[1]), func(t *testing.T) {
			m := sit(t, small().Trace, s[0], s[1], Options{})
			m.await("anything", func([]string) bool { return true })
			m.press("Enter", "Enter", "G", "Esc", "Tab", "G", "2", "Enter", "?", "G", "/", "x", "Enter")
			m.leave()
		})
	}
}

// Ctrl-C gives up what is being written, as in a shell; then it quits.
func TestCtrlCInAPrompt(t *testing.T) {
	m := sit(t, small().Trace, 80, 24, Options{})
	for _, key := range []string{"f", ":", "/"} {
		m.see("Enter open").press(key, "abc").see("abc").press("Ctrl-C").gone("abc")
	}
	m.press("f", "http.host", "Tab").see("filter: http.host").press("Ctrl-C").gone("filter:") // its list as well
	m.see("Enter open").leave()
}

func TestEmptyTrace(t *testing.T) {
	f := newFake()
	f.finish(nil)
	m := sit(t, f.Trace, 80, 24, Options{})
	m.see("No TCP in the 1,234 packets that were read.", " 0/0 ")
	m.press("w").see("0/0  No WebSocket messages.")
	m.press("Enter", " ", "j", "G", "PgUp", "n", "/", "x", "Enter").see("was not found").press("2").see("No TCP in the 1,234 packets")
	m.press("Enter", "Tab", "G", "k").see("0/0")
	m.leave()
}
