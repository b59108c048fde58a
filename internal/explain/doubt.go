package explain

import (
	"wiretalk/internal/replay"
	"wiretalk/tcpreasm"
)

// doubts says whether a SYN comes with the number of the one before from an end
// whose connection is over, which the tracker takes for none of another: it may
// be a late copy or a new attempt (RFC 9293 §3.4.1).
func (k *knowledge) doubts(s *replay.Step) bool {
	return s.Flags&(tcpreasm.SYN|tcpreasm.ACK|tcpreasm.RST) == tcpreasm.SYN && s.SameAs == 0 &&
		k.syns > 0 && s.Seq == k.isn && k.acks && k.state == tcpreasm.Closed && s.States[s.From] == tcpreasm.Closed
}

// doubtful explains a SYN of which it cannot be told whether it is new, and what
// follows it: nothing is said of its numbers, nor of what may come next.
func (e *explainer) doubtful() Explanation {
	if e.sender().doubts(e.Step) {
		return Explanation{What: e.say("what.syn.doubtful", number("of", e.sender().firstSyn)), Why: e.say("why.doubtful"), Changes: e.changes()}
	}
	return Explanation{What: e.say("what.doubtful", number("of", e.doubt)), Why: e.say("why.doubtful"), Changes: e.changes()}
}
