package httpdecode_test

import (
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"wiretalk/capture"
	"wiretalk/httpdecode"
	"wiretalk/internal/decode"
	"wiretalk/tcpreasm"
)

// step is what a connection's tracker handed on at once.
type step struct {
	d    httpdecode.Direction
	data []byte
	gap  int64
	end  bool
	at   httpdecode.Position
}

// collector is a tcpreasm.Handler that keeps what each connection carries.
type collector struct{ conns []*[]step }

func (c *collector) Opened(t *tcpreasm.Conn) {
	steps := new([]step)
	c.conns = append(c.conns, steps)
	t.Context = steps
}

func (c *collector) add(t *tcpreasm.Conn, from tcpreasm.Side, s step) {
	if from != tcpreasm.Client {
		s.d = httpdecode.ToClient
	}
	steps := t.Context.(*[]step)
	*steps = append(*steps, s)
}

func (c *collector) Data(t *tcpreasm.Conn, from tcpreasm.Side, b []byte, at tcpreasm.Position) {
	c.add(t, from, step{data: append([]byte(nil), b...), at: httpdecode.Position(at)})
}

func (c *collector) Gap(t *tcpreasm.Conn, from tcpreasm.Side, n int64, at tcpreasm.Position) {
	c.add(t, from, step{gap: n, at: httpdecode.Position(at)})
}

func (c *collector) Finished(t *tcpreasm.Conn, from tcpreasm.Side, at tcpreasm.Position) {
	c.add(t, from, step{end: true, at: httpdecode.Position(at)})
}

func (c *collector) Closed(*tcpreasm.Conn) {}

// conversationsOf reads what the connections of a capture carry.
func conversationsOf(t *testing.T, name string) []*[]step {
	t.Helper()
	in, err := capture.Open([]string{name}, capture.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	found := new(collector)
	tracker, decoder, reader := tcpreasm.New(found, tcpreasm.Limits{}), decode.New(), capture.NewPacketReader(in)
	for {
		_, _, err := reader.ZeroCopyReadPacketData()
		if err != nil {
			if !errors.Is(err, io.EOF) {
				t.Logf("%s: %v", name, err)
			}
			break
		}
		p := reader.Packet()
		seg := tcpreasm.Segment{Frame: p.Frame, Time: p.Time, Offset: p.Offset}
		if decoder.Decode(uint16(p.Link), p.Data, p.Length, &seg) {
			tracker.Segment(&seg)
		}
	}
	tracker.Close()
	return found.conns
}

// listing is a Handler that writes down all it is told, the content of bodies
// as a checksum.
type listing struct {
	strings.Builder
	sums map[[2]int]uint32
}

func (l *listing) Head(*httpdecode.Exchange, httpdecode.Direction) {}

func (l *listing) Body(x *httpdecode.Exchange, d httpdecode.Direction, b []byte, lost int64, _ httpdecode.Position) {
	key := [2]int{x.Index, int(d)}
	l.sums[key] = crc32.Update(l.sums[key], crc32.IEEETable, b)
}

func (l *listing) Done(x *httpdecode.Exchange) {
	fmt.Fprintf(l, "#%d %v %v pipelined %d notes %b\n", x.Index, x.Pairing, x.Certainty, x.Pipelined, x.Notes)
	for d, m := range []*httpdecode.Message{&x.Request, &x.Response} {
		fmt.Fprintf(l, " %v %s %s %d %s %s %q %q %v\n", m.Seen, m.Method, m.Target, m.Status, m.Reason, m.Version, m.Fields, m.Trailers, m.Interim)
		fmt.Fprintf(l, " %v %v %d %d %d %d %v %v %d body %x\n", m.First, m.Last, m.Frame, m.HeaderBytes, m.BodyBytes, m.MissingBytes, m.Complete, m.Framing, m.Offset, l.sums[[2]int{x.Index, d}])
		for e := range m.Head.All() {
			fmt.Fprint(l, e)
		}
		for e := range m.Body.All() {
			fmt.Fprint(l, e)
		}
	}
}

// list plays a conversation, each step cut into pieces by cut, which is told
// how many bytes of the step were given and are left.
func list(steps []step, cut func(given, left int) int) string {
	l := &listing{sums: map[[2]int]uint32{}}
	conn := httpdecode.NewConn(l, httpdecode.Options{})
	for _, s := range steps {
		switch {
		case s.end:
			conn.End(s.d, s.at)
		case s.gap > 0:
			conn.Gap(s.d, s.gap, s.at)
		}
		for given := 0; given < len(s.data); {
			n := cut(given, len(s.data)-given)
			at := s.at
			if at.Offset >= 0 {
				at.Offset += int64(given)
			}
			conn.Data(s.d, s.data[given:given+n], at)
			given += n
		}
	}
	conn.Close(httpdecode.Position{})
	return l.String()
}

// TestEverySplitOfBundledCaptures cuts the bytes of every bundled connection,
// and of the shared ones where they are: single bytes, at random, and where
// little is carried, each packet in two at every place. It must change nothing.
func TestEverySplitOfBundledCaptures(t *testing.T) {
	const little = 3000
	bundled, _ := filepath.Glob(filepath.Join("..", "testdata", "pcaps", "*.pcap*"))
	if len(bundled) == 0 {
		t.Fatal("testdata/pcaps has no captures")
	}
	shared, _ := filepath.Glob(filepath.Join("..", "..", "shared", "pcaps", "*.pcap*"))
	if testing.Short() {
		shared = nil
	}
	for _, name := range append(bundled, shared...) {
		for i, steps := range conversationsOf(t, name) {
			total, longest := 0, 0
			for _, s := range *steps {
				total, longest = total+len(s.data), max(longest, len(s.data))
			}
			if total == 0 || total > 300_000 {
				continue
			}
			want := list(*steps, func(_, left int) int { return left })
			check := func(how string, cut func(given, left int) int) {
				if got := list(*steps, cut); got != want {
					t.Fatalf("%s, connection %d, %s:\n%s\nwhole packets give\n%s", filepath.Base(name), i, how, got, want)
				}
			}
			check("byte by byte", func(int, int) int { return 1 })
			random := rand.New(rand.NewPCG(1, uint64(i)))
			check("at random", func(_, left int) int { return 1 + random.IntN(left) })
			if total > little {
				continue
			}
			for at := 1; at < longest; at++ {
				check(fmt.Sprintf("split at %d", at), func(given, left int) int {
					if given == 0 {
						return min(at, left)
					}
					return left
				})
			}
		}
	}
}
