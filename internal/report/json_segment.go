package report

import (
	"strconv"

	"wiretalk/tcpreasm"
)

// Segment renders one TCP segment with what was found of it.
func (JSON) Segment(dst []byte, c *tcpreasm.Conn, s *tcpreasm.Segment, o *tcpreasm.Observation) (out []byte, hole int) {
	dst = append(dst, `{"type":"segment","stream":`...)
	hole = len(dst)
	dst = appendInt(dst, "frame", s.Frame)
	if s.Time != 0 {
		dst = appendTime(append(dst, `,"time":`...), s.Time)
	}
	dst = appendWord(dst, "from", o.From.String())
	dst = appendWord(dst, "flags", s.Flags.String())
	dst = appendInt(dst, "seq", int64(s.Seq))
	dst = appendInt(dst, "relative_seq", int64(o.Seq))
	if s.Flags.Has(tcpreasm.ACK) {
		dst = appendInt(dst, "ack", int64(s.Ack))
		dst = appendInt(dst, "relative_ack", int64(o.Ack))
	}
	dst = appendInt(dst, "length", int64(s.Length))
	dst = appendInt(dst, "window", int64(s.Window))
	dst = appendKnown(dst, "window_bytes", o.Window)
	if s.Flags.Has(tcpreasm.URG) {
		dst = appendInt(dst, "urgent_pointer", int64(s.Urgent))
	}
	dst = appendCarried(dst, s)
	dst = append(dst, `,"state":{`...)
	dst = appendWord(dst, "client", c.States[tcpreasm.Client].String())
	dst = appendWord(dst, "server", c.States[tcpreasm.Server].String())
	dst = append(dst, '}')
	dst = appendAssumed(dst, &c.Info)
	dst = appendFound(dst, c, o)
	if o.Acknowledges != 0 {
		dst = appendInt(dst, "acknowledges", o.Acknowledges)
		dst = appendSeconds(appendName(dst, "rtt"), o.RoundTrip)
		if o.SentAgain {
			dst = strconv.AppendBool(appendName(dst, "rtt_ambiguous"), true)
		}
	}
	dst = appendKnown(dst, "in_flight", o.InFlight)
	if o.SameAs != 0 {
		dst = appendInt(dst, "duplicate_of", o.SameAs)
	}
	if o.Reported {
		dst = strconv.AppendBool(appendName(dst, "reported_missing"), true)
	}
	if o.Conflicts {
		dst = strconv.AppendBool(appendName(dst, "conflicts"), true)
	}
	return append(dst, '}', '\n'), hole
}

// appendKnown appends a number unless it is negative, which is not known.
func appendKnown(dst []byte, name string, n int64) []byte {
	if n < 0 {
		return dst
	}
	return appendInt(dst, name, n)
}

// appendCarried appends the options that a segment carries after the
// handshake.
func appendCarried(dst []byte, s *tcpreasm.Segment) []byte {
	var blocks [tcpreasm.MaxBlocks]tcpreasm.Block
	carried := tcpreasm.Carried(s.Options, &blocks)
	if carried.Timestamps {
		dst = append(dst, `,"timestamps":{`...)
		dst = appendInt(dst, "value", int64(carried.Value))
		dst = append(appendInt(dst, "echo", int64(carried.Echo)), '}')
	}
	opener := `,"sack":[[`
	for _, b := range carried.Blocks {
		dst = append(dst, opener...)
		dst = strconv.AppendUint(dst, uint64(b.First), 10)
		dst = strconv.AppendUint(append(dst, ','), uint64(b.End), 10)
		dst = append(dst, ']')
		opener = ",["
	}
	if len(carried.Blocks) > 0 {
		dst = append(dst, ']')
	}
	return dst
}

// appendFound appends Wireshark's analysis of a segment.
func appendFound(dst []byte, c *tcpreasm.Conn, o *tcpreasm.Observation) []byte {
	if o.Found == 0 {
		return dst
	}
	var room [4]string
	opener := `,"analysis":["`
	for _, word := range o.Found.AppendWords(room[:0]) {
		dst = append(append(dst, opener...), word...)
		opener = `","`
	}
	dst = append(dst, `"]`...)
	if o.Found&tcpreasm.FoundDuplicateAck != 0 {
		of, number := c.DuplicateAck(o.From)
		dst = append(dst, `,"duplicate_ack":{`...)
		dst = appendInt(dst, "of", of)
		dst = append(appendInt(dst, "number", int64(number)), '}')
	}
	return dst
}
