package tui

import (
	"context"
	"errors"
	"fmt"
	"net/netip"

	"wiretalk/capture"
	"wiretalk/internal/replay"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
	"wiretalk/tui/lists"
	"wiretalk/tui/table"
)

// gotoFrame selects the exchange of which a frame has a message, or shows its segment
// where it has none.
func gotoFrame(s *screen, args string) error {
	n, err := s.number(args)
	if err != nil {
		return err
	}
	s.jobs.start("frame", func(ctx context.Context) func() {
		stream, number := placeOfFrame(ctx, s.trace, s.opts.Again, int64(n))
		return func() {
			s.jobs.stop("frame")
			switch {
			case number != table.NoRow:
				s.goToExchange(number)
			case stream != lists.All:
				s.goToConnection(stream)
				s.openSegments(stream, place{frame: int64(n)})
				s.message = fmt.Sprintf(frameWordsIn[s.words.Language], args, stream)
			default:
				s.message = fmt.Sprintf(s.filterWords().NoFrame, args)
				return
			}
			s.note()
		}
	}, func(err error) { s.message = err.Error() })
	return nil
}

// frameWordsIn say that a frame is in no message, and where it is, in each language.
var frameWordsIn = [...]string{"frame %s is in no message of HTTP: it is a segment of connection %d", "第 %s 帧不在任何 HTTP 报文中：它是连接 %d 的报文段"}

// placeOfFrame is the connection of a frame and the exchange, of those on it, of which the
// frame has a message. What there is none of is all and table.NoRow. Where frames cannot be read
// again only the exchange can be told. It must not run on the event loop.
func placeOfFrame(ctx context.Context, t *trace.Trace, src capture.Rereader, frame int64) (stream, number int) {
	if src == nil {
		return lists.All, exchangeOfFrame(ctx, t, lists.All, frame)
	}
	from, to, err := replay.EndsOf(ctx, src, frame)
	switch {
	case errors.Is(err, replay.ErrNoSegment):
		return lists.All, table.NoRow
	case err != nil: // its packet was let go
		return lists.All, exchangeOfFrame(ctx, t, lists.All, frame)
	}
	if stream = connectionOfFrame(ctx, t, from, to, frame); stream == lists.All {
		return lists.All, table.NoRow
	}
	return stream, exchangeOfFrame(ctx, t, stream, frame)
}

// exchangeOfFrame looks at the exchanges of a connection, or all. Where messages share a
// frame it is the last that began before.
func exchangeOfFrame(ctx context.Context, t *trace.Trace, stream int, frame int64) int {
	found, nearest := table.NoRow, int64(0)
	from, of := 0, lists.Exchanges{Of: stream}
	for more := true; more && ctx.Err() == nil; {
		t.View(func(r *trace.Reader) {
			rows := of.Numbers(r)
			i := rows.Below(from)
			for end := min(i+4*table.AtOnce, rows.Len()); i < end; i++ {
				x := r.Exchange(rows.At(i))
				from = x.Number + 1
				for _, m := range [...]*trace.Message{&x.Request, &x.Response} {
					if d := frame - m.FirstFrame; m.Seen && d >= 0 && frame <= m.Frame && (found == table.NoRow || d < nearest) {
						found, nearest = x.Number, d
					}
				}
			}
			more = i < rows.Len()
		})
	}
	return found
}

// connectionOfFrame is the last connection between two ends that began before a frame and
// ended no sooner; all when there is none.
func connectionOfFrame(ctx context.Context, t *trace.Trace, from, to netip.AddrPort, frame int64) int {
	found, next := lists.All, 0
	for more := true; more && ctx.Err() == nil; {
		t.View(func(r *trace.Reader) {
			rows := r.Connections()
			i := rows.Below(next)
			for end := min(i+4*table.AtOnce, rows.Len()); i < end; i++ {
				c := r.Connection(rows.At(i))
				next = rows.At(i) + 1
				client, server := c.Ends[tcpreasm.Client], c.Ends[tcpreasm.Server]
				if (from == client && to == server || from == server && to == client) && c.FirstFrame <= frame && frame <= c.LastFrame {
					found = rows.At(i)
				}
			}
			more = i < rows.Len()
		})
	}
	return found
}
