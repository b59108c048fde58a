package filtered

import (
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"sort"
	"sync"

	"wiretalk/capture"
)

// markEvery is how many packets of the source lie at least between two
// marks. Tests have them closer.
var markEvery int64 = 1 << 16

// mark is a packet of the source with how many had passed before it.
type mark struct{ frame, passed int64 }

// marks are in the order of the packets.
type marks struct {
	mu   sync.Mutex
	list []mark
}

// note marks the first packet of a batch of the source.
func (m *marks) note(frame, passed int64) {
	if n := len(m.list); n > 0 && frame-m.list[n-1].frame < markEvery {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.list = append(m.list, mark{frame, passed})
}

// before is the last mark before the packet that passed with this number.
func (m *marks) before(passed int64) (mark, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	i := sort.Search(len(m.list), func(i int) bool { return m.list[i].passed >= passed })
	if i == 0 {
		return mark{}, false
	}
	return m.list[i-1], true
}

// Again implements capture.Rereader, by the numbers of what passed, if the
// source does by its own.
func (s *Source) Again(first, last int64) (capture.Source, error) {
	source, ok := s.Source.(capture.Rereader)
	if !ok {
		return nil, capture.ErrNotKept
	}
	from, ok := s.marks.before(first)
	if !ok {
		return nil, fmt.Errorf("frame %d was not read yet", first)
	}
	again, err := source.Again(from.frame, math.MaxInt64)
	if err != nil {
		return nil, err
	}
	return &stretch{Source: &Source{Source: again, expr: s.expr, options: s.options, passed: from.passed}, from: from.frame, last: last}, nil
}

// stretch is what passes of a source that is read again.
type stretch struct {
	*Source
	from int64 // the source's packet before which none counts
	last int64
}

func (s *stretch) ReadBatch(b *capture.Batch) error {
	for b.Packets = b.Packets[:0]; len(b.Packets) == 0; {
		if s.passed >= s.last {
			return io.EOF
		}
		err := s.Source.Source.ReadBatch(b)
		b.Packets = b.Packets[sort.Search(len(b.Packets), func(i int) bool { return b.Packets[i].Frame >= s.from }):]
		s.filter(b)
		s.held = nil // it was said at the first reading
		b.Packets = b.Packets[:sort.Search(len(b.Packets), func(i int) bool { return b.Packets[i].Frame > s.last })]
		if err != nil {
			return err
		}
	}
	return nil
}

// Close ends the reading again.
func (s *stretch) Close() error {
	if err := s.Source.Close(); err != nil && !errors.Is(err, os.ErrClosed) {
		return err
	}
	return nil
}
