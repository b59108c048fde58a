package explain

import (
	"strconv"

	"wiretalk/tcpreasm"
)

// resetSums works out the numbers of a RST, of which what was said: where it
// takes them from, or what its receiver makes of them.
func (e *explainer) resetSums(what Sentence) []Sentence {
	before := e.last()
	switch {
	case e.refuses():
		return []Sentence{e.refusal()}
	case e.receiver().state == tcpreasm.SynSent:
		return e.unfitReset()
	case what.Key == "what.rst.answer", what.Key == "what.rst.answer.abort":
		return []Sentence{e.say("sum.rst.answer", number("of", before.Frame), e.resetNumber("seq", e.Seq))}
	case what.Key == "what.rst.behind":
		return []Sentence{e.say("sum.rst.behind", number("of", before.Frame), e.others("from", before.RelativeSeq()), number("len", before.End()-before.Seq))}
	case e.receiver().state >= tcpreasm.SynReceived:
		return e.checkedReset()
	}
	return nil
}

// refusal works out what a RST that refuses a SYN acknowledges.
func (e *explainer) refusal() Sentence {
	r := e.receiver()
	syn := e.RelativeAck() + r.isn - e.Ack
	bytes := r.synEnd - r.isn - 1
	words := []word{e.others("from", syn), number("len", bytes)}
	switch {
	case e.Ack == r.synEnd && r.synFin:
		return e.say("sum.rst.refused.fin", e.others("from", syn), number("len", bytes-1))
	case e.Ack == r.synEnd && e.Seq == 0:
		return e.say("sum.rst.refused", words...)
	}
	return e.say("sum.rst.refused.numbered")
}

// unfitReset says why a RST does not end the wait of an end in SYN-SENT (RFC
// 9293 §3.10.7.3, first and second check).
func (e *explainer) unfitReset() []Sentence {
	r := e.receiver()
	switch {
	case r.syns == 0:
		return nil
	case !e.Flags.Has(tcpreasm.ACK):
		return []Sentence{e.say("sum.rst.noack")}
	}
	syn := e.RelativeAck() + r.isn - e.Ack
	ack := e.others("ack", e.RelativeAck())
	if far(e.Ack - r.isn) {
		ack = raw("ack", e.Ack)
	}
	words := []word{ack, e.others("first", syn+1), e.others("end", syn+r.synEnd-r.isn)}
	if r.synEnd == r.isn+1 {
		return []Sentence{e.say("sum.rst.unfit", words...)}
	}
	return []Sentence{e.say("sum.rst.unfit.data", words...)}
}

// checkedReset says what the receiver, which knows the sender's numbers, makes of
// that of a RST. It expects one between what it has acknowledged and what was
// sent to it: nobody else can tell which.
func (e *explainer) checkedReset() []Sentence {
	s, r := e.sender(), e.receiver()
	seq := e.resetNumber("seq", e.Seq)
	if !r.acks {
		if s.known && e.Seq == s.next {
			return []Sentence{e.say("sum.rst.next", seq)}
		}
		return nil
	}
	next := r.acked
	if s.known && int32(s.next-next) > 0 {
		next = s.next
	}
	words := []word{seq, e.resetNumber("acked", r.acked), e.resetNumber("next", next)}
	if r.window >= 0 {
		words = append(words, number("window", r.window), e.resetNumber("edge", r.acked+uint32(r.window)))
	}
	past := int64(int32(e.Seq - r.acked))
	switch {
	case past < 0:
		return []Sentence{e.say("sum.rst.before", words...)}
	case e.Seq == r.acked && next == r.acked:
		return []Sentence{e.say("sum.rst.exact", words...)}
	case int32(e.Seq-next) <= 0:
		return []Sentence{e.say("sum.rst.between", words...)}
	case r.window < 0:
		return nil
	case past < r.window:
		return []Sentence{e.say("sum.rst.window", words...)}
	case int64(int32(e.Seq-next)) >= max(r.window, 1):
		return []Sentence{e.say("sum.rst.outside", words...)}
	}
	return nil
}

// resetNumber gives a sentence a number of the sender's: that of a RST may have
// nothing to do with those before, and stands as it is then.
func (e *explainer) resetNumber(name string, seq uint32) word {
	s, r := e.sender(), e.receiver()
	switch {
	case s.known && !far(e.Seq-s.next), !s.known && r.acks && !far(e.Seq-r.acked):
		return e.own(name, e.relative(seq))
	}
	return raw(name, seq)
}

// raw gives a sentence a number as it stands in the header.
func raw(name string, n uint32) word { return is(name, strconv.FormatUint(uint64(n), 10)) }

// far says whether numbers that far apart have nothing to do with each other: no
// window is as large (RFC 7323 §2.3), and nothing that old comes late.
func far(apart uint32) bool {
	const largest, oldest = 1 << 30, -100_000
	return int32(apart) > largest || int32(apart) < oldest
}
