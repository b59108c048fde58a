package explain

import (
	"time"

	"wiretalk/internal/replay"
	"wiretalk/tcpreasm"
)

// backSteps is how far back is looked for what a segment repeats.
const backSteps = 1024

// sendings are the last segment of the sender's that had the segment's first
// number, and the one before that; nil where none is near.
func (e *explainer) sendings() (last, before *replay.Step) {
	for i := e.at - 1; i >= max(0, e.at-backSteps); i-- {
		s := &e.steps[i]
		if s.From != e.From || s.SameAs != 0 || s.Flags.Has(tcpreasm.RST) || e.Seq-s.Seq >= s.End()-s.Seq {
			continue
		}
		if last != nil {
			return last, s
		}
		last = s
	}
	return last, nil
}

// leastTimer is the least that a retransmission timer waits: RFC 6298 §2.4 has
// a second, Linux less.
const leastTimer = int64(200 * time.Millisecond)

// whyAgain says why something is sent again.
func (e *explainer) whyAgain(said Sentence) Sentence {
	s, r := e.sender(), e.receiver()
	syn, before := e.Flags.Has(tcpreasm.SYN), e.last()
	last, earlier := e.sendings()
	switch {
	case last == nil || said.Key == "what.data.spurious":
		return e.say("why.again")
	case !syn && last.Flags.Has(tcpreasm.SYN) && e.Seq == s.isn+1 && r.acks && r.acked == e.Seq:
		return e.say("why.declined")
	case syn && before.From == e.From && before.Flags.Has(tcpreasm.RST) && e.Time-last.Time < leastTimer:
		return e.say("why.syn.cleared")
	case syn && e.Flags.Has(tcpreasm.ACK) && before.From != e.From && before.Flags.Has(tcpreasm.SYN):
		return e.say("why.repeat")
	case last.Time == 0 || e.Time < last.Time:
		return e.say("why.again")
	case int32(s.next-e.End()) > 0 && r.repeats > 0, r.sacks && int32(r.named-e.End()) > 0:
		return e.say("why.recovery")
	}
	waited := e.Time - last.Time
	words := []word{number("of", last.Frame), duration("since", waited)}
	switch tail := e.End() == s.next && !syn; {
	case waited < leastTimer && tail && e.namesBlocks():
		return e.say("why.tail", words...)
	case waited < leastTimer:
		return e.say("why.early", words...)
	case r.window == 0 && r.acks && r.acked == e.Seq:
		return e.say("why.probe")
	case earlier != nil && earlier.Time != 0 && isDouble(last.Time-earlier.Time, waited):
		return e.say("why.timeout.longer", append(words, duration("before", last.Time-earlier.Time))...)
	}
	if earlier == nil && e.End() == s.next && !syn && e.namesBlocks() {
		return e.say("why.timeout.tail", words...)
	}
	return e.say("why.timeout", words...)
}

// isDouble says whether a wait is about twice the one before.
func isDouble(before, now int64) bool { return before > 0 && now >= before*3/2 && now <= before*3 }

// unansweredAsked is how many keep-alives of the sender's went before, one
// behind the other, that nothing answered.
func (e *explainer) unansweredAsked() (n int) {
	for i := e.at - 1; i >= 0 && n < backSteps; i-- {
		if s := &e.steps[i]; s.From != e.From || s.Found&tcpreasm.FoundKeepAlive == 0 {
			break
		}
		n++
	}
	return n
}
