package tui

import (
	"context"

	"wiretalk/internal/replay"
	"wiretalk/tui/segments"
)

// segmentLook is what the detail shows. Two that are equal look the same.
type segmentLook struct {
	frame       int64
	hex, reveal bool
	raw, read   bool
	messages    int // known
	language    int
}

// payload is one that was read.
type payload struct {
	frame int64
	bytes []byte
	err   error
}

// updateDetail makes the detail show the selected segment, when it is in sight.
func (p *segmentsPage) updateDetail(s *screen) {
	i, ok := p.grid.Current()
	if !ok || i >= len(p.list.Steps) || p.pane == hidden {
		p.showing = segmentLook{}
		return
	}
	step := &p.list.Steps[i]
	about := segmentLook{
		frame: step.Frame, hex: p.hex, reveal: p.list.Reveal, raw: p.list.Raw, language: p.language, read: p.payload.frame == step.Frame,
		messages: len(p.list.Http[0].ByFirst) + len(p.list.Http[1].ByFirst),
	}
	if about == p.showing {
		return
	}
	c := s.trace.Connection(p.of)
	v := segments.View{Words: s.words, List: p.list, Number: i, Hex: p.hex, Said: p.course.Step(&c.Info, p.list.Steps, i), Parts: segments.CarriedBy(s.trace, p.list, i)}
	if about.read {
		v.Payload, v.Err = p.payload.bytes, p.payload.err
	} else if step.Captured > 0 && step.Offset >= 0 {
		p.fetch(s, step)
	}
	if p.showing.frame != about.frame {
		p.detail.Top = 0
	}
	p.showing = about
	p.detail.SetLines(v.Lines())
}

// fetch reads a payload.
func (p *segmentsPage) fetch(s *screen, step *replay.Step) {
	frame, offset, b := step.Frame, step.Offset, make([]byte, step.Captured)
	s.jobs.start("payload", func(context.Context) func() {
		n, err := s.trace.ReadAt(b, offset)
		if n == len(b) {
			err = nil
		}
		return func() {
			p.payload = payload{frame, b[:n], err}
			p.updateDetail(s)
		}
	}, func(err error) { p.payload = payload{frame, nil, err} })
}
