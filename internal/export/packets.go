package export

import (
	"cmp"
	"context"
	"errors"
	"io"
	"math"
	"net/netip"

	"wiretalk/capture"
	"wiretalk/internal/decode"
	"wiretalk/tcpreasm"
)

// Packets writes the packets of connections as pcapng, in the order of the
// capture, among them each IP fragment of a segment that was put together. The
// stretch of the capture that the connections span is read twice: which fragments
// belong to a segment is known only at the last of them. It returns how many were
// written.
func Packets(ctx context.Context, src capture.Rereader, conns []*tcpreasm.Info, by capture.Section, w io.Writer, p Progress) (int64, error) {
	if len(conns) == 0 {
		return 0, nil
	}
	k := &picking{first: math.MaxInt64, spans: map[pair][]span{}, early: map[int64]bool{}}
	for _, c := range conns {
		k.first, k.last = min(k.first, c.FirstFrame), max(k.last, c.LastFrame)
		of := pairOf(c.Ends[0], c.Ends[1])
		k.spans[of] = append(k.spans[of], span{c.FirstFrame, c.LastFrame})
	}
	k.wanted = make([]uint64, (k.last-k.first)/64+1)
	length := k.last - k.first + 1
	if err := k.pick(ctx, src, func(frame int64) { p.tell(max(frame-k.first, 0), 2*length) }); err != nil {
		return 0, err
	}
	return k.write(ctx, src, by, w, func(frame int64) { p.tell(length+max(frame-k.first, 0), 2*length) })
}

// pair is both ends of a connection, in an order that does not depend on who
// sends.
type pair [2]netip.AddrPort

func pairOf(a, b netip.AddrPort) pair {
	if a.Compare(b) > 0 {
		a, b = b, a
	}
	return pair{a, b}
}

// span is frames from first to last.
type span struct{ first, last int64 }

// picking finds the packets of connections.
type picking struct {
	first, last int64 // frames
	spans       map[pair][]span
	wanted      []uint64       // a bit for each frame from first on
	early       map[int64]bool // and those before it: fragments of the first segment
}

func (k *picking) want(frame int64) {
	switch at := frame - k.first; {
	case at < 0:
		k.early[frame] = true
	case frame <= k.last:
		k.wanted[at/64] |= 1 << (at % 64)
	}
}

func (k *picking) isWanted(frame int64) bool {
	at := frame - k.first
	if at < 0 {
		return k.early[frame]
	}
	return frame <= k.last && k.wanted[at/64]&(1<<(at%64)) != 0
}

func (k *picking) isOurs(s *tcpreasm.Segment) bool {
	for _, span := range k.spans[pairOf(s.Src, s.Dst)] {
		if s.Frame >= span.first && s.Frame <= span.last {
			return true
		}
	}
	return false
}

// pick finds the frames that are wanted.
func (k *picking) pick(ctx context.Context, src capture.Rereader, at func(frame int64)) error {
	decoder := decode.New()
	decoder.TraceFragments()
	var seg tcpreasm.Segment
	return again(ctx, src, k.first, k.last, at, func(_ capture.Source, p *capture.Packet) error {
		seg.Frame, seg.Time, seg.Offset, seg.Pieces = p.Frame, p.Time, p.Offset, nil
		if !decoder.Decode(uint16(p.Link), p.Data, p.Length, &seg) || !k.isOurs(&seg) {
			return nil
		}
		k.want(p.Frame)
		for _, frame := range decoder.Fragments() {
			k.want(frame)
		}
		return nil
	})
}

// write writes them.
func (k *picking) write(ctx context.Context, src capture.Rereader, by capture.Section, w io.Writer, at func(frame int64)) (n int64, err error) {
	first := k.first
	for frame := range k.early {
		first = min(first, frame)
	}
	var out *capture.Writer
	err = again(ctx, src, first, k.last, at, func(from capture.Source, p *capture.Packet) error {
		if out == nil {
			interfaces, _ := from.(capture.Describer)
			out = capture.NewWriter(w, by, interfaces)
		}
		if !k.isWanted(p.Frame) {
			return nil
		}
		n++
		_, err := out.Add(p)
		return err
	})
	if out != nil {
		err = cmp.Or(err, out.Finish(nil))
	}
	return n, err
}

// again reads packets first to last again, and possibly some before them.
func again(ctx context.Context, src capture.Rereader, first, last int64, at func(frame int64), take func(capture.Source, *capture.Packet) error) error {
	from, err := src.Again(first, last)
	if err != nil {
		return err
	}
	defer from.Close()
	var b capture.Batch
	for {
		read := from.ReadBatch(&b)
		if err := ctx.Err(); err != nil {
			return err
		}
		for i := range b.Packets {
			if err := take(from, &b.Packets[i]); err != nil {
				return err
			}
		}
		if n := len(b.Packets); n > 0 {
			at(b.Packets[n-1].Frame)
		}
		if errors.Is(read, io.EOF) {
			return nil
		}
		if read != nil {
			return read
		}
	}
}
