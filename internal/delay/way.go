package delay

import (
	"slices"
	"sort"

	"wiretalk/internal/replay"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
)

// way follows both directions' numbers, to know what had to be sent again
// before it arrived, and since when it was waited for. What was sent again
// needlessly cost nothing, nor what the capture alone lost.
type way struct {
	sent [2]sent
	work int
}

// sent is one direction. Numbers do not wrap here.
type sent struct {
	known      bool
	high       int64 // one past the highest number that passed
	runs       []run // that are not acknowledged, in the order of their numbers
	again      []run // of those acknowledged, what passed more than once
	start, end int64 // of the message that is looked at
	begun      bool  // start is known
}

// run is a run of numbers with the times at which it passed.
type run struct {
	from, to int64
	syn      bool
	passed   []pass // the first may be when it should have passed
	arrived  int    // which of them arrived, as far as was known when it was acknowledged; negative before
	sure     bool   // timestamps said so
	late     int    // how often it passed afterwards
	twice    int    // how often the receiver said that it had it already (RFC 2883)
}

// pass is a moment with the timestamp that the segment bore (RFC 7323 §3).
type pass struct {
	point
	stamp   uint32
	stamped bool
}

// Bounds against who sends what no end would.
const (
	maxRuns   = 1 << 13  // followed of one direction; the oldest are taken to have arrived
	maxPassed = 16       // of one run; the first is kept
	maxWork   = 50 << 20 // looks at runs; what follows is not looked at
)

// number is a sequence number as one that does not wrap.
func (d *sent) number(seq uint32) int64 { return d.high + int64(int32(seq-uint32(d.high))) }

func (d *sent) begin(at int64) {
	if !d.known {
		d.known, d.high = true, at
	}
}

// take takes a segment: first what it acknowledges, then what it brings.
func (w *way) take(s *replay.Step) {
	if w.work > maxWork {
		return
	}
	var room [tcpreasm.MaxBlocks]tcpreasm.Block
	carried := tcpreasm.Carried(s.Options, &room)
	if s.Flags.Has(tcpreasm.ACK) && !s.Flags.Has(tcpreasm.RST) {
		w.acknowledge(&w.sent[s.From.Peer()], s.Ack, carried)
	}
	d := &w.sent[s.From]
	if !d.known {
		d.begin(1<<32 + int64(s.Seq))
	}
	if s.Flags.Has(tcpreasm.RST) || s.Found&(tcpreasm.FoundKeepAlive|tcpreasm.FoundZeroWindowProbe) != 0 {
		return
	}
	at, now := d.number(s.Seq), pass{point{s.Time, s.Frame}, carried.Value, carried.Timestamps}
	if s.Flags.Has(tcpreasm.SYN) {
		w.pass(d, at, at+1, true, now)
		at++
	}
	w.pass(d, at, at+int64(s.Length), false, now)
}

// pass takes numbers that passed.
func (w *way) pass(d *sent, from, to int64, syn bool, now pass) {
	if from == to || from > d.high+1<<30 {
		return
	}
	if from > d.high { // what is missing should have passed before
		d.runs = append(d.runs, run{from: d.high, to: from, passed: []pass{now}, arrived: -1})
		d.high = from
	}
	if from < d.high {
		w.repeat(d, from, min(to, d.high), now)
	}
	if to > d.high {
		d.runs = append(d.runs, run{from: d.high, to: to, syn: syn, passed: []pass{now}, arrived: -1})
		d.high = to
	}
	if n := len(d.runs) - maxRuns; n > 0 {
		for i := range d.runs[:n] {
			d.finish(&d.runs[i], tcpreasm.Carry{})
		}
		d.runs = slices.Delete(d.runs, 0, n)
	}
}

// repeat notes that what had passed, or should have, passed now.
func (w *way) repeat(d *sent, from, to int64, now pass) {
	for i := after(d.again, from); i < len(d.again) && d.again[i].from < to; i++ {
		d.again[i].late++
		w.work++
	}
	d.split(from)
	d.split(to)
	for i := after(d.runs, from); i < len(d.runs) && d.runs[i].from < to; i++ {
		r := &d.runs[i]
		w.work++
		if r.arrived >= 0 {
			r.late++
			continue
		}
		if len(r.passed) == maxPassed {
			r.passed = slices.Delete(r.passed, 1, 2)
		}
		r.passed = append(r.passed, now)
	}
}

// after is the place of the first run that ends behind a number.
func after(runs []run, number int64) int {
	return sort.Search(len(runs), func(i int) bool { return runs[i].to > number })
}

// split makes two of the run that a number lies in.
func (d *sent) split(at int64) {
	i := after(d.runs, at)
	if i == len(d.runs) || d.runs[i].from >= at {
		return
	}
	second := d.runs[i]
	second.passed = slices.Clone(second.passed)
	second.from, d.runs[i].to = at, at
	d.runs = slices.Insert(d.runs, i+1, second)
}

// acknowledge takes what an end says it has of the other's.
func (w *way) acknowledge(d *sent, ack uint32, carried tcpreasm.Carry) {
	if !d.known {
		d.begin(1<<32 + int64(ack))
		return
	}
	at := d.number(ack)
	if at > d.high+1<<30 {
		return
	}
	blocks := carried.Blocks
	if len(blocks) > 0 {
		first, end := d.number(blocks[0].First), d.number(blocks[0].End)
		again := end <= at
		if len(blocks) > 1 {
			again = again || first >= d.number(blocks[1].First) && end <= d.number(blocks[1].End)
		}
		if again {
			w.hadAlready(d, first, end)
			blocks = blocks[1:]
		}
	}
	for _, b := range blocks {
		first, end := d.number(b.First), d.number(b.End)
		for i := after(d.runs, first); i < len(d.runs) && d.runs[i].from < end; i++ {
			r := &d.runs[i]
			w.work++
			if r.arrived < 0 && r.from >= first && r.to <= end {
				r.arrived = len(r.passed) - 1
			}
		}
	}
	d.split(at)
	n := 0
	for ; n < len(d.runs) && d.runs[n].to <= at; n++ {
		d.finish(&d.runs[n], carried)
	}
	d.runs = d.runs[n:]
	d.high = max(d.high, at)
}

// hadAlready notes that the receiver got numbers that it had.
func (w *way) hadAlready(d *sent, from, to int64) {
	for _, runs := range [...][]run{d.again, d.runs} {
		for i := after(runs, from); i < len(runs) && runs[i].from < to; i++ {
			runs[i].twice++
			w.work++
		}
	}
}

// finish takes a run to have arrived, and keeps it when it passed more than
// once. by came with the acknowledgement.
func (d *sent) finish(r *run, by tcpreasm.Carry) {
	if len(r.passed) < 2 {
		return
	}
	if r.arrived < 0 {
		r.arrived, r.sure = arrivedBy(r.passed, by)
	}
	d.again = append(d.again, *r)
}

// arrivedBy says which segment an acknowledgement answers: the timestamp that
// it echoes tells (RFC 3522 §3.2), unless two bore the same. Otherwise the last.
func arrivedBy(passed []pass, by tcpreasm.Carry) (which int, sure bool) {
	last := len(passed) - 1
	for i := last; by.Timestamps && i >= 0 && passed[i].stamped; i-- {
		if int32(by.Echo-passed[i].stamp) >= 0 {
			same := i > 0 && passed[i-1].stamp == passed[i].stamp
			if same {
				break
			}
			return i, true
		}
	}
	return last, false
}

// within notes the numbers of a message, by its frames.
func (w *way) within(side tcpreasm.Side, m *trace.Message, s *replay.Step) {
	d := &w.sent[side]
	if s.From != side || s.Frame < m.FirstFrame || s.Frame > m.Frame || s.Length == 0 {
		return
	}
	from := d.number(s.Seq)
	if s.Frame == m.FirstFrame {
		d.start, d.begun = from, true
	}
	d.end = max(d.end, from+int64(s.Length))
}

// costs are the times in which bytes of the messages, or a SYN, were waited for
// until they were sent again.
func (w *way) costs() []cost {
	opening := cost{kind: Loss, over: 1<<HandshakeServer | 1<<HandshakeClient}
	all := make([]cost, len(w.sent), len(w.sent)+1)
	for side := range w.sent {
		d := &w.sent[side]
		for i := range d.runs {
			d.finish(&d.runs[i], tcpreasm.Carry{}) // not acknowledged, as far as was captured
		}
		all[side] = cost{kind: Loss, over: waits[side]}
		for i := range d.again {
			switch r := &d.again[i]; {
			case r.syn:
				opening.stretches = append(opening.stretches, r.waited())
			case d.begun && r.to > d.start && r.from < d.end: // otherwise it is another exchange's
				all[side].stretches = append(all[side].stretches, r.waited())
			}
		}
	}
	return append(all, opening)
}

// waited is the time from when a run passed first until it did for good.
func (r *run) waited() stretch {
	which := r.arrived
	if !r.sure {
		which = max(0, min(which, len(r.passed)-1+r.late-r.twice))
	}
	return stretch{r.passed[0].point, r.passed[which].point}
}
