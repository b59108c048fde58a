package pipeline

import (
	"context"
	"errors"
	"io"

	"wiretalk/capture"
	"wiretalk/internal/crash"
	"wiretalk/internal/decode"
	"wiretalk/internal/names"
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

	filling      *batch      // the batch in work, and
	place        names.Place // the packet in it
	packets      int64
	wire         int64 // bytes of the packets on the wire
	lastFrame    int64
	clock        int64 // time of the last tick
	strange      strangeLinks
	problems     int
	firstProblem error
	lastProblem  error // which ended the reading, if it is another
}

func (r *reader) run(ctx context.Context) {
	defer close(r.out)
	r.decoder.Datagrams(r.datagram)
	defer func() {
		for _, s := range r.shards {
			close(s.in)
		}
	}()
	for done := false; !done; {
		b := <-r.free
		abandoned, err := r.read(ctx, b)
		if abandoned {
			b = <-r.free
			b.packets.Packets = b.packets.Packets[:0]
		}
		done = r.fill(b) || ctx.Err() != nil || r.ends(err)
		b.problem = nil
		for _, problem := range r.strange.take() {
			r.tell(problem)
			b.problem = problem
		}
		if err != nil && !done {
			b.problem = err
		}
		b.final = done
		for _, s := range r.shards {
			s.in <- b
		}
		r.out <- b
	}
}

// read takes the next packets from the source. One that is not live may wait
// for them for ever: when ctx is cancelled meanwhile it is left alone, and the
// batch with it.
func (r *reader) read(ctx context.Context, b *batch) (abandoned bool, err error) {
	if _, live := r.src.(capture.Live); live {
		return false, r.src.ReadBatch(&b.packets)
	}
	done := make(chan error, 1)
	go func() {
		defer crash.Guard()
		done <- r.src.ReadBatch(&b.packets)
	}()
	select {
	case err := <-done:
		return false, err
	case <-ctx.Done():
		return true, nil
	}
}

// ends says whether the source has no more after this error. An error about
// one file or interface of several is told, and reading goes on with the others.
func (r *reader) ends(err error) bool {
	if err == nil || err == io.EOF {
		return err != nil
	}
	if r.firstProblem == nil {
		r.firstProblem = err
	}
	r.tell(err)
	if oneOfSeveral := (*capture.Error)(nil); errors.As(err, &oneOfSeveral) {
		return false
	}
	if err != r.firstProblem {
		r.lastProblem = err
	}
	return true
}

func (r *reader) tell(problem error) {
	r.problems++
	if r.cfg.Problem != nil {
		r.cfg.Problem(problem)
	}
}

// fill decodes a batch's packets and says whether the last wanted packet is
// among them.
func (r *reader) fill(b *batch) (last bool) {
	for i := range b.segments {
		b.segments[i] = b.segments[i][:0]
	}
	b.ticks, b.datagrams = b.ticks[:0], emptied(b.datagrams)
	r.filling = b
	var seg tcpreasm.Segment
	shards := uint64(len(r.shards))
	for i := range b.packets.Packets {
		p := &b.packets.Packets[i]
		r.cfg.giveWay(i)
		r.packets++
		r.wire += int64(p.Length)
		r.lastFrame = p.Frame
		r.place = names.Place{Frame: p.Frame, Time: p.Time}
		if d := p.Time - r.clock; d >= tickEvery || d <= -tickEvery {
			r.clock = p.Time
			b.ticks = append(b.ticks, tick{p.Frame, p.Time})
		}
		seg.Frame, seg.Time, seg.Offset, seg.Pieces = p.Frame, p.Time, p.Offset, nil
		if r.decoder.Decode(uint16(p.Link), p.Data, p.Length, &seg) {
			n := uint64(0)
			if shards > 1 {
				n = seg.Hash() >> 32 % shards
			}
			b.segments[n] = append(b.segments[n], seg)
		} else if !decode.Knows(uint16(p.Link)) {
			r.strange.note(p)
		}
		if r.packets == r.cfg.Packets {
			last = true
			break
		}
	}
	// While no packets come, time goes on. A tick is before a packet: the next.
	if now := b.packets.Now; now-r.clock >= quietTickEvery {
		r.clock = now
		b.ticks = append(b.ticks, tick{r.lastFrame + 1, now})
	}
	b.read, b.wire, b.lastFrame, b.now = r.packets, r.wire, r.lastFrame, max(r.place.Time, b.packets.Now)
	return last
}

// How much time passes between ticks, in nanoseconds: by the packets, and by
// the word of a live source. What waits for time, waits a quarter of a second
// or longer.
const (
	tickEvery      = 1e9
	quietTickEvery = 250e6
)
