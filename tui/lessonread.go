package tui

import (
	"context"

	"wiretalk/internal/ladder"
	"wiretalk/internal/lesson"
	"wiretalk/internal/trace"
	"wiretalk/tui/ladderview"
)

// lessonPart is a connection of a lesson's captures.
type lessonPart struct {
	capture *lesson.Capture
	stream  int
	heads   bool // the heads of messages belong to it
}

// read reads the connection from the capture that comes with the program.
func (part lessonPart) read(ctx context.Context) (*ladderview.Model, error) {
	o, err := part.capture.Open(ctx)
	if err != nil {
		return nil, err
	}
	defer o.Close()
	c, steps, err := o.Steps(ctx, part.stream)
	if err != nil {
		return nil, err
	}
	m, err := ladderview.New(ctx, o.Trace, c, steps, nil)
	if m == nil {
		return nil, err
	}
	// The text may speak of any segment.
	for row := 0; row < len(m.Rows); row++ {
		if m.Rows[row].Kind == ladder.Fold {
			m.Unfold(row)
			row--
		}
	}
	if part.heads {
		m.Heads = headsOf(o.Trace, c)
	}
	return m, nil
}

// headsOf are the heads of a connection's messages as they were sent.
func headsOf(t *trace.Trace, c *trace.Connection) map[ladderview.HeadAt]string {
	heads := map[ladderview.HeadAt]string{}
	for _, number := range c.Exchanges {
		x := t.Exchange(number)
		for side, m := range [2]*trace.Message{&x.Request, &x.Response} {
			if !m.Seen {
				continue
			}
			if head, err := t.ReadHead(m); err == nil {
				heads[ladderview.HeadAt{Side: side, Frame: m.FirstFrame}] += string(head)
			}
		}
	}
	return heads
}
