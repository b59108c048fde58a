package tui

import (
	"context"
	"flag"
	"fmt"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/gdamore/tcell/v2"
	"github.com/google/go-cmp/cmp"
	"github.com/rivo/uniseg"

	"wiretalk/capture"
	"wiretalk/internal/pipeline"
	"wiretalk/internal/replay"
	"wiretalk/internal/sharedpcaps"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
	"wiretalk/tui/cells"
	"wiretalk/tui/keys"
	"wiretalk/tui/ladderview"
	"wiretalk/tui/lists"
	"wiretalk/tui/words"
)

var update = flag.Bool("update", false, "write the golden screens anew")

// sight is a screen without an event loop: keys are done at once.
type sight struct {
	*screen
	canvas        tcell.SimulationScreen
	width, height int
}

// reread opens a capture and reads it whole.
func reread(t testing.TB, file string) (*trace.Trace, *capture.Input) {
	t.Helper()
	in, err := capture.Open([]string{file}, capture.Options{Spool: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { in.Close() })
	tr := trace.New(in)
	if _, err := pipeline.Run(context.Background(), in, pipeline.Config{Shards: 1, Trace: tr}); err != nil {
		t.Logf("%s: %v", file, err)
	}
	return tr, in
}

// seat sits down in front of a screen of that size.
func seat(t testing.TB, tr *trace.Trace, width, height int, o Options) *sight {
	t.Helper()
	canvas := tcell.NewSimulationScreen("UTF-8")
	if err := canvas.Init(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(canvas.Fini)
	canvas.SetSize(width, height)
	ctx, cancel := context.WithCancel(context.Background())
	o.Zone = time.UTC
	s := newScreen(tr, o, newJobs(ctx), func() {})
	t.Cleanup(func() { cancel(); s.jobs.running.Wait() })
	s.SetRect(0, 0, width, height)
	return &sight{s, canvas, width, height}
}

// watching opens the ladder of a connection of a capture.
func watching(t testing.TB, file string, stream, width, height int, lang string) *sight {
	t.Helper()
	tr, in := reread(t, file)
	m := watchingOf(t, tr, in, stream, width, height, lang)
	if m.ladder().model == nil {
		t.Fatalf("%s: %s", file, m.ladder().note)
	}
	return m
}

func watchingOf(t testing.TB, tr *trace.Trace, in capture.Rereader, stream, width, height int, lang string) *sight {
	t.Helper()
	m := seat(t, tr, width, height, Options{Title: "capture", Lang: lang, Again: in})
	m.goToConnection(stream)
	m.do(keys.ViewLadder)
	m.settled(t)
	return m
}

// settled waits until the ladder has been read.
func (m *sight) settled(t testing.TB) {
	t.Helper()
	for late := time.After(20 * time.Second); m.ladder().model == nil && m.jobs.busy("ladder"); {
		select {
		case outcome := <-m.jobs.outcomes:
			outcome()
		case <-late:
			t.Fatal("the ladder was not read")
		}
	}
}

func (m *sight) ladder() *ladderPage {
	for _, p := range m.pages {
		switch p := p.(type) {
		case *ladderPage:
			return p
		case *lessonPage:
			return p.ladder
		}
	}
	return nil
}

// awaits does what jobs bring until something is so.
func (m *sight) awaits(t testing.TB, so func() bool) {
	t.Helper()
	for late := time.After(20 * time.Second); !so(); {
		select {
		case outcome := <-m.jobs.outcomes:
			outcome()
		case <-late:
			t.Fatalf("it never came:\n%s", m.text())
		}
	}
}

// keys does what keys stand for, and draws.
func (m *sight) keys(bound ...string) *sight {
	for _, k := range bound {
		if key, ok := namedKeys[k]; ok {
			m.do(keys.ActionOf[keys.Chord{Key: key}])
		} else {
			for _, r := range k {
				m.message = ""
				m.do(keys.ActionOf[keys.Chord{Rune: r}])
			}
		}
		m.drawn()
	}
	return m
}

// drawn is the screen's lines. A wide character that reaches into what stands
// beside it would make a line too long.
func (m *sight) drawn() []string {
	m.canvas.Clear()
	m.Draw(m.canvas)
	m.canvas.Show()
	cells, width, height := m.canvas.GetContents()
	lines := make([]string, height)
	for y := range height {
		var b strings.Builder
		for x := 0; x < width; {
			text := string(cells[y*width+x].Runes)
			if text == "" {
				text = " "
			}
			b.WriteString(text)
			x += max(uniseg.StringWidth(text), 1)
		}
		lines[y] = strings.TrimRight(b.String(), " ")
	}
	return lines
}

func (m *sight) text() string { return strings.Join(m.drawn(), "\n") }

// sees demands texts on the screen.
func (m *sight) sees(t *testing.T, texts ...string) {
	t.Helper()
	all := m.text()
	for _, text := range texts {
		if !strings.Contains(all, text) {
			t.Errorf("the screen lacks %q:\n%s", text, all)
		}
	}
}

func (m *sight) seesNot(t *testing.T, text string) {
	t.Helper()
	if all := m.text(); strings.Contains(all, text) {
		t.Errorf("the screen has %q:\n%s", text, all)
	}
}

const (
	handshakeFile = "../testdata/tcp/handshake.pcap"
	halfClose     = "../testdata/pcaps/half-close.pcap"
	lossFile      = "../testdata/pcaps/loss.pcap"
	crossing      = "../testdata/tcp/simultaneous-close.pcap"
	midstream     = "../testdata/tcp/begins-midstream.pcap"
)

// Step by step the picture grows, and no arrow stands there before its time.
func TestLadderShowsWhatHappenedSoFar(t *testing.T) {
	m := watching(t, handshakeFile, 0, 80, 24, "en")
	m.sees(t, "▸ 1 0.000000     SYN-SENT │─ SYN seq=x ─", "▶│ LISTEN?", "CLOSED → SYN-SENT", "? → LISTEN?", "[connection opened]")
	m.seesNot(t, "SYN, ACK")
	m.keys("Down").sees(t, "◀─ SYN, ACK seq=y ack=x+1 ─", "│ SYN-RECEIVED", "RFC 9293 §3.5")
	m.seesNot(t, "ACK seq=x+1")
	m.keys("Down").sees(t, "─ ACK seq=x+1 ack=y+1 ─", "now  ESTABLISHED ┬")
	m.keys("Up").seesNot(t, "─ ACK seq=x+1 ack=y+1 ─")
	m.keys("a").sees(t, "─ ACK seq=x+1 ack=y+1 ─", "│ LAST-ACK")
	m.keys("a").seesNot(t, "─ ACK seq=x+1 ack=y+1 ─")
	m.keys("G").sees(t, "In short", "handshake")
}

// ] goes to the next change of state, } to the next message or the close.
func TestLadderStepsByStatesAndPhases(t *testing.T) {
	m := watching(t, halfClose, 0, 80, 24, "en")
	m.keys("}").sees(t, "┏ GET /slow", "[line]", "[fields]")
	m.keys("}").sees(t, "FIN-WAIT-1 ┬", "[closing]")
	m.keys("}").sees(t, "200 text/plain, 1517 B ┓", "[status]", "[body]")
	m.keys("{").sees(t, "FIN-WAIT-1 ┬")
	m.keys("]").sees(t, "FIN-WAIT-2 ┬")
	m.keys("]").sees(t, "TIME-WAIT ┬", "┬ LAST-ACK")
	m.keys("[").sees(t, "FIN-WAIT-2 ┬")
}

// What is folded opens, and is folded again.
func TestLadderFolds(t *testing.T) {
	m := watching(t, lossFile, 0, 200, 50, "en")
	before := len(m.ladder().model.Rows)
	for !m.ladder().onFold() {
		m.keys("j")
	}
	m.sees(t, "… 21 segments, 14.5 kB …", "21 segments folded", "Enter opens them.")
	m.keys("Enter").sees(t, "▸  9 0.0002", "Enter folds them again.")
	if after := len(m.ladder().model.Rows); after != before+20 {
		t.Errorf("%d rows; expected %d", after, before+20)
	}
	m.keys("j", "j", "Enter").sees(t, "… 21 segments, 14.5 kB …")
	if after := len(m.ladder().model.Rows); after != before {
		t.Errorf("%d rows; expected %d", after, before)
	}
}

// A lost segment ends on the way; the one that repeats it is marked beside it.
func TestLadderShowsLoss(t *testing.T) {
	m := watching(t, "../testdata/tcp/fast-retransmission.pcap", 0, 80, 40, "en")
	m.keys("a", "G", "k")
	p := m.ladder()
	for row := range p.model.Rows {
		if p.model.Rows[row].Repeats != 0 {
			p.goTo(row)
			break
		}
	}
	m.keys("Tab", "G").sees(t, "again, as frame 10", "•10 ", "✗", "╌ ACK seq=x+1113 len=536 ↺10 ╌")
}

// What was there before the capture is said to be taken for granted.
func TestLadderCallsUnknownUnknown(t *testing.T) {
	m := watching(t, midstream, 0, 80, 24, "en")
	m.sees(t, "ESTABLISHED?", "not known → ESTABLISHED?", "connection opened?")
	m.keys("D").sees(t, "states of connection 0", "[C?ESTABLISHED?S]")
}

func TestLadderShowsRealNumbers(t *testing.T) {
	m := watching(t, handshakeFile, 0, 80, 24, "en")
	m.keys("r").sees(t, "─ SYN seq 1921318583 ─")
	m.seesNot(t, "seq=x")
}

// The tokens move over the diagram while one steps on.
func TestDiagramFollowsTheLadder(t *testing.T) {
	m := watching(t, crossing, 0, 80, 24, "en")
	m.keys("D").sees(t, "[C SYN-SENT  ]", "[  LISTEN?S]")
	m.keys("j", "j").sees(t, "[C ESTABLISHED S]", "[  CLOSED  ]")
	m.keys("]").sees(t, "[C FIN-WAIT-1  ]", "[  ESTABLISHED S]") // the FIN is on its way
	m.keys("]").sees(t, "[C CLOSING S]")
	m.keys("G").sees(t, "[C?TIME-WAIT?S]") // of the last ACKs nothing shows that they arrived
	m.keys("Esc").sees(t, "In short")
	small := watching(t, crossing, 0, 40, 10, "en")
	small.keys("D", "]", "]").sees(t, "C CLOSED → SYN-SENT →", "[ESTABLISHED]")
	small.seesNot(t, "passive OPEN")
}

// An end that is back in CLOSED stands at the end of the drawing.
func TestDiagramTellsClosedFromClosed(t *testing.T) {
	m := watching(t, "../testdata/tcp/close-four.pcap", 0, 80, 24, "en")
	m.keys("G", "D").sees(t, "2 MSL ──▶[  CLOSED?S]")
}

// Where a segment takes an end through two states, both are shown: a FIN that
// acknowledges the other leads from FIN-WAIT-1 through FIN-WAIT-2 to TIME-WAIT.
func TestDiagramShowsTheStateBetween(t *testing.T) {
	m := watching(t, "../testdata/tcp/close-three.pcap", 0, 80, 30, "en")
	m.keys("G", "k", "k", "D").sees(t, "[c FIN-WAIT-2  ]", "[C TIME-WAIT  ]", "C  The client goes from FIN-WAIT-1 to FIN-WAIT-2", "   The client goes from FIN-WAIT-2 to TIME-WAIT", "c s: passed through")
	m.keys("j").sees(t, "[  FIN-WAIT-2  ]", "[C TIME-WAIT  ]")
	m.seesNot(t, "c s:")
}

// L changes every word on the screen, and back.
func TestLanguageChangesWhileItRuns(t *testing.T) {
	m := watching(t, halfClose, 0, 80, 24, "en")
	english := m.text()
	m.keys("L").sees(t, "连接 0 的时序图", "客户端 10.20.0.1", "现在", "是什么", "请求与响应")
	for _, word := range []string{"client", "What", "Why", "back", "Exchanges"} {
		m.seesNot(t, word)
	}
	m.keys("D").sees(t, "C 客户端  S 服务器", "进入 SYN-SENT")
	m.keys("Esc", "Esc", "1").sees(t, "请求与响应")
	m.keys("l")
	m.settled(t)
	m.keys("L", "g")
	if diff := cmp.Diff(english, m.text()); diff != "" {
		t.Errorf("not as it was (-was +is):\n%s", diff)
	}
}

// The detail is made anew in the other language, also where a job makes it.
func TestLanguageOfTheDetail(t *testing.T) {
	m := sit(t, small().Trace, 100, 40, Options{})
	m.press("Enter").see("Request", "Response").press("L").see("请求与响应", "请求").gone("Response").press("L").see("Response")
	m.press("2").see("handshake").press("L").see("客户端", "握手").gone("handshake").leave()
}

// Playing goes on evenly or at the capture's pace, stops at a key, and ends at the end.
func TestLadderPlays(t *testing.T) {
	tr, in := reread(t, handshakeFile)
	m := sit(t, tr, 80, 24, Options{Again: in})
	m.press("2", "l").see("SYN seq=x").press("+", "+", "+", "+", "+", "+", "+", "+", "+").press(" ").see("In short", "the end")
	m.press("g", "-", "-", "-", "-", "-", " ").see("playing at the capture's pace ×1/1000").press("k").gone("playing").leave()
}

// A trace without its packets says so.
func TestLadderWithoutPackets(t *testing.T) {
	m := sit(t, small().Trace, 80, 24, Options{})
	m.press("l").see("the packets cannot be read again").press("j", "G", " ", "D", "Enter").press("Esc").gone("ladder of").leave()
}

// Words of the ladder are there in each language.
func TestEveryWordOfTheLadder(t *testing.T) {
	for language, w := range ladderview.WordsIn {
		v := reflect.ValueOf(w)
		for i := range v.NumField() {
			field := v.Field(i)
			if field.Kind() == reflect.Array {
				for k := range field.Len() {
					if field.Index(k).String() == "" {
						t.Errorf("language %d lacks %s[%d]", language, v.Type().Field(i).Name, k)
					}
				}
			} else if field.String() == "" {
				t.Errorf("language %d lacks %s", language, v.Type().Field(i).Name)
			}
		}
	}
}

// Screens that were looked at, at three sizes and in both languages.
func TestLadderScreens(t *testing.T) {
	for _, screen := range []struct {
		name, file string
		keys       []string
	}{
		{"handshake", handshakeFile, []string{"j", "j"}},
		{"half-close", halfClose, []string{"a", "}", "}"}},
		{"loss", "../testdata/tcp/fast-retransmission.pcap", []string{"a", "G", "k", "k", "k", "k", "k", "k"}},
		{"simultaneous-close", crossing, []string{"G"}},
		{"midstream", midstream, []string{"j"}},
		{"reset", "../testdata/pcaps/reset.pcap", []string{"G", "k"}},
		{"diagram", crossing, []string{"D", "]", "]", "]", "]", "]"}},
	} {
		for _, size := range [][2]int{{80, 24}, {200, 50}, {40, 10}} {
			for _, lang := range []string{"en", "zh"} {
				m := watching(t, screen.file, 0, size[0], size[1], lang)
				got := m.keys(screen.keys...).text() + "\n"
				golden(t, filepath.Join("ladder", fmt.Sprintf("%s.%s.%d.txt", screen.name, lang, size[0])), got)
			}
		}
	}
}

// On every capture there is, each row at each size and in each language is of
// the width that it should have, and what stands at the arrows adds up to the
// states that the tracker had.
func TestLadderOfEveryCapture(t *testing.T) {
	files, _ := filepath.Glob("../testdata/tcp/*.pcap")
	more, _ := filepath.Glob("../testdata/pcaps/*.pcap")
	if files = append(files, more...); len(files) < 80 {
		t.Fatal(len(files), "captures")
	}
	checkLadders(t, files)
}

func TestLadderOfSharedCaptures(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join(sharedpcaps.Folder(t), "*.pcap*"))
	checkLadders(t, files)
}

func checkLadders(t *testing.T, files []string) {
	for _, file := range files {
		tr, in := reread(t, file)
		for stream := range min(tr.Connections(), 3) {
			c := tr.Connection(stream)
			steps, err := replay.Steps(context.Background(), in, &c.Info, nil)
			if len(steps) == 0 {
				t.Errorf("%s, connection %d: %d steps, %v", file, stream, len(steps), err)
				continue
			}
			model, err := ladderview.New(context.Background(), tr, &c, steps, nil)
			if err != nil {
				t.Fatal(err)
			}
			checkStates(t, file, model)
			for _, width := range []int{40, 64, 80, 112} {
				for language := range ladderview.WordsIn {
					checkPicture(t, file, ladderview.NewPicture(model, &ladderview.WordsIn[language], width, 20, width == 64))
				}
			}
			p := &ladderPage{of: stream, model: model}
			p.speak(&words.Chinese)
			for row := 0; row <= min(len(model.Rows), 300); row++ {
				p.cursor = row
				if len(p.paneLines()) == 0 || cells.SpansWidth(p.strip(38).Spans) > 38 || cells.SpansWidth(p.strip(78).Spans) > 78 {
					t.Errorf("%s, row %d: pane %d lines, strip %v", file, row, len(p.paneLines()), p.strip(78))
				}
			}
		}
	}
}

// checkStates compares the states behind the last arrow with those of the
// connection.
func checkStates(t *testing.T, file string, m *ladderview.Model) {
	t.Helper()
	if m.Connection.Changes.Dropped() > 0 {
		return
	}
	for side, want := range m.Connection.States {
		if got := m.Steps[len(m.Steps)-1].States[side]; got != want && !laterThan(m, tcpreasm.Side(side)) {
			t.Errorf("%s: the %v is %v at the end of the ladder, and was %v", file, tcpreasm.Side(side), got, want)
		}
	}
}

// laterThan says whether the last change of an end came with no segment shown.
func laterThan(m *ladderview.Model, side tcpreasm.Side) (later bool) {
	for _, c := range m.Connection.Changes.List() {
		if c.Side == side {
			later = c.Frame > m.Steps[len(m.Steps)-1].Frame || c.Cause == tcpreasm.Timeout
		}
	}
	return later
}

func checkPicture(t *testing.T, file string, p *ladderview.Picture) {
	t.Helper()
	for row := range min(len(p.Rows), 300) {
		for _, l := range p.Row(row) {
			right := l.Spans[len(l.Spans)-1]
			ends := cells.SpansWidth(l.Spans) - cells.Width(right.Text) - 1
			if want := p.Right(); ends != want {
				t.Errorf("%s, row %d, width %d: the right lifeline stands at %d, not %d: %v", file, row, p.Width, ends, want, l.Spans)
				return
			}
			if cells.SpansWidth(l.Spans) > p.Width+1 {
				t.Errorf("%s, row %d: %d wide, not %d: %v", file, row, cells.SpansWidth(l.Spans), p.Width, l.Spans)
			}
		}
	}
}

// Until an end has answered a SYN it is only taken to listen, whatever it
// answers then, and a connection that was refused was not opened.
func TestLadderClaimsNoListener(t *testing.T) {
	m := watching(t, "../testdata/tcp/refused.pcap", 0, 80, 24, "en")
	m.sees(t, "▶│ LISTEN?", "┬ LISTEN?")
	m.keys("j").sees(t, "connection opened✗", "[reset]")
	watching(t, "../testdata/tcp/simultaneous-open.pcap", 0, 80, 24, "en").sees(t, "▶│ LISTEN?")
	m = watching(t, handshakeFile, 0, 80, 24, "en")
	m.sees(t, "▶│ LISTEN?", "┬ LISTEN?")
	m.keys("j").sees(t, "┬ SYN-RECEIVED")
	m.seesNot(t, "SYN-RECEIVED?")
}

// l shows the ladder of the selected connection, from the table as well as
// behind Enter, and of the only one from an empty table of exchanges, from which
// Enter leads to the connections.
func TestLadderFromEveryTable(t *testing.T) {
	for _, keys := range [][]string{{"2", "l"}, {"2", "Enter", "l"}, {"Enter", "l"}, {"Enter", "Enter", "l"}, {"l"}} {
		for _, lang := range []string{"en", "zh"} {
			tr, in := reread(t, handshakeFile)
			m := watchingOf(t, tr, in, 0, 80, 24, lang)
			m.closePages()
			m.showExchanges(lists.All)
			m.keys(keys...)
			if m.ladder() == nil {
				t.Errorf("%v show no ladder:\n%s", keys, m.text())
				continue
			}
			m.settled(t)
			m.sees(t, "▸ 1 0.000000     SYN-SENT │─ SYN seq=x")
			m.keys("Down").sees(t, "▸ 2 0.000031  ESTABLISHED │◀─ SYN, ACK seq=y ack=x+1")
		}
	}
	// Where there are several, one is to be chosen.
	tr, in := reread(t, "../testdata/pcaps/refused.pcap")
	m := watchingOf(t, tr, in, 0, 80, 24, "en")
	m.closePages()
	m.showExchanges(lists.All)
	m.keys("l").sees(t, "choose one")
}

// The ladder of a connection that goes on says so, and G reads what has come.
func TestLadderReadsWhatHasCome(t *testing.T) {
	m := watching(t, handshakeFile, 0, 80, 24, "en")
	p := m.ladder()
	n := len(p.model.Steps)
	p.until = 5 // as if it had been read when there were five
	p.model = modelOf(t, p.model.Journey.C, p.model.Steps[:5])
	m.refresh()
	m.sees(t, "more has come; G reads it")
	m.keys("G")
	m.awaits(t, func() bool { return !m.jobs.busy("ladder") })
	m.seesNot(t, "more has come")
	if got := len(p.model.Steps); got != n {
		t.Errorf("%d segments; expected %d", got, n)
	}
}
