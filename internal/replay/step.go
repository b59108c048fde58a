package replay

import "wiretalk/tcpreasm"

// Step is one segment and what was found of it. It owns its memory.
type Step struct {
	Frame, Time int64 // Time in nanoseconds since 1970 UTC; 0 when the capture does not say
	From        tcpreasm.Side
	Flags       tcpreasm.Flags
	Seq, Ack    uint32
	Length      int    // bytes of payload
	Captured    int    // of these, in the capture
	Offset      int64  // place of the payload in the capture; negative when it cannot be read again
	Window      uint16 // as in the header
	Urgent      uint16
	Options     []byte // the header's option bytes

	tcpreasm.Observation                   // what was found of it; its Seq and Ack are RelativeSeq and RelativeAck here
	States               [2]tcpreasm.State // of both ends, by Side, after it
	Changes              []tcpreasm.Change // that it caused

	DuplicateOf     int64 // the frame whose acknowledgement a duplicate one repeats
	DuplicateNumber int   // and how many repeated it, this one included
}

// RelativeSeq and RelativeAck are the numbers relative to the two SYNs; where
// those were not seen, to the first numbers that were, less one.
func (s *Step) RelativeSeq() uint32 { return s.Observation.Seq }

// RelativeAck is described at RelativeSeq.
func (s *Step) RelativeAck() uint32 { return s.Observation.Ack }

// End is the sequence number behind the segment: SYN and FIN take one each
// (RFC 9293 §3.4).
func (s *Step) End() uint32 {
	end := s.Seq + uint32(s.Length)
	if s.Flags.Has(tcpreasm.SYN) {
		end++
	}
	if s.Flags.Has(tcpreasm.FIN) {
		end++
	}
	return end
}

// StatesBefore are the states before the segment: those that its changes leave.
func (s *Step) StatesBefore() [2]tcpreasm.State {
	states := s.States
	for i := range s.Changes {
		change := &s.Changes[len(s.Changes)-1-i]
		states[change.Side] = change.From
	}
	return states
}

// fill takes over a segment and what the tracker found of it, the options as
// they are borrowed.
func (s *Step) fill(seg *tcpreasm.Segment, o *tcpreasm.Observation, c *tcpreasm.Conn) {
	*s = Step{
		Frame: seg.Frame, Time: seg.Time, From: o.From, Flags: seg.Flags, Seq: seg.Seq, Ack: seg.Ack,
		Length: seg.Length, Captured: len(seg.Payload), Offset: seg.Offset, Window: seg.Window, Urgent: seg.Urgent,
		Options: seg.Options, Observation: *o, States: c.States,
	}
	if o.Found&tcpreasm.FoundDuplicateAck != 0 {
		of, number := c.DuplicateAck(o.From)
		s.DuplicateOf, s.DuplicateNumber = of, int(number)
	}
}

// turnRound changes the ends, when they prove to be the other way round later.
func (s *Step) turnRound() {
	s.From, s.Observation.From = s.From.Peer(), s.Observation.From.Peer()
	s.States[0], s.States[1] = s.States[1], s.States[0]
}
