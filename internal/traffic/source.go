package traffic

import (
	"io"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"

	"wiretalk/capture"
)

// Options say what passes. The zero value is full speed without end.
type Options struct {
	Packets   int64 // in all; 0: no end
	Exchanges int64 // answered requests; 0: no end
	Rate      int   // packets in a second; 0: as many as are taken
	Batch     int   // packets at once, at most; 512 when 0
	Seed      uint64

	// Step is how much time passes from packet to packet, in nanoseconds. 0: the
	// time is that of the clock.
	Step int64

	Talkers  int   // conversations at once; 64 when 0
	HalfOpen int   // SYNs that nobody answers, in a thousand packets
	Forever  int   // of the talkers, how many never close
	Sockets  int   // of the talkers, how many are WebSockets that never close
	Names    int   // DNS answers in a thousand packets
	Kept     int   // bytes that can be read again; 1 MiB when 0
	Losing   int64 // of so many packets, one is dropped; 0: none
}

// Source is what passes.
type Source struct {
	o        Options
	random   *rand.Rand
	talkers  []talker
	clients  uint32 // so far
	number   int64
	answered int64
	now      int64
	began    time.Time
	blocks   map[*capture.Batch][]byte

	kept    kept
	dropped atomic.Int64
	seen    atomic.Int64
	paused  atomic.Bool

	mu      sync.Mutex
	problem error
	closed  chan struct{}
	once    sync.Once
}

var _ capture.Live = (*Source)(nil)

// New begins.
func New(o Options) *Source {
	if o.Batch == 0 {
		o.Batch = 512
	}
	if o.Talkers == 0 {
		o.Talkers = 64
	}
	if o.Kept == 0 {
		o.Kept = 1 << 20
	}
	s := &Source{
		o: o, random: rand.New(rand.NewPCG(o.Seed, 7)), talkers: make([]talker, o.Talkers), began: time.Now(),
		blocks: map[*capture.Batch][]byte{}, closed: make(chan struct{}),
	}
	s.now = s.began.UnixNano()
	s.kept.ring = make([]byte, o.Kept)
	for i := range s.talkers {
		s.begin(i)
	}
	return s
}

// wait is how long ReadBatch waits for packets at most, half of what Live has.
const wait = 250 * time.Millisecond

// ReadBatch gives the packets that are due.
func (s *Source) ReadBatch(b *capture.Batch) error {
	b.Packets, b.Now = b.Packets[:0], 0
	select {
	case <-s.closed:
		return io.EOF
	default:
	}
	if err := s.takeProblem(); err != nil {
		return err
	}
	if s.ended() {
		return io.EOF
	}
	n := s.due()
	w := writer{source: s, batch: b, block: s.blocks[b][:0]}
	for range n {
		if s.ended() {
			break
		}
		s.number++
		if s.o.Step > 0 {
			s.now += s.o.Step
		} else {
			s.now = time.Now().UnixNano()
		}
		s.seen.Add(1)
		w.next()
	}
	s.blocks[b] = w.block
	if s.o.Step == 0 {
		s.now = time.Now().UnixNano()
	}
	b.Now = s.now
	return nil
}

// ended says whether all has passed.
func (s *Source) ended() bool {
	return s.o.Packets > 0 && s.number >= s.o.Packets || s.o.Exchanges > 0 && s.answered >= s.o.Exchanges
}

// due waits for packets, and says how many come now.
func (s *Source) due() int {
	for begun := time.Now(); ; {
		n := s.o.Batch
		if s.o.Rate > 0 {
			n = min(n, int(time.Since(s.began).Seconds()*float64(s.o.Rate))-int(s.number))
		}
		if s.o.Packets > 0 {
			n = min(n, int(s.o.Packets-s.number))
			if n == 0 {
				return 0
			}
		}
		if s.paused.Load() {
			n = 0
		}
		if n > 0 || time.Since(begun) >= wait {
			return max(n, 0)
		}
		select {
		case <-s.closed:
			return 0
		case <-time.After(time.Millisecond):
		}
	}
}

// Pause lets nothing pass, or goes on.
func (s *Source) Pause(quiet bool) { s.paused.Store(quiet) }

// Fail makes the next ReadBatch return an error, once.
func (s *Source) Fail(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.problem = err
}

func (s *Source) takeProblem() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	err := s.problem
	s.problem = nil
	return err
}

// Drop counts packets as dropped.
func (s *Source) Drop(n int64) {
	s.seen.Add(n)
	s.dropped.Add(n)
}

// Counts counts the packets so far.
func (s *Source) Counts() capture.Counts {
	return capture.Counts{Received: s.seen.Load(), Dropped: s.dropped.Load()}
}

// ReadAt reads the bytes of packets again.
func (s *Source) ReadAt(p []byte, at int64) (int, error) { return s.kept.ReadAt(p, at) }

// Close ends ReadBatch.
func (s *Source) Close() error {
	s.once.Do(func() { close(s.closed) })
	return nil
}
