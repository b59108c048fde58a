package explain

import (
	"encoding/binary"

	"wiretalk/tcpreasm"
)

// Kinds of options that are explained besides Fast Open's (RFC 9293 §3.1, 7323
// §2.2 and §3.2, 2018 §2).
const (
	optionMSS           = 2
	optionScale         = 3
	optionSackPermitted = 4
	optionTimestamps    = 8
)

// timestampBytes is what timestamps take of a segment, with two bytes that
// align them (RFC 7323 §A.2).
const timestampBytes = 12

// options says what each option of a SYN means, and once the other end's SYN is
// known too what both have agreed on by them.
func (e *explainer) options() (said []Sentence) {
	if !e.Flags.Has(tcpreasm.SYN) {
		return nil
	}
	mss := false
	rest := walkOptions(e.Step.Options, func(kind byte, data []byte) bool {
		mss = mss || kind == optionMSS && len(data) == 2
		said = append(said, e.option(kind, data))
		return true
	})
	if rest > 0 {
		said = append(said, e.say("option.malformed", number("bytes", rest)))
	}
	switch {
	case len(said) == 0:
		said = append(said, e.say("option.none", number("default", e.defaultMSS())))
	case !mss:
		said = append(said, e.say("option.mss.without", number("default", e.defaultMSS())))
	}
	return append(said, e.agreed()...)
}

// optionsOf gives each option's kind and data, up to what is malformed.
func optionsOf(options []byte) func(yield func(byte, []byte) bool) {
	return func(yield func(byte, []byte) bool) { walkOptions(options, yield) }
}

// walkOptions gives each option's kind and data while more are wanted. rest is
// how many bytes at the end are malformed.
func walkOptions(options []byte, yield func(kind byte, data []byte) bool) (rest int) {
	for len(options) > 0 && options[0] != 0 { // the end of options
		if options[0] == 1 { // no operation
			options = options[1:]
			continue
		}
		if len(options) < 2 || options[1] < 2 || int(options[1]) > len(options) {
			return len(options)
		}
		if !yield(options[0], options[2:options[1]]) {
			return 0
		}
		options = options[options[1]:]
	}
	return 0
}

// option says what one option means. One of a length that its kind does not
// have is not understood.
func (e *explainer) option(kind byte, data []byte) Sentence {
	bytes := number("bytes", len(data))
	if kind == optionExperimental && len(data) >= 2 && binary.BigEndian.Uint16(data) == fastOpenIdentifier {
		kind, data = optionFastOpen, data[2:]
		bytes = number("bytes", len(data))
	}
	switch {
	case kind == optionMSS && len(data) == 2:
		return e.say("option.mss", number("mss", binary.BigEndian.Uint16(data)))
	case kind == optionScale && len(data) == 1:
		key := "option.scale"
		switch shift := data[0]; {
		case shift == 0:
			key = "option.scale.zero"
		case shift > mostShift:
			key = "option.scale.much"
		}
		return e.say(key, number("shift", int(data[0])), number("unit", 1<<min(data[0], mostShift)))
	case kind == optionSackPermitted && len(data) == 0:
		return e.say("option.sack")
	case kind == optionTimestamps && len(data) == 8:
		value, echo := binary.BigEndian.Uint32(data), binary.BigEndian.Uint32(data[4:])
		if !e.Flags.Has(tcpreasm.ACK) { // there is nothing to give back yet
			return e.say("option.timestamps", number("value", value))
		}
		return e.say("option.timestamps.echo", number("value", value), number("echo", echo))
	case kind == optionFastOpen && len(data) == 0:
		return e.say("option.fastopen.request")
	case kind == optionFastOpen && isCookie(data) && e.Flags.Has(tcpreasm.ACK):
		return e.say("option.fastopen.given", bytes)
	case kind == optionFastOpen && isCookie(data):
		return e.say("option.fastopen.cookie", bytes)
	}
	return e.say("option.other", number("kind", int(kind)), bytes)
}

// mostShift is the largest that RFC 7323 §2.3 allows.
const mostShift = 14

// isCookie says whether a Fast Open cookie may be of that length (RFC 7413
// §4.1.1).
func isCookie(data []byte) bool { return len(data) >= 4 && len(data) <= 16 && len(data)%2 == 0 }

// defaultMSS is what an end takes that does not say (RFC 9293 §3.7.1).
func (e *explainer) defaultMSS() int64 {
	if a := e.c.Ends[e.From].Addr(); a.Is6() && !a.Is4In6() {
		return 1220
	}
	return 536
}

// agreed says what the SYNs of both ends have agreed on, at the one that
// acknowledges the other.
func (e *explainer) agreed() (said []Sentence) {
	other := e.receiver()
	switch {
	case !e.Flags.Has(tcpreasm.ACK):
		return nil
	case other.syns == 0:
		return []Sentence{e.say("option.agreed.unseen")}
	case int32(e.Ack-other.isn) <= 0, int32(e.Ack-other.next) > 0:
		return nil // it answers another SYN
	}
	offers := [2]tcpreasm.Options{tcpreasm.Offers(e.Step.Options), other.offers} // of the sender, the receiver
	timestamps := offers[0].Timestamps && offers[1].Timestamps
	// Each sends as much as the other asked for.
	own, others := e.mss(&offers[1]), e.mss(&offers[0])
	key := "option.agreed.mss"
	if timestamps && min(own, others) > timestampBytes {
		key, own, others = "option.agreed.mss.timestamps", own-timestampBytes, others-timestampBytes
	}
	said = append(said, e.say(key, number("own", own), number("other", others)))
	units := [2]int64{1 << offers[0].WindowScale, 1 << offers[1].WindowScale}
	said = append(said, e.both("option.agreed.scale", offers[0].Scales, offers[1].Scales,
		number("own", units[0]), number("ownmost", 65535*units[0]), number("other", units[1]), number("othermost", 65535*units[1]))...)
	said = append(said, e.both("option.agreed.timestamps", offers[0].Timestamps, offers[1].Timestamps)...)
	return append(said, e.both("option.agreed.sack", offers[0].SACKPermitted, offers[1].SACKPermitted)...)
}

// mss is how many bytes of data an end asks for at most.
func (e *explainer) mss(o *tcpreasm.Options) int64 {
	if o.MSS == 0 {
		return e.defaultMSS()
	}
	return int64(o.MSS)
}

// both says what came of an option that the sender, the receiver, both or
// neither sent; of the last only where there is a sentence for it.
func (e *explainer) both(key string, sender, receiver bool, words ...word) []Sentence {
	only := e.From
	switch {
	case sender && receiver:
		return []Sentence{e.say(key, words...)}
	case receiver:
		only = e.From.Peer()
	case sender:
	case has(key + ".none"):
		return []Sentence{e.say(key + ".none")}
	default:
		return nil
	}
	return []Sentence{e.say(key+".one", end("E", only), end("O", only.Peer()))}
}
