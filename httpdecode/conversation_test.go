package httpdecode

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// packet is one step of a conversation: data, a gap or an end.
type packet struct {
	d    Direction
	data string
	gap  int64
	end  bool
}

func c(data string) packet { return packet{d: ToServer, data: data} }
func s(data string) packet { return packet{d: ToClient, data: data} }

func clientGap(n int64) packet { return packet{d: ToServer, gap: n} }
func serverGap(n int64) packet { return packet{d: ToClient, gap: n} }

var (
	clientEnd = packet{d: ToServer, end: true}
	serverEnd = packet{d: ToClient, end: true}
)

// capture is what the packets would be in a file: their data in a row. The
// packet in place i has frame i+1.
func captureOf(packets []packet) []byte {
	var b []byte
	for _, p := range packets {
		b = append(b, p.data...)
	}
	return b
}

// play gives the packets to a decoder, cut into pieces by cut, which is told
// how many bytes are left of a packet.
func play(h Handler, packets []packet, cut func(left int) int) *Conn {
	return playOn(NewConn(h, Options{}), packets, cut)
}

// playMidway plays packets of a capture that begins in the middle of a connection.
func playMidway(h Handler, packets []packet, cut func(left int) int) *Conn {
	conn := NewConn(h, Options{})
	conn.BegunBefore()
	return playOn(conn, packets, cut)
}

func playOn(conn *Conn, packets []packet, cut func(left int) int) *Conn {
	offset := int64(0)
	for i, p := range packets {
		at := Position{Frame: int64(i + 1), Time: int64(i+1) * 1000, Offset: offset}
		offset += int64(len(p.data))
		switch {
		case p.end:
			conn.End(p.d, at)
		case p.gap > 0:
			conn.Gap(p.d, p.gap, at)
		}
		for b := []byte(p.data); len(b) > 0; {
			n := cut(len(b))
			piece := bytes.Clone(b[:n])
			conn.Data(p.d, piece, at)
			for i := range piece {
				piece[i] = '?' // it was only borrowed
			}
			b, at = b[n:], at.plus(n)
		}
	}
	conn.Close(Position{Frame: int64(len(packets) + 1)})
	return conn
}

func whole(left int) int { return left }

// recorder writes down what a decoder reports, and checks what must hold
// whatever the input.
type recorder struct {
	t       failer
	capture []byte
	bodies  map[int]*[2]bodyRecord
	heads   map[int][2]bool
	done    []record
	next    int          // Index of the first exchange that is not done
	early   map[int]bool // those after it that are
}

type bodyRecord struct {
	b    []byte
	lost int64
}

// record is an exchange with its bodies, in memory of its own.
type record struct {
	text      string // all that is known of it
	short     string // what tests of pairing need
	method    string
	target    string
	status    int
	notes     Notes
	pairing   Pairing
	certainty Certainty
	fields    [2]string
	body      [2]string
	bytes     [2]int64
	seen      [2]bool
	whole     [2]bool
}

// failer is what a recorder needs of a test.
type failer interface{ Errorf(string, ...any) }

func newRecorder(t failer, capture []byte) *recorder {
	return &recorder{t: t, capture: capture, bodies: map[int]*[2]bodyRecord{}, heads: map[int][2]bool{}, early: map[int]bool{}}
}

func (r *recorder) Head(x *Exchange, d Direction) {
	seen := r.heads[x.Index]
	if seen[d] {
		r.t.Errorf("exchange %d: a second head in direction %d", x.Index, d)
	}
	seen[d] = true
	r.heads[x.Index] = seen
}

func (r *recorder) Body(x *Exchange, d Direction, b []byte, lost int64, at Position) {
	if !r.heads[x.Index][d] {
		r.t.Errorf("exchange %d: body before head in direction %d", x.Index, d)
	}
	if r.bodies[x.Index] == nil {
		r.bodies[x.Index] = new([2]bodyRecord)
	}
	body := &r.bodies[x.Index][d]
	body.lost += lost
	body.b = append(body.b, b...)
}

func (r *recorder) Moved(from, to *Exchange) {
	before, after := r.heads[from.Index], r.heads[to.Index]
	before[ToClient], after[ToClient] = false, before[ToClient]
	r.heads[from.Index], r.heads[to.Index] = before, after
	if bodies := r.bodies[from.Index]; bodies != nil {
		r.bodies[to.Index] = &[2]bodyRecord{ToClient: bodies[ToClient]}
		bodies[ToClient] = bodyRecord{}
	}
}

func (r *recorder) Done(x *Exchange) {
	if x.Index != r.next && !x.Notes.Has(NoteQueueFull) {
		r.t.Errorf("exchange %d is done instead of %d", x.Index, r.next)
	}
	for r.early[r.next] || r.next == x.Index {
		r.next++
	}
	if x.Index > r.next {
		r.early[x.Index] = true
	}
	var rec record
	rec.method, rec.target = string(x.Request.Method), string(x.Request.Target)
	rec.status, rec.notes = x.Response.Status, x.Notes
	var text strings.Builder
	rec.pairing, rec.certainty = x.Pairing, x.Certainty
	if paired := x.Request.Seen && x.Response.Seen; paired != (x.Pairing != Unpaired) || paired != (x.Certainty != None) {
		r.t.Errorf("exchange %d: paired %v, but said to be %v and %v", x.Index, paired, x.Pairing, x.Certainty)
	}
	fmt.Fprintf(&text, "#%d pipelined=%d %v %v notes=%s\n", x.Index, x.Pipelined, x.Pairing, x.Certainty, noteWords(x.Notes))
	for d, m := range []*Message{&x.Request, &x.Response} {
		if !m.Seen {
			if m.BodyBytes != 0 || len(m.Fields) != 0 || m.HeaderBytes != 0 {
				r.t.Errorf("exchange %d: %d was not seen and has content: %+v", x.Index, d, m)
			}
			fmt.Fprintf(&text, " - interim=%v\n", m.Interim)
			continue
		}
		var body bodyRecord
		if r.bodies[x.Index] != nil {
			body = r.bodies[x.Index][d]
		}
		if got := int64(len(body.b)) + body.lost; got != m.BodyBytes || body.lost != m.MissingBytes {
			r.t.Errorf("exchange %d: body of %d bytes, %d of them missing, but %d and %d were given", x.Index, m.BodyBytes, m.MissingBytes, got, body.lost)
		}
		r.checkExtents(x.Index, "head", &m.Head, m.HeaderBytes, m.head, false)
		r.checkExtents(x.Index, "body", &m.Body, m.BodyBytes, body.b, true)
		rec.body[d], rec.bytes[d], rec.seen[d], rec.whole[d] = string(body.b), m.BodyBytes, true, m.Complete
		rec.fields[d] = fieldText(m.Fields)
		fmt.Fprintf(&text, " %q %q %d %q %q fields=%s trailers=%s interim=%v\n", m.Method, m.Target, m.Status, m.Reason, m.Version,
			fieldText(m.Fields), fieldText(m.Trailers), m.Interim)
		fmt.Fprintf(&text, " first=%v last=%v frame=%d header=%d body=%d missing=%d complete=%v framing=%d offset=%d %q\n", m.First, m.Last, m.Frame,
			m.HeaderBytes, m.BodyBytes, m.MissingBytes, m.Complete, m.Framing, m.Offset, body.b)
	}
	rec.text = text.String()
	rec.short = fmt.Sprintf("%s %s %d", rec.method, rec.target, rec.status)
	r.done = append(r.done, rec)
}

// checkExtents holds a list of extents against the bytes they should lead to.
func (r *recorder) checkExtents(index int, what string, e *Extents, length int64, want []byte, exact bool) {
	if e.Length() != length {
		r.t.Errorf("exchange %d: extents of the %s have %d bytes, want %d", index, what, e.Length(), length)
	}
	if r.capture == nil {
		return
	}
	var got []byte
	for x := range e.All() {
		if x.Offset >= 0 {
			got = append(got, r.capture[x.Offset:x.Offset+x.Length]...)
		}
	}
	if exact && !bytes.Equal(got, want) || len(got) != len(want) {
		r.t.Errorf("exchange %d: the %s read from its extents is %q, want %q", index, what, got, want)
	}
}

func fieldText(fields []Field) string {
	var b strings.Builder
	for _, f := range fields {
		fmt.Fprintf(&b, "[%s|%s]", f.Name, f.Value)
	}
	return b.String()
}

// noteWords are the words of all notes but no-host: most requests here have no
// Host, and TestHost has those.
func noteWords(n Notes) string { return allWords(n &^ NoteNoHost) }

func allWords(n Notes) string {
	words := []string{}
	for w := range n.All() {
		words = append(words, w)
	}
	return strings.Join(words, ",")
}

// run plays packets as they are.
func run(t testing.TB, packets ...packet) []record {
	t.Helper()
	r := newRecorder(t, captureOf(packets))
	play(r, packets, whole)
	return r.done
}

// shorts is method, target and status of each exchange.
func shorts(records []record) string {
	var out []string
	for _, r := range records {
		out = append(out, strings.TrimSpace(r.short))
	}
	return strings.Join(out, "; ")
}
