package tui

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gdamore/tcell/v2"

	"wiretalk/internal/trace"
	"wiretalk/internal/traffic"
	"wiretalk/tui/lists"
	"wiretalk/tui/table"
	"wiretalk/tui/words"
)

// shelf is a Memory that a test looks into.
type shelf map[string][]string

func (s shelf) Lines(name string) []string       { return s[name] }
func (s shelf) Keep(name string, lines []string) { s[name] = lines }

// rows waits until the table shows these targets in this order and no others.
func (m *terminal) rows(targets ...string) *terminal {
	m.t.Helper()
	return m.await("the rows "+strings.Join(targets, " "), func(lines []string) bool {
		var seen []string
		for _, l := range lines[2:] {
			for _, field := range strings.Fields(l) {
				if strings.HasPrefix(field, "/") && field != "/" {
					seen = append(seen, strings.TrimSuffix(field, "?page=1"))
				}
			}
		}
		return slices.Equal(seen, targets)
	})
}

func TestFilterShowsWhatPasses(t *testing.T) {
	kept := shelf{}
	m := sit(t, small().Trace, 80, 24, Options{Memory: kept})
	m.press("j").on("/old").press("f", "http.response.code >= 400", "Enter").rows("/login", "/crash").on("/login").see(" 1/2 ", "filter: http.response.code >= 400")
	m.press("2").see("192.168.1.23:51514", "2001:db8").gone("10.9.8.7:1234").see(" 1/2 ")
	m.press("f", "Ctrl-U", "tcp.close == refused", "Enter").on("10.9.8.7:1234").see(" 1/1 ").press("1").see("Nothing passes the filter. Esc shows all.")
	m.press("Esc").rows("/api/users", "/old", "/login", "/crash", "/cut").gone("filter:")
	m.press("f", "Up").see("filter: tcp.close == refused").press("Up").see("filter: http.response.code >= 400").press("Down", "Down").gone("refused").press("Esc").gone("filter:")
	m.leave()
	if want := []string{"http.response.code >= 400", "tcp.close == refused"}; !slices.Equal(kept[filterMemory], want) {
		t.Errorf("kept are %q", kept[filterMemory])
	}
}

func TestFilterSaysWhatIsWrong(t *testing.T) {
	m := sit(t, small().Trace, 80, 24, Options{})
	m.press("f", "http.hots == x").await("a caret", func(lines []string) bool {
		return strings.Contains(lines[20], `there is no field "http.hots"; did you mean http.host?`) &&
			lines[21] == "        vvvvvvvvv" && lines[22] == "filter: http.hots == x" && strings.Contains(lines[23], "Tab completes")
	})
	m.press("Enter").see("did you mean").press("Esc").gone("did you mean").gone("filter:")
	m.leave()
	m = sit(t, small().Trace, 40, 10, Options{Lang: "zh"})
	m.press("f", "http.host = x").see("比较请写", "过滤：http.host = x").await("a caret", func(lines []string) bool {
		return strings.TrimSpace(lines[7]) == "v" && strings.Contains(lines[9], "Tab 补全")
	})
	m.press("Ctrl-C").leave()
}

func TestFilterCompletes(t *testing.T) {
	m := sit(t, small().Trace, 100, 24, Options{})
	m.press("f", "http.resp", "Tab").see("filter: http.response", "status code of the final response (number)")
	m.press("Tab", "Tab", "Tab").see("filter: http.response.code").press(" ", "Tab").see("greater or equal").press("Esc").gone("greater or equal")
	m.press(">= 500", "Enter").rows("/crash").leave()
	m = sit(t, small().Trace, 100, 24, Options{Lang: "zh"})
	m.press("f", "http.response.c", "Tab").see("http.response.code").press(" ", "Tab").see("大于或等于").press("Ctrl-C").leave()
}

// Hostile bytes in a filter stay what they are, and the cursor in sight.
func TestFilterPromptAtTheEdge(t *testing.T) {
	m := sit(t, small().Trace, 40, 10, Options{})
	m.press("f", "http.request.uri contains \"张三张三张三张三张三[31m\"").see("31m\"")
	m.press("Home").see("filter: http.request.uri").press("End").see("31m\"").press("Ctrl-U").see("filter:").press("Esc")
	m.leave()
}

func TestFilterLikeTheSelectedRow(t *testing.T) {
	m := sit(t, small().Trace, 180, 24, Options{})
	m.press("j", ":", "only host", "Enter").rows("/api/users", "/old", "/login").on("/old").see(`http.host == "api.example.com"`)
	m.press(":", "hide status", "Enter").rows("/api/users", "/login").see(`&& !(http.response.code == 301)`)
	m.press(":", "only type", "Enter").see("text/html", "&&").press("Esc", "G", ":", "only status", "Enter").see("the selected row of the table of exchanges has nothing in “status” to filter by").press("2", ":", "only host", "Enter").see("of the table of connections has nothing in “host”", "client close").press("1")
	m.leave()
}

func TestOrderByAColumn(t *testing.T) {
	m := sit(t, small().Trace, 80, 24, Options{})
	m.press(":", "sort size", "Enter").see("size↓").rows("/api/users", "/crash", "/login", "/old", "/cut").on("/api/users")
	m.press("O").see("size↑").rows("/old", "/login", "/crash", "/api/users", "/cut")
	m.press("o").see("order by", "↑ size", "# (as they came)").press("o").see("size↓").rows("/api/users", "/crash", "/login", "/old", "/cut")
	m.press(":", "sort target", "Enter").see("target↑").rows("/api/users", "/crash", "/cut", "/login", "/old").press("G").on("request not captured")
	m.press("f", "http.response.code < 400", "Enter").see("target↑").rows("/api/users", "/old")
	m.press("Esc").rows("/api/users", "/crash", "/cut", "/login", "/old")
	m.press("o", "g", "Enter").gone("↑").rows("/api/users", "/old", "/login", "/crash", "/cut")
	m.press("2", ":", "sort close", "Enter").see("close↑").on("192.168.1.23:51514", "fin").press(":", "sort nothing", "Enter").see("there is no column “nothing”: number time client")
	m.leave()
}

// Whatever the column, rows without a value come last and equal ones keep their order.
func TestEveryColumnOrders(t *testing.T) {
	f := small()
	for _, l := range []table.List{lists.Exchanges{Words: &words.English, Zone: time.UTC, Of: lists.All, Reveal: new(bool)}, lists.Connections{Words: &words.English, Zone: time.UTC}} {
		for by, c := range l.Columns() {
			for _, reverse := range []bool{false, true} {
				w := table.Arranger{Judge: table.Judge{Trace: f.Trace, List: l}, Arrangement: table.Arrangement{By: by, Reverse: reverse}, Limit: table.MaxNumber, Sofar: new(atomic.Int64)}
				if !w.Sort(t.Context()) {
					t.Fatal(c.Name)
				}
				f.View(func(r *trace.Reader) {
					rows := w.Picked.Order.Numbers
					for i := 1; i < len(rows); i++ {
						a, b := l.(table.Sortable).Key(r, rows[i-1], by), l.(table.Sortable).Key(r, rows[i], by)
						order := cmp.Or(cmp.Compare(a.Number, b.Number), slices.Compare(a.More[:], b.More[:]), strings.Compare(a.Text, b.Text))
						if reverse {
							order = -order
						}
						if a.None && !b.None || a.None == b.None && (order > 0 || order == 0 && rows[i-1] > rows[i]) && !a.None {
							t.Errorf("%s, reversed %v: row %d before %d", c.Name, reverse, rows[i-1], rows[i])
						}
					}
					if len(rows) != l.Numbers(r).Len() {
						t.Errorf("%s: %d rows", c.Name, len(rows))
					}
				})
			}
		}
	}
}

func TestColumnsAreChosenAndKept(t *testing.T) {
	kept := shelf{}
	m := sit(t, small().Trace, 80, 24, Options{Memory: kept})
	m.press("C").see("columns", "[x] verb (method)").press("j", " ").see("[ ] time", "Esc back", "] further right").gone("16:00:00")
	m.press("Esc").see("  # verb").press("C", "j", "j", "[", "[").see("[x] client").press("C").gone("columns")
	m.press(":", "columns status target", "Enter").await("two columns", func(lines []string) bool { return strings.Fields(lines[1])[0] == "code" })
	m.press(":", "columns nonsense", "Enter").see("there is no column “nonsense”")
	m.leave()
	if got := kept[exchangeColumnMemory]; !slices.Equal(got, []string{"status", "target"}) {
		t.Errorf("kept are %q", got)
	}
	kept[exchangeColumnMemory] = []string{"duration", "gone", "host"}
	m = sit(t, small().Trace, 80, 24, Options{Memory: kept})
	m.await("the columns of before", func(lines []string) bool { return slices.Equal(strings.Fields(lines[1]), []string{"took", "host"}) })
	m.press(":", "columns", "Enter").see("verb", "target").leave()
}

func TestMarks(t *testing.T) {
	m := sit(t, small().Trace, 80, 24, Options{})
	m.press(")").see("no row is marked").press("M").see("1 marked", " *").on("/old").press("j", "j", "M").see("2 marked").press("g")
	m.press(")").on("/crash").press(")").on("/api/users").press("(").on("/crash")
	m.press(":", "marked", "Enter").rows("/api/users", "/crash").see("the 2 marked rows").press("Esc").rows("/api/users", "/old", "/login", "/crash", "/cut")
	m.press(":", "marked", "Enter").rows("/api/users", "/crash").press(":", "sort size", "Enter", "O").rows("/crash", "/api/users").press(":", "unmark", "Enter").gone("marked").see("/login")
	m.press("2", "M").see("1 marked").leave()
}

func TestBackAndForward(t *testing.T) {
	m := sit(t, small().Trace, 80, 24, Options{})
	m.press("<").see("nothing was looked at before").press("j", "j").on("/login").press("2").on("192.168.1.23").press("j").on("2001:db8").press("Enter").on("/crash").see("of connection 1")
	m.press("s").see("segments of connection 1").press("<").on("/crash").gone("segments of").press("<").on("2001:db8").press("<").on("/login")
	m.press(">").on("2001:db8").press(">").on("/crash").press(">").see("segments of connection 1").press(">").see("segments of connection 1")
	m.press("<", "<", "1").on("/crash").press("<").on("2001:db8")
	m.leave()
}

func TestCommands(t *testing.T) {
	m := sit(t, small().Trace, 100, 40, Options{})
	m.press(":", "goto 4", "Enter").on("/crash").press(":", "2", "Enter").on("/old").press(":", "goto 77", "Enter").see("there is no row 77")
	m.press(":", "filter http.response.code >= 500", "Enter").rows("/crash").press(":", "goto 2", "Enter").on("/old").see("exchange 2 does not pass the filter").gone("filter:")
	m.press(":", "stream 1", "Enter").on("2001:db8").press(":", "frame 6", "Enter").on("/old").press(":", "frame 9999", "Enter").see("frame 9999 is in no message")
	m.press(":", "fl", "Enter").see("there is no command “fl”").press(":", "so", "Tab").see(":sort").press(" d", "Tab").see(":sort duration").press("Enter").see("took↓")
	m.press(":", "filter http.hots", "Enter").see("did you mean http.host?").press("Esc", "Esc").press(":", "filter tcp.stream == 1", "Enter").rows("/crash", "/cut")
	m.press(":", "frame 6", "Enter").on("/old").gone("filter:").press(":", "Up").see(":frame 6").press("Esc", ":", "help", "Enter").see("── Keys ──").press("G").see(":unmark").press("Esc")
	m.press(":", "q", "Enter").left()
}

// While exchanges come, those that pass are shown at once; one that changes is
// judged again, and leaves or comes.
func TestFilterOfATraceThatGrows(t *testing.T) {
	f := newFake()
	m := sit(t, f.Trace, 80, 24, Options{Filter: "http.response.code == 200"})
	c := f.connect("10.0.0.1:1000", "10.0.0.2:80")
	f.exchange(c, "GET /first HTTP/1.1\r\nHost: h\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n")
	m.rows("/first")
	f.exchange(c, "GET /other HTTP/1.1\r\nHost: h\r\n\r\n", "HTTP/1.1 404 No\r\n\r\n")
	late := f.exchange(c, "GET /late HTTP/1.1\r\nHost: h\r\n\r\n", "", func(x *trace.Exchange) { x.Done = false })
	f.exchange(c, "GET /third HTTP/1.1\r\nHost: h\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n")
	m.rows("/first", "/third")
	response := f.message("HTTP/1.1 200 OK\r\n\r\n")
	f.Update(func(*trace.Writer) { late.Response, late.Status, late.Done = response, 200, true })
	m.rows("/first", "/late", "/third").see("1/3")
	m.press("f", "Ctrl-U", "tcp.analysis.retransmission", "Enter").see("Nothing passes")
	f.Update(func(*trace.Writer) { c.Analysis[0].Retransmission = 1 })
	m.rows("/first", "/other", "/late", "/third")
	f.finish(nil)
	m.see("1,234 packets").leave()
}

// Rows that were let go leave what is filtered and ordered; nothing breaks.
func TestFilteredAndOrderedRowsAreLetGo(t *testing.T) {
	c := watch(t, traffic.Options{Rate: 20_000}, trace.Limits{Exchanges: 300, Connections: 300}, 100, 24,
		Options{Filter: "http.response.code < 400"})
	for _, keys := range [][]string{{"g"}, {"o", "G", "Enter"}, {"G"}, {"O", "g"}, {"2", "o", "G", "Enter"}, {"p", "G"}, {"p", "1"}, {":", "sort", "Enter"}} {
		c.press(keys...)
		c.rows(c.tr.Exchanges() + 500)
	}
	c.see("filter: http.response.code < 400")
	if n := c.number(` [0-9,]+/([0-9,]+) `); n > 300 {
		t.Errorf("%d rows, of 300 that are held", n)
	}
	c.leave()
}

// What is held stays, though new rows would pass.
func TestFilterOfATableThatIsHeld(t *testing.T) {
	c := watch(t, traffic.Options{Rate: 5000}, trace.Days, 100, 24, Options{Filter: "http"})
	c.await("100 rows", func([]string) bool { return c.number(` [0-9,]+/([0-9,]+) `) >= 100 })
	c.press("p").see("PAUSED")
	n := c.number(` [0-9,]+/([0-9,]+) PAUSED`)
	c.rows(c.tr.Exchanges() + 200)
	if c.number(` [0-9,]+/([0-9,]+) PAUSED`); c.number(` [0-9,]+/([0-9,]+) PAUSED`) != n {
		t.Errorf("there were %d", n)
	}
	c.press("f", "Ctrl-U", "http.response", "Enter").see("PAUSED", "filter: http.response  Esc: all rows").leave()
}

func (f *fake) various(n int) {
	c := f.connect("10.0.0.7:50000", "10.0.0.1:80")
	request, response := f.message("GET / HTTP/1.1\r\nHost: big.example\r\n\r\n"), f.message("HTTP/1.1 200 OK\r\n\r\nhello")
	f.Update(func(w *trace.Writer) {
		for i := range n {
			if i%20 == 19 {
				c = w.AddConnection(trace.Connection{Info: c.Info, Protocol: c.Protocol, Done: true})
			}
			answer := response
			answer.Last += int64(uint32(i)*2654435761) % 1e9
			answer.BodyBytes = int64(uint32(i)*40503) % 1e6
			w.AddExchange(c, trace.Exchange{
				Method: "GET", Target: fmt.Sprintf("/item/%d", uint32(i)*2654435761), Host: fmt.Sprintf("%d.big.example", i%100), ContentType: "text/plain",
				Status: 200 + 100*(i%4), Request: request, Response: answer, Done: true,
			})
		}
	})
	f.finish(nil)
}

// A million exchanges are ordered and filtered by keys, as a few are. How long it
// takes is logged here and measured by BenchmarkMillion.
func TestMillionRowsAreArranged(t *testing.T) {
	if testing.Short() {
		t.Skip("a million rows take a while")
	}
	f := newFake()
	f.various(1_000_000)
	m := sit(t, f.Trace, 100, 24, Options{})
	m.see("1/1,000,000")
	timed := func(what string, keys []string, texts ...string) {
		begun := time.Now()
		m.press(keys...).see(texts...)
		t.Logf("%s: %v", what, time.Since(begun).Round(time.Millisecond))
	}
	timed("to the end", []string{"G"}, " 1,000,000/1,000,000")
	timed("by duration", []string{":", "sort duration", "Enter"}, " 387,687/1,000,000", "took↓")
	timed("to the beginning", []string{"g"}, "1.00 s")
	timed("by target", []string{":", "sort target", "Enter"}, "target↑")
	m.gone(" 387,687/").press("g").see("/item/0 ")
	timed("reversed", []string{"O"}, "target↓", " 1,000,000/1,000,000")
	m.press("g").see("/item/999")
	timed("by number", []string{":", "sort", "Enter"}, "target ")
	timed("filter", []string{"f", "http.response.code == 500 && http.duration > 500ms", "Enter"}, "/11", "filter: http.response.code")
	m.gone("filtering")
	timed("none passes", []string{"f", "Ctrl-U", `http.host contains "nowhere"`, "Enter"}, "Nothing passes")
	timed("connections", []string{"2"}, "Nothing passes")
	timed("all", []string{"Esc"}, "/50,")
	m.leave()
}

func TestFilterWordsAreInEachLanguage(t *testing.T) {
	for _, w := range words.FilterIn {
		v := reflect.ValueOf(w)
		for i := range v.NumField() {
			if f := v.Field(i); f.Kind() == reflect.String && f.String() == "" {
				t.Errorf("language %d has no word for %s", w.Language, v.Type().Field(i).Name)
			}
		}
		for word := range words.FilterIn[0].Operators {
			if w.Operators[word] == "" {
				t.Errorf("language %d does not say what %s means", w.Language, word)
			}
		}
		for _, c := range commands {
			if c.means[w.Language] == "" {
				t.Errorf("language %d does not say what :%s does", w.Language, c.name)
			}
		}
	}
}

// Whatever is written, pasted and recalled, the cursor stays in the text, and
// what is drawn can be printed.
func FuzzAsking(f *testing.F) {
	f.Add("http.host == \"张三\"\x1b[31m", []byte{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
	f.Add("e\u0301\u0301 and not tcp.str", []byte{8, 8, 9, 1, 1, 4, 8, 12, 13})
	keys := []tcell.Key{tcell.KeyLeft, tcell.KeyRight, tcell.KeyHome, tcell.KeyEnd, tcell.KeyBackspace, tcell.KeyDelete, tcell.KeyCtrlW, tcell.KeyCtrlK,
		tcell.KeyTab, tcell.KeyBacktab, tcell.KeyUp, tcell.KeyDown, tcell.KeyCtrlU, tcell.KeyEscape}
	canvas := tcell.NewSimulationScreen("UTF-8")
	if err := canvas.Init(); err != nil {
		f.Fatal(err)
	}
	f.Cleanup(canvas.Fini)
	canvas.SetSize(40, 10)
	tr := small().Trace
	f.Fuzz(func(t *testing.T, text string, script []byte) {
		s := newScreen(tr, Options{Zone: time.UTC}, newJobs(t.Context()), func() {})
		s.filters.add("tcp.stream == 1")
		for _, ask := range []func(){s.askFilter, s.askCommand} {
			ask()
			a := s.asking
			a.insert(text)
			for _, b := range script[:min(len(script), 50)] {
				if a.key(tcell.NewEventKey(keys[int(b)%len(keys)], 0, tcell.ModNone)) {
					break
				}
				a.draw(canvas, s.theme, 0, 0, 40, 10)
				if a.at < 0 || a.at > len(a.text) || a.editor.from < 0 || a.editor.from > a.at {
					t.Fatalf("the cursor is at %d of %q, drawn from %d", a.at, a.text, a.editor.from)
				}
			}
		}
	})
}
