package ladderview

import (
	"cmp"
	"context"
	"slices"

	"wiretalk/internal/replay"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
)

// Stage is a step of the way from a name to the end of a connection.
type Stage uint8

const (
	StageName Stage = iota
	StageOpen
	StageLine
	StageFields
	StageBody
	StageStatus
	StageAnswerFields
	StageAnswerBody
	StageEnd
	StageData // of what is no HTTP, in place of the messages
	Stages
)

// Reached says how far a stage is.
type Reached uint8

const (
	ahead  Reached = iota // or not known to come
	absent                // there is none
	unseen                // it was not captured
	broken                // it began, and its end was not seen
	passed
	Here
)

// journey says where on the way a connection is at each of its frames.
type journey struct {
	C         *trace.Connection
	exchanges []passage // in the order in which they begin
	Closing   int64     // the frame of the first FIN or RST; 0 without
	Reset     int64     // of the first RST
	Data      int64     // of the first payload
}

// passage is an exchange by the frames of its parts.
type passage struct {
	begins   int64
	messages [2]part // by the Side that sent it
}

// part is a message by frames; 0 stands for what was not seen.
type part struct {
	first, head, content, last int64 // head is where the fields end
	whole                      bool  // its end was seen
	lineless, bare             bool  // without start line, without fields, as in HTTP/0.9
}

// newJourney looks for the parts of each exchange in a trace, which may be nil;
// for as many as there is time for until ctx is done.
func newJourney(ctx context.Context, t *trace.Trace, c *trace.Connection, steps []replay.Step) *journey {
	j := &journey{C: c}
	for _, number := range c.Exchanges {
		if t == nil || ctx.Err() != nil {
			break
		}
		x := t.Exchange(number)
		if x.Gone {
			continue
		}
		p := passage{messages: [2]part{partOf(&x.Request, steps), partOf(&x.Response, steps)}}
		p.messages[0].bare = x.Request.HeaderBytes <= int64(len(x.Method)+len(x.Target)+len(" \r\n"))
		p.messages[1].lineless, p.messages[1].bare = !x.HasStatus(), !x.HasStatus()
		if p.begins = p.messages[0].first; p.begins == 0 {
			p.begins = p.messages[1].first
		}
		j.exchanges = append(j.exchanges, p)
	}
	slices.SortStableFunc(j.exchanges, func(a, b passage) int { return cmp.Compare(a.begins, b.begins) })
	for i := range steps {
		s := &steps[i]
		if s.Length > 0 && j.Data == 0 {
			j.Data = s.Frame
		}
		if s.Flags.Has(tcpreasm.FIN) || s.Flags.Has(tcpreasm.RST) {
			if j.Closing == 0 {
				j.Closing = s.Frame
			}
			if j.Reset == 0 && s.Flags.Has(tcpreasm.RST) {
				j.Reset = s.Frame
			}
		}
	}
	return j
}

func partOf(m *trace.Message, steps []replay.Step) (p part) {
	if !m.Seen {
		return part{}
	}
	p = part{first: m.FirstFrame, head: m.FirstFrame, content: m.ContentFrame, last: max(m.Frame, m.FirstFrame), whole: m.Complete}
	// A head that lies in one place lies in one segment.
	end, places := int64(0), 0
	for x := range m.Head.All() {
		if x.Offset >= 0 {
			end = x.Offset + x.Length
		}
		places++
	}
	if places < 2 {
		return p
	}
	at, _ := slices.BinarySearchFunc(steps, m.FirstFrame, func(s replay.Step, frame int64) int { return cmp.Compare(s.Frame, frame) })
	for ; at < len(steps) && steps[at].Frame <= p.last; at++ {
		if s := &steps[at]; s.Offset >= 0 && s.Offset < end && end <= s.Offset+int64(s.Captured) {
			p.head = s.Frame
		}
	}
	return p
}

// At says how far each stage is at a segment, and which exchange of how many
// that is about; 0 before the first.
func (j *journey) At(s *replay.Step) (how [Stages]Reached, exchange, of int) {
	frame := s.Frame
	if how[StageName] = unseen; j.C.Resolved != nil {
		how[StageName] = passed
	}
	h := &j.C.Handshake
	switch {
	case h.Syn == 0 && h.SynAck == 0:
		how[StageOpen] = unseen
	case h.Complete() && frame > h.Ack || !h.Complete() && j.Data != 0 && frame >= j.Data:
		how[StageOpen] = passed
	default:
		how[StageOpen] = Here
	}
	of = len(j.exchanges)
	n, exact := slices.BinarySearchFunc(j.exchanges, frame, func(p passage, frame int64) int { return cmp.Compare(p.begins, frame) })
	for exact && n+1 < of && j.exchanges[n+1].begins == frame {
		n++
	}
	if exact {
		n++
	}
	exchange = n
	closing := j.Closing != 0 && frame >= j.Closing
	switch {
	case n > 0:
		j.inside(&j.exchanges[n-1], s, &how, closing)
	case of == 0 && j.Data != 0 && frame >= j.Data:
		how[StageData] = Here
	}
	if closing {
		if how[StageOpen] == Here {
			if how[StageOpen] = passed; !h.Complete() && j.Data == 0 {
				how[StageOpen] = broken // refused
			}
		}
		if how[StageEnd] = Here; s.Length == 0 {
			for i := StageLine; i < StageEnd; i++ {
				if how[i] == Here {
					how[i] = passed
				}
			}
			if how[StageData] == Here {
				how[StageData] = passed
			}
		}
	}
	return how, exchange, of
}

// inside says how far the parts of an exchange are.
func (j *journey) inside(p *passage, s *replay.Step, how *[Stages]Reached, closing bool) {
	frame, last := s.Frame, StageOpen
	carries := false
	for side, first := range [2]Stage{StageLine, StageStatus} {
		m := &p.messages[side]
		parts := [3]int64{m.first, m.first, m.content}
		until := [3]int64{m.first, m.head, m.last}
		for i := range parts {
			at := first + Stage(i)
			switch {
			case m.first == 0 && p.messages[1].first != 0 && frame >= p.messages[1].first:
				how[at] = unseen
			case m.first != 0 && parts[i] == 0 && frame >= m.last, m.first != 0 && (m.lineless && i == 0 || m.bare && i == 1):
				how[at] = absent
			case parts[i] == 0 || frame < parts[i]:
			default:
				if how[at], last = passed, at; !m.whole && closing && frame >= m.last && (i == 2 || i == 1 && m.content == 0) {
					how[at] = broken
				}
				if int(s.From) == side && s.Length > 0 && frame <= until[i] {
					how[at], carries = Here, true
				}
			}
		}
	}
	if carries {
		return
	}
	answered := p.messages[1].last != 0 && frame >= p.messages[1].last
	switch {
	case answered && !closing:
		how[StageEnd] = Here
	case last != StageOpen && how[last] == passed:
		how[last] = Here
	}
}
