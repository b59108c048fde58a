package tui

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/gdamore/tcell/v2"

	"wiretalk/httpdecode"
	"wiretalk/internal/delay"
	"wiretalk/internal/phrase"
	"wiretalk/internal/replay"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
	"wiretalk/tui/cells"
	"wiretalk/tui/detail"
	"wiretalk/tui/keys"
	"wiretalk/tui/ladderview"
	"wiretalk/tui/lists"
	"wiretalk/tui/theme"
	"wiretalk/tui/waterfall"
	"wiretalk/tui/words"
)

// delayPage says where the time of an exchange went.
type delayPage struct {
	words   *words.Delay
	silence *detail.SilenceWords
	number  int
	of      int // its connection
	head    string
	delay.Account
	conn     trace.Connection
	asks     int64 // when the request began, in nanoseconds since 1970 UTC
	response trace.Message
	size     int64 // that the response's body was to have; negative when that is not known
	menu     menu
	asked    bool
	chosen   bool                      // the user selected a slice
	note     func(*words.Delay) string // what is not known yet, or cannot be
}

// showDelay opens the page for the selected exchange, or says why there is none.
func (s *screen) showDelay() {
	number, ok := s.selectedExchange()
	switch words := &detail.SilenceWordsIn[s.words.Language]; {
	case ok:
		s.showDelayOf(number)
	case s.view == exchangesView:
		s.message = words.NoneSelected
	default:
		s.message = words.NoExchange
	}
}

func (s *screen) showDelayOf(number int) {
	x := s.trace.Exchange(number)
	if x.Gone {
		s.message = detail.SilenceWordsIn[s.words.Language].NoRow
		return
	}
	s.openPage(&delayPage{words: &words.DelayIn[s.words.Language], silence: &detail.SilenceWordsIn[s.words.Language], number: number, size: -1, of: x.Stream, head: lists.Title(&x, s.look.Reveal)})
}

// speak implements speaker.
func (p *delayPage) speak(w *words.Screen) {
	p.words, p.silence = &words.DelayIn[w.Language], &detail.SilenceWordsIn[w.Language]
	p.lay()
}

func (p *delayPage) stream() int { return p.of }

func (p *delayPage) title(*words.Screen) string {
	return fmt.Sprintf(p.words.Title, phrase.Count(int64(p.number+1)))
}

func (p *delayPage) hints() []keys.Hint {
	return []keys.Hint{keys.Open.As("Enter"), keys.Back.As("Esc")}
}

func (p *delayPage) status(*words.Screen) string { return p.menu.status() }

func (p *delayPage) act(s *screen, a keys.Action) bool {
	if a == keys.ViewSegments {
		s.openSegments(p.of, place{frame: 0})
		return true
	}
	acted := p.menu.act(s, a)
	p.chosen = p.chosen || acted
	return acted
}

// refresh shows at once what the trace knows, and what the segments tell once
// they have been read again.
func (p *delayPage) refresh(s *screen) {
	if p.asked {
		return
	}
	p.asked = true
	var asked delay.Asked
	s.trace.View(func(r *trace.Reader) {
		if at := r.Exchange(p.number); at != nil {
			asked = delay.In(r, at).Keep()
		}
	})
	x := asked.Exchange
	if x == nil {
		p.note = func(w *words.Delay) string { return w.Gone }
		p.lay()
		return
	}
	p.conn, p.asks, p.response, p.Account = *asked.Connection, x.Request.First, x.Response, asked.Account(nil)
	if len(p.Slices) == 0 {
		p.note = func(w *words.Delay) string { return w.Unknown }
		switch {
		case !x.Done:
			p.note = func(w *words.Delay) string { return w.GoesOn }
		case x.Request.Seen && !x.Request.Complete && !x.Response.Seen:
			p.note = func(w *words.Delay) string { return w.Unasked }
		}
		p.lay()
		return
	}
	p.note = func(w *words.Delay) string { return w.Reading }
	p.lay()
	lang := s.words.Language
	s.jobs.start("delay", func(ctx context.Context) func() {
		steps, err := segmentsOf(ctx, s, lang, asked.Connection)
		found, size := asked.Account(steps), int64(-1)
		if found.Cut != nil {
			size = detail.SizeToCome(detail.ReadHead(s.trace, &x.Response, httpdecode.ToClient))
		}
		return func() {
			s.jobs.stop("delay")
			if p.note = nil; err != nil {
				p.note = func(w *words.Delay) string { return fmt.Sprintf(w.Unread, err) }
			}
			if p.size = size; len(steps) > 0 {
				p.Account = found
			}
			p.lay()
		}
	}, func(err error) {
		s.jobs.stop("delay")
		p.note = func(*words.Delay) string { return err.Error() }
		p.lay()
	})
}

// lay makes the text anew. Until the user selects another slice it is the longest of the
// kind that took most, with which the text below begins.
func (p *delayPage) lay() {
	p.menu.setEntries(p.entries())
	if p.chosen {
		return
	}
	kinds, longest := p.kinds(), -1
	for i, s := range p.Slices[:min(len(p.Slices), maxSlices)] {
		if len(kinds) > 0 && s.Kind == kinds[0] && (longest < 0 || s.Duration() > p.Slices[longest].Duration()) {
			longest = i
		}
	}
	if entry := longest + 1; longest >= 0 && p.menu.entries[entry].open != nil { // the first says what the page is about
		p.menu.selected = entry
	}
}

func (p *delayPage) draw(canvas tcell.Screen, th *theme.Theme, x, y, width, height int) {
	if n := len(p.Slices); n > 0 && height > 3 {
		cells.Fill(canvas, x, y, width, th.Tone[theme.Plain])
		at := x + 1
		for _, s := range waterfall.Bar(p.Slices, p.Slices[0].From, p.Slices[n-1].To, width-2) {
			at += cells.Put(canvas, at, y, x+width-at, s.Text, th.Tone[s.Tone])
		}
		y, height = y+1, height-1
	}
	p.menu.draw(canvas, th, x, y, width, height)
}

// maxSlices is how many slices are listed.
const maxSlices = 500

// entries are the slices in the order of time, and what each kind means.
func (p *delayPage) entries() []entry {
	w := p.words
	total := p.Slices.Total()
	head := []cells.Line{cells.Prose(2, cells.Ink(cells.Clean(p.head), theme.Strong))}
	if total > 0 {
		head[0].Spans = append(head[0].Spans, cells.Ink("  "+w.Total+cells.NoBreak, theme.Dim), cells.Ink(cells.Unbroken(p.long(total)), theme.Strong))
		if before := p.asks - p.Slices[0].From; before > 0 {
			head[0].Spans = append(head[0].Spans, cells.Ink(fmt.Sprintf(w.Before, cells.Unbroken(phrase.Took(before))), theme.Dim))
		}
	}
	if p.note != nil {
		head = append(head, cells.Tell(theme.Warn, p.note(w)))
	}
	if p.Silence != nil {
		head = append(head, p.silence.Lines(p.Silence)...)
	}
	if p.Cut != nil {
		head = append(head, cells.Tell(theme.Warn, detail.CutWordsIn[p.words.Language].Whole(p.Cut, &p.response, p.size)))
	}
	head = append(head, p.silence.HeldLines(p.Held)...)
	if total > 0 {
		head = append(head, cells.Line{}, cells.Of(cells.Ink(cells.Spaces(p.words.KindWidth+17)+p.words.Frames, theme.Dim)))
	}
	entries := []entry{{lines: head}}
	for i, s := range p.Slices[:min(len(p.Slices), maxSlices)] {
		e := entry{lines: []cells.Line{p.sliceLine(&p.Slices[i], total)}}
		if s.FirstFrame > 0 {
			e.open = func(screen *screen) { screen.openSegments(p.of, place{frame: s.FirstFrame}) }
		}
		entries = append(entries, e)
	}
	if more := len(p.Slices) - maxSlices; more > 0 {
		entries = append(entries, entry{lines: []cells.Line{cells.Tell(theme.Dim, fmt.Sprintf(w.Further, phrase.Count(int64(more))))}})
	}
	return append(entries, entry{lines: p.meanings(total)})
}

// long is how long the exchange took, or did at least.
func (p *delayPage) long(total int64) string {
	if p.Silence != nil || p.Cut != nil {
		return lists.MoreThan(total)
	}
	return phrase.Took(total)
}

// sliceLine is a slice: what, how long, what part of all, and its frames.
func (p *delayPage) sliceLine(s *delay.Slice, total int64) cells.Line {
	word := p.words.Kinds[s.Kind]
	kind := waterfall.SliceSigns[s.Kind] + " " + word + cells.Spaces(p.words.KindWidth-cells.Width(word))
	duration, share := phrase.Took(s.Duration()), percent(100*float64(s.Duration())/float64(max(total, 1)))
	frames := ""
	if s.FirstFrame > 0 {
		frames = frameRange(s.FirstFrame, s.LastFrame)
	}
	return cells.Of(cells.Ink(kind, waterfall.SliceTones[s.Kind]), cells.Ink(cells.Spaces(8-cells.Width(duration))+duration, theme.Strong),
		cells.Ink(cells.Spaces(7-cells.Width(share))+share, theme.Plain), cells.Ink("  "+frames, theme.Dim))
}

func frameRange(first, last int64) string {
	if last <= first {
		return phrase.Count(first)
	}
	return phrase.Count(first) + "–" + phrase.Count(last)
}

// kinds are those that are there, the longest first.
func (p *delayPage) kinds() (kinds []delay.Kind) {
	for k := range delay.Kinds {
		if p.Slices.Sum(k) > 0 {
			kinds = append(kinds, k)
		}
	}
	slices.SortStableFunc(kinds, func(a, b delay.Kind) int { return int(min(max(p.Slices.Sum(b)-p.Slices.Sum(a), -1), 1)) })
	return kinds
}

// meanings says what each kind that is there means, the longest first.
func (p *delayPage) meanings(total int64) (lines []cells.Line) {
	for _, k := range p.kinds() {
		sum := p.Slices.Sum(k)
		lines = append(lines, cells.Line{}, cells.Prose(2, cells.Ink(p.words.Kinds[k], waterfall.SliceTones[k]), cells.Ink("  "+phrase.Took(sum), theme.Strong),
			cells.Ink(" "+percent(100*float64(sum)/float64(max(total, 1))), theme.Plain)), indented(2, cells.Tell(theme.Plain, p.means(k))))
		if rtt := p.conn.Sent[tcpreasm.Client].RoundTrips; k == delay.Think && rtt.Samples > 0 {
			lines = append(lines, indented(2, cells.Tell(theme.Dim, fmt.Sprintf(p.words.RoundTrip, phrase.Took(rtt.Least)))))
		}
	}
	return lines
}

// means is what a kind means here.
func (p *delayPage) means(k delay.Kind) string {
	if k == delay.Transfer && (p.Cut != nil || !p.response.Complete) {
		return p.words.Broken
	}
	return p.words.Means[k]
}

// segmentsOf reads a connection's segments again. It must not run on the event
// loop.
func segmentsOf(ctx context.Context, s *screen, lang int, c *trace.Connection) ([]replay.Step, error) {
	if s.opts.Again == nil || c.Gone {
		return nil, errors.New(ladderview.WordsIn[lang].NotKept)
	}
	return replay.Steps(ctx, s.opts.Again, &c.Info, nil)
}
