package tcpreasm

import "encoding/binary"

// sighting is a packet that passed lately.
type sighting struct {
	key   uint32 // see identity
	frame uint32 // its low bits
	time  uint32 // microseconds, its low bits
	id    uint16
	from  Side
}

// sightings are the last packets of a connection, to know one that is
// captured twice: on a mirror port, on loopback, before and behind a router.
type sightings struct {
	list [8]sighting
	next uint8
}

// How far apart two captures of one packet may be.
const (
	sameWithID    = 10_000 // µs; the IP identification tells it from one sent again
	sameWithoutID = 500    // µs; less than it takes to know that something must be sent again
)

// capturedBefore remembers a packet and returns the frame in which it was
// captured before; 0 when it was not, or may have been sent again.
func (c *Conn) capturedBefore(from Side, s *Segment, found Finding) int64 {
	frame, numbered := c.lately.note(from, s)
	if frame == 0 || numbered {
		return frame
	}
	f := c.ends[from].flight
	switch {
	case s.Flags.Has(SYN|ACK) && c.distinct(from.Peer()) > 1: // each SYN has its answer
		return 0
	case found&FoundFastRetransmission != 0, f != nil && f.lacks(s.Seq, c.ends[from].acked):
		return 0
	}
	return frame
}

// distinct is how many packets an end sent.
func (c *Conn) distinct(side Side) int64 { return c.Packets[side] - int64(c.Sent[side].Duplicated) }

// note remembers a packet and returns the frame in which its like was captured
// before, and whether the identification says that it is the same.
func (p *sightings) note(from Side, s *Segment) (frame int64, numbered bool) {
	now := sighting{identity(s), uint32(s.Frame), uint32(s.Time / 1e3), s.ID, from}
	frame, numbered = p.find(now, s)
	p.list[p.next] = now
	p.next = (p.next + 1) % uint8(len(p.list))
	return frame, numbered
}

func (p *sightings) find(now sighting, s *Segment) (frame int64, numbered bool) {
	for i := range p.list {
		x := &p.list[i]
		if x.key != now.key || x.from != now.from || x.id != now.id || x.frame == 0 || s.Time == 0 {
			continue
		}
		apart := min(now.time-x.time, x.time-now.time) // whichever was captured earlier
		within := uint32(sameWithID)
		if numbered = p.numbered(now); !numbered {
			if s.Length == 0 && !s.Flags.Any(SYN|FIN) {
				continue // acknowledgements are repeated at once to say that something is missing
			}
			within = sameWithoutID
		}
		if apart <= within {
			return s.Frame - int64(now.frame-x.frame), numbered
		}
	}
	return 0, false
}

// numbered says whether the sender gives each datagram an identification of
// its own, as far as the last packets show.
func (p *sightings) numbered(now sighting) bool {
	if now.id == 0 {
		return false
	}
	for i := range p.list {
		if x := &p.list[i]; x.from == now.from && x.id == now.id && x.key != now.key && x.frame != 0 {
			return false
		}
	}
	return true
}

// identity mixes what two captures of a packet have in common. The checksum
// stands for the payload, which is compared only when all else is the same.
func identity(s *Segment) uint32 {
	h := mix(uint64(s.Seq)<<32|uint64(s.Ack), uint64(s.Flags)<<48|uint64(s.Window)<<32|uint64(s.Checksum)<<16|uint64(s.Urgent))
	h = mix(h, uint64(s.Length)<<16|uint64(s.ID))
	options := s.Options
	for ; len(options) >= 8; options = options[8:] {
		h = mix(h, binary.LittleEndian.Uint64(options))
	}
	for _, b := range options {
		h = mix(h, uint64(b)+1)
	}
	return uint32(h ^ h>>32)
}
