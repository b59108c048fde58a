package tcpreasm

// analysis is what Wireshark's rules remember of one direction. They look
// only at what passed, not at what the ends must know, so this is kept apart
// from the endpoint: its judgements are Wireshark's, to be compared with it.
type analysis struct {
	nextSeqTime int64  // when the highest number passed
	nextSeq     uint32 // one past it
	contiguous  uint32 // one past the highest number seen without a hole before it

	lastAckTime int64  // when the last acknowledgement passed
	lastAck     uint32 // what it was
	duplicates  uint32 // acknowledgements like it since it was first sent, or since unseen
	duplicateOf int64  // the frame that first sent it

	synTime   int64 // of the last SYN that was no SYN-ACK
	roundTrip int64 // from that to the first segment after the SYN-ACK; 0 when not known

	window uint16  // in the segment before
	last   Finding // of the segment before

	started   bool // nextSeq and its time are valid
	hasContig bool // contiguous is valid
	acked     bool // what the last acknowledgement says, and the window, are valid
	unseen    bool // since lastAck was first sent, the other end acknowledged what is not in the capture
	hasSyn    bool // synTime is valid
	reset     bool // a RST passed, and no SYN since
	reuses    bool // the next segment is a SYN that opens the connection on another's ports
}

// Times in nanoseconds.
const (
	fastRetransmissionWithin = 20e6 // after the last duplicate acknowledgement
	outOfOrderWithin         = 3e6  // after the highest segment, while the round trip is not known
)

// DuplicateAck says, after a segment from that end which is FoundDuplicateAck,
// which frame was the first to acknowledge as much and the number of this
// repetition: Wireshark's "Dup ACK 3#2" is 3 and 2.
func (c *Conn) DuplicateAck(from Side) (of int64, number int) {
	a := &c.ends[from].analysis
	return a.duplicateOf, int(a.duplicates)
}

// analyse judges a segment by the rules of Wireshark's TCP analysis, in their
// order (its user's guide, chapter 7.5).
func (c *Conn) analyse(from Side, s *Segment) Finding {
	fwd, rev := &c.ends[from].analysis, &c.ends[from.Peer()].analysis
	end := s.Seq + uint32(s.Length)
	if s.Flags.Any(SYN | FIN) {
		end++
	}

	found := c.analyseWindow(from, s)
	if fwd.reuses {
		found |= FoundReusedPorts
		fwd.reuses = false
	}
	if !fwd.acked || s.Ack != fwd.lastAck {
		fwd.duplicateOf, fwd.duplicates, fwd.unseen = s.Frame, 0, false
	}
	if s.Flags.Has(ACK) && rev.hasContig && after(s.Ack, rev.contiguous) && rev.lacks() {
		found |= FoundAckLostSegment
	}
	if end != s.Seq && found&FoundKeepAlive == 0 {
		found |= c.analyseRepeat(from, s, end)
	}

	if found&FoundZeroWindowProbe == 0 {
		fwd.advance(s, end)
	}
	fwd.acked, fwd.lastAck, fwd.lastAckTime, fwd.window, fwd.last = true, s.Ack, s.Time, s.Window, found
	measureHandshake(fwd, rev, s)
	return found
}

// analyseWindow finds what only sequence numbers and windows tell.
func (c *Conn) analyseWindow(from Side, s *Segment) (found Finding) {
	fwd, rev := &c.ends[from].analysis, &c.ends[from.Peer()].analysis
	length := uint32(s.Length)
	control := s.Flags.Any(SYN | FIN | RST)
	atNext := fwd.started && s.Seq == fwd.nextSeq

	if length == 1 && atNext && rev.acked && rev.window == 0 {
		return FoundZeroWindowProbe
	}
	if fwd.started && after(s.Seq, fwd.nextSeq) && !s.Flags.Has(RST) {
		found |= FoundLostSegment
	}
	if control {
		return found
	}
	if s.Window == 0 {
		found |= FoundZeroWindow
	}
	if length <= 1 && fwd.started && s.Seq == fwd.nextSeq-1 {
		found |= FoundKeepAlive
	}
	if length > 0 {
		if rev.acked && c.windowKnown(from.Peer()) && s.Seq+length == rev.lastAck+c.ends[from.Peer()].window {
			found |= FoundWindowFull
		}
		return found
	}
	if !atNext || !fwd.acked {
		return found
	}
	sameAck, sameWindow := s.Ack == fwd.lastAck, s.Window == fwd.window
	switch {
	case s.Window == 0:
		if sameWindow && sameAck && rev.last&FoundZeroWindowProbe != 0 {
			found |= FoundZeroWindowProbeAck
		}
	case !sameAck:
	case !sameWindow:
		found |= FoundWindowUpdate
	case rev.last&FoundKeepAlive != 0:
		found |= FoundKeepAliveAck
	default:
		found |= FoundDuplicateAck
		fwd.duplicates++
		fwd.unseen = false
	}
	return found
}

// lacks takes note of an acknowledgement of bytes of this direction that did
// not pass, and says whether it is to be reported: once for each hole. As
// long as nothing passes beyond the hole, that is until this end acknowledges
// something new.
func (a *analysis) lacks() bool {
	if after(a.nextSeq, a.contiguous) {
		a.contiguous = a.nextSeq
		return true
	}
	said := a.unseen || a.duplicates > 0
	a.unseen, a.duplicates = true, 0
	return !said
}

// analyseRepeat tells apart the segments that bring no new number: sent
// again, or overtaken on the way.
func (c *Conn) analyseRepeat(from Side, s *Segment, end uint32) Finding {
	fwd, rev := &c.ends[from].analysis, &c.ends[from.Peer()].analysis
	repeats := fwd.started && before(s.Seq, fwd.nextSeq)
	if s.Length > 1 && s.Seq == fwd.nextSeq-1 {
		repeats = false // the byte before was a zero window probe
	}
	if s.Length > 0 && rev.acked && rev.lastAck != 0 && atOrBefore(s.Seq+uint32(s.Length), rev.lastAck) {
		return FoundSpuriousRetransmission
	}
	if !repeats {
		return 0
	}
	// Where segments of the other end were not captured, duplicate
	// acknowledgements may have been among them.
	asked := rev.duplicates >= 2 || rev.unseen
	if asked && rev.lastAck == s.Seq && within(s.Time-rev.lastAckTime, fastRetransmissionWithin) {
		return FoundFastRetransmission
	}
	limit := fwd.roundTrip
	if limit == 0 {
		limit = outOfOrderWithin
	}
	if within(s.Time-fwd.nextSeqTime, limit) && fwd.nextSeq != end {
		return FoundOutOfOrder
	}
	return FoundRetransmission
}

// within says whether a time is less than a limit. When the clock of the
// capture went back it is not.
func within(passed, limit int64) bool { return passed >= 0 && passed < limit }

// advance notes how far this direction came. A SYN after a RST begins anew.
func (a *analysis) advance(s *Segment, end uint32) {
	if !a.started || after(end, a.nextSeq) || a.reset && s.Flags.Has(SYN) {
		a.started, a.nextSeq, a.nextSeqTime, a.reset = true, end, s.Time, false
	}
	a.reset = a.reset || s.Flags.Has(RST)
	if !a.hasContig || s.Seq == a.contiguous {
		a.hasContig, a.contiguous = true, a.nextSeq
	}
}

// measureHandshake takes the time between the last SYN and what follows the
// SYN-ACK.
func measureHandshake(fwd, rev *analysis, s *Segment) {
	switch {
	case s.Flags&(SYN|ACK) == SYN:
		fwd.hasSyn, rev.hasSyn = true, true
		fwd.synTime, rev.synTime = s.Time, s.Time
	case s.Flags&(SYN|ACK) == ACK && fwd.hasSyn && fwd.roundTrip == 0:
		took := s.Time - fwd.synTime
		fwd.roundTrip, rev.roundTrip = took, took
	}
}
