package explain

import (
	"wiretalk/internal/replay"
	"wiretalk/tcpreasm"
)

// knowledge is what the segments before one have shown of an end.
type knowledge struct {
	state   tcpreasm.State
	known   bool   // anything was seen of it
	spoke   bool   // anything but a RST was
	isn     uint32 // of its last SYN
	first   uint32 // number before which nothing was captured
	next    uint32 // number behind the last that it has sent
	holes   []hole // numbers before next that were not captured
	sacks   bool   // an ACK of it had SACK blocks
	named   uint32 // number behind the highest block; valid if sacks
	acked   uint32 // of the other's, the highest that it has acknowledged
	acks    bool   // acked is valid
	window  int64  // bytes that it offered last; negative when not known
	syns    int    // frames with a SYN of it
	synacks int    // of these, with an ACK
	resets  int    // frames with a RST of it
	bytes   bool   // bytes of it were captured
	repeats int    // how often its last ACK, if a duplicate one, says the same
	fins    int    // frames with a FIN of it
	finEnd  uint32 // number behind its FIN

	dropped int64 // frame of the last that it dropped, as it lay outside its window

	offers   tcpreasm.Options // of its last SYN
	synEnd   uint32           // number behind its last SYN, with its bytes and FIN
	synFin   bool             // that had a FIN
	firstSyn int64            // frame
	lastSyn  int64            // time
	synLast  bool             // its last segment had a SYN

	congestion congestion

	repeat int64 // frame of its last segment that took numbers, if the other end had acknowledged them before; 0 otherwise
}

// hole are numbers from one up to before another.
type hole struct{ from, to uint32 }

// maxHoles is how many holes of an end are known at once: of further ones what
// fills them is taken to be sent again.
const maxHoles = 64

// wasCaptured says whether a number of the end was captured before.
func (k *knowledge) wasCaptured(seq uint32) bool {
	if !k.known || int32(seq-k.next) >= 0 || int32(seq-k.first) < 0 {
		return false
	}
	for _, h := range k.holes {
		if seq-h.from < h.to-h.from {
			return false
		}
	}
	return true
}

// take notes numbers that the end has sent.
func (k *knowledge) take(seq, end uint32) {
	switch {
	case !k.known:
		k.first, k.next = seq, end
		return
	case int32(seq-k.first) < 0 && int32(end-k.first) >= 0:
		k.first = seq
	case int32(seq-k.first) < 0:
		return // what lies between is given up
	case int32(seq-k.next) > 0:
		if len(k.holes) < maxHoles {
			k.holes = append(k.holes, hole{k.next, seq})
		}
	default:
		for i := range k.holes {
			if h := &k.holes[i]; seq-h.from < h.to-h.from && h.to-h.from > 0 {
				h.from = end // what is left before seq is given up
				if int32(h.to-h.from) <= 0 {
					h.from = h.to
				}
			}
		}
	}
	if int32(end-k.next) > 0 {
		k.next = end
	}
}

// learn takes a step into what is known of both ends.
func (n *Narrator) learn(i int) {
	s := &n.steps[i]
	if pickedUp(s) {
		n.k, n.ecnMode, n.doubt = unknown, ecnUnseen, 0
	}
	if reopens(s, &n.k[s.From]) {
		n.k[s.From].congestion, n.ecnMode, n.doubt = congestion{}, ecnUnseen, 0
		n.k[s.From.Peer()] = knowledge{window: -1, resets: n.k[s.From.Peer()].resets}
	}
	if n.k[s.From].doubts(s) {
		n.doubt = s.Frame
	}
	if r := &n.k[s.From.Peer()]; r.drops(s) {
		r.dropped = s.Frame
		return
	}
	n.k[0].state, n.k[1].state = s.States[0], s.States[1]
	if s.SameAs != 0 || n.doubt != 0 {
		return
	}
	of, other := &n.k[s.From], &n.k[s.From.Peer()]
	if s.Flags.Has(tcpreasm.RST) {
		of.resets++
		return
	}
	if s.Flags.Has(tcpreasm.SYN) {
		if of.strangeSyn(s) {
			return
		}
		if of.syns > 0 && s.Seq != of.isn {
			of.congestion = congestion{}
		}
	}
	n.learnECN(s)
	if s.Flags.Has(tcpreasm.SYN) {
		of.syn(s)
	}
	end := s.End()
	switch of.synLast = s.Flags.Has(tcpreasm.SYN); {
	case !s.Flags.Has(tcpreasm.FIN):
	case s.Flags.Has(tcpreasm.ACK) && !of.synLast:
		of.fins++
		of.finEnd = end
	default:
		end-- // it is not looked at
	}
	if end != s.Seq {
		if of.repeat = 0; of.wasCaptured(s.Seq) && int32(end-of.next) <= 0 && other.acks && int32(other.acked-end) >= 0 {
			of.repeat = s.Frame
		}
		of.take(s.Seq, end)
	} else if !of.known {
		of.first, of.next = s.Seq, s.Seq
	}
	of.known, of.spoke, of.bytes = true, true, of.bytes || s.Length > 0
	if of.window = s.Observation.Window; s.Window == 0 {
		of.window = 0 // however it is scaled
	}
	if s.Flags.Has(tcpreasm.ACK) {
		of.repeats = s.DuplicateNumber
		for _, b := range sackBlocks(s.Options) {
			if !of.sacks || int32(b.to-of.named) > 0 {
				of.sacks, of.named = true, b.to
			}
		}
	}
	if s.Flags.Has(tcpreasm.ACK) && (!of.acks || int32(s.Ack-of.acked) > 0) && n.plausible(i, other) {
		of.acked, of.acks = s.Ack, true
	}
}

// reopens says whether a SYN begins anew by the number of one that was refused
// or reset.
func reopens(s *replay.Step, of *knowledge) bool {
	return of.syns > 0 && of.state == tcpreasm.Closed && s.States[s.From] == tcpreasm.SynSent
}

// strangeSyn says whether a SYN is none of the end's connection, which is open
// by other numbers.
func (k *knowledge) strangeSyn(s *replay.Step) bool {
	if k.state <= tcpreasm.SynReceived {
		return false
	}
	return k.syns > 0 && s.Seq != k.isn || k.syns == 0 && k.known && s.Seq+1 != k.first
}

// syn begins an end's numbers, unless what was captured before may follow it.
func (k *knowledge) syn(s *replay.Step) {
	const near = 1 << 30
	if k.known && (k.syns > 0 && s.Seq != k.isn || k.syns == 0 && k.next-s.Seq > near) {
		k.first, k.next, k.holes = s.Seq, s.End(), nil
	}
	if k.syns++; k.syns == 1 {
		k.firstSyn = s.Frame
	}
	if s.Flags.Has(tcpreasm.ACK) {
		k.synacks++
	}
	k.synFin = s.Flags.Has(tcpreasm.FIN)
	k.isn, k.synEnd, k.lastSyn, k.offers = s.Seq, s.End(), s.Time, tcpreasm.Offers(s.Options)
}

// aheadSteps is how far ahead is looked for the bytes that an ACK names.
const aheadSteps = 64

// plausible says whether step i acknowledges what the other end has sent, or
// may have, captured or not.
func (n *Narrator) plausible(i int, other *knowledge) bool {
	ack := n.steps[i].Ack
	switch {
	case other.syns > 0 && int32(ack-other.isn) <= 0:
		return false
	case !other.known || int32(ack-other.next) <= 0:
		return true
	}
	for _, s := range n.steps[i+1 : min(i+1+aheadSteps, len(n.steps))] {
		if s.From != n.steps[i].From && !s.Flags.Has(tcpreasm.RST) && int32(s.End()-ack) >= 0 {
			return true
		}
	}
	return false
}
