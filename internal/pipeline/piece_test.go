package pipeline

import (
	"net/netip"
	"strings"
	"testing"

	"wiretalk/httpdecode"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
)

// long renders records that are some kilobytes long.
type long struct{}

func (long) Exchange(dst []byte, _ *tcpreasm.Info, _ *httpdecode.Exchange) ([]byte, int) {
	return append(dst, strings.Repeat("x", 3000)...), 1
}

func (long) Connection(dst []byte, _ *tcpreasm.Info, _ Summary) ([]byte, int) {
	return append(dst, strings.Repeat("c", 2000)...), 1
}

func (long) WebSocket(dst []byte, _ *tcpreasm.Info, _ *trace.WebSocket) ([]byte, int) {
	return append(dst, strings.Repeat("w", 1000)...), 1
}

// Records that are longer than a page are handed on one by one.
func TestLongRecordFillsAPiece(t *testing.T) {
	var p piece
	page := p.pages.current()
	p.pages.put(append(page, make([]byte, fullPages*pageSize)...))
	if p.isFull() {
		t.Error("full with as much as a piece has room for")
	}
	p.pages.put(append(page, make([]byte, fullPages*pageSize+1)...))
	if !p.isFull() {
		t.Error("not full with more than a piece has room for")
	}
	p.reset()
	if p.isFull() || cap(p.pages.current()) > 2*pageSize {
		t.Errorf("a page of %d bytes is kept", cap(p.pages.current()))
	}
}

// However many connections are open at the end of the input, a shard holds no
// more of their records and rows than a few pieces have room for.
func TestPiecesAreBounded(t *testing.T) {
	const connections = 10_000
	for _, test := range []struct {
		name string
		cfg  Config
	}{
		{"records", Config{Shards: 1, Records: long{}}},
		{"trace", Config{Shards: 1, Trace: trace.New(nil)}},
		{"both", Config{Shards: 1, Records: long{}, Trace: trace.New(nil)}},
		{"taken", Config{Shards: 1, Exchange: func(*tcpreasm.Info, *httpdecode.Exchange) func(int) { return func(int) {} }}},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := newShard(0, &test.cfg)
			go s.run()
			s.in <- openConnections(0, connections, false)
			for p := range piecesOf(s) {
				if n := len(p.closed); n != 0 {
					t.Errorf("%d connections closed before the end", n)
				}
			}
			s.in <- openConnections(connections, 0, true)
			pieces, closed, records := 0, 0, 0
			for p := range piecesOf(s) {
				pieces++
				closed += len(p.closed)
				for i := range p.findings {
					if p.findings[i].text != nil {
						records++
					}
				}
				if len(p.touched)+len(p.changes)+p.taken > fullRows+4 || p.pages.used > fullPages+1 {
					t.Fatalf("a piece has %d rows and %d pages", len(p.touched)+len(p.changes), p.pages.used)
				}
			}
			close(s.in)
			if test.cfg.Records != nil && records != 2*connections {
				t.Errorf("%d records of %d connections with a request each", records, connections)
			}
			if closed != connections || pieces < connections/fullRows {
				t.Errorf("%d connections closed, in %d pieces", closed, pieces)
			}
		})
	}
}

// piecesOf goes through what a shard finds in one batch, as the merger does.
func piecesOf(s *shard) func(yield func(*piece) bool) {
	return func(yield func(*piece) bool) {
		for last := false; !last; {
			p := <-s.found
			last = p.last
			if !yield(p) {
				return
			}
			s.spare <- p
		}
	}
}

// openConnections is a batch in which so many connections ask for something,
// after so many frames.
func openConnections(after int64, n int, final bool) *batch {
	const request = "GET / HTTP/1.1\r\nHost: example.org\r\n\r\n"
	b := newBatch(1)
	for i := range n {
		b.segments[0] = append(b.segments[0], tcpreasm.Segment{
			Frame: after + int64(i) + 1, Time: 1e18,
			Src: netip.AddrPortFrom(netip.AddrFrom4([4]byte{10, 0, byte(i >> 8), byte(i)}), 1024),
			Dst: netip.AddrPortFrom(netip.AddrFrom4([4]byte{10, 1, 0, 1}), 80),
			Seq: 1, Ack: 1, Flags: tcpreasm.ACK, Window: 1000, Length: len(request), Payload: []byte(request),
		})
	}
	b.lastFrame, b.final = after+int64(n), final
	return b
}
