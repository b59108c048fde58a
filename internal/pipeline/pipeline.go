package pipeline

import (
	"context"
	"errors"
	"io"
	"runtime"
	"sync"

	"wiretalk/capture"
	"wiretalk/httpdecode"
	"wiretalk/internal/crash"
	"wiretalk/internal/decode"
	"wiretalk/internal/names"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
)

// Recorder renders what was found as records. Its methods append one record
// to dst and say where in it the connection's stream number belongs (hole, an
// index into the result): the number is not known yet when the record is
// made. Where several blanks follow the hole, the number takes the place of all
// but the last of them, so that columns stay in line. What is given is borrowed
// for the time of the call. They run on several goroutines at once.
type Recorder interface {
	Exchange(dst []byte, c *tcpreasm.Info, x *httpdecode.Exchange) (out []byte, hole int)
	Connection(dst []byte, c *tcpreasm.Info, s Summary) (out []byte, hole int)
	WebSocket(dst []byte, c *tcpreasm.Info, m *trace.WebSocket) (out []byte, hole int)
}

// SegmentRecorder renders a TCP segment, as Recorder renders records. o is
// what the tracker found of it.
type SegmentRecorder interface {
	Segment(dst []byte, c *tcpreasm.Conn, s *tcpreasm.Segment, o *tcpreasm.Observation) (out []byte, hole int)
}

// Summary is what the layers above TCP say of a connection.
type Summary struct {
	Protocol  httpdecode.Protocol
	Exchanges int
	Host      string            // that the first request names, in lower case and without port
	Resolved  *names.Resolution // the DNS answer that led to the server; nil when there is none
	TLS       *trace.TLS        // nil when it said nothing of the kind
	WebSocket int               // messages and control frames
	Skipped   [2]int64          // bytes of HTTP/1 that belong to no message, by the end that sent them
}

// Taker is shown each exchange that is complete. It copies what it wants, on
// several goroutines at once. What it returns, if not nil, is called with the
// connection's stream number, on one goroutine and in the order of the records; until
// it returns, records are waiting. It is not for use with a Trace, whose readers
// would wait as well.
type Taker func(c *tcpreasm.Info, x *httpdecode.Exchange) func(stream int)

// Config says where findings go. Records and Trace may both be set.
type Config struct {
	Shards   int             // connections are spread over so many workers; 0: one for each processor
	Records  Recorder        // renders records to Output; nil for none
	Segments SegmentRecorder // renders a record of each segment to Output too; nil for none
	Output   io.Writer       // gets whole records, some at a time, on one goroutine
	Trace    *trace.Trace    // is filled; nil for none
	Exchange Taker           // is shown each exchange; nil for none
	Sift     Sift            // says which records are printed, and exchanges shown to Exchange; nil for all
	Bodies   bool            // messages say where their bodies lie, as they do for a Trace
	Problem  func(error)     // is told of each part of the input that cannot be read, on another goroutine; may be nil
	Packets  int64           // stop after so many packets; 0: no limit
	Limits   tcpreasm.Limits // of all shards together; a live source has the times of tcpreasm.Days where it sets none
	Progress func(trace.Progress)

	// SiftItself lets Sift say of each connection whether it passes, even when it
	// carried exchanges: where the answer does not depend on these.
	SiftItself bool
}

// Result is what happened to the input as a whole.
type Result struct {
	Packets  int64
	Problems int // parts of the input that could not be read
	Decode   decode.Stats
	TCP      tcpreasm.Stats
	Heads    int64 // how often a connection had to let go of HTTP heads, since all together held too much
}

func (r *Result) reached() trace.Reached {
	return trace.Reached{
		Held: r.TCP.HoldLimitReached, Tracked: r.TCP.ConnectionsEvicted, Followed: r.TCP.NotTimed + r.TCP.NotCompared,
		Heads: r.Heads, Fragments: r.Decode.Evicted + r.Decode.Refused, TooDeep: r.Decode.TooDeep,
		HeadersCut: r.Decode.HeadersCut, FirstCut: r.Decode.FirstCut,
	}
}

const (
	MaxShards = 64       // the most that Config.Shards comes to
	maxHeads  = 64 << 20 // bytes of the heads of unfinished HTTP exchanges, on all connections
)

// Run drives all of src through the decoders and returns when everything
// found was handed on. What cannot be read is told to Config.Problem and
// counted; the error returned is of Output, or ctx's. Either ends the reading:
// what was found up to there is handed on as it stands. A call of ReadBatch
// that waits for packets then goes on waiting, until src is closed; that of a
// capture.Live returns soon, and is waited for.
//
// What is found does not depend on the number of shards, unless a limit is
// reached.
func Run(ctx context.Context, src capture.Source, cfg Config) (Result, error) {
	if cfg.Shards <= 0 {
		cfg.Shards = runtime.GOMAXPROCS(0)
	}
	cfg.Shards = min(cfg.Shards, MaxShards)
	if _, live := src.(capture.Live); live && cfg.Limits.HalfOpen == 0 && cfg.Limits.Idle == 0 {
		cfg.Limits.HalfOpen, cfg.Limits.Idle, cfg.Limits.Closed = tcpreasm.Days.HalfOpen, tcpreasm.Days.Idle, tcpreasm.Days.Closed
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)

	shards := make([]*shard, cfg.Shards)
	for i := range shards {
		shards[i] = newShard(i, &cfg)
		if again, ok := src.(io.ReaderAt); ok {
			shards[i].tracker.Capture(again)
		}
	}
	free := make(chan *batch, cfg.Shards+3)
	for range cap(free) {
		free <- newBatch(cfg.Shards)
	}
	read := make(chan *batch, cap(free))

	var workers sync.WaitGroup
	for _, s := range shards {
		workers.Go(func() {
			defer crash.Guard()
			s.run()
		})
	}
	r := &reader{src: src, cfg: &cfg, shards: shards, decoder: decode.New(), free: free, out: read}
	go func() {
		defer crash.Guard()
		r.run(ctx)
	}()

	m := newMerger(&cfg, src, shards)
	for b := range read {
		if err := m.merge(b); err != nil {
			cancel(err)
		}
		free <- b
	}
	workers.Wait()

	result := Result{Packets: m.progress.Packets, Problems: r.problems, Decode: r.decoder.Stats()}
	for _, s := range shards {
		result.TCP.Add(s.tracker.Stats())
		result.Heads += s.heads.Reached
	}
	err := context.Cause(ctx)
	m.finish(&result, errors.Join(r.firstProblem, r.lastProblem, err))
	return result, err
}

// giveWay lets others have the processor, after the packet with that place in a
// batch. Who looks at a trace waits for a processor as everybody does, and would
// wait for as many whole batches as are in work.
func (c *Config) giveWay(i int) {
	if c.Trace != nil && i%giveWayEvery == giveWayEvery-1 {
		runtime.Gosched()
	}
}

// giveWayEvery is how many packets are worked on at once: some tenths of a millisecond.
const giveWayEvery = 256
