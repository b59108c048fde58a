package tui

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"wiretalk/internal/trace"
	"wiretalk/tui/lists"
	"wiretalk/tui/segments"
)

// Values are completed from what the trace holds, the most frequent first.
func TestFilterCompletesValues(t *testing.T) {
	m := sit(t, small().Trace, 100, 24, Options{})
	m.press("f", "http.response.code == ", "Tab").see("  200  ×2", "  301  ×1", "  500  ×1").gone("value is missing")
	m.press("Tab", "Tab").see("filter: http.response.code == 301").press("Esc", "Ctrl-U")
	m.press("http.response.code == 4", "Tab").see("filter: http.response.code == 403").press(" && http.host == ", "Tab").see(`"api.example.com"  `, "×3", `"cut.example"`)
	m.press("Esc", "a", "Tab").see(`&& http.host == "api.example.com"`).press("Enter").rows("/login")
	m.press("f", "Ctrl-U", "ip.src in {", "Tab").see("10.9.8.7", "192.168.1.23").see("filter: ip.src in {1").press("9", "Tab").see("ip.src in {192.168.1.23").press("}", "Enter").see("3/3")
	m.press(":", "filter tcp.stream == ", "Tab").see("0  ", "×1").press("Tab", "Enter").see("filter: tcp.stream == 0")
	m.press("f", "Ctrl-U", "http.request.method == ", "Tab").see(`"GET"  `, `"POST"`).press("Esc", "Esc")
	m.leave()
}

// In a large trace values are counted beside the event loop.
func TestFilterCompletesValuesOfManyRows(t *testing.T) {
	f := newFake()
	f.million(3 * atOncePressed)
	f.finish(nil)
	m := sit(t, f.Trace, 100, 24, Options{})
	m.see("12,288").press("f", "http.response.code == ", "Tab").see("200  ×3,072", "500  ×3,072").press("Tab", "Tab", "Enter").see("filter: http.response.code == 300", "1/3,072")
	m.leave()
}

// Of a value with a secret in it, as of any that is long, none is offered.
func TestSecretsAreNotOffered(t *testing.T) {
	f := newFake()
	c := f.connect("10.0.0.7:50000", "10.0.0.1:80")
	for _, target := range []string{"/a?token=s3cr3t", "/b", "/" + strings.Repeat("x", 300)} {
		f.exchange(c, "GET "+target+" HTTP/1.1\r\nHost: h\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n")
	}
	f.finish(nil)
	s := newScreen(f.Trace, Options{}, newJobs(t.Context()), func() {})
	for reveal, want := range map[bool][]string{false: {`"/b"`}, true: {`"/a?token=s3cr3t"`, `"/b"`}} {
		s.look.Reveal = reveal
		text := "http.request.uri == "
		from, list := s.completeFilter(text, len(text), atOncePressed)
		var got []string
		for _, c := range list {
			got = append(got, c.text)
		}
		if from != len(text) || !slices.Equal(got, want) {
			t.Errorf("secrets %v: %q", reveal, got)
		}
	}
}

// What was being written when the prompt was left comes back with ↑, and is not
// kept for other sessions.
func TestDraftOfAFilterStays(t *testing.T) {
	kept := shelf{}
	m := sit(t, small().Trace, 80, 24, Options{Memory: kept})
	m.press("f", "http", "Enter").see("filter: http").press("f", "Ctrl-U", "http.hots == x").see("did you mean", "Tab completes").press("Esc").gone("hots")
	m.press("f", "Up").see("filter: http.hots == x").press("Up").see("filter: http\n").press("Down").see("filter: http.hots == x").press("Esc", "Esc")
	m.leave()
	if got := kept[filterMemory]; !slices.Equal(got, []string{"http"}) {
		t.Errorf("kept are %q", got)
	}
}

// A long reason is broken, and the line that is written stays in sight.
func TestFaultOnASmallScreen(t *testing.T) {
	m := sit(t, small().Trace, 40, 10, Options{})
	m.press("f", `http contains "x"`).see("http.file_data", `filter: http contains "x"`, "Tab completes", "        vvvv")
	m.press("Ctrl-C").leave()
}

func TestOrderTwiceTurnsRound(t *testing.T) {
	m := sit(t, small().Trace, 80, 24, Options{})
	m.press("o").see("▸↑ # (as they came)", "o the other way").press("o").gone("order by").see("#↓").on("/api/users").rows("/cut", "/crash", "/login", "/old", "/api/users")
	m.press("o", "o").see("#↑").rows("/api/users", "/old", "/login", "/crash", "/cut")
	m.press(":", "sort size", "Enter").see("size↓").press("o", "o").see("size↑").press("o", "o").see("size↓").press("o", "j", "Enter").see("took↓")
	m.press("o", "o").see("took↑").press("o", "g", "Enter").gone("↑").rows("/api/users", "/old", "/login", "/crash", "/cut")
	m.leave()
}

// The next Esc is named that takes a filter away, and what it did is said: a filter is not
// lost by an Esc too many.
func TestEscSaysThatItShowsAll(t *testing.T) {
	m := sit(t, small().Trace, 100, 24, Options{})
	m.press("f", "http.response.code == 301", "Enter").see("filter: http.response.code == 301  Esc: all rows").press("Enter").see("── #2").gone("all rows")
	m.press("Esc").see("Esc: all rows").press("Esc").see("all rows are shown again (f ↑ brings the filter back)").on("/old").press("Esc").gone("shown again")
	m.press("M", ":", "marked", "Enter").see("the 1 marked rows", "Esc: all rows").press("Esc").see("all rows are shown again").gone("brings the filter").leave()
	m = sit(t, small().Trace, 100, 24, Options{Lang: "zh"})
	m.press("f", "http.response.code == 301", "Enter").see("Esc：显示全部").press("Esc").see("已恢复显示全部（按 f ↑ 取回过滤条件）").leave()
}

// Columns that are chosen and not in sight say so, those that are do not.
func TestColumnsWithoutRoomSaySo(t *testing.T) {
	m := sit(t, small().Trace, 80, 24, Options{})
	m.press("C").see("Space show or hide  Esc back", "q quit", "[x] client  no room at this width", "[x] server  no room at this width", "[x] host\n", "[ ] wait", "[ ] conn (stream)", "[ ] frame")
	m.leave()
	m = sit(t, small().Trace, 200, 50, Options{Lang: "zh"})
	m.press("C").see("[x] ", "] 右移").gone("放不下")
	m.leave()
}

// Columns that are not shown unless they are chosen: their values, and their order.
func TestMoreColumnsOfExchanges(t *testing.T) {
	f := newFake()
	a, b := f.connect("10.0.0.7:50000", "10.0.0.1:80"), f.connect("10.0.0.7:50001", "10.0.0.1:80")
	f.exchange(a, "POST /one HTTP/1.1\r\nHost: h\r\n\r\n12345", "HTTP/1.1 200 OK\r\n\r\n")
	f.exchange(b, "GET /two HTTP/1.1\r\nHost: h\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n", func(x *trace.Exchange) { x.Response.First += 1e6 })
	f.exchange(b, "GET /three HTTP/1.1\r\nHost: h\r\n\r\n", "")
	f.finish(nil)
	m := sit(t, f.Trace, 200, 24, Options{})
	m.see("/one").gone("frame").press(":", "columns number target wait stream request-size frame", "Enter").see("wait", "conn", "sent", "frame")
	m.await("values of the columns", func(lines []string) bool {
		var got []string
		for _, l := range lines[2:5] {
			got = append(got, strings.Join(strings.Fields(strings.TrimPrefix(l, "▸")), " "))
		}
		return slices.Equal(got, []string{"1 /one 600 µs 0 5 B 2", "2 /two 1.60 ms 1 0 B 6", "3 /three — 1 0 B 10"})
	})
	m.press(":", "sort wait", "Enter").see("wait↓").rows("/two", "/one", "/three").press(":", "sort request-size", "Enter").see("sent↓").rows("/one", "/two", "/three")
	m.press(":", "columns", "Enter").gone("frame").see("verb").leave()
}

// Targets are found as a person reads them, and as they were sent.
func TestSearchFindsEncodedTargets(t *testing.T) {
	f := newFake()
	c := f.connect("10.0.0.7:50000", "10.0.0.1:80")
	for _, target := range []string{"/a", "/%E9%A6%96%E9%A1%B5?x=%2", "/b%20C"} {
		f.exchange(c, "GET "+target+" HTTP/1.1\r\nHost: h\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n")
	}
	f.finish(nil)
	m := sit(t, f.Trace, 100, 24, Options{})
	m.see("/a").press("/", "首页", "Enter").on("/%E9%A6%96").press("g").on("/a").press("/", "b c", "Enter").on("/b%20C").press("g", "/", "%e9%a6", "Enter").on("/%E9%A6%96")
	m.leave()
	for target, want := range map[string]string{"/a": "", "%41%zz%4": "A%zz%4", "%": "%", "%2b+": "++", "%ff": "\xff"} {
		if got := lists.PlainTarget(target); got != want {
			t.Errorf("%q: %q", target, got)
		}
	}
}

func TestStreamIsCopiedAsAFilter(t *testing.T) {
	m := sit(t, small().Trace, 120, 24, Options{})
	m.see("/api/users").press("G", "y").see("tcp.stream == 1").press("/", "tcp.stream", "Enter").on("display filter", "tcp.stream == 1").press("Enter").see("copied display filter")
	if got := string(m.GetClipboardData()); got != "tcp.stream == 1" {
		t.Errorf("copied %q", got)
	}
	m.leave()
}

// Where secrets are shown although they are masked elsewhere, the page says so.
func TestBytesSayWhichSecretsAreMasked(t *testing.T) {
	found, in := bundled(t, "browser.pcap")
	m := sit(t, found, 120, 24, Options{Again: in})
	m.see("/").press("d").see("kB  secrets in bodies not masked").press("x").see("kB  secrets not masked").press("u").gone("not masked").press("x").gone("not masked")
	m.leave()
	for line, want := range map[string]string{
		"GET /x?token=s3cr3t HTTP/1.1": "GET /x?token=*** HTTP/1.1", "Cookie: a=s3cr3t": "Cookie: a=***", "token=s3cr3t&a=b": "token=***&a=b", "?x": "?x", "": "", "a=b": "a=b",
	} {
		if got := segments.ShownLine(line, false); got != want {
			t.Errorf("%q: %q, want %q", line, got, want)
		}
	}
	if got := fmt.Sprint(segments.ShownLine("token=s3cr3t", true)); got != "token=s3cr3t" {
		t.Error(got)
	}
}
