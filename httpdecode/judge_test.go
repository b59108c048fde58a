package httpdecode

import (
	"fmt"
	"net/netip"
	"strings"

	"wiretalk/tcpreasm"
)

// score counts what was made of conversations.
type score struct {
	right, wrong int // pairs
	unpaired     int // responses that are reported without a request
	mistaken     int // messages that begin where none does
	strange      int // messages with content that is another's
	unordered    int // interim responses of another exchange
	certain      int // pairs that are said to be certain
}

func (s *score) add(o score) {
	s.right += o.right
	s.wrong += o.wrong
	s.unpaired += o.unpaired
	s.mistaken += o.mistaken
	s.strange += o.strange
	s.unordered += o.unordered
	s.certain += o.certain
}

func (s *score) faults() int { return s.wrong + s.mistaken + s.strange + s.unordered }

// judge holds what a decoder reports against the conversation as it was.
// Position.Offset is the offset in the direction.
type judge struct {
	*talk
	score
	bodies map[int]*[2][]stretch
	text   strings.Builder
	pairs  uint32
}

// stretch is a run of a body's bytes, by their offsets.
type stretch struct{ from, to int }

func newJudge(k *talk) *judge { return &judge{talk: k, bodies: map[int]*[2][]stretch{}} }

func (j *judge) Head(*Exchange, Direction) {}

func (j *judge) Body(x *Exchange, d Direction, b []byte, _ int64, at Position) {
	if len(b) == 0 {
		return
	}
	if j.bodies[x.Index] == nil {
		j.bodies[x.Index] = new([2][]stretch)
	}
	runs := &j.bodies[x.Index][d]
	*runs = append(*runs, stretch{int(at.Offset), int(at.Offset) + len(b)})
}

func (j *judge) Moved(from, to *Exchange) {
	if old := j.bodies[from.Index]; old != nil {
		j.bodies[to.Index] = &[2][]stretch{ToClient: old[ToClient]}
		old[ToClient] = nil
	}
}

func (j *judge) Done(x *Exchange) {
	message := [2]int{-1, -1}
	for d, m := range []*Message{&x.Request, &x.Response} {
		if !m.Seen {
			continue
		}
		i, ok := j.starts[d][int(m.First.Offset)]
		if !ok {
			i = -1
			j.mistaken++
			j.say("at %d of direction %d no message begins", m.First.Offset, d)
		}
		if j.midway == 0 && m.Offset != m.First.Offset {
			j.mistaken++
			j.say("offset %d of direction %d is said to be %d", m.First.Offset, d, m.Offset)
		}
		message[d] = i
		if j.bodies[x.Index] == nil || !ok {
			continue
		}
		for _, r := range j.bodies[x.Index][d] {
			if !j.owns(Direction(d), i, r) {
				j.strange++
				j.say("message %d of direction %d has bytes %d to %d", i, d, r.from, r.to)
				break
			}
		}
	}
	delete(j.bodies, x.Index)
	j.interims(x, message)
	ask, answer := message[ToServer], message[ToClient]
	if x.Certainty == Certain {
		j.certain++
	}
	switch {
	case !x.Request.Seen:
		j.unpaired++
	case !x.Response.Seen:
	case ask == answer && ask >= 0:
		j.right++
		j.pairs |= 1 << ask
	default:
		j.wrong++
		j.say("request %d has the response to %d", ask, answer)
	}
	fmt.Fprintf(&j.text, "#%d %d>%d %s %d %v %v %s complete %v %v\n", x.Index, ask, answer, x.Request.Method, x.Response.Status, x.Pairing, x.Certainty,
		noteWords(x.Notes), x.Request.Complete, x.Response.Complete)
}

func (j *judge) owns(d Direction, message int, r stretch) bool {
	for _, o := range j.owners[d][r.from:r.to] {
		if o.message != message || !o.body {
			return false
		}
	}
	return true
}

// interims checks the interim responses of an exchange.
func (j *judge) interims(x *Exchange, message [2]int) {
	for _, i := range x.Response.Interim {
		at := j.owners[ToClient][i.Position.Offset].message
		if x.Request.Seen && message[ToServer] != at || x.Response.Seen && message[ToClient] != at {
			j.unordered++
			j.say("an interim response to %d is in the exchange of %v", at, message)
		}
	}
}

func (j *judge) say(format string, args ...any) { fmt.Fprintf(&j.text, "FAULT: "+format+"\n", args...) }

// String is what was reported, and the conversation.
func (j *judge) String() string {
	var b strings.Builder
	b.WriteString(j.text.String())
	for i, s := range j.segments {
		lost := ""
		switch {
		case i < j.midway:
			lost = " BEFORE"
		case s.lost:
			lost = " LOST"
		}
		fmt.Fprintf(&b, "%d: %d [%d,%d) ack %d fin %v%s %q\n", i+1, s.d, s.from, s.to, s.acked, s.fin, lost, j.streams[s.d][s.from:s.to])
	}
	return b.String()
}

// playTalk gives a conversation to a decoder without what is not in the
// capture, with what is said of acknowledgements if acks is set.
func playTalk(j *judge, acks bool) {
	conn := NewConn(j, Options{})
	first := [2]int{-1, -1} // bytes before the capture
	if j.midway > 0 {
		conn.BegunBefore()
	}
	for i, s := range j.segments {
		if i < j.midway {
			continue
		}
		if first[s.d] < 0 {
			first[s.d] = s.from
		}
		if first[s.d^1] < 0 {
			first[s.d^1] = s.acked
		}
		at := Position{Frame: int64(i + 1), Time: int64(i + 1), Offset: int64(s.from)}
		if acks {
			conn.Acknowledged(s.d, int64(max(0, s.acked-first[s.d^1])))
		}
		switch {
		case s.fin:
			conn.End(s.d, at)
		case s.lost:
			conn.Gap(s.d, int64(s.to-s.from), at)
		case s.from < s.to:
			conn.Data(s.d, j.streams[s.d][s.from:s.to], at)
		}
	}
	conn.Close(Position{Frame: int64(len(j.segments) + 1)})
}

// trackTalk gives the segments of a conversation to a tracker, and what that
// hands on to a decoder.
func trackTalk(j *judge) {
	h := &tracked{conn: NewConn(j, Options{})}
	tracker := tcpreasm.New(h, tcpreasm.Limits{})
	ends := [2]netip.AddrPort{ToServer: netip.MustParseAddrPort("10.0.0.1:40000"), ToClient: netip.MustParseAddrPort("10.0.0.2:80")}
	isn := [2]uint32{1<<32 - 100, 5000}
	frame := int64(0)
	segment := func(d Direction, flags tcpreasm.Flags, seq, ack int, payload []byte) {
		frame++
		tracker.Segment(&tcpreasm.Segment{
			Frame: frame, Time: frame * 1e6, Offset: int64(seq - 1), Src: ends[d], Dst: ends[d^1], Flags: flags, Window: 65535,
			Seq: isn[d] + uint32(seq), Ack: isn[d^1] + uint32(ack), Length: len(payload), Payload: payload,
		})
	}
	if j.midway > 0 {
		h.conn.BegunBefore()
	} else {
		segment(ToServer, tcpreasm.SYN, 0, 0, nil)
		segment(ToClient, tcpreasm.SYN|tcpreasm.ACK, 0, 1, nil)
		segment(ToServer, tcpreasm.ACK, 1, 1, nil)
	}
	fins := 0
	for i, s := range j.segments {
		switch {
		case i < j.midway:
		case s.lost:
			frame++
		case s.fin:
			segment(s.d, tcpreasm.FIN|tcpreasm.ACK, s.from+1, s.acked+1+fins, nil)
			fins++
		default:
			segment(s.d, tcpreasm.ACK, s.from+1, s.acked+1, j.streams[s.d][s.from:s.to])
		}
	}
	tracker.Close()
	h.conn.Close(Position{Frame: frame})
}

// tracked hands on what a tracker finds.
type tracked struct {
	conn *Conn
}

func (h *tracked) Opened(*tcpreasm.Conn) {}
func (h *tracked) Data(t *tcpreasm.Conn, from tcpreasm.Side, b []byte, at tcpreasm.Position) {
	if offset, ok := t.Acknowledged(from); ok {
		h.conn.Acknowledged(Direction(from), offset)
	}
	h.conn.Data(Direction(from), b, Position(at))
}
func (h *tracked) Gap(_ *tcpreasm.Conn, from tcpreasm.Side, n int64, at tcpreasm.Position) {
	h.conn.Gap(Direction(from), n, Position(at))
}
func (h *tracked) Finished(_ *tcpreasm.Conn, from tcpreasm.Side, at tcpreasm.Position) {
	h.conn.End(Direction(from), Position(at))
}
func (h *tracked) Closed(*tcpreasm.Conn) {}
