package tui

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gdamore/tcell/v2"

	"wiretalk/internal/replay"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
)

// segmentsPage lists the segments of a connection, which are read from the
// capture again.
type segmentsPage struct {
	of    int
	grid  *grid
	list  *segmentList
	note  string // in place of the table while there is none
	asked bool
	frame int64 // that is to be selected
}

// segmentList is segments as rows; their numbers are their places.
type segmentList struct {
	words *segmentWords
	zone  *time.Location
	steps []replay.Step
}

// showSegments opens the segments of the selected row's connection.
func (s *screen) showSegments() {
	if of, ok := s.selectedStream(); ok {
		s.showSegmentsAt(of, 0)
	}
}

// showSegmentsAt opens the segments of a connection, with that of a frame
// selected, or the next; 0 is the first.
func (s *screen) showSegmentsAt(of int, frame int64) {
	l := &segmentList{words: &segmentWordsIn[s.words.language], zone: s.opts.Zone}
	s.openPage(&segmentsPage{of: of, frame: frame, list: l, grid: newGrid(s.trace, l, s.opts.Zone), note: l.words.reading})
}

func (p *segmentsPage) stream() int { return p.of }

func (p *segmentsPage) title(*words) string { return fmt.Sprintf(p.list.words.title, p.of) }

func (p *segmentsPage) hints() []hint { return []hint{{back, "Esc"}, {startSearch, "/"}} }

func (p *segmentsPage) status(*words) string {
	at, of := p.grid.place()
	return count(int64(min(at+1, of))) + "/" + count(int64(of))
}

func (p *segmentsPage) draw(canvas tcell.Screen, th *theme, x, y, width, height int) {
	p.grid.draw(canvas, th, x, y, width, height, true, p.note)
}

func (p *segmentsPage) act(s *screen, a action) bool { return s.travelOver(p.grid, a) }

// refresh reads the segments once; those of a connection that goes on are read
// anew when the page is opened again.
func (p *segmentsPage) refresh(s *screen) {
	if p.asked {
		return
	}
	p.asked = true
	c := s.trace.Connection(p.of)
	s.jobs.start("segments", func(ctx context.Context) func() {
		steps, err := segmentsOf(ctx, s, &c)
		return func() {
			s.jobs.stop("segments")
			p.list.steps = steps
			at, _ := slices.BinarySearchFunc(steps, p.frame, func(s replay.Step, frame int64) int { return cmp.Compare(s.Frame, frame) })
			p.grid.selectRow(at)
			if err != nil {
				p.note = err.Error()
				s.message = p.note
			}
		}
	}, func(err error) { p.note = err.Error() })
}

// segmentsOf reads a connection's segments again. It must not run on the event
// loop.
func segmentsOf(ctx context.Context, s *screen, c *trace.Connection) ([]replay.Step, error) {
	if s.opts.Again == nil || c.Gone {
		return nil, errors.New(segmentWordsIn[s.words.language].notKept)
	}
	return replay.Steps(ctx, s.opts.Again, &c.Info, nil)
}

func (l *segmentList) columns() []column {
	w := l.words
	return []column{
		{title: w.frame, min: 5, right: true, drop: 5, grow: 1},
		{title: w.time, min: 8, max: 15, clock: true, drop: 3, grow: 2},
		{title: w.from, min: 1, max: 6},
		{title: w.flags, min: 3, max: 12},
		{title: "seq", min: 3, right: true},
		{title: "ack", min: 3, right: true},
		{title: w.length, min: 3, right: true},
		{title: w.window, min: 3, right: true, drop: 4},
		{title: w.analysis, min: 10, max: 60, flex: true, grow: 3},
		{title: w.states, min: 10, max: 30, drop: 2, grow: 4},
	}
}

func (l *segmentList) numbers(*trace.Reader) trace.Rows { return spanOfNumbers{0, len(l.steps)} }

func (l *segmentList) cells(_ *trace.Reader, number int) []cell {
	s := &l.steps[number]
	ack, window := "", ""
	if s.Flags.Has(tcpreasm.ACK) {
		ack = strconv.FormatUint(uint64(s.RelativeAck()), 10)
	}
	if s.Observation.Window >= 0 {
		window = strconv.FormatInt(s.Observation.Window, 10)
	}
	from := l.words.arrow[s.From]
	return []cell{
		{strconv.FormatInt(s.Frame, 10), dim},
		{clock(s.Time, l.zone), dim},
		{from, strong},
		{s.Flags.String(), flagTone(s.Flags)},
		{strconv.FormatUint(uint64(s.RelativeSeq()), 10), plain},
		{ack, plain},
		{strconv.Itoa(s.Length), plain},
		{window, plain},
		{strings.Join(s.Found.Words(), " "), warn},
		{stateChange(s), dim},
	}
}

func (l *segmentList) when(_ *trace.Reader, number int) int64 { return l.steps[number].Time }

func (l *segmentList) matches(r *trace.Reader, number int, text string) bool {
	for _, c := range l.cells(r, number) {
		if containsFold(c.text, text) {
			return true
		}
	}
	return false
}

// search implements searcher.
func (p *segmentsPage) search(s *screen, text string, step int) bool {
	n := len(p.list.steps)
	for i := 1; i <= n; i++ {
		number := ((p.grid.selected+i*step)%n + n) % n
		if p.list.matches(nil, number, text) {
			p.grid.selectNumber(number)
			return true
		}
	}
	return false
}

func flagTone(f tcpreasm.Flags) tone {
	switch {
	case f.Has(tcpreasm.RST):
		return bad
	case f.Has(tcpreasm.SYN):
		return good
	case f.Has(tcpreasm.FIN):
		return moved
	}
	return plain
}

// stateChange is what the ends come to by a segment.
func stateChange(s *replay.Step) string {
	var parts []string
	for _, c := range s.Changes {
		parts = append(parts, c.Side.String()[:1]+":"+c.To.String())
	}
	return strings.Join(parts, " ")
}

// segmentWords are the words of the page in one language.
type segmentWords struct {
	title, reading, notKept                                    string
	frame, time, from, flags, length, window, analysis, states string
	arrow                                                      [2]string
}

var segmentWordsIn = [...]segmentWords{
	{
		title: "segments of connection %d", reading: "reading the segments again…", notKept: "the packets cannot be read again",
		frame: "frame", time: "time", from: "", flags: "flags", length: "len", window: "window", analysis: "analysis", states: "states",
		arrow: [...]string{"→", "←"},
	},
	{
		title: "连接 %d 的报文段", reading: "正在重新读取报文段…", notKept: "这些分组无法再次读取",
		frame: "帧", time: "时间", from: "", flags: "标志", length: "长度", window: "窗口", analysis: "分析", states: "状态",
		arrow: [...]string{"→", "←"},
	},
}
