package ladder

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"wiretalk/internal/replay"
	"wiretalk/tcpreasm"
)

// manyMessages is a connection of n exchanges, each of a request and a response
// in a segment of its own.
func manyMessages(n int) (*tcpreasm.Info, []replay.Step, []*Message) {
	steps := make([]replay.Step, 2*n)
	messages := make([]*Message, 2*n)
	for i := range steps {
		from := tcpreasm.Side(i % 2)
		frame := int64(i + 1)
		steps[i] = replay.Step{Frame: frame, Time: int64(i+1) * 1000, From: from, Flags: tcpreasm.ACK | tcpreasm.PSH, Seq: uint32(i / 2 * 100), Length: 100}
		messages[i] = &Message{From: from, FirstFrame: frame, Frame: frame, Label: "GET /"}
	}
	return &tcpreasm.Info{}, steps, messages
}

func build(t testing.TB, c *tcpreasm.Info, steps []replay.Step, messages []*Message, open map[int]bool) *Ladder {
	t.Helper()
	l, err := Build(context.Background(), c, steps, messages, open, nil)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// Each message hangs at the row in which it begins, in the order in which they
// begin, whatever the order in which they are given; those of frames that are
// not there hang nowhere.
func TestMessagesHangWhereTheyBegin(t *testing.T) {
	c, steps, _ := manyMessages(20)
	at := func(first, last int64) *Message { return &Message{FirstFrame: first, Frame: last} }
	messages := []*Message{at(30, 31), at(3, 9), at(9, 9), at(9, 12), at(99, 99), at(0, 3)}
	l := build(t, c, steps, messages, nil)
	var got []string
	for _, r := range l.Rows {
		for _, m := range r.Messages {
			got = append(got, fmt.Sprintf("%d:%d-%d", steps[r.Step].Frame, m.FirstFrame, m.Frame))
			if r.Kind != Arrow {
				t.Errorf("a message hangs at a fold: %+v", r)
			}
		}
	}
	if want := "3:3-9 9:9-9 9:9-12 30:30-31"; strings.Join(got, " ") != want {
		t.Errorf("%v; want %s", got, want)
	}
	for _, frame := range []int64{3, 9, 12, 30, 31} { // beginnings and ends are never folded
		if !slices.ContainsFunc(l.Rows, func(r Row) bool { return r.Kind == Arrow && steps[r.Step].Frame == frame }) {
			t.Errorf("frame %d is folded", frame)
		}
	}
}

// A step is found from wherever one begins to look.
func TestFind(t *testing.T) {
	_, steps, _ := manyMessages(10)
	for i := range steps {
		steps[i].Frame = int64(3 * (i + 1))
	}
	for n := range len(steps) + 1 {
		for frame := int64(0); frame < 66; frame++ {
			want := slices.IndexFunc(steps[:n], func(s replay.Step) bool { return s.Frame >= frame })
			if want < 0 {
				want = n
			}
			for near := range n + 1 {
				step, found := find(steps[:n], frame, near)
				if step != want || found != (want < n && steps[want].Frame == frame) {
					t.Fatalf("frame %d of %d steps from %d: %d, %v", frame, n, near, step, found)
				}
			}
		}
	}
}

// Building tells how far it is and ends soon after nobody waits for it.
func TestBuildIsGivenUp(t *testing.T) {
	c, steps, messages := manyMessages(100_000)
	ctx, cancel := context.WithCancel(context.Background())
	told := 0
	l, err := Build(ctx, c, steps, messages, nil, func(done, of int64) {
		if told++; done <= 0 || done > of {
			t.Errorf("%d of %d", done, of)
		}
		if told == 3 {
			cancel()
		}
	})
	if l != nil || !errors.Is(err, context.Canceled) || told != 3 {
		t.Errorf("%v after it was told %d times how far it is", err, told)
	}
	last := int64(0)
	if _, err := Build(context.Background(), c, steps, messages, nil, func(done, of int64) { last = done * 100 / of }); err != nil || last < 90 {
		t.Errorf("%v; %d %% at last", err, last)
	}
}

// What is sent again is found whatever the order of the numbers, which may
// begin anew after 4 GiB.
func TestRepetitions(t *testing.T) {
	for _, test := range []struct {
		name string
		seqs []uint32
		want []int64 // frames
	}{
		{"in order", []uint32{1, 101, 201}, []int64{0, 0, 0}},
		{"again", []uint32{1, 101, 1, 1, 101}, []int64{0, 0, 1, 3, 2}},
		{"overtaken, then again", []uint32{1, 201, 101, 101, 201}, []int64{0, 0, 0, 3, 2}},
		{"over the end of numbers", []uint32{0xffffff9c, 0, 100, 0, 0xffffff9c}, []int64{0, 0, 0, 2, 1}},
		{"once round is not again", []uint32{1, 0x70000000, 0xe0000000, 1}, []int64{0, 0, 0, 0}},
	} {
		steps := make([]replay.Step, len(test.seqs))
		for i, seq := range test.seqs {
			steps[i] = replay.Step{Frame: int64(i + 1), Flags: tcpreasm.ACK, Seq: seq, Length: 100}
		}
		if got := build(t, &tcpreasm.Info{}, steps, nil, nil).repeats; !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}

func BenchmarkBuildManyMessages(b *testing.B) {
	c, steps, messages := manyMessages(250_000)
	b.ReportAllocs()
	for b.Loop() {
		build(b, c, steps, messages, nil)
	}
}

// What says something else of congestion than its sender's segment before is
// never folded: where ECE begins and ends, and CWR.
func TestCongestionIsNotFolded(t *testing.T) {
	c, steps, _ := manyMessages(20)
	for i := 11; i < 25; i += 2 { // the server's
		steps[i].Flags |= tcpreasm.ECE
	}
	steps[20].Flags |= tcpreasm.CWR
	var got []int64
	for _, r := range build(t, c, steps, nil, nil).Rows {
		if r.Kind == Arrow {
			got = append(got, steps[r.Step].Frame)
		}
	}
	for _, frame := range []int64{12, 21, 23, 26} {
		if !slices.Contains(got, frame) {
			t.Errorf("frame %d is folded: arrows of %v", frame, got)
		}
	}
}
