package pipeline_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"net/netip"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"wiretalk/capture"
	"wiretalk/internal/pipeline"
	"wiretalk/internal/report"
	"wiretalk/internal/trace"
)

// found is all that comes out for a source.
type found struct {
	json, text  string
	connections []trace.Connection
	exchanges   []trace.Exchange
	result      pipeline.Result
	problems    []string
}

func run(t testing.TB, src func() capture.Source, shards int) (f found) {
	t.Helper()
	tr := trace.New(nil)
	for _, format := range []struct {
		recorder pipeline.Recorder
		trace    *trace.Trace
		out      *string
	}{{report.JSON{}, tr, &f.json}, {report.Text{}, nil, &f.text}} {
		var out bytes.Buffer
		f.problems = nil
		var err error
		f.result, err = pipeline.Run(context.Background(), src(), pipeline.Config{
			Shards: shards, Records: format.recorder, Output: &out, Trace: format.trace,
			Problem: func(err error) { f.problems = append(f.problems, err.Error()) },
		})
		if err != nil {
			t.Fatal(err)
		}
		*format.out = out.String()
	}
	for i := range tr.Connections() {
		f.connections = append(f.connections, tr.Connection(i))
	}
	for i := range tr.Exchanges() {
		f.exchanges = append(f.exchanges, tr.Exchange(i))
	}
	return f
}

// compare says what two runs do not have in common.
func compare(t *testing.T, what string, got, want found) {
	t.Helper()
	for _, pair := range [][2]string{{got.json, want.json}, {got.text, want.text}} {
		if pair[0] != pair[1] {
			g, w := firstDifference(pair[0], pair[1])
			t.Fatalf("%s: there is\n%s\nwhere there should be\n%s", what, g, w)
		}
	}
	if !reflect.DeepEqual(got.connections, want.connections) || !reflect.DeepEqual(got.exchanges, want.exchanges) {
		t.Errorf("%s: another trace", what)
	}
	if !reflect.DeepEqual(got.result, want.result) || !slices.Equal(got.problems, want.problems) {
		t.Errorf("%s: %+v %q, want %+v %q", what, got.result, got.problems, want.result, want.problems)
	}
}

// firstDifference is the first line in which two texts differ.
func firstDifference(a, b string) (string, string) {
	for {
		lineA, restA, moreA := strings.Cut(a, "\n")
		lineB, restB, moreB := strings.Cut(b, "\n")
		if lineA != lineB || !moreA || !moreB {
			return lineA, lineB
		}
		a, b = restA, restB
	}
}

// What is found depends neither on the number of shards nor on how the
// packets come.
func TestManyShardsFindWhatOneFinds(t *testing.T) {
	records := 0
	for _, name := range captures(t) {
		from := func(block int) func() capture.Source {
			return func() capture.Source { return open(t, capture.Options{BlockSize: block, Spool: true}, name) }
		}
		one := run(t, from(0), 1)
		records += bytes.Count([]byte(one.json), []byte{'\n'})
		for _, shards := range []int{2, 3, 8} {
			compare(t, fmt.Sprintf("%s, %d shards", filepath.Base(name), shards), run(t, from(0), shards), one)
		}
		compare(t, filepath.Base(name)+", small blocks", run(t, from(300), 2), one)
	}
	if records < 50 {
		t.Errorf("%d records from all captures", records)
	}
}

// Connections that are forgotten for their age, and records that are due at
// one moment, are in one order however the packets come.
func TestTimeDependsOnPacketsAlone(t *testing.T) {
	for seed := range uint64(5) {
		packets := crowd(seed)
		one := run(t, func() capture.Source { return scattered(packets, len(packets), seed) }, 1)
		for _, shards := range []int{1, 2, 3, 8} {
			for _, most := range []int{1, 7, 100} {
				src := func() capture.Source { return scattered(packets, most, seed) }
				compare(t, fmt.Sprintf("seed %d, %d shards, up to %d packets a batch", seed, shards, most), run(t, src, shards), one)
			}
		}
		if n := one.result.TCP.ConnectionsObserved; n < 100 {
			t.Errorf("seed %d: %d connections", seed, n)
		}
	}
}

// crowd is a capture of many short connections over hours, whose packets are
// mixed, some of them never closed, on ports that are used again.
func crowd(seed uint64) (packets []capture.Packet) {
	random := rand.New(rand.NewPCG(seed, 1))
	var talkers [100][][]byte // what is left to say, by client
	now := int64(1e18)
	for len(packets) < 2000 {
		n := random.IntN(len(talkers))
		if len(talkers[n]) == 0 {
			talkers[n] = conversation(client(n))[:3+random.IntN(7)]
		}
		packets = append(packets, packet(int64(len(packets)+1), now, talkers[n][0]))
		talkers[n] = talkers[n][1:]
		now += random.Int64N(1e9)
		if random.IntN(20) == 0 {
			now += 100e9
		}
	}
	return packets
}

// conversation is a connection with one exchange, and a packet that is late.
func conversation(c netip.AddrPort) [][]byte {
	q, p := uint32(1+len(request)), uint32(1+len(response))
	return [][]byte{
		frame(c, server, syn, 0, 0, ""), frame(server, c, syn|ack, 0, 1, ""), frame(c, server, ack, 1, 1, ""),
		frame(c, server, ack, 1, 1, request), frame(server, c, ack, 1, q, response),
		frame(c, server, ack|fin, q, p, ""), frame(server, c, ack|fin, p, q+1, ""), frame(c, server, ack, q+1, p+1, ""),
		frame(server, c, ack, p+1, q+1, ""), // late, after the close
	}
}

// The columns of the text stay in line however many digits a stream number
// has.
func TestStreamNumberKeepsColumns(t *testing.T) {
	out := run(t, func() capture.Source { return scattered(crowd(1), 100, 1) }, 2).text
	columns := map[int]int{}
	for _, line := range bytes.Split([]byte(out), []byte{'\n'}) {
		if at := bytes.Index(line, []byte("GET ")); at >= 0 {
			columns[at]++
		}
	}
	if len(columns) != 1 || !bytes.Contains([]byte(out), []byte("#9 ")) || !bytes.Contains([]byte(out), []byte("#100 ")) {
		t.Errorf("GET is in the columns %v of\n%s", columns, out)
	}
}
