package tui

import (
	"fmt"
	"strings"

	"github.com/gdamore/tcell/v2"

	"wiretalk/internal/explain"
	"wiretalk/internal/phrase"
	"wiretalk/internal/replay"
	"wiretalk/internal/trace"
	"wiretalk/tui/cells"
	"wiretalk/tui/keys"
	"wiretalk/tui/segments"
	"wiretalk/tui/table"
	"wiretalk/tui/theme"
	"wiretalk/tui/words"
)

// segmentsPage lists the segments of a connection, which are read from the
// capture again, with the detail of the selected one below.
type segmentsPage struct {
	rereading
	all      *replay.Segments
	grid     *table.Grid
	list     *segments.List
	course   explain.Course
	language int
	wanted   place // where to stand once it was read; zero when that is no more wanted
	sought   int   // segments among which it is not

	pane     paneMode
	inDetail bool
	detail   cells.Pager
	showing  segmentLook
	hex      bool
	payload  payload
}

// place is a segment, by where a byte of it lies in the capture, or by its frame
// where that is not known.
type place struct {
	frame  int64 // 0 when it is not known
	offset int64 // 0 when it is not known
}

func (p *segmentsPage) stream() int { return p.of }

// standing is the selected segment.
func (p *segmentsPage) standing() place {
	if i, ok := p.grid.Current(); ok && i < len(p.list.Steps) {
		return place{frame: p.list.Steps[i].Frame}
	}
	return place{}
}

func (p *segmentsPage) closed(s *screen) {
	p.pause(s)
	s.jobs.stop("payload")
}

func (p *segmentsPage) title(*words.Screen) string { return fmt.Sprintf(p.list.Words.Title, p.of) }

func (p *segmentsPage) hints() []keys.Hint {
	switch {
	case p.inDetail:
		return []keys.Hint{keys.Back.As("Esc"), keys.ToggleHex.As("x"), keys.ViewExchanges.As("1"), keys.NextItem.As("[ ]")}
	case p.pane != hidden:
		return []keys.Hint{keys.Back.As("Esc"), keys.SwitchPane.As("Tab"), keys.ViewExchanges.As("1"), keys.ViewBytes.As("d"), keys.TurnTime.As("A"), keys.ToggleRaw.As("r")}
	}
	return []keys.Hint{keys.Back.As("Esc"), keys.Open.As("Enter"), keys.ViewExchanges.As("1"), keys.ShowExport.As("e"), keys.ViewBytes.As("d"), keys.ViewLadder.As("l"), keys.StartSearch.As("/"), keys.TurnTime.As("A"), keys.ToggleRaw.As("r")}
}

func (p *segmentsPage) hintWord(a keys.Action) string {
	switch a {
	case keys.ViewExchanges:
		return p.list.Words.Exchange
	case keys.ToggleRaw:
		return p.list.Words.Raw
	}
	return ""
}

func (p *segmentsPage) status(w *words.Screen) string {
	at, of := p.grid.Place()
	text := phrase.Count(int64(min(at+1, of))) + "/" + phrase.Count(int64(of))
	if p.grid.Follow && !p.ended {
		text += " " + w.Follow
	}
	if more := p.rereading.status(&rereadingWordsIn[w.Language]); more != "" {
		text += "  " + more
	}
	return text
}

func (p *segmentsPage) draw(canvas tcell.Screen, th *theme.Theme, x, y, width, height int) {
	heading := ""
	if i, ok := p.grid.Current(); ok && i < len(p.list.Steps) {
		heading = fmt.Sprintf(p.list.Words.One, phrase.Frame(p.list.Steps[i].Frame))
	}
	if p.pane == full {
		cells.DrawPager(canvas, th, &p.detail, heading, true, x, y, width, height)
		return
	}
	table := height
	if p.pane == split {
		table = tableHeight(height)
		cells.DrawPager(canvas, th, &p.detail, heading, p.inDetail, x, y+table, width, height-table)
	}
	gutter, gap := p.grid.Margins(width)
	p.list.FitTo(width-gutter, gap)
	p.grid.Draw(canvas, th, x, y, width, table, !p.inDetail, p.empty())
}

// empty is what stands in place of the table while it has no rows.
func (p *segmentsPage) empty() string {
	if text := p.rereading.status(&rereadingWordsIn[p.language]); text != "" {
		return text
	}
	return p.list.Words.NoSegments
}

func (p *segmentsPage) act(s *screen, a keys.Action) bool {
	defer p.updateDetail(s)
	switch {
	case (p.inDetail || p.pane == full) && s.scroll(&p.detail, a):
		return true
	case !p.inDetail && p.pane != full && s.travelOver(p.grid, a):
		p.wanted = place{}
		return true
	}
	switch a {
	case keys.Open:
		p.grid.Follow = false
		if p.inDetail {
			p.pane = full
		} else if len(p.list.Steps) > 0 {
			p.pane, p.inDetail = max(p.pane, split), true
		}
	case keys.TogglePane:
		p.inDetail = false
		if p.pane == hidden {
			p.pane = split
		} else {
			p.pane = hidden
		}
	case keys.SwitchPane:
		p.inDetail = p.pane != split || !p.inDetail
		p.pane = split
	case keys.Back:
		return p.back(s)
	case keys.NextItem:
		p.grid.Move(1)
	case keys.PreviousItem:
		p.grid.Move(-1)
	case keys.ToggleHex:
		p.hex = !p.hex
	case keys.ToggleRaw:
		p.list.Raw = !p.list.Raw
	case keys.ToggleSecrets:
		s.turn(a)
		p.list.Reveal = s.look.Reveal
	case keys.TurnTime:
		p.list.Times = (p.list.Times + 1) % segments.TimeModes
		p.grid.Widest = nil
	case keys.ToggleFollow:
		p.grid.Follow = !p.grid.Follow
		p.grid.Settle()
	case keys.ReadOn:
		p.resume(s)
	case keys.ViewExchanges:
		p.toExchange(s)
	case keys.ViewSegments:
	default:
		return false
	}
	return true
}

// back goes one step out; false when the page is to go.
func (p *segmentsPage) back(s *screen) bool {
	switch {
	case p.pane == full:
		p.pane = split
	case p.inDetail:
		p.pane, p.inDetail = hidden, false
	case p.pane == split:
		p.pane = hidden
	default:
		return p.stop(s)
	}
	return true
}

// toExchange shows the exchange that the selected segment has bytes of.
func (p *segmentsPage) toExchange(s *screen) {
	if i, ok := p.grid.Current(); ok && i < len(p.list.Steps) {
		if parts := segments.CarriedBy(s.trace, p.list, i); len(parts) > 0 {
			s.jumpToExchange(parts[0].Exchange)
			return
		}
	}
	s.message = p.list.Words.NoMessage
}

// refresh reads on when the connection went on.
func (p *segmentsPage) refresh(s *screen) {
	p.goOn(s)
	p.grid.Settle()
	p.updateDetail(s)
}

// line is the selected segment as a line of text, for who copies it; empty when
// there is none.
func (p *segmentsPage) line(t *trace.Trace) (text string) {
	i, ok := p.grid.Current()
	if !ok || i >= len(p.list.Steps) {
		return ""
	}
	t.View(func(r *trace.Reader) {
		var parts []string
		for _, c := range p.list.Cells(r, i) {
			if c.Text != "" {
				parts = append(parts, c.Text)
			}
		}
		text = strings.Join(parts, "  ")
	})
	return text
}
