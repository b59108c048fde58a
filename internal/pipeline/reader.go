package pipeline

import (
	"context"
	"errors"
	"io"

	"wiretalk/capture"
	"wiretalk/internal/decode"
	"wiretalk/tcpreasm"
)

// reader takes packets from the source, decodes them and deals the segments
// out to the shards.
type reader struct {
	src     capture.Source
	cfg     *Config
	shards  []*shard
	decoder *decode.Decoder
	free    <-chan *batch
	out     chan<- *batch

	packets      int64
	lastTime     int64
	problems     int
	firstProblem error
}

func (r *reader) run(ctx context.Context) {
	defer close(r.out)
	defer func() {
		for _, s := range r.shards {
			close(s.in)
		}
	}()
	for done := false; !done; {
		b := <-r.free
		err := r.src.ReadBatch(&b.packets)
		done = r.fill(b) || ctx.Err() != nil
		switch {
		case errors.Is(err, io.EOF):
			done = true
		case err != nil:
			r.problem(err)
		}
		b.final = done
		b.pending.Add(len(r.shards))
		for _, s := range r.shards {
			s.in <- b
		}
		r.out <- b
	}
}

func (r *reader) problem(err error) {
	if r.firstProblem == nil {
		r.firstProblem = err
	}
	r.problems++
	if r.cfg.Problem != nil {
		r.cfg.Problem(err)
	}
}

// fill decodes a batch's packets and says whether the last wanted packet is
// among them.
func (r *reader) fill(b *batch) (last bool) {
	for i := range b.segments {
		b.segments[i] = b.segments[i][:0]
	}
	var seg tcpreasm.Segment
	shards := uint64(len(r.shards))
	for i := range b.packets.Packets {
		p := &b.packets.Packets[i]
		r.packets++
		r.lastTime = max(r.lastTime, p.Time)
		seg.Frame, seg.Time, seg.Offset, seg.Pieces = p.Frame, p.Time, p.Offset, nil
		if r.decoder.Decode(uint16(p.Link), p.Data, p.Length, &seg) {
			n := uint64(0)
			if shards > 1 {
				n = seg.Hash() >> 32 % shards
			}
			b.segments[n] = append(b.segments[n], seg)
		}
		if r.packets == r.cfg.Packets {
			last = true
			break
		}
	}
	b.lastFrame, b.lastTime = r.packets, r.lastTime
	return last
}
