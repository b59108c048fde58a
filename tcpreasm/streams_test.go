package tcpreasm

import (
	"cmp"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// sent is one segment of the conversation that TestStreamsComeOut makes up.
type sent struct {
	from     Side
	first, n int // bytes of the stream: stream[first:first+n]
	seen     int // numbers of the other end after its SYN that it acknowledges
	flags    Flags
	captured bool
	place    int // in the capture
}

// TestStreamsComeOut makes two ends talk, cuts what they say into segments,
// sends some of it again in other pieces, and captures it out of order, in
// part twice and in part not at all. Out must come the same bytes in order, with
// exactly those missing that no captured segment holds, and, when nothing is
// sent again, no answer before what it acknowledges.
func TestStreamsComeOut(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		isn := [2]uint32{drawISN(r, "client's ISN"), drawISN(r, "server's ISN")}
		again := rapid.Bool().Draw(r, "again")
		conversation, length := drawConversation(r, again)
		capture := shuffle(r, conversation)

		out := &streams{t: r, isn: isn}
		tr := New(out, Limits{})
		var covered [2][]bool
		for side, n := range length {
			covered[side] = make([]bool, n)
		}
		for i, x := range capture {
			r.Logf("frame %d: %v %v bytes %d to %d, ack %d", i+1, x.from, x.flags, x.first, x.first+x.n, x.seen)
			s := segmentOf(x, isn)
			s.Frame, s.Time = int64(i+1), int64(i)*1e6
			if again {
				x.seen = 0 // what is sent again was there before its acknowledgement
			}
			out.acknowledged = append(out.acknowledged, x.seen)
			for n := x.first; n < x.first+x.n; n++ {
				covered[x.from][n] = true
			}
			checkConn(t, tr.Segment(&s))
		}
		tr.Close()
		if tr.pool.bytes != 0 {
			r.Fatalf("%d bytes are held after Close", tr.pool.bytes)
		}
		for side, isCovered := range covered {
			if !slices.Equal(out.covered[side], isCovered) {
				r.Fatalf("%v: handed on %v, captured %v", Side(side), out.covered[side], isCovered)
			}
			if !out.finished[side] {
				r.Fatalf("%v did not finish", Side(side))
			}
		}
	})
}

func drawISN(r *rapid.T, label string) uint32 {
	return rapid.OneOf(rapid.Uint32(), rapid.Uint32Min(1<<32-600)).Draw(r, label)
}

// drawConversation makes up a handshake, some segments each way, and the close.
func drawConversation(r *rapid.T, again bool) (all []sent, length [2]int) {
	all = []sent{
		{from: Client, flags: SYN, captured: true},
		{from: Server, flags: SYN | ACK, captured: true},
		{from: Client, flags: ACK, captured: true},
	}
	lately := make([][2]int, 4) // length before each of the last segments: what is sent again is no older
	for range rapid.IntRange(0, 40).Draw(r, "segments") {
		from := Side(rapid.IntRange(0, 1).Draw(r, "from"))
		x := sent{from: from, first: length[from], seen: length[from.Peer()], flags: ACK}
		x.n = rapid.IntRange(0, 30).Draw(r, "bytes")
		if again {
			x.first -= min(x.first-lately[0][from], rapid.SampledFrom([]int{0, 0, 0, 5, 20}).Draw(r, "sent again"))
		}
		x.captured = rapid.IntRange(0, 5).Draw(r, "captured") > 0
		length[from] = max(length[from], x.first+x.n)
		all = append(all, x)
		lately = append(lately[1:], length)
	}
	return append(all,
		sent{from: Client, first: length[Client], seen: length[Server], flags: FIN | ACK, captured: true},
		sent{from: Server, first: length[Server], seen: length[Client] + 1, flags: FIN | ACK, captured: true},
		sent{from: Client, first: length[Client] + 1, seen: length[Server] + 1, flags: ACK, captured: true},
	), length
}

// shuffle drops what was not captured, captures some twice, and moves some by
// less than the patience. The handshake stays in front.
func shuffle(r *rapid.T, all []sent) (capture []sent) {
	for _, x := range all {
		if x.captured {
			capture = append(capture, x)
			if rapid.IntRange(0, 9).Draw(r, "twice") == 0 {
				capture = append(capture, x)
			}
		}
	}
	for i := range capture {
		if capture[i].place = i; !capture[i].flags.Has(SYN) {
			capture[i].place += rapid.IntRange(0, 3).Draw(r, "moved by")
		}
	}
	slices.SortStableFunc(capture, func(a, b sent) int { return cmp.Compare(a.place, b.place) })
	return capture
}

func segmentOf(x sent, isn [2]uint32) Segment {
	ends := [2]string{"C", "S"}
	src, _ := scriptEnd(ends[x.from])
	dst, _ := scriptEnd(ends[x.from.Peer()])
	s := Segment{Src: src, Dst: dst, Flags: x.flags, Window: 65535, Offset: -1, Seq: isn[x.from], Length: x.n}
	if !x.flags.Has(SYN) {
		s.Seq += uint32(1 + x.first)
	}
	if x.flags.Has(ACK) {
		s.Ack = isn[x.from.Peer()] + 1 + uint32(x.seen)
	}
	s.Payload = letters(s.Seq, x.n)
	return s
}

// streams is a Handler that keeps what came out: for each number of a
// direction, whether it was there.
type streams struct {
	t            *rapid.T
	isn          [2]uint32
	covered      [2][]bool
	finished     [2]bool
	acknowledged []int // by frame, less one
}

func (o *streams) Opened(*Conn) {}

func (o *streams) Data(_ *Conn, from Side, b []byte, at Position) {
	want := letters(o.isn[from]+1+uint32(len(o.covered[from])), len(b))
	if string(b) != string(want) {
		o.t.Fatalf("%v: %q where %q was sent", from, b, want)
	}
	// One number less may be there: it is taken for a FIN.
	if passed, ack := len(o.covered[from.Peer()]), o.acknowledged[at.Frame-1]; passed+1 < ack {
		o.t.Fatalf("%v: bytes of frame %d, which acknowledges %d, after %d of the other end", from, at.Frame, ack, passed)
	}
	for range b {
		o.covered[from] = append(o.covered[from], true)
	}
}

func (o *streams) Gap(_ *Conn, from Side, n int64, _ Position) {
	o.covered[from] = append(o.covered[from], make([]bool, n)...)
}

func (o *streams) Finished(_ *Conn, from Side, _ Position) { o.finished[from] = true }

func (o *streams) Closed(*Conn) {}
