package filtered

import (
	"wiretalk/capture"
	"wiretalk/capture/bpf"
)

// Source is what passes of another source.
type Source struct {
	capture.Source
	expr    string
	options bpf.Options

	passed   int64
	programs []program // one for each kind of packet seen, few
	last     int       // index of the program used last
	held     []error   // to be returned by the next calls
	marks    marks
}

// live is a Source whose own source is live.
type live struct {
	*Source
	counts func() capture.Counts
}

func (l live) Counts() capture.Counts { return l.counts() }

// New filters src, which the result closes. If src is a capture.Live the
// result is one as well; what passed the filter in the kernel then is filtered
// once more, and here "inbound" and its like accept nothing (see
// bpf.Options.Live), so give such a filter to the kernel only.
//
// What is wrong with the filter on its own is for the caller to find out, with
// bpf.Compile. A link type that it cannot be compiled for is an error of
// ReadBatch, a *capture.Error, when the first packet of it comes in a file.
// No such packet passes; the next call goes on with the same file.
func New(src capture.Source, expr string, o bpf.Options) capture.Source {
	s := &Source{Source: src, expr: expr, options: o}
	if l, ok := src.(capture.Live); ok {
		return live{s, l.Counts}
	}
	return s
}

// ReadBatch implements capture.Source. There may be no packets and no error,
// when none of a block passed.
func (s *Source) ReadBatch(b *capture.Batch) error {
	if len(s.held) > 0 {
		b.Packets = b.Packets[:0]
		return s.next()
	}
	err := s.Source.ReadBatch(b)
	if len(b.Packets) > 0 {
		s.marks.note(b.Packets[0].Frame, s.passed)
	}
	s.filter(b)
	if len(s.held) > 0 {
		if err != nil {
			s.held = append(s.held, err)
		}
		return s.next()
	}
	return err
}

func (s *Source) next() error {
	err := s.held[0]
	s.held = s.held[1:]
	return err
}

// filter moves the packets that pass to the front of b and drops the others.
func (s *Source) filter(b *capture.Batch) {
	passed := 0
	for i := range b.Packets {
		p := &b.Packets[i]
		k := kind{p.Link, p.BigEndian}
		if s.last >= len(s.programs) || s.programs[s.last].kind != k {
			s.choose(k)
		}
		chosen := &s.programs[s.last]
		if chosen.filter == nil {
			s.complain(chosen)
			continue
		}
		if !chosen.filter.Match(p.Data, p.Length) {
			continue
		}
		s.passed++
		p.Frame = s.passed
		if passed != i {
			b.Packets[passed] = *p
		}
		passed++
	}
	b.Packets = b.Packets[:passed]
}

// BytesRead and Size are the source's, as progress is shown by them; 0 for one
// that has none.
func (s *Source) BytesRead() int64 {
	if of, ok := s.Source.(interface{ BytesRead() int64 }); ok {
		return of.BytesRead()
	}
	return 0
}

func (s *Source) Size() int64 {
	if of, ok := s.Source.(interface{ Size() int64 }); ok {
		return of.Size()
	}
	return 0
}
