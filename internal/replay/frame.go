package replay

import (
	"context"
	"errors"
	"io"
	"net/netip"

	"wiretalk/capture"
	"wiretalk/internal/decode"
	"wiretalk/tcpreasm"
)

// ErrNoSegment says that a frame is not there, or carries nothing of TCP.
var ErrNoSegment = errors.New("the frame is no segment of TCP")

// EndsOf reads a frame again and says between which ends it passed.
func EndsOf(ctx context.Context, src capture.Rereader, frame int64) (from, to netip.AddrPort, err error) {
	again, err := src.Again(frame, frame)
	if err != nil {
		return from, to, err
	}
	defer again.Close()
	decoder := decode.New()
	var b capture.Batch
	var seg tcpreasm.Segment
	for {
		err := again.ReadBatch(&b)
		if ctx.Err() != nil {
			return from, to, ctx.Err()
		}
		for i := range b.Packets {
			// What comes before may be the first fragments of the segment.
			p := &b.Packets[i]
			if decoder.Decode(uint16(p.Link), p.Data, p.Length, &seg) && p.Frame == frame {
				return seg.Src, seg.Dst, nil
			}
		}
		switch {
		case err == io.EOF:
			return from, to, ErrNoSegment
		case err != nil:
			return from, to, err
		}
	}
}
