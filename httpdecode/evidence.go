package httpdecode

// Pairing is how it was found that a response belongs to its request.
type Pairing uint8

const (
	Unpaired          Pairing = iota // one of the two is not there, or which belongs to which cannot be told
	ByOrder                          // responses come in the order of their requests (RFC 9112 §9.3.2)
	ByAcknowledgement                // by order, and when the response began its sender had received this request and none after it
	Resynchronised                   // after missing bytes, or where the capture begins midway, by what the two directions allow
)

// String is the word for records.
func (p Pairing) String() string {
	return [...]string{"unpaired", "by-order", "by-acknowledgement", "resynchronised"}[p]
}

// Certainty is how sure a Pairing is.
type Certainty uint8

const (
	None    Certainty = iota // nothing is paired
	Likely                   // it can be otherwise where bytes are missing, or an end does what is rare
	Certain                  // nothing is missing, and by RFC 9112 it cannot be otherwise
)

// String is the word for records.
func (c Certainty) String() string { return [...]string{"none", "likely", "certain"}[c] }

// unheard is an acknowledgement that the caller did not give.
const unheard = -1

// Acknowledged says how far the sender of the next bytes of direction d had
// received the other direction when it sent them, as an offset that counts like
// Offset. It stays so until the next call. A caller that never says it loses
// nothing but evidence. If in doubt, give the larger number: it proves less.
func (c *Conn) Acknowledged(d Direction, offset int64) { c.acked[d] = offset }

// acknowledged is what the sender of an HTTP direction had received.
func (c *Conn) acknowledged(d Direction) int64 {
	if c.swapped {
		d ^= 1
	}
	return c.acked[d]
}

// judge fills in how x was paired with a response before which its sender had
// received the requests up to acked.
func (p *pairing) judge(x *exchange, acked int64) {
	switch {
	case acked != unheard && !p.reached(x, acked):
		x.Pairing = ByAcknowledgement
	default:
		x.Pairing = ByOrder
	}
	x.Certainty = Certain
	switch early := !x.finished[ToServer]; {
	case x.Pairing == ByOrder && early, p.onlyLikely, p.joined, p.gapped:
		x.Certainty = Likely
	}
}

// reached says whether a request after x begins before an offset.
func (p *pairing) reached(x *exchange, offset int64) bool {
	for _, next := range p.open[p.search:] {
		if next.Index > x.Index && next.Request.Seen {
			return next.Request.Offset < offset
		}
	}
	return false
}
