package tui

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gdamore/tcell/v2"

	"wiretalk/capture"
	"wiretalk/internal/phrase"
	"wiretalk/internal/pipeline"
	"wiretalk/internal/trace"
	"wiretalk/internal/traffic"
	"wiretalk/tui/words"
)

// captured is a live capture, with the screen before it.
type captured struct {
	*terminal
	t    testing.TB
	src  *traffic.Source
	tr   *trace.Trace
	done chan struct{} // closed when the pipeline has ended
}

// watch captures traffic, and shows it on a terminal of that size.
func watch(t testing.TB, o traffic.Options, l trace.Limits, width, height int, options Options) *captured {
	t.Helper()
	c := &captured{t: t, src: traffic.New(o), done: make(chan struct{})}
	c.tr = trace.Bounded(c.src, l)
	ctx, cancel := context.WithCancelCause(context.Background())
	go func() {
		defer close(c.done)
		pipeline.Run(ctx, c.src, pipeline.Config{Shards: 2, Trace: c.tr})
	}()
	options.Live = &LiveInfo{
		Interfaces: []string{"eth0", "lo"}, Filter: "tcp port 80",
		Counts: c.src.Counts, Stop: func() { cancel(ErrStopped) },
	}
	t.Cleanup(func() {
		cancel(nil)
		c.src.Close()
		<-c.done
	})
	c.terminal = sit(t, c.tr, width, height, options)
	return c
}

// number is the first group of a pattern on the screen, once it is there.
func (c *captured) number(pattern string) (n int) {
	c.t.Helper()
	re := regexp.MustCompile(pattern)
	c.await(pattern, func(lines []string) bool {
		found := re.FindStringSubmatch(strings.Join(lines, "\n"))
		if found == nil {
			return false
		}
		fmt.Sscan(strings.ReplaceAll(found[1], ",", ""), &n)
		return true
	})
	return n
}

// rows waits until the table has so many rows.
func (c *captured) rows(n int) {
	c.t.Helper()
	for end := time.Now().Add(10 * time.Second); c.tr.Exchanges() < n; time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			c.t.Fatalf("%d exchanges", c.tr.Exchanges())
		}
	}
}

// line is the line of the screen that contains text.
func (m *terminal) line(text string) string {
	lines, _ := m.look()
	for _, l := range lines {
		if strings.Contains(l, text) {
			return l
		}
	}
	return ""
}

func TestLiveFirstLook(t *testing.T) {
	c := watch(t, traffic.Options{Rate: 2000}, trace.Days, 160, 24, Options{})
	c.see("eth0, lo · tcp port 80 · 0:0", " following  ", "pkt/s", "bit/s", "exch/s", "Enter open  F follow  p pause  S stop  f filter  / search", "? help  q quit")
	if n := c.number(`\b([0-9.]+) k?pkt/s`); n == 0 {
		t.Error("no packets in a second")
	}
	c.see("0:02").leave()
}

// Who moves up wants to stay there; End and F go along again.
func TestFollowing(t *testing.T) {
	c := watch(t, traffic.Options{Rate: 5000}, trace.Days, 100, 24, Options{})
	c.rows(50)
	c.see("following").press("k").gone("following")
	at := c.number(` ([0-9,]+)/[0-9,]+ `)
	before := c.tr.Exchanges()
	c.rows(before + 100)
	if now := c.number(` ([0-9,]+)/[0-9,]+ `); now != at {
		t.Errorf("row %d was selected, and is %d", at, now)
	}
	c.press("G").see("following").press("g").gone("following").on("GET")
	if at := c.number(` ([0-9,]+)/[0-9,]+ `); at != 1 {
		t.Errorf("g goes to row %d", at)
	}
	c.press("F").see("following").press("F").gone("following").press("End").see("following")
	c.press("Enter").gone("following").see("── #")
	c.press("Esc", "2").see("following").press("Up").gone("following")
	c.leave()
}

// What is held does not change, though the capture grows.
func TestPause(t *testing.T) {
	c := watch(t, traffic.Options{Rate: 5000}, trace.Days, 100, 24, Options{})
	c.await("100 rows", func([]string) bool { return c.number(` [0-9,]+/([0-9,]+) `) >= 100 })
	c.press("p").see("PAUSED")
	table := func() string {
		lines, _ := c.look()
		return strings.Join(lines[1:22], "\n")
	}
	was := table()
	c.rows(c.tr.Exchanges() + 200)
	if n := c.number(`PAUSED, ([1-9][0-9,]*) new`); n < 100 {
		t.Errorf("%d are new", n)
	}
	if now := table(); now != was {
		t.Errorf("what was held changed from\n%s\nto\n%s", was, now)
	}
	held := c.number(` [0-9,]+/([0-9,]+) PAUSED`)
	c.press("g", "G").see("PAUSED")
	c.see(fmt.Sprintf(" %s/%[1]s PAUSED", phrase.Count(int64(held))))
	c.press("2").see("PAUSED", " rtt ")
	if n := c.number(` [0-9,]+/([0-9,]+) PAUSED`); n < 10 {
		t.Errorf("%d connections", n)
	}
	c.press("1", "p").gone("PAUSED").see("following")
	c.press("p").see("PAUSED").press("F").gone("PAUSED")
	c.leave()
}

// So it is on pages, with what they count and draw.
func TestPauseOfPages(t *testing.T) {
	c := watch(t, traffic.Options{Rate: 5000}, trace.Days, 100, 24, Options{})
	c.rows(500)
	page := func() string {
		lines, _ := c.look()
		return strings.Join(lines[1:23], "\n")
	}
	for _, is := range []struct {
		there string // once the page is
		keys  []string
	}{
		{"median", []string{"3"}}, {" zoom ", []string{"4"}}, {"by connection", []string{"c"}},
		{" 500 GET ", []string{"1", "f", "http.response.code >= 300", "Enter", "4"}}, {"median", []string{"3"}},
	} {
		keys := is.keys
		c.press(keys...).see(is.there)
		c.press("p").see("PAUSED")
		c.rows(c.tr.Exchanges() + 5000) // until it is known of all rows then whether they pass
		was := page()
		c.rows(c.tr.Exchanges() + 12_000) // longer than what is counted rests
		if now := page(); now != was {
			t.Errorf("%v: what was held changed from\n%s\nto\n%s", keys, was, now)
		}
		if n := c.number(`PAUSED, ([1-9][0-9,]*) new`); n < 1000 {
			t.Errorf("%v: %d are new", keys, n)
		}
		if c.press("p").gone("PAUSED"); keys[0] == "3" {
			c.await("what came meanwhile", func(lines []string) bool { return strings.Join(lines[1:23], "\n") != was })
		}
	}
	// What is opened while it is held is as it was then.
	c.press("1", "p").see("PAUSED").press("4").see("PAUSED", " zoom ", "item/")
	was := page()
	c.rows(c.tr.Exchanges() + 5000)
	if now := page(); now != was {
		t.Errorf("what was opened held changed from\n%s\nto\n%s", was, now)
	}
	c.press("3").see("PAUSED", "shop").leave()
}

// Packets that were lost are in sight whatever is on the screen, in red.
func TestDropsAreNeverHidden(t *testing.T) {
	for _, size := range [][2]int{{40, 10}, {20, 5}, {80, 24}, {200, 50}} {
		c := watch(t, traffic.Options{Rate: 1000}, trace.Days, size[0], size[1], Options{})
		c.rows(5)
		if c.line("dropped") != "" {
			t.Error("nothing was dropped")
		}
		c.src.Drop(1234)
		c.see("1,234 packets dropp")
		for _, keys := range [][]string{{"?"}, {"Esc", "/"}, {"Esc", "Enter"}, {"Enter"}, {"Esc", "Esc", "2"}, {"p"}, {"S"}} {
			c.press(keys...).see("1,234 packets dropp")
		}
		cells, width, height := c.contents()
		red := 0
		for i := range width * height {
			if foreground, _, _ := cells[i].Style.Decompose(); foreground == tcell.PaletteColor(1) {
				red++
			}
		}
		if red < 10 {
			t.Errorf("%d cells are red", red)
		}
		c.leave()
	}
}

func TestDropsHaveAShare(t *testing.T) {
	for _, test := range []struct {
		counts capture.Counts
		want   string
	}{
		{capture.Counts{Received: 1000, Dropped: 0}, ""},
		{capture.Counts{Received: 1_000_000, Dropped: 1}, "1 packet dropped (<0.01%)"},
		{capture.Counts{Received: 10_000, Dropped: 123}, "123 packets dropped (1.23%)"},
		{capture.Counts{Received: 3000, Dropped: 1000}, "1,000 packets dropped (33.3%)"},
		{capture.Counts{Received: 0, Dropped: 7}, "7 packets dropped (100.0%)"},
	} {
		s := &screen{words: &words.English}
		s.live.counts = test.counts
		if text, lost := s.lossLine(); lost != (test.want != "") || !strings.HasPrefix(text, test.want) {
			t.Errorf("%+v: %q", test.counts, text)
		}
	}
}

// After S it is as a file.
func TestStopWithoutLeaving(t *testing.T) {
	c := watch(t, traffic.Options{Rate: 2000}, trace.Days, 120, 26, Options{})
	c.rows(20)
	c.press("S")
	<-c.done
	c.gone("stopping").gone("following").gone("S stop").gone("Reading stopped").gone("pkt/s")
	c.see(" ended")
	since := c.line("eth0")
	time.Sleep(1100 * time.Millisecond)
	c.press("g", "Enter").see("── #1 GET", " Host: shop", " HTTP/1.1 ")
	if now := c.line("eth0"); now != since {
		t.Errorf("%q, then %q", since, now)
	}
	c.press("S", "p").gone("PAUSED").leave()
}

func TestInterfaceThatWentAway(t *testing.T) {
	c := watch(t, traffic.Options{Rate: 2000}, trace.Days, 80, 24, Options{})
	c.rows(20)
	c.src.Fail(&capture.Error{File: "eth0", Offset: -1, Reason: "the interface went away"})
	c.see("No more from eth0: the interface went away", "following")
	c.rows(c.tr.Exchanges() + 20)
	c.src.Fail(errors.New("everything is broken"))
	c.see("Reading stopped: ", "everything is broken").gone("following").leave()
}

// Of what was let go the number is said, what is looked at stays, and a search
// finds what is left.
func TestWhatWasLetGo(t *testing.T) {
	c := watch(t, traffic.Options{Rate: 20_000}, trace.Limits{Exchanges: 500}, 100, 30, Options{})
	c.rows(100)
	c.press("g", "j", "Enter").see("HTTP/1.1 ", "Esc back")
	// The second of the rows when j was answered: on a slow machine not the second of all.
	opened := fmt.Sprintf("── #%d GET /item/", c.number(`── #([0-9]+) GET /item/`))
	c.rows(c.tr.Exchanges() + 3000)
	c.see("let go", opened).press("Esc").on("GET").press("k", "j", "j")
	if n := c.number(` [0-9,]+/([0-9,]+) `); n > 501 {
		t.Errorf("%d rows", n)
	}
	c.press("/", "shop3", "Enter").see("found “shop3”")
	c.press("2", "g", "G").see("following").press("Enter").leave()
}

// What is dropped from the spool is said plainly, for heads and bodies.
func TestSpoolThatDroppedTheBytes(t *testing.T) {
	c := watch(t, traffic.Options{Rate: 20_000, Kept: 20_000}, trace.Days, 100, 40, Options{})
	c.rows(1000)
	c.press("g", "Enter").see("── #1 GET /item/", "not kept: the capture became too long")
	lines, _ := c.look()
	if all := strings.Join(lines, "\n"); strings.Contains(all, "again:") || strings.Contains(all, "Meaning") {
		t.Errorf("it is not said plainly:\n%s", all)
	}
	c.press("b").see("not kept").press("c").see("As curl").leave()
}

func TestLiveChinese(t *testing.T) {
	c := watch(t, traffic.Options{Rate: 2000}, trace.Days, 160, 24, Options{Lang: "zh"})
	c.src.Drop(3)
	c.see("eth0, lo · tcp port 80", "跟随", "分组/秒", "丢弃 3 个分组", "p 暂停  S 停止").press("p").see("已暂停，新增").leave()
}

// Where rows are not all of one day, times have dates.
func TestTimesOverMidnight(t *testing.T) {
	f := newFake() // at 16:00
	c := f.connect("10.0.0.1:1000", "10.0.0.2:80")
	get := func(target string) {
		f.exchange(c, "GET "+target+" HTTP/1.1\r\nHost: h\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n")
	}
	get("/today")
	m := sit(t, f.Trace, 80, 24, Options{})
	m.see(" 16:00:00.", "/today").gone("11-24")
	f.time += 9 * 3600e9
	get("/later")
	m.see("11-24 16:00:00 ", "11-25 01:00:00 ", "/later").leave()
}

func TestElapsed(t *testing.T) {
	for d, want := range map[time.Duration]string{
		7 * time.Second: "0:07", 12*time.Minute + 34*time.Second: "12:34", time.Hour + 2*time.Minute + 3*time.Second: "1:02:03",
		76*time.Hour + 5*time.Minute + 6*time.Second: "3d 04:05:06",
	} {
		if got := elapsed(d); got != want {
			t.Errorf("%v: %s, want %s", d, got, want)
		}
	}
}

// frames is how often the screen was drawn so far.
func (m *terminal) frames() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.shown
}

// While packets come as fast as they are taken, every key is answered, and no
// more is drawn than can be seen.
func TestKeysAreAnsweredAtFullSpeed(t *testing.T) {
	c := watch(t, traffic.Options{HalfOpen: 10}, trace.Days, 200, 50, Options{})
	c.rows(10_000)
	c.see("following")
	begun, before := time.Now(), c.frames()
	time.Sleep(time.Second)
	if rate := float64(c.frames()-before) / time.Since(begun).Seconds(); rate > 32 {
		t.Errorf("%.0f frames a second", rate)
	}
	for range 10 {
		c.press("?").see("── Keys ──").press("Esc").gone("── Keys ──")
	}
	c.leave()
}

// answering is a terminal that looks only at the heading of what is drawn: to
// copy all of it, as terminal does, takes longer than to draw it.
type answering struct {
	tcell.SimulationScreen
	asked atomic.Pointer[string] // is awaited in the heading
	shown chan struct{}
}

func (a *answering) Init() error {
	err := a.SimulationScreen.Init()
	a.SetSize(200, 50)
	return err
}

func (a *answering) Show() {
	a.SimulationScreen.Show()
	want := a.asked.Load()
	if want == nil {
		return
	}
	cells, width, _ := a.GetContents()
	var heading strings.Builder
	for _, c := range cells[width : 2*width] {
		heading.WriteString(string(c.Runes))
	}
	if strings.Contains(heading.String(), *want) && a.asked.CompareAndSwap(want, nil) {
		a.shown <- struct{}{}
	}
}

// press presses a key, and waits for its answer.
func (a *answering) press(key tcell.Key, r rune, want string) (took time.Duration) {
	time.Sleep(time.Second / 30) // as a key is repeated that is held down
	begun := time.Now()
	a.asked.Store(&want)
	a.InjectKey(key, r, tcell.ModNone)
	<-a.shown
	return time.Since(begun)
}

// How long a key takes from being pressed to being answered on the screen, while
// packets come as fast as they are taken, and how fast that is.
func BenchmarkKeyAtFullSpeed(b *testing.B) {
	src := traffic.New(traffic.Options{HalfOpen: 10})
	tr := trace.Bounded(src, trace.Days)
	read, left := make(chan struct{}), make(chan error)
	go func() {
		defer close(read)
		pipeline.Run(b.Context(), src, pipeline.Config{Shards: 2, Trace: tr})
	}()
	a := &answering{SimulationScreen: tcell.NewSimulationScreen("UTF-8"), shown: make(chan struct{})}
	go func() { left <- Run(tr, Options{Screen: a}) }()
	for tr.Exchanges() < 10_000 {
		time.Sleep(time.Millisecond)
	}
	a.press(tcell.KeyEnd, 0, "target")
	var answers []time.Duration
	before, begun := tr.Exchanges(), time.Now()
	for b.Loop() {
		answers = append(answers, a.press(tcell.KeyRune, '?', "Keys"), a.press(tcell.KeyEscape, 0, "target"))
	}
	b.ReportMetric(float64(tr.Exchanges()-before)/time.Since(begun).Seconds(), "exchanges/s")
	slices.Sort(answers)
	for name, at := range map[string]int{"ms/median": len(answers) / 2, "ms/95%": len(answers) * 95 / 100, "ms/worst": len(answers) - 1} {
		b.ReportMetric(float64(answers[at])/1e6, name)
	}
	a.InjectKey(tcell.KeyRune, 'q', tcell.ModNone)
	<-left
	src.Close()
	<-read
}
