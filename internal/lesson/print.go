package lesson

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strings"

	"wiretalk/internal/body"
	"wiretalk/internal/ladder"
	"wiretalk/internal/meaning"
	"wiretalk/internal/trace"
)

// Print writes the lesson: its text, and each connection as a ladder. o says
// in which language, how wide, and how much is said of each segment.
func (l *Lesson) Print(ctx context.Context, w io.Writer, o ladder.Options) error {
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "%s\n\n", l.Title[o.Language])
	paragraphs := append([]string{l.Look[o.Language]}, l.Paragraphs(o.Language)...)
	for _, paragraph := range paragraphs {
		for _, line := range ladder.Wrap(paragraph, o.Width-1) {
			fmt.Fprintln(out, line)
		}
		fmt.Fprintln(out)
	}
	before := (*Capture)(nil)
	err := l.connections(ctx, o.Frames, func(shown connection) error {
		if before == shown.capture {
			fmt.Fprintln(out)
		}
		before = shown.capture
		o.Title = shown.title()
		if err := shown.ladder.Text(out, o); err != nil {
			return err
		}
		if l.Heads {
			shown.heads(o, func(title, head string) {
				fmt.Fprintf(out, "\n%s:\n", title)
				for line := range strings.Lines(head) {
					fmt.Fprintf(out, "    %s", line)
				}
			})
		}
		return nil
	})
	if err != nil {
		return err
	}
	return out.Flush()
}

// Markdown writes the lesson as Print does, as Markdown with a table for each
// connection.
func (l *Lesson) Markdown(ctx context.Context, w io.Writer, o ladder.Options) error {
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "# %s\n\n*%s*\n", ladder.Escaped(l.Title[o.Language]), ladder.Escaped(l.Look[o.Language]))
	for _, paragraph := range l.Paragraphs(o.Language) {
		fmt.Fprintf(out, "\n%s\n", ladder.Escaped(paragraph))
	}
	err := l.connections(ctx, o.Frames, func(shown connection) error {
		o.Title = shown.title()
		fmt.Fprintln(out)
		if err := shown.ladder.Markdown(out, o); err != nil {
			return err
		}
		if l.Heads {
			shown.heads(o, func(title, head string) {
				fmt.Fprintf(out, "\n%s:\n\n", title)
				for line := range strings.Lines(head) {
					fmt.Fprintf(out, "    %s", line)
				}
			})
		}
		return nil
	})
	if err != nil {
		return err
	}
	return out.Flush()
}

// SVG draws the lesson as one picture: its title, what to look at, its connections
// below each other, and its text, which is left out where only some frames are drawn.
// What each segment is does not stand in it.
func (l *Lesson) SVG(ctx context.Context, w io.Writer, o ladder.Options) error {
	var drawn []*ladder.Ladder
	err := l.connections(ctx, o.Frames, func(shown connection) error {
		drawn = append(drawn, shown.ladder)
		return nil
	})
	if err != nil {
		return err
	}
	text := l.Paragraphs(o.Language)
	if o.Frames != (ladder.Frames{}) {
		text = nil
	}
	return ladder.Poster(w, l.Title[o.Language], []string{l.Look[o.Language]}, text, drawn, o)
}

// connection is one of a lesson's.
type connection struct {
	capture *Capture
	opened  *Opened
	stream  int
	ladder  *ladder.Ladder
}

func (c *connection) title() string {
	return fmt.Sprintf("testdata/%s, tcp.stream == %d", c.capture.File, c.stream)
}

// NoneError says that none of a lesson's frames are among those that were asked for.
type NoneError struct{ ladder.Frames }

func (e NoneError) Error() string {
	return fmt.Sprintf("--frames %d-%d: the lesson has no segment there", e.First, e.Last)
}

// connections gives those of the lesson that have segments among some frames, of
// which it gives these.
func (l *Lesson) connections(ctx context.Context, frames ladder.Frames, give func(connection) error) error {
	given := 0
	of := func(c *Capture) error {
		opened, err := c.Open(ctx)
		if err != nil {
			return err
		}
		defer opened.Close()
		for _, stream := range c.Streams {
			drawn, err := opened.Ladder(ctx, stream)
			if err != nil {
				return err
			}
			if drawn = drawn.Part(frames); drawn == nil {
				continue
			}
			given++
			if err := give(connection{c, opened, stream, drawn}); err != nil {
				return err
			}
		}
		return nil
	}
	for i := range l.Captures {
		if err := of(&l.Captures[i]); err != nil {
			return err
		}
	}
	if given == 0 {
		return NoneError{frames}
	}
	return nil
}

// heads gives the heads of a connection's messages as they were sent, fit for a
// terminal: the secrets in them are made up.
func (shown *connection) heads(o ladder.Options, give func(title, head string)) {
	t := shown.opened.Trace
	c := t.Connection(shown.stream)
	for _, number := range c.Exchanges {
		x := t.Exchange(number)
		for _, m := range [...]*trace.Message{&x.Request, &x.Response} {
			if !m.Seen || !o.Frames.Has(m.FirstFrame) {
				continue
			}
			head, err := t.ReadHead(m)
			if err != nil {
				continue
			}
			title := [...]string{meaning.English: "frame %d", meaning.Chinese: "第 %d 帧"}[o.Language]
			var text strings.Builder
			for line := range strings.Lines(strings.TrimRight(string(head), "\r\n")) {
				fmt.Fprintf(&text, "%s\n", body.Printable(nil, strings.TrimRight(line, "\r\n")))
			}
			give(fmt.Sprintf(title, m.FirstFrame), text.String())
		}
	}
}
