package explain

import (
	"strings"

	"wiretalk/internal/meaning"
	"wiretalk/tcpreasm"
)

// Verdict sums up a connection: how it opened, how it closed, who holds
// TIME-WAIT, and what the capture does not show.
func Verdict(c *tcpreasm.Info) (said []Sentence) {
	said = append(said, opening(c)...)
	said = append(said, closing(c)...)
	said = append(said, losses(c)...)
	return said
}

func opening(c *tcpreasm.Info) (said []Sentence) {
	h := &c.Handshake
	frames := []word{number("syn", h.Syn), number("synack", h.SynAck), number("ack", h.Ack)}
	switch {
	case c.Close == tcpreasm.Refused || c.Close == tcpreasm.Unanswered:
		return nil // said at the close
	case openedAtOnce(c):
		said = append(said, say("open.simultaneous"))
	case h.Complete() && h.SynTime > 0 && (h.SynAckTime < h.SynTime || h.AckTime < h.SynAckTime):
		said = append(said, say("open.complete.back", frames...))
	case h.Complete() && h.SynTime > 0:
		said = append(said, say("open.complete", append(frames, duration("server", h.SynAckTime-h.SynTime), duration("client", h.AckTime-h.SynAckTime))...))
	case h.Complete():
		said = append(said, say("open.complete.untimed", frames...))
	case h.Syn == 0 && h.SynAck == 0:
		said = append(said, say("open.pickedup"))
	default:
		said = append(said, say("open.partial", missingSteps(h)))
	}
	switch c.Initiator {
	case tcpreasm.ByGuess:
		said = append(said, say("open.guess"), say("open.numbers"))
	case tcpreasm.BySynAck:
		said = append(said, say("open.syn-ack"))
		if c.Packets[tcpreasm.Client] == 0 && c.StreamBytes[tcpreasm.Server] == 0 {
			said = append(said, say("open.lone"))
		}
	}
	return said
}

// openedAtOnce says whether both ends sent a SYN before they had the other's.
func openedAtOnce(c *tcpreasm.Info) bool {
	for _, change := range c.Changes.List() {
		if change.Cause == tcpreasm.RecvSyn {
			return true
		}
	}
	return false
}

// missingSteps names the steps of the handshake that were not captured.
func missingSteps(h *tcpreasm.Handshake) word {
	var names []string
	for _, step := range [...]struct {
		frame int64
		name  string
	}{{h.Syn, "SYN"}, {h.SynAck, "SYN,ACK"}, {h.Ack, "ACK"}} {
		if step.frame == 0 {
			names = append(names, step.name)
		}
	}
	return word{"missing", meaning.Text{strings.Join(names, " and "), strings.Join(names, "、")}}
}

// closes are the frames of a connection's end.
type closes struct {
	fins     [2]int64 // of each end's first FIN; 0 when there is none
	rst      int64
	rstFrom  tcpreasm.Side
	finFirst tcpreasm.Side
	acked    [2]int64 // frame in which each end's FIN was known to be acknowledged
}

func closesOf(c *tcpreasm.Info) (f closes) {
	for _, change := range c.Changes.List() {
		switch change.Cause {
		case tcpreasm.SendSyn:
			if change.From == tcpreasm.Closed {
				f = closes{} // what went before was refused or reset
			}
		case tcpreasm.SendFin, tcpreasm.SendFinUnaware:
			if f.fins[change.Side] == 0 {
				if f.fins[change.Side.Peer()] == 0 {
					f.finFirst = change.Side
				}
				f.fins[change.Side] = change.Frame
			}
		case tcpreasm.RecvAckOfFin:
			if f.acked[change.Side] == 0 {
				f.acked[change.Side] = change.Frame
			}
		case tcpreasm.SendRst:
			if f.rst == 0 {
				f.rst, f.rstFrom = change.Frame, change.Side
			}
		case tcpreasm.RecvRst, tcpreasm.RecvRstPassive:
			if f.rst == 0 {
				f.rst, f.rstFrom = change.Frame, change.Side.Peer()
			}
		}
	}
	return f
}

func closing(c *tcpreasm.Info) (said []Sentence) {
	f := closesOf(c)
	first, second := f.finFirst, f.finFirst.Peer()
	parties := []word{end("first", first), end("second", second), number("fin", f.fins[first])}
	switch c.Close {
	case tcpreasm.Refused:
		return append(said, say("close.refused"))
	case tcpreasm.Unanswered:
		return append(said, say("close.unanswered", times("n", c.Packets[tcpreasm.Client]-int64(c.Sent[tcpreasm.Client].Duplicated))))
	case tcpreasm.Reset:
		by := []word{end("first", f.rstFrom), number("rst", f.rst), end("finner", first), number("fin", f.fins[first])}
		switch {
		case f.rst == 0:
			return nil // more steps than are kept
		case f.fins[first] != 0 && first == f.rstFrom:
			return append(said, say("close.rst.own", by...))
		case f.fins[first] != 0:
			return append(said, say("close.rst.fin", by...))
		}
		return append(said, say("close.rst", by...))
	case tcpreasm.Half:
		switch {
		case f.fins[first] != 0 && f.fins[second] != 0:
			return append(said, say("close.unacknowledged"))
		case c.Handshake.Syn == 0 || c.Packets[second] == 0 || c.FinUnseen[second]:
			return append(said, say("close.half.unknown", parties...))
		}
		return append(said, say("close.half", parties...))
	case tcpreasm.Fin:
		switch {
		case c.ClosedBy == tcpreasm.ByBoth:
			if held(c, tcpreasm.Client) && held(c, tcpreasm.Server) {
				return append(said, say("close.simultaneous"), say("timewait.both"))
			}
			return append(append(said, say("close.simultaneous")), resetAfter(&f)...)
		case f.fins[first] == 0 || f.fins[second] == 0:
			return nil
		case f.acked[first] == f.fins[second]:
			said = append(said, say("close.three", parties...))
		default:
			said = append(said, say("close.four", parties...))
		}
		if held(c, first) {
			said = append(said, say("timewait", parties...))
		}
		return append(said, resetAfter(&f)...)
	}
	key := "close.open"
	if c.Initiator == tcpreasm.ByGuess && (c.Bytes[tcpreasm.Client] == 0 || c.Bytes[tcpreasm.Server] == 0) {
		key = "close.open.unknown"
	}
	if c.States[tcpreasm.Client] < tcpreasm.Established && c.States[tcpreasm.Server] < tcpreasm.Established {
		key = "close.opening"
	}
	return append(said, say(key, number("last", c.LastFrame), stateOf("client", tcpreasm.Client, c), stateOf("server", tcpreasm.Server, c)))
}

// resetAfter says that a RST followed the close.
func resetAfter(f *closes) (said []Sentence) {
	if f.rst != 0 {
		said = append(said, say("close.rst.after", end("first", f.rstFrom), number("rst", f.rst)))
	}
	return said
}

// held says whether an end was left in TIME-WAIT, which it may have served.
func held(c *tcpreasm.Info, s tcpreasm.Side) bool {
	is := false
	for _, change := range c.Changes.List() {
		if change.Side == s {
			is = change.To == tcpreasm.TimeWait || is && change.Cause == tcpreasm.Timeout
		}
	}
	return is
}

// stateOf is an end with its state, which is only taken to be so where nothing
// of the end was captured, or nothing that shows it: no bytes of a connection
// whose beginning is not known, no answer to a SYN,ACK.
func stateOf(name string, s tcpreasm.Side, c *tcpreasm.Info) word {
	state := c.States[s].String()
	unanswered := s == tcpreasm.Client && c.States[tcpreasm.Server] == tcpreasm.SynReceived && c.States[s] == tcpreasm.Established
	if c.Packets[s] == 0 || c.Initiator == tcpreasm.ByGuess && c.Bytes[s] == 0 || unanswered && c.Handshake.Ack == 0 {
		state += "?"
	}
	return word{name, meaning.Text{"the " + ends[s][meaning.English] + " " + state, ends[s][meaning.Chinese] + " " + state}}
}

func losses(c *tcpreasm.Info) (said []Sentence) {
	var fast, timeout, spurious uint32
	for s := range c.Analysis {
		a := &c.Analysis[s]
		fast, timeout, spurious = fast+a.FastRetransmission, timeout+a.Retransmission, spurious+a.SpuriousRetransmission
	}
	if n := fast + timeout + spurious; n > 0 {
		said = append(said, say("loss.some", number("n", n), number("fast", fast), number("timeout", timeout), number("spurious", spurious)))
	}
	if n := c.Sent[0].Duplicated + c.Sent[1].Duplicated; n > 0 {
		said = append(said, say("twice.some", number("n", n)))
	}
	for s, n := range c.MissingBytes {
		if n > 0 && c.Packets[s] == 0 {
			said = append(said, say("missing.numbers", number("n", n), end("E", tcpreasm.Side(s))))
			return append(said, oneWay(c)...)
		}
	}
	if n := c.MissingBytes[0] + c.MissingBytes[1]; n > 0 {
		said = append(said, say("missing.bytes", number("n", n)))
	}
	return append(said, oneWay(c)...)
}

// oneWay says that only one end's packets were captured.
func oneWay(c *tcpreasm.Info) (said []Sentence) {
	for s, n := range c.Packets {
		if other := tcpreasm.Side(s).Peer(); n == 0 && c.Packets[other] > 0 && c.Close != tcpreasm.Unanswered {
			said = append(said, say("missing.oneway", end("E", other)))
		}
	}
	return said
}
