package export

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"

	"wiretalk/capture"
	"wiretalk/internal/ladder"
	"wiretalk/internal/meaning"
	"wiretalk/internal/replay"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
)

// reportWidth is how many columns a report has.
const reportWidth = 100

// Report writes connections as text: the ladder of each with a sentence for each
// segment, in a language of package meaning. Secrets in targets are masked unless
// reveal.
func Report(ctx context.Context, t *trace.Trace, src capture.Rereader, streams []int, language int, reveal bool, w io.Writer, p Progress) error {
	lacking := new(Lacking)
	for i, stream := range streams {
		p.tell(int64(i), int64(len(streams)))
		c := connection(t, stream)
		if c.Gone {
			lacking.add(fmt.Errorf("connection %d was let go", stream))
			continue
		}
		steps, err := replay.Steps(ctx, src, &c.Info, nil)
		if err := ctx.Err(); err != nil {
			return err
		}
		if err != nil && (len(steps) == 0 || !errors.Is(err, replay.ErrTooMany)) {
			lacking.add(err)
			continue
		}
		if err != nil {
			lacking.add(err)
		}
		if i > 0 {
			if _, err := io.WriteString(w, "\n\n"); err != nil {
				return err
			}
		}
		l, err := ladder.Build(ctx, &c.Info, steps, messagesOf(t, &c, reveal), nil, nil)
		if err != nil {
			return err
		}
		if err := l.Text(w, ladder.Options{Language: language, Width: reportWidth, Sentences: true}); err != nil {
			return err
		}
	}
	return lacking.orNil()
}

// messagesOf are the HTTP messages of a connection.
func messagesOf(t *trace.Trace, c *trace.Connection, reveal bool) (list []*ladder.Message) {
	for _, number := range c.Exchanges {
		x := t.Exchange(number)
		if x.Request.Seen {
			target := x.Target
			if !reveal {
				target = meaning.MaskURL(target)
			}
			list = append(list, &ladder.Message{
				From: tcpreasm.Client, FirstFrame: x.Request.FirstFrame, Frame: x.Request.Frame, Exchange: number,
				Label: harmless(x.Method + " " + target),
			})
		}
		if x.Response.Seen {
			list = append(list, &ladder.Message{
				From: tcpreasm.Server, FirstFrame: x.Response.FirstFrame, Frame: x.Response.Frame, Exchange: number,
				Label: harmless(fmt.Sprintf("%d %s", x.Status, x.ContentType)),
			})
		}
	}
	return list
}

// harmless is a text without what a terminal would obey.
func harmless(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return '\ufffd'
	}, strings.ToValidUTF8(s, "\ufffd")))
}
