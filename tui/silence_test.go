package tui

import (
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"wiretalk/httpdecode"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
	"wiretalk/tui/cells"
	"wiretalk/tui/detail"
	"wiretalk/tui/lists"
	"wiretalk/tui/table"
	"wiretalk/tui/words"
)

const silences = "../internal/delay/testdata/" // from testdata

// What is known of an exchange without a response is told in the table, the detail, the waterfall and where its time went.
func TestNoAnswer(t *testing.T) {
	m := read(t, silences+"given-up.pcap", 170, 30, Options{})
	m.on("/report", ">1.00 s").press("Enter").see("Response  none came in 1.00 s, then the client closed (FIN, frame 8)", "▒▒▒▒").gone("not in the capture")
	m.press("t").see("in all >1.00 s", "the server acknowledged the request (frame 7) and sent nothing of a response for 1.00 s", "Then the client gave up: it closed its side (FIN, frame 8).", "▒ no answer", "6–8")
	m.press("L").see("服务器确认了请求（第 7 帧）", "随后客户端放弃").press("L", "Esc", "4").on("GET /report", "▒▒▒▒").leave()

	m = read(t, silences+"no-path.pcap", 170, 30, Options{})
	m.press("t").see("was not acknowledged though the client sent it again (4 segments)", "as far as the connection was captured").gone("x loss").leave()

	m = read(t, silences+"closed-already.pcap", 170, 30, Options{})
	m.press("t").see("The server had closed its side already (FIN, frame 4)", "(RST, frame 7)").leave()
}

func TestHeldBack(t *testing.T) {
	m := read(t, silences+"head-then-body.pcap", 170, 30, Options{})
	m.press("t").see("the server sent a small segment (frame 6) and held back", "(frame 7, 47.6 ms", "Set TCP_NODELAY", "d delayed ACK", "6–8")
	m.press("L").see("服务器发送了一个小报文段（第 6 帧）", "TCP_NODELAY").leave()
}

// t says why it shows nothing.
func TestDelayOfNothing(t *testing.T) {
	m := sit(t, small().Trace, 100, 24, Options{})
	m.press("2", "t").see("choose it in the table of exchanges").leave()
	m = sit(t, newFake().Trace, 100, 24, Options{})
	m.press("t").see("no exchange is selected").leave()
}

// An exchange that nobody answered counts among the slow.
func TestNoAnswerIsSorted(t *testing.T) {
	f := newFake()
	c := f.connect("10.0.0.1:1000", "10.0.0.2:80")
	const request = "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n"
	quick := f.exchange(c, request, "HTTP/1.1 204 No Content\r\n\r\n")
	silent := f.exchange(c, request, "")
	unknown := f.exchange(f.connect("10.0.0.3:1000", "10.0.0.4:80"), request, "")
	f.Update(func(*trace.Writer) {
		c.Fin[tcpreasm.Client] = tcpreasm.Moment{Frame: silent.Request.Frame + 1, Time: silent.Request.First + 3e9}
	})
	f.View(func(r *trace.Reader) {
		took := lists.ExchangeKeys[slices.IndexFunc(lists.ExchangeColumns(&words.English), func(c table.Column) bool { return c.Name == "duration" })]
		if q, s, u := took(r, quick), took(r, silent), took(r, unknown); s.None || s.Number != 3e9 || s.Number <= q.Number || !u.None {
			t.Errorf("quick %v, silent %v, unknown %v", q, s, u)
		}
		if got := lists.TookCell(silent, lists.Waited(r, silent)).Text; got != ">3.00 s" {
			t.Errorf("got %q", got)
		}
		if got := lists.TookCell(unknown, lists.Waited(r, unknown)).Text; got != "—" {
			t.Errorf("got %q", got)
		}
	})
}

func TestMoreThan(t *testing.T) {
	for ns, want := range map[int64]string{0: ">0 ns", 999: ">999 ns", 45_600: ">45.6µs", 1e6: ">1.00ms", 12_300_000: ">12.3ms", 804e6: ">804 ms", 1e9: ">1.00 s", 125e9: ">2m05s"} {
		if got := lists.MoreThan(ns); got != want || cells.Width(got) > 7 {
			t.Errorf("%d: got %q, want %q", ns, got, want)
		}
	}
}

// Whatever puts a ! in an exchange's row is told in its detail.
func TestOddIsTold(t *testing.T) {
	type odd struct {
		name   string
		change func(*trace.Exchange)
		says   func(w *words.Screen) string
	}
	first := func(sentence string) string { before, _, _ := strings.Cut(sentence, "%"); return before }
	cases := []odd{
		{"no request", func(x *trace.Exchange) { x.Request = trace.Message{} }, func(w *words.Screen) string { return w.NoMessage }},
		{"no response", func(x *trace.Exchange) { x.Response = trace.Message{} }, func(w *words.Screen) string { return w.NoMessage }},
		{"request cut short", func(x *trace.Exchange) { x.Request.Complete = false }, func(w *words.Screen) string { return w.Incomplete }},
		{"response cut short", func(x *trace.Exchange) { x.Response.Complete = false }, func(w *words.Screen) string { return w.Incomplete }},
		{"request lacks bytes", func(x *trace.Exchange) { x.Request.MissingBytes = 7 }, func(w *words.Screen) string { return first(w.Missing) }},
		{"response lacks bytes", func(x *trace.Exchange) { x.Response.MissingBytes = 7 }, func(w *words.Screen) string { return first(w.Missing) }},
	}
	for i, note := range httpdecode.NoteTable {
		cases = append(cases, odd{note.Word, func(x *trace.Exchange) { x.Notes = 1 << i }, func(w *words.Screen) string {
			meaning, _ := w.Note(&note)
			return note.Word + "  " + meaning
		}})
	}
	message := trace.Message{Seen: true, Complete: true, FirstFrame: 1, Frame: 1, First: 1, Last: 1}
	for _, w := range [...]*words.Screen{&words.English, &words.Chinese} {
		for _, c := range cases {
			x := trace.Exchange{Done: true, Request: message, Response: message}
			if lists.IsOdd(&x) {
				t.Fatal("odd as it is")
			}
			c.change(&x)
			if !lists.IsOdd(&x) {
				t.Errorf("%s: not odd", c.name)
			}
			v := detail.View{Words: w, Zone: time.UTC, X: x}
			v.C.Ends = [2]netip.AddrPort{netip.MustParseAddrPort("10.0.0.1:1"), netip.MustParseAddrPort("10.0.0.2:80")}
			if said := cells.Plain(v.Lines()); !strings.Contains(said, c.says(w)) {
				t.Errorf("%s: %q is not in\n%s", c.name, c.says(w), said)
			}
		}
	}
}

// A response that broke off is not said to have come whole: how much came of how much, and
// what ended it.
func TestBrokenOff(t *testing.T) {
	m := read(t, "pcaps/reset.pcap", 170, 34, Options{})
	m.on("/reset", ">").press("Enter").see("truncated  3.02 kB of the 9.00 kB of its body came, then the server reset", "connection (RST, frame 16)").gone("ended in the middle of a message")
	m.press("t").see("in all >", "The response is not whole: 3.02 kB of the 9.00 kB of its body came. The server reset the connection (RST, frame", "What came of the response passed").gone("from its first byte to its last.")
	m.press("L").see("响应不完整：正文共 9.00 kB，只到达 3.02 kB。", "服务器复位了连接").press("L", "Esc", "Esc")
	m.press("j").on("/big.txt", ">").press("Enter").see("of its body came, then the client reset", "(RST, frame 35)").press("Esc", "4").on("/big.txt", ">").leave()

	m = read(t, "pcaps/early-close.pcap", 170, 34, Options{})
	m.press("j", "t").see("of its body came, the last chunk did not. The server closed its side (FIN, frame 28)").leave()
}
