package tui

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gdamore/tcell/v2"

	"wiretalk/capture"
	"wiretalk/internal/phrase"
	"wiretalk/internal/pipeline"
	"wiretalk/internal/statistics"
	"wiretalk/internal/trace"
	"wiretalk/tui/keys"
)

// idle does what jobs found until none is under way.
func (s *screen) idle() {
	for s.jobs.underWay.Load() > 0 {
		select {
		case outcome := <-s.jobs.outcomes:
			outcome()
		case <-time.After(time.Millisecond): // the last may have ended without one
		}
	}
}

// rowsIn is how many rows the table in sight has in the end.
func (s *screen) rowsIn() int {
	s.arrange()
	s.idle()
	_, n := s.grid().Place()
	return n
}

// counted opens the statistics and waits for them.
func (s *screen) counted() *statsPage {
	s.showStatistics()
	s.idle()
	return s.top().(*statsPage)
}

// What each row of the statistics says it counted is how many rows the table has
// to which it leads, with a filter before and without.
func TestStatisticsLeadToWhatTheyCounted(t *testing.T) {
	names, err := filepath.Glob("../testdata/pcaps/*.pcap*")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	led := 0
	for _, name := range names {
		in, err := capture.Open([]string{name}, capture.Options{})
		if err != nil {
			t.Fatal(err)
		}
		f := &fake{Trace: trace.New(in)}
		if _, err := pipeline.Run(context.Background(), in, pipeline.Config{Trace: f.Trace}); err != nil {
			t.Fatal(err)
		}
		for _, before := range []string{"", "http.response.code >= 300 || tcp.stream < 2", "tcp.flags.fin", `http.server || tcp.close == refused`} {
			s, _ := bench(t, f, 80, 24)
			if err := s.setFilter(before); err != nil {
				t.Fatal(err)
			}
			leads := func(what string, open func(), want int) {
				open()
				if got := s.rowsIn(); got != want || s.top() != nil {
					t.Errorf("%s with %q: %s: %d counted, %d rows of %q", name, before, what, want, got, s.filterText())
				}
				if err := s.setFilter(before); err != nil {
					t.Fatal(err)
				}
				led++
			}
			r := s.counted().report
			if r == nil {
				t.Fatalf("%s with %q: not counted: %+v", name, before, s.top().(*statsPage).pace)
			}
			for table := range statistics.Tables {
				for i, g := range r.Groups[table] {
					p := s.counted()
					p.inView = statTab(table)
					p.table().grid.SelectRow(i)
					leads(fmt.Sprint(p.words.tabs[table], " ", g.Key), func() { p.act(s, keys.Open) }, g.Exchanges)
				}
			}
			for i, b := range r.All.Times.Bars() {
				if b.Count > 0 {
					p := s.counted()
					p.inView = timesTab
					leads(fmt.Sprint(phrase.Took(b.From)), func() { p.entries(78)[i+1].open(s) }, b.Count)
				}
			}
			for _, c := range []struct {
				begins string
				n      int
			}{{phrase.Sprintf("%d {exchange|exchanges}", r.All.Exchanges), r.All.Exchanges}, {"errors", r.All.Errors}, {"5xx", r.All.Failures}, {"unanswered ", r.All.Silent}, {"connections", r.Connections},
				{"refused", r.Refused}, {"SYN unanswered", r.Unanswered}, {"reset", r.Resets}, {"with bytes missing", r.NotWhole}} {
				p := s.counted()
				found := false
				for _, total := range p.totals() {
					if strings.HasPrefix(total.text, c.begins) {
						found = true
						if total.leads {
							leads(total.text, func() { s.showFiltered(total.of, total.filter) }, c.n)
						} else if c.n > 0 && !(c.begins == "unanswered " && c.n < r.All.Unheard) {
							t.Errorf("%s: %s leads nowhere", name, total.text)
						}
					}
				}
				if !found {
					t.Errorf("%s: no total of %q", name, c.begins)
				}
			}
		}
		in.Close()
	}
	if led < 500 {
		t.Errorf("%d rows led somewhere", led)
	}
}

// The filter of the tables is that of the statistics and of the waterfall; health
// is about the capture, and says so.
func TestPagesAreAboutWhatPasses(t *testing.T) {
	m := sit(t, shop().Trace, 150, 24, Options{})
	m.press("f", "http.response.code == 404", "Enter").see(" 1/2 ").press("3").see("2 of 7 exchanges  filter: http.response.code == 404", " 2 exchanges", "errors 2", "connections 2").on("big.example", "1").gone("evil")
	m.press("f", "Ctrl-U", "tcp.stream == 1", "Enter").see("3 of 7 exchanges  filter: tcp.stream == 1", "evil␛[31m.example", "not captured 1").gone("big.example")
	m.press("Enter").see(` filter: tcp.stream == 1 && http.host == "small.example"`, " 1/2 ").press("3").see("2 of 7 exchanges").press("Enter").see(" 1/2 ").gone(`"small.example" &&`)
	m.press("4").see("2 of 7 exchanges  filter: tcp.stream == 1 && http.host", " 1/2 ").on("5 404 GET /item/0").gone("big").gone("/silent")
	m.press("f", "Ctrl-U", "http.response.code >= 500", "Enter").see("2 of 7 exchanges  filter: http.response.code >= 500").on("6 503 GET /item/1").see("3 503 GET /item/0").press("c").see("by connection", "c0 3 503", "c1 6 503").gone("404")
	m.press("f", "Ctrl-U", "http.request.method == PUT", "Enter").see("0 of 7 exchanges", "Nothing passes the filter.").press("f", "Ctrl-U", "Enter").gone("of 7").see("c1 7 GET /silent")
	m.press("f", "http.response.code == 404", "Enter").see("2 of 7")
	m.press("5").see("all of the capture, whatever passes the filter: http.response.code == 404", "Bytes that arrived").press("f", "Ctrl-U", "Enter").gone("whatever passes").see("Bytes that arrived")
	m.press("3").see(" 7 exchanges").gone("of 7").press("L").press("f", "tcp.stream == 1", "Enter").see("7 个请求中的 3 个  过滤：tcp.stream == 1")
	m.leave()
}

// What one goes into one after the other stands in the filter once, and the narrower
// in place of the wider; Esc leads out of each again.
func TestGoingDeeperWritesAShortFilter(t *testing.T) {
	m := sit(t, shop().Trace, 120, 24, Options{})
	m.press("f", "(http.host)", "Enter").press("3", "[").see("errors 4").press("/", "errors", "Enter").on("errors 4").press("Enter").see("filter: http.host && http.response.code >= 400")
	m.press("3", "]", "]").see("[statuses]", "errors 4").press("/", "404", "Enter").on("404").press("Enter").see("filter: http.host && http.response.code == 404").gone(">= 400")
	m.press("3").see("[hosts]", "errors 2").press("/", "big", "Enter").on("big").press("Enter").see(`filter: http.response.code == 404 && http.host == "big.example"`).gone("http.host &&")
	m.press("Esc").see("[hosts]").press("Esc").see("filter: http.host && http.response.code == 404").press("Esc").see("[statuses]")
	m.press("Esc").see("filter: http.host && http.response.code >= 400").press("Esc").see("[totals]").press("Esc").see("filter: (http.host)", " 1/7 ").press("Esc", "Esc").see("filter: (http.host)")
	m.leave()
}

// While the capture grows, what passes is counted and shown as it comes, also
// where a response that comes later decides.
func TestPagesOfWhatPassesGrow(t *testing.T) {
	f := newFake()
	c := f.connect("10.0.0.1:1000", "10.0.0.2:80")
	get := func(i int, response string) *trace.Exchange {
		return f.exchange(c, fmt.Sprintf("GET /%d. HTTP/1.1\r\nHost: h\r\n\r\n", i), response, func(x *trace.Exchange) { x.Done = response != "" })
	}
	get(1, "HTTP/1.1 200 OK\r\n\r\n")
	late := get(2, "")
	m := sit(t, f.Trace, 120, 24, Options{Filter: "http.response.code == 404"})
	m.press("4").see("0 of 2 exchanges", "Nothing passes")
	response := f.message("HTTP/1.1 404 Not Found\r\n\r\n")
	f.Update(func(*trace.Writer) { late.Response, late.Status, late.Done = response, 404, true })
	m.see("1 of 2 exchanges").on("2 404 GET /2.").press("c").see("c0 2 404")
	m.press("3").see("1 of 2 exchanges")
	for i := range 50 {
		get(3+i, []string{"HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.1 404 Not Found\r\n\r\n"}[i%2])
	}
	f.finish(nil)
	m.see("26 of 52 exchanges", " 26 exchanges", "errors 26").press("4").see("26 of 52 exchanges", " 1/26 ").press("G").on("52 404 GET /52.").press("c").see("by connection", "26/26")
	m.leave()
}

// Who goes to a row that the filter hides finds that row, and is told what became
// of the filter.
func TestGoingToWhatIsHidden(t *testing.T) {
	m := sit(t, shop().Trace, 120, 24, Options{})
	m.press("f", "tcp.stream == 0", "Enter").see(" 1/4 ").press("5").see("connection 1").press("Enter").on("10.0.0.3:1000")
	m.see("connection 1 does not pass the filter; all are shown again (f ↑ brings the filter back)", " 2/2 ").press("f", "Up", "Enter").see("filter: tcp.stream == 0", " 1/1 ").on("10.0.0.1:1000")
	// Only the capture tells whether this passes.
	m.press("f", "Ctrl-U", `http.response.line contains "nothing"`, "Enter").see("Nothing passes").press("1").see("Nothing passes")
	m.press(":", "frame 7", "Enter").see("exchange 2 does not pass").on("/item/1", "404")
	m.press("f", "Ctrl-U", "http.response.code == 404", "Enter").see(" 1/2 ").press("2", "3", "[", "[", "[", "[", "[").see("[failed]", "why▾").press("j").on("/item/0").press("Enter").on("/item/0", "404").see(" 2/2 ").gone("does not pass")
	m.press(":", "unmark", "Enter", "g", "M", ":", "marked", "Enter").see("the 1 marked rows").press(":", "frame 11", "Enter").see("exchange 3 is not marked; all are shown again").on("503")
	m.leave()
}

// Keys that were bound otherwise do what they do on the pages too, and the pages
// name them so.
func TestKeysOfPagesAreBoundOtherwise(t *testing.T) {
	keys := map[string][]string{"next": {"z"}, "previous": {"Z"}, "switch": {"w"}, "messages": {"Tab"}, "order": {"E"}, "export": {"o"}, "filter": {"W"}, "raw": {"f"}, "hex": {"r"}, "mark": {"c"}, "curl": {"x", "M"},
		"faster": {"Y"}, "slower": {"X"}, "open": {"Enter"}, "theme": {"0"}, "detail": {"i"}}
	m := sit(t, shop().Trace, 170, 40, Options{Keys: keys})
	m.press("3").see("[hosts]", "Z z table", "W filter", "E order", "i all of it").press("z").see("[paths]").press("Z").see("[hosts]").press("w").see("[paths]")
	m.press("Tab", "]", "E").see("err▾", "[paths]").press("W", "tcp.stream == 0", "Enter").see("4 of 7").press("i").see("── paths", "longest").press("Esc")
	m.press("?").see("z w  the next table", "E    order by the next column").press("?")
	m.press("4").see("Y X zoom", "← l pan  E order").gone("0 fit").press("c").gone("by connection").press("E").see("by connection").press("g").see("+250 ms").press("Y").gone("+250 ms")
	m.press("0").gone("+250 ms").press("?").see("Y    zoom in").gone("fit the axis").press("?")
	m.leave()
}

func TestTheMouseOnStatisticsAndWaterfall(t *testing.T) {
	m := sit(t, shop().Trace, 120, 24, Options{Mouse: true})
	m.press("3").see("[hosts]").click(m.place("small.example")).on("small.example").click(m.place("err ")).see("err▾").click(m.place("err▾")).see("err▴").click(m.place("hosts ")).see("hosts▾")
	m.InjectMouse(10, 8, tcell.WheelUp, tcell.ModNone)
	m.on("big.example")
	m.click(m.place("slowest")).see("[slowest]").on("502 ms")
	x, y := m.place("402 ms")
	m.click(x, y).click(x, y).gone("[slowest]").on("/item/0", "402 ms").press("3").see("[hosts]")
	m.click(m.place("totals")).see("[totals]").click(m.place("not captured 1"))
	x, y = m.place("5xx 2")
	m.click(x, y).click(x, y).gone("[totals]").see("filter: http.response.code >= 500", " 2/2 ")
	m.press("4").see("waterfall").click(m.place("6 503 GET")).on("6 503 GET")
	m.see("+400 ms").click(m.place("+100 ms")).gone("+400 ms").press("0").see("+400 ms")
	m.InjectMouse(10, 8, tcell.WheelUp, tcell.ModNone)
	m.on("3 503 GET")
	x, y = m.place("6 503 GET")
	m.click(x, y).click(x, y).gone("waterfall ·").on("/item/1", "503")
	m.press("5").see("whatever passes")
	x, y = m.place("connection 1 ")
	m.click(x, y).click(x, y).see("rtt").on("10.0.0.3:1000")
	m.leave()
}

// On the smallest screen all tables are reached, and what has no room in them.
func TestStatisticsOnASmallScreen(t *testing.T) {
	m := sit(t, shop().Trace, 40, 10, Options{Filter: "tcp"})
	m.press("3")
	for _, tab := range statWordsIn[0].tabs {
		m.see("["+tab+"]", "7 of 7 exchanges", "? help  q quit").press("]")
	}
	m.see("[hosts]", "Enter open").gone("longest").press(" ").see("── hosts", "hosts    big.example").press("G").see("longest  302 ms").press("Esc", "[")
	m.see("[totals]").press("G").see("with bytes missing 1").press("Enter").on("10.0.0.3:1000").see(" 1/1 ", "filter: tcp && tcp.missing_bytes > 0")
	m.leave()
}

// What the bottom line names does something: Enter is named where there is a row to
// open, and stays where columns have no room.
func TestStatisticsNameWhatKeysDo(t *testing.T) {
	m := sit(t, shop().Trace, 80, 24, Options{})
	m.press("3").see("[hosts]", "Enter open", "Space all of it", "7 exchanges  13.5/s  errors 4  5xx 2  not captured 1  connections 2 …", "all within 517 ms")
	m.press("f", "http.request.method == PUT", "Enter").see("0 of 7", "None.").gone("Enter open").press("4").see("Nothing passes").gone("Enter open").press("Esc", "Esc").gone("Enter open")
	m.leave()
}

// Exchanges that were cut short have a row that says so; connections that failed
// without one are named with the tab that leads to them.
func TestFailedInCaptures(t *testing.T) {
	for name, want := range map[string][]string{
		"reset": {"reset", "/reset", "/big.txt"}, "early-close": {"cut short", "/short-chunked"},
		"refused": {"None.", "no exchange: refused ", "; see [totals]"}, "unanswered": {"None.", "no exchange: SYN unanswered ", "; see [totals]"},
	} {
		m := read(t, "pcaps/"+name+".pcap", 80, 24, Options{})
		m.press("3", "[", "[", "[", "[", "[").see(append(want, "[failed]")...)
		m.leave()
	}
}

// What has no status has a row, so that rows come to as many as there are, and
// that row leads to it.
func TestWhatHasNoStatus(t *testing.T) {
	m := sit(t, shop().Trace, 120, 24, Options{})
	m.press("3", "]", "]").see("[statuses]", "—").press("G").on("—", "1").press("Enter").see("filter: http && !http.response.code", " 1/1 ").on("/silent")
	m.press("3", "]", "]", "]", "]").see("[types]").press("/", "—", "Enter").on("—", "1").press("Enter").see("http.response.media_type", " 1/1 ").on("/silent")
	m.leave()
}

// How often things happen is told in a unit in which that is a number to read.
func TestRates(t *testing.T) {
	for _, c := range []struct {
		n    int
		span time.Duration
		want string
	}{
		{8, 1300 * time.Millisecond, "6.15/s"}, {32, 40 * time.Second, "48.0/min"}, {32, time.Hour, "32.0/h"}, {2, 48 * time.Hour, "1.00/day"}, {123_000, 10 * time.Second, "12.3 k/s"},
	} {
		if got := rateText(&statWordsIn[0], c.n, c.span); got != c.want {
			t.Errorf("%d in %v: %q, want %q", c.n, c.span, got, c.want)
		}
	}
}

// A quantile of many is marked as not exact, and has room.
func TestQuantilesOfManyAreMarked(t *testing.T) {
	var h statistics.Histogram
	for i := range int64(statistics.MaxKept + 1) {
		if h.Add(i * 1e6); i < statistics.MaxKept && about(&h, "12.3 ms") != "12.3 ms" {
			t.Fatalf("marked with %d", i)
		}
	}
	if a, b := about(&h, "12.3 ms"), about(&h, "1.23 s"); a != "≈12.3ms" || b != "≈1.23 s" {
		t.Errorf("%q, %q", a, b)
	}
}

// A page that is left has nothing under way, and goes on where it comes back.
func TestPagesThatAreLeft(t *testing.T) {
	f := newFake()
	f.million(200_000)
	f.finish(nil)
	s, _ := bench(t, f, 80, 24)
	for _, filter := range []string{"", "http.response.code == 200"} {
		if err := s.setFilter(filter); err != nil {
			t.Fatal(err)
		}
		s.idle()
		for _, open := range []func(){s.showStatistics, s.showHealth, func() {
			s.showWaterfall()
			s.idle()
			s.top().(*waterfallPage).turn(s)
		}} {
			open()
			if s.jobs.underWay.Load() == 0 {
				t.Fatal("there is nothing to leave")
			}
			pages := s.pages
			s.closePages()
			for _, job := range []string{statsJob, fallJob, "health"} {
				if s.jobs.busy(job) {
					t.Errorf("%s goes on", job)
				}
			}
			s.idle()
			s.pages = pages
			s.top().refresh(s)
			s.idle()
			switch p := s.top().(type) {
			case *statsPage:
				if want := map[string]int{"": 200_000, "http.response.code == 200": 50_000}[filter]; p.report == nil || p.report.All.Exchanges != want {
					t.Errorf("%q: %+v", filter, p.report)
				}
			case *healthPage:
				if p.report == nil {
					t.Error("health is not known")
				}
			}
			s.closePages()
		}
	}
}

// What the exchanges' table found out is not found out again, and the other way.
func TestPicksAreShared(t *testing.T) {
	f := newFake()
	f.million(5000)
	f.finish(nil)
	s, _ := bench(t, f, 80, 24)
	if err := s.setFilter("http.response.code == 300"); err != nil {
		t.Fatal(err)
	}
	s.idle()
	s.showStatistics()
	if p := s.top().(*statsPage); !p.rows.Arranged.Picked.Whole || len(p.rows.Arranged.Picked.Passed) != 1250 {
		t.Errorf("%+v", p.rows.Arranged.Picked.Next)
	}
	s.closePages()
	s.show(connectionsView)
	if err := s.setFilter("http.response.code == 400"); err != nil {
		t.Fatal(err)
	}
	s.counted()
	s.goToExchange(4994)
	if a := &s.grid().Arranged; !a.Picked.Whole || len(a.Picked.Passed) != 1250 || s.grid().Selected != 4994 {
		t.Errorf("%d judged, %d selected", a.Picked.Next, s.grid().Selected)
	}
}
