package tui

import (
	"context"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"wiretalk/capture"
	"wiretalk/internal/phrase"
	"wiretalk/internal/pipeline"
	"wiretalk/internal/statistics"
	"wiretalk/internal/trace"
	"wiretalk/internal/traffic"
	"wiretalk/tcpreasm"
	"wiretalk/tui/cells"
	"wiretalk/tui/detail"
	"wiretalk/tui/words"
)

// shop is a trace with hosts, paths and times that differ.
func shop() *fake {
	f := newFake()
	a := f.connect("10.0.0.1:1000", "10.0.0.2:80")
	b := f.connect("10.0.0.3:1000", "10.0.0.4:80")
	for i := range 6 {
		status := []string{"200 OK", "404 Not Found", "503 Busy"}[i%3]
		on := []*trace.Connection{a, b}[i/4]
		f.exchange(on, fmt.Sprintf("GET /item/%d HTTP/1.1\r\nHost: %s.example\r\n\r\n", i%2, []string{"big", "small"}[i/4]),
			"HTTP/1.1 "+status+"\r\nContent-Type: text/html\r\n\r\n"+strings.Repeat("x", 100*i), func(x *trace.Exchange) {
				x.Response.Last += int64(i) * 1e8
			})
	}
	f.exchange(b, "GET /silent HTTP/1.1\r\nHost: evil\x1b[31m.example\r\n\r\n", "")
	f.Update(func(*trace.Writer) {
		b.Analysis[tcpreasm.Server].Retransmission = 4
		b.Sent[tcpreasm.Server].NotCapturedBytes, b.MissingBytes[tcpreasm.Server] = 300, 300
	})
	f.finish(nil)
	return f
}

// Every word of the pages is there in each language.
func TestPageWords(t *testing.T) {
	var check func(where string, v reflect.Value)
	check = func(where string, v reflect.Value) {
		switch v.Kind() {
		case reflect.String:
			if v.String() == "" && !strings.HasSuffix(where, ".failure[0]") {
				t.Errorf("no word for %s", where)
			}
		case reflect.Array, reflect.Slice:
			for i := range v.Len() {
				check(fmt.Sprintf("%s[%d]", where, i), v.Index(i))
			}
		case reflect.Struct:
			for i := range v.NumField() {
				check(where+"."+v.Type().Field(i).Name, v.Field(i))
			}
		}
	}
	for name, v := range map[string]any{"statistics": statWordsIn, "delay": words.DelayIn, "silence": detail.SilenceWordsIn, "waterfall": fallWordsIn, "health": healthWordsIn, "content": detail.ContentWordsIn} {
		check(name, reflect.ValueOf(v))
	}
	for _, w := range words.DelayIn {
		for _, kind := range w.Kinds {
			if cells.Width(kind) > w.KindWidth {
				t.Errorf("%q is wider than %d", kind, w.KindWidth)
			}
		}
	}
}

func TestStatistics(t *testing.T) {
	m := sit(t, shop().Trace, 170, 24, Options{})
	m.press("3").see("[hosts]", "7 exchanges", "errors 4", "5xx 2", "not captured 1", "median 202 ms, 99% 502 ms", "connections 2", "n▾").on("big.example", "4", "█████▋")
	m.see("evil␛[31m.example").press("j").on("small.example").press("Enter").gone("[hosts]").see(`http.host == "small.example"`)
	m.press(":", "filter", "Enter").gone("http.host ==").press("3").see("[hosts]", "n▾").press("j").on("small.example")
	m.press("o").see("err▾").on("small.example").press("O").see("err▴").press("g").on("evil␛[31m")
	m.press("Tab").see("[paths]", "big.example/item/1").press("[", "[", "[").see("[times]", "median", "██").press("]", "]")
	m.see("[hosts]").press("]", "]").see("[statuses]").on("200", "2")
	m.press("]", "]", "]", "]", "]").see("[slowest]", "took▾").on("502 ms").press("Enter").gone("[slowest]").on("/item/1", "503")
	m.press("3", "[", "[", "[", "[", "[").see("[failed]", "why▾").on("5xx", "/item/0").press("G").on("not captured").press("O").on("not captured")
	m.press("]").see("[largest]").press("]").see("[lossiest]", "resent▾").on("4", "10.0.0.3:1000").press("Enter").gone("[lossiest]").on("10.0.0.3:1000")
	m.press("3").see("small.example").press("/", "small", "Enter").on("small.example").press("?").see("the next table", "order by the next column").press("?").gone("the next table")
	m.press("L").see("[主机]", "数量▾", "7 个请求").press("L").see("[hosts]", "n▾").press("Esc").gone("[hosts]")
	m.leave()
}

func TestWaterfall(t *testing.T) {
	m := sit(t, shop().Trace, 100, 24, Options{})
	m.press("j", "j", "4").see("waterfall", "16:00:00.005000 ", "│+0 ns", "│+100 ms", "░ wait", "+ - zoom").on("3 503 GET /item/0")
	m.press("L").see("瀑布图", "░ 等待").press("L").see("waterfall").press("k").on("2 404 GET /item/1").press("c").see("waterfall by connection").on("c0 2 404").press("G").on("c1 7 GET /silent", ">…").press("c").on("7 GET /silent")
	m.press("+").see("‹").press("0").gone("‹").press("-", "-").see("│").press("l", "l", "l", "l", "l").see("‹").press("h", "h").press("0").gone("‹")
	m.press("/", "item/1", "Enter").on("2 404").press("?").see("zoom in, around the selected exchange", "x   loss").press("?")
	m.press("t").see("where the time of #2 went", "wait", "the packets cannot be read again").press("Esc").on("2 404").press("Enter").gone("waterfall").on("/item/1", "404")
	m.leave()
}

// read is a capture on the screen.
func read(t *testing.T, name string, width, height int, o Options) *terminal {
	t.Helper()
	in, err := capture.Open([]string{"../testdata/" + name}, capture.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { in.Close() })
	tr := trace.New(in)
	if _, err := pipeline.Run(context.Background(), in, pipeline.Config{Trace: tr}); err != nil {
		t.Fatal(err)
	}
	o.Again = in
	return sit(t, tr, width, height, o)
}

func TestDelay(t *testing.T) {
	m := read(t, "pcaps/loss.pcap", 100, 30, Options{})
	m.press("Enter").see("[████", "t: where it went").press("t")
	m.see("where the time of #1 went", "████xx", "GET /big.txt  in all 102 ms, of which 78.0 µs passed before the request", "~ SYN to SYN,ACK  17.0 µs  0.02%  3–4", "- SYN,ACK to ACK  12.0 µs", "░ wait             135 µs  0.13%  6–8", "x loss            37.7 ms  37.0%  74–187", " loss  69.8 ms 68.6%")
	m.on("x loss", "74–187").press("k", "k", "k", "k").on("x loss", "30–66").press("Enter").see("segments of connection 0").on("   30 ", "lost before")
	m.press("Esc").on("x loss", "30–66").press("G").see("The first half of the handshake", "The second half of the handshake", "From the point of capture to the server and back takes at least")
	m.press("Esc").gone("where the time")
	m.leave()
}

func TestDelayOfWhatIsNotKnown(t *testing.T) {
	m := sit(t, shop().Trace, 100, 30, Options{})
	m.press("G", "t").see("The request or the response is not in the capture").press("Esc", "2", "t").gone("where the time")
	m.leave()
}

func TestHealth(t *testing.T) {
	m := sit(t, shop().Trace, 100, 30, Options{})
	m.press("5").see("‼ Bytes that arrived, but are not in the capture: 300; connections: 1.", "connection 1 · frames 0–0  (300)").gone("All is well")
	m.press("Enter").on("10.0.0.3:1000")
	m.leave()
	m = read(t, "pcaps/keep-alive.pcap", 80, 24, Options{Lang: "zh"})
	m.press("5").see("✓ 一切正常").press("L").see("✓ All is well", "capture health").press("L").see("✓ 一切正常").press("Esc").gone("一切正常")
	m.leave()
}

// At every size, in each language, nothing is wider than the screen, and the
// keys that help and quit are in sight.
func TestPagesFit(t *testing.T) {
	for _, lang := range [...]string{"en", "zh"} {
		for _, size := range [][2]int{{40, 10}, {80, 24}, {200, 50}} {
			for _, key := range [...]string{"3", "4", "5", "t"} {
				m := read(t, "pcaps/browser.pcap", size[0], size[1], Options{Lang: lang})
				want := map[string]string{"en": "? help  q quit", "zh": "? 帮助  q 退出"}[lang]
				m.press(key).await("page "+key, func(lines []string) bool {
					for _, l := range lines {
						if cells.Width(l) > size[0] {
							t.Errorf("%v, %s: %q", size, key, l)
						}
					}
					return strings.HasSuffix(lines[len(lines)-1], want) && !strings.Contains(strings.Join(lines, ""), "▸1 ▸")
				})
				m.press("j", "j", "Tab", "o", "Esc").see(want)
				m.leave()
			}
		}
	}
}

// While rows come and go, the pages go on, and are left with nothing running.
func TestPagesOfALiveCapture(t *testing.T) {
	c := watch(t, traffic.Options{Rate: 20000}, trace.Limits{Exchanges: 500, Connections: 300}, 120, 30, Options{})
	c.rows(20)
	c.press("4").see("waterfall", "░ wait").press("c").see("by connection").press("G", "k", "k", "+", "c", "t", "Esc")
	c.press("3").see("[hosts]", "shop").press("o", "Tab").see("[paths]").press("]", "]", "]", "]", "]", "]").see("[slowest]")
	n := c.number(`([0-9,]+) exchanges`)
	c.await("other counts", func(lines []string) bool {
		return !strings.Contains(strings.Join(lines, "\n"), fmt.Sprintf(" %s exchanges", phrase.Count(int64(n))))
	})
	c.press("5").see("let go, the oldest")
	c.leave()
}

// Keys are answered at once whatever is being counted.
func TestPagesOfAMillion(t *testing.T) {
	f := newFake()
	f.million(1_000_000)
	f.finish(nil)
	m := sit(t, f.Trace, 100, 30, Options{})
	m.press("4").see("1 200 GET /item/0", "1/1,000,000").press("G").on("1000000 500 GET /item/999999").press("c").see("by connection").on("c0 1000000")
	m.press("3").see("[hosts]").press("Tab").see("[paths]")
	began := time.Now()
	m.press("Esc").gone("[paths]").on("/item/")
	if d := time.Since(began); d > time.Second && !underRace {
		t.Errorf("the key was answered after %v", d)
	}
	m.press("3").see("1,000,000 exchanges", "big.example").press("Tab", "G").on("(others)", "995,904")
	m.leave()
}

func BenchmarkWaterfall(b *testing.B) {
	f := newFake()
	f.million(1_000_000)
	f.finish(nil)
	s, canvas := bench(b, f, 200, 50)
	s.showWaterfall()
	b.ReportAllocs()
	for b.Loop() {
		s.Draw(canvas)
	}
}

// Where all paths are of one host, it is not said again for each.
func TestPathsOfOneHost(t *testing.T) {
	for _, c := range []struct{ keys, host string }{
		{"a.example/ a.example/x", "a.example"}, {"a.example/x b.example/x", ""}, {"[2001:db8::1]:80/x [2001:db8::1]:80/y", "[2001:db8::1]:80"},
		{"a.example/x *", ""}, {"", ""},
	} {
		var groups []*statistics.Group
		for _, key := range strings.Fields(c.keys) {
			groups = append(groups, &statistics.Group{Key: key})
		}
		groups = append(groups, &statistics.Group{}) // all others
		if host := commonHost(groups); host != c.host {
			t.Errorf("%s: %q", c.keys, host)
		}
	}
}
