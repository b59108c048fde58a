package pipeline_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"wiretalk/capture"
)

// Thousands of connections that are open at the end of the input come out in
// the order in which they began, each behind its exchanges, whatever the number
// of shards.
func TestManyOpenAtTheEnd(t *testing.T) {
	const connections = 3000
	packets := unfinished(connections)
	one := run(t, func() capture.Source { return scattered(packets, 1000, 1) }, 1)
	for _, shards := range []int{2, 3, 8} {
		src := func() capture.Source { return scattered(packets, 1000, uint64(shards)) }
		compare(t, fmt.Sprintf("%d shards", shards), run(t, src, shards), one)
	}

	records := strings.Split(strings.TrimSpace(one.json), "\n")
	stream, exchanges := 0, 0
	for _, r := range records {
		begins := fmt.Sprintf(`{"type":"connection","stream":%d,`, stream)
		switch {
		case strings.HasPrefix(r, begins):
			stream++
		case strings.HasPrefix(r, fmt.Sprintf(`{"type":"http","stream":%d,`, stream)):
			exchanges++
		default:
			t.Fatalf("instead of a record that begins with %s there is %s", begins, r)
		}
	}
	if stream != connections || exchanges < connections/4 || exchanges != len(one.exchanges) || stream != len(one.connections) {
		t.Errorf("%d connections and %d exchanges; in the trace %d and %d", stream, exchanges, len(one.connections), len(one.exchanges))
	}
	for i, c := range one.connections {
		if c.Stream != i || c.FirstFrame == 0 {
			t.Fatalf("row %d of the trace is stream %d from frame %d on", i, c.Stream, c.FirstFrame)
		}
	}
}

// unfinished is a capture of so many conversations that all stop before their
// response, mixed.
func unfinished(n int) (packets []capture.Packet) {
	random := rand.New(rand.NewPCG(1, 2))
	left := make([][][]byte, n)
	for i := range left {
		left[i] = conversation(client(i))[:1+random.IntN(4)]
	}
	for len(left) > 0 {
		i := random.IntN(len(left))
		number := int64(len(packets) + 1)
		packets = append(packets, packet(number, 1e18+number, left[i][0]))
		if left[i] = left[i][1:]; len(left[i]) == 0 {
			left[i] = left[len(left)-1]
			left = left[:len(left)-1]
		}
	}
	return packets
}
