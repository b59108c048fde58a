package tui

import (
	"context"
	"fmt"

	"wiretalk/internal/phrase"
	"wiretalk/internal/replay"
	"wiretalk/internal/trace"
	"wiretalk/tui/octets"
	"wiretalk/tui/words"
)

// bytesPage shows what both ends of a connection sent, in the order of the
// capture. It holds where the bytes lie and reads those in sight.
type bytesPage struct {
	rereading
	screen *screen
	bytes  *replay.Stream
	words  *octets.Words

	hex    bool
	only   int // a side, or octets.BothWays
	follow bool
	wanted place // where to stand once it was read; zero when that is no more wanted
	sought int   // runs among which it is not

	at    octets.Spot  // of the first row in sight
	rows  []octets.Row // in sight
	shown bytesLook    // what rows are of
	queue []bytesStep  // to be done when what is under way is
	found *octets.Match

	width, height int   // at the last drawing
	total         int64 // bytes of both ends, as far as the trace knows
	digits        int   // of frame numbers
}

// bytesLook is what rows in sight depend on. Two that are equal look the same.
type bytesLook struct {
	at            octets.Spot
	width, height int
	hex, reveal   bool
	only          int
	runs          int // that have been read, where they matter
}

// showBytes opens the bytes of the connection that is looked at, at the place that is.
func (s *screen) showBytes() {
	of, ok := s.selectedStream()
	if !ok {
		return
	}
	at := s.standing()
	fits := func(q page) bool {
		p, ok := q.(*bytesPage)
		if ok = ok && p.of == of; ok {
			p.seek(at)
		}
		return ok
	}
	if s.raise(fits) {
		return
	}
	p := &bytesPage{screen: s, bytes: replay.NewStream(), words: &octets.WordsIn[s.words.Language], only: octets.BothWays}
	p.rereading = rereading{of: of, kind: fmt.Sprintf("bytes of %d", of), read: p.readOn}
	p.seek(at)
	s.openPage(p)
}

func (p *bytesPage) readOn(ctx context.Context, c *trace.Connection, done bool, tell func(int64, int64, func())) (func(), error) {
	err := p.bytes.Read(ctx, p.screen.opts.Again, &c.Info, done, func(done, all int64) { tell(done, all, p.update) })
	return p.update, err
}

// seek makes the page stand on a place as soon as that was read.
func (p *bytesPage) seek(at place) { p.wanted, p.sought = at, 0 }

// update looks for what is wanted in what was read, and shows what is in sight.
func (p *bytesPage) update() {
	if wanted := p.wanted; wanted != (place{}) {
		p.bytes.From(p.sought, func(i int, run replay.Run) bool {
			p.sought = i + 1
			inside := wanted.offset > 0 && run.Offset >= 0 && run.Offset <= wanted.offset && wanted.offset < run.Offset+run.Length
			if inside || wanted.offset == 0 && run.Frame >= wanted.frame {
				p.at, p.wanted = octets.Spot{Run: i}, place{}
			}
			return p.wanted != place{}
		})
	}
	p.look(nil)
}

func (p *bytesPage) speak(w *words.Screen) {
	p.words, p.shown = &octets.WordsIn[w.Language], bytesLook{}
	p.look(nil)
}

// layout is how bytes are shown now.
func (p *bytesPage) layout() *octets.Layout {
	s := p.screen
	return &octets.Layout{
		Stream: p.bytes, Capture: s.trace, Words: p.words, Width: p.width - p.gutter(), Hex: p.hex, Reveal: s.look.Reveal, Only: p.only,
	}
}

func (p *bytesPage) stream() int { return p.of }

// standing is the place of what was found, or of the first row in sight.
func (p *bytesPage) standing() place {
	for _, row := range p.rows {
		if p.found != nil && row.From == p.found.From && row.At <= p.found.At {
			if run, ok := p.bytes.Run(p.found.Run); ok && p.found.At < run.At+run.Length && row.Run == p.found.Run {
				return place{frame: run.Frame}
			}
		}
	}
	if len(p.rows) > 0 {
		return place{frame: p.rows[0].Frame}
	}
	return place{}
}

func (p *bytesPage) closed(s *screen) {
	p.pause(s)
	s.jobs.stop("bytes")
}

func (p *bytesPage) title(*words.Screen) string {
	text := fmt.Sprintf(p.words.Title, p.of)
	if p.only != octets.BothWays {
		text += " · " + p.words.Only[p.only]
	}
	return text
}

// status is how far into what both ends sent the first row in sight is.
func (p *bytesPage) status(w *words.Screen) string {
	text := phrase.Size(0)
	if len(p.rows) > 0 {
		passed := p.rows[0].At
		if run, ok := p.bytes.Run(p.rows[0].Run); ok {
			passed += p.otherBefore(&run, p.rows[0].Run)
		}
		text = phrase.Size(passed)
	}
	text = fmt.Sprintf(p.words.Of, text, phrase.Size(p.total))
	if p.follow && !p.ended {
		text += " " + w.Follow
	}
	switch said := p.unmasked(); {
	case said[0] == "":
	case p.width >= octets.LongWidth:
		text += "  " + said[1]
	case p.width >= octets.ShortWidth:
		text += "  " + said[0]
	}
	if more := p.rereading.status(&rereadingWordsIn[w.Language]); more != "" {
		text += "  " + more
	}
	return text
}

// otherBefore is how many bytes the other end had sent when a run passed.
func (p *bytesPage) otherBefore(run *replay.Run, i int) (n int64) {
	p.bytes.Back(i, func(_ int, before replay.Run) bool {
		if before.From != run.From {
			n = before.At + before.Length
			return false
		}
		return true
	})
	return n
}

// refresh reads on when the connection went on.
func (p *bytesPage) refresh(s *screen) {
	c := s.trace.Connection(p.of)
	if !c.Gone && !(s.held && p.total > 0) {
		p.total = c.StreamBytes[0] + c.StreamBytes[1] + c.MissingBytes[0] + c.MissingBytes[1]
		p.digits = max(len(phrase.Frame(c.LastFrame)), p.digits)
	}
	p.goOn(s)
	p.update()
}
