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
	for i := range l.Captures {
		if err := l.capture(ctx, out, &l.Captures[i], o); err != nil {
			return err
		}
	}
	return out.Flush()
}

// capture writes the connections of a capture.
func (l *Lesson) capture(ctx context.Context, out *bufio.Writer, c *Capture, o ladder.Options) error {
	opened, err := c.Open(ctx)
	if err != nil {
		return err
	}
	defer opened.Close()
	for n, stream := range c.Streams {
		drawn, err := opened.Ladder(ctx, stream)
		if err != nil {
			return err
		}
		if n > 0 {
			fmt.Fprintln(out)
		}
		o.Title = fmt.Sprintf("testdata/%s, tcp.stream == %d", c.File, stream)
		if err := drawn.Text(out, o); err != nil {
			return err
		}
		if l.Heads {
			heads(out, opened.Trace, stream, o.Language)
		}
	}
	return nil
}

// heads writes the heads of a connection's messages as they were sent: the
// secrets in them are made up.
func heads(out io.Writer, t *trace.Trace, stream, language int) {
	c := t.Connection(stream)
	for _, number := range c.Exchanges {
		x := t.Exchange(number)
		for _, m := range [...]*trace.Message{&x.Request, &x.Response} {
			if !m.Seen {
				continue
			}
			head, err := t.ReadHead(m)
			if err != nil {
				continue
			}
			title := [...]string{meaning.English: "frame %d", meaning.Chinese: "第 %d 帧"}[language]
			fmt.Fprintf(out, "\n"+title+":\n", m.FirstFrame)
			for line := range strings.Lines(strings.TrimRight(string(head), "\r\n")) {
				fmt.Fprintf(out, "    %s\n", body.Printable(nil, strings.TrimRight(line, "\r\n")))
			}
		}
	}
}
