package replay

import (
	"context"
	"io"
	"net/netip"

	"wiretalk/capture"
	"wiretalk/internal/decode"
	"wiretalk/tcpreasm"
)

// follower follows one connection through the capture, and can go on where it
// stopped.
type follower struct {
	of      tcpreasm.Info // what the trace has of the connection, which says where to look
	tracker *tcpreasm.Tracker
	decoder *decode.Decoder
	at      int64 // the last frame looked at; 0 before any
	over    bool  // the ports are used again, so nothing of the connection follows
}

func follow(h tcpreasm.Handler) follower {
	return follower{tracker: tcpreasm.New(h, tcpreasm.Limits{}), decoder: decode.New()}
}

// read reads on, to the last frame of the connection as c has it, and gives each
// of its segments to take, whose error ends it. progress is told after each batch how many of
// how many frames have been looked at.
func (f *follower) read(ctx context.Context, src capture.Rereader, c *tcpreasm.Info, take func(*tcpreasm.Segment) error, progress func(done, of int64)) error {
	f.of = *c
	first := max(f.at+1, c.FirstFrame)
	if f.over || first > c.LastFrame {
		return ctx.Err()
	}
	again, err := src.Again(first, c.LastFrame)
	if err != nil {
		return err
	}
	defer again.Close()
	if from, ok := src.(io.ReaderAt); ok {
		f.tracker.Capture(from)
	}
	var b capture.Batch
	var seg tcpreasm.Segment
	for {
		err := again.ReadBatch(&b)
		if err := ctx.Err(); err != nil {
			return err
		}
		for i := range b.Packets {
			p := &b.Packets[i]
			if p.Frame <= f.at {
				continue // looked at before
			}
			seg.Frame, seg.Time, seg.Offset, seg.Pieces = p.Frame, p.Time, p.Offset, nil
			// What comes before may be the first fragments of the first segment.
			if f.decoder.Decode(uint16(p.Link), p.Data, p.Length, &seg) && p.Frame >= c.FirstFrame && f.isOurs(seg.Src, seg.Dst) {
				if err := take(&seg); err != nil {
					return err
				}
				if f.over {
					return nil
				}
			}
			f.at = p.Frame
		}
		if len(b.Packets) > 0 {
			progress(max(0, f.at-c.FirstFrame), c.LastFrame-c.FirstFrame)
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func (f *follower) isOurs(src, dst netip.AddrPort) bool {
	ends := &f.of.Ends
	return src == ends[0] && dst == ends[1] || src == ends[1] && dst == ends[0]
}

// isTurned says whether the tracker still has the ends the other way round than
// they prove to be later.
func (f *follower) isTurned(c *tcpreasm.Conn) bool {
	return c.Ends[tcpreasm.Client] != f.of.Ends[tcpreasm.Client]
}
