package tcpreasm

// Finding is a set of Wireshark's tcp.analysis.* flags of one segment.
type Finding uint16

const (
	FoundRetransmission Finding = 1 << iota
	FoundFastRetransmission
	FoundSpuriousRetransmission
	FoundOutOfOrder
	FoundLostSegment
	FoundAckLostSegment
	FoundDuplicateAck
	FoundZeroWindow
	FoundZeroWindowProbe
	FoundZeroWindowProbeAck
	FoundWindowFull
	FoundWindowUpdate
	FoundKeepAlive
	FoundKeepAliveAck
)

// analysis is what Wireshark's rules remember of one direction. They look
// only at what passed, not at what the ends must know, so this is kept apart
// from the endpoint: its judgements are Wireshark's, to be compared with it.
type analysis struct {
	started     bool   // nextSeq is valid
	nextSeq     uint32 // one past the highest number seen
	nextSeqTime int64  // when that passed
	contiguous  uint32 // one past the highest number seen without a hole before it
	hasContig   bool
	unseen      bool   // an acknowledgement of what was not seen was reported
	unseenAt    uint32 // nextSeq at that time

	acked       bool // lastAck, window and lastAckTime are valid
	lastAck     uint32
	lastAckTime int64
	window      uint16
	duplicates  int // acknowledgements like lastAck since it was first sent

	last Finding // of the segment before
}

const (
	fastRetransmissionWithin = 20e6 // ns after the last duplicate acknowledgement
	outOfOrderWithin         = 3e6  // ns after the highest segment, while the round trip is not known
)

// analyse judges a segment by the rules of Wireshark's TCP analysis, in their
// order (its user's guide, chapter 7.5).
func (c *Conn) analyse(from Side, s *Segment) Finding {
	fwd, rev := &c.ends[from].analysis, &c.ends[from.Peer()].analysis
	length := uint32(s.Length)
	control := s.Flags.Any(SYN | FIN | RST)
	var found Finding

	sameAck := fwd.acked && s.Ack == fwd.lastAck
	atNext := fwd.started && s.Seq == fwd.nextSeq
	switch {
	case length == 1 && atNext && rev.acked && rev.window == 0:
		found |= FoundZeroWindowProbe
	default:
		if s.Window == 0 && !control {
			found |= FoundZeroWindow
		}
		if fwd.started && after(s.Seq, fwd.nextSeq) && !s.Flags.Has(RST) {
			found |= FoundLostSegment
		}
		if length <= 1 && fwd.started && s.Seq == fwd.nextSeq-1 && !control {
			found |= FoundKeepAlive
		}
		bare := length == 0 && atNext && sameAck && !control
		if bare && s.Window != 0 && s.Window != fwd.window {
			found |= FoundWindowUpdate
		}
		if length > 0 && !control && rev.acked && c.windowKnown(from.Peer()) &&
			s.Seq+length == rev.lastAck+c.ends[from.Peer()].window {
			found |= FoundWindowFull
		}
		switch {
		case bare && s.Window != 0 && s.Window == fwd.window && rev.last&FoundKeepAlive != 0:
			found |= FoundKeepAliveAck
		case length == 0 && s.Window == 0 && fwd.acked && fwd.window == 0 && atNext && !control &&
			(sameAck || s.Ack == fwd.lastAck+1) && rev.last&FoundZeroWindowProbe != 0:
			found |= FoundZeroWindowProbeAck
		case bare && s.Window != 0 && s.Window == fwd.window:
			found |= FoundDuplicateAck
			fwd.duplicates++
		}
	}
	if !sameAck {
		fwd.duplicates = 0
	}
	if s.Flags.Has(ACK) && rev.hasContig && after(s.Ack, rev.contiguous) {
		// Said once for one hole: again only after the other end sent more.
		if rev.unseenAt != rev.nextSeq || !rev.unseen {
			found |= FoundAckLostSegment
		}
		rev.unseen, rev.unseenAt, rev.contiguous = true, rev.nextSeq, rev.nextSeq
	}

	end := s.Seq + length
	if s.Flags.Any(SYN | FIN) {
		end++
	}
	if end != s.Seq && found&FoundKeepAlive == 0 {
		found |= c.analyseRepeat(from, s, end)
	}

	if found&FoundZeroWindowProbe == 0 {
		if !fwd.started || after(end, fwd.nextSeq) {
			fwd.started, fwd.nextSeq, fwd.nextSeqTime = true, end, s.Time
		}
		if !fwd.hasContig || s.Seq == fwd.contiguous {
			fwd.hasContig, fwd.contiguous = true, fwd.nextSeq
		}
	}
	fwd.acked, fwd.lastAck, fwd.lastAckTime, fwd.window, fwd.last = true, s.Ack, s.Time, s.Window, found
	return found
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
	if rev.duplicates >= 2 && rev.lastAck == s.Seq && s.Time-rev.lastAckTime < fastRetransmissionWithin {
		return FoundFastRetransmission
	}
	threshold := int64(outOfOrderWithin)
	if h := &c.Handshake; h.Complete() && h.AckTime != h.SynTime {
		threshold = h.AckTime - h.SynTime
	}
	if s.Time-fwd.nextSeqTime < threshold && fwd.nextSeq != end {
		return FoundOutOfOrder
	}
	return FoundRetransmission
}

// count adds what was found of one segment.
func (a *Analysis) count(found Finding) {
	if found == 0 {
		return
	}
	add := func(n *uint32, flag Finding) {
		if found&flag != 0 {
			*n++
		}
	}
	add(&a.Retransmission, FoundRetransmission)
	add(&a.FastRetransmission, FoundFastRetransmission)
	add(&a.SpuriousRetransmission, FoundSpuriousRetransmission)
	add(&a.OutOfOrder, FoundOutOfOrder)
	add(&a.LostSegment, FoundLostSegment)
	add(&a.AckLostSegment, FoundAckLostSegment)
	add(&a.DuplicateAck, FoundDuplicateAck)
	add(&a.ZeroWindow, FoundZeroWindow)
	add(&a.WindowFull, FoundWindowFull)
	add(&a.KeepAlive, FoundKeepAlive)
}
