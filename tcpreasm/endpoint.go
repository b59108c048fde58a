package tcpreasm

// endpoint is what is known of the sequence numbers that one end sends. The
// names in brackets are those of RFC 9293 §3.3.1.
type endpoint struct {
	known bool // the numbers below are known
	exact bool // from a SYN or an acknowledgement, not from the first segment that happened by

	isn     uint32 // number of its SYN [ISS]; of the byte before the first seen when it was picked up mid-stream
	next    uint32 // number of the next byte to hand on in order [the peer's RCV.NXT]
	highest uint32 // one past the highest number it was seen to send [SND.NXT]

	acked      uint32 // highest acknowledgement it got [SND.UNA]
	gotAck     bool   // acked is valid
	roseFrom   uint32 // highest acknowledgement before the highest, claims among them
	roseTo     uint32 // the highest
	rose       bool   // both are valid
	claim      uint32 // acknowledgement of more than it was seen to send
	claimSeq   uint32 // number of the segment that brought it
	claimTime  int64  // when that passed
	claimTwice bool   // a later segment claims as much
	claimed    bool   // claim is valid: it may be true, and the capture lacks something, or forged
	window     uint32 // what it offers to receive, in bytes, scaled [SND.WND of the peer]

	syn         bool   // its SYN was seen
	synAck      bool   // so was its SYN-ACK
	spoke       bool   // it sent something since
	fin         bool   // its FIN was seen
	finSeq      uint32 // number of its FIN
	finAt       Position
	finPassed   bool // its FIN was reached in order
	finAcked    bool
	finArrived  bool   // at the other end
	finRefuted  bool   // it sent its FIN again since its acknowledgement was seen
	finOverdue  bool   // the other end showed that its FIN had not arrived there
	awaited     bool   // bytes before awaitedTo are acknowledged but were not captured so far
	awaitedFrom int64  // packets on the connection when that was noticed
	awaitedTime int64  //
	awaitedTo   uint32 //

	held     held
	flight   *flight // what it sent and got no acknowledgement of; nil when there is nothing
	analysis analysis
}

// start sets where the numbers begin: first is the number of the first byte.
func (e *endpoint) start(first uint32, exact bool) {
	e.known, e.exact = true, exact
	e.isn, e.next, e.highest = first-1, first, first
	e.rose = false
}

// waits says whether something was captured that could not be handed on yet.
func (e *endpoint) waits() bool { return len(e.held.chunks) > 0 || e.fin && !e.finPassed }

// rise takes an acknowledgement, be it a claim, of more than any before.
func (e *endpoint) rise(ack uint32) {
	switch {
	case !e.rose:
		e.rose, e.roseFrom, e.roseTo = true, ack, ack
	case after(ack, e.roseTo):
		e.roseFrom, e.roseTo = e.roseTo, ack
	}
}

// maybeEndsWithFin says whether of what is missing before ack the last number is
// likely a FIN that was not captured: it was acknowledged by itself, and nothing
// of it or behind it was seen.
func (e *endpoint) maybeEndsWithFin(ack uint32) bool {
	if e.fin || !e.rose || ack != e.roseTo || ack != e.roseFrom+1 {
		return false
	}
	n := len(e.held.chunks)
	return n == 0 || before(e.held.chunks[n-1].end(), ack)
}
