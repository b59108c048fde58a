package tcpreasm

import "net/netip"

// Segment is one TCP segment as it passed the point of capture. Options,
// Payload and Pieces are borrowed from whoever made the segment: the tracker
// copies what it must keep.
type Segment struct {
	Frame    int64 // number of the packet in the capture, from 1
	Time     int64 // nanoseconds since 1970 UTC
	Offset   int64 // place of Payload[0] in the capture; negative when it cannot be read again
	Src, Dst netip.AddrPort
	Seq, Ack uint32
	Length   int // bytes of payload on the wire; more than len(Payload) when the capture cut it
	Flags    Flags
	Window   uint16 // as in the header, not scaled
	Checksum uint16
	Urgent   uint16
	ID       uint16 // of the IPv4 datagram; 0 when it has none, as with IPv6
	Options  []byte // the header's option bytes, as they are
	Payload  []byte
	Pieces   []Piece // where Payload lies when it was put together from IP fragments; nil otherwise
}

// Piece is a run of a payload that lies in one place of the capture.
type Piece struct {
	Offset int64 // place in the capture of the run's first byte
	Length int   // bytes
}

// Flags are the control bits of a segment (RFC 9293 §3.1).
type Flags uint16

// The control bits, in their place in the header.
const (
	FIN Flags = 1 << iota
	SYN
	RST
	PSH
	ACK
	URG
	ECE
	CWR
	AE // accurate ECN, formerly the nonce sum (RFC 9768)
)

// Has says whether all of the bits in want are set.
func (f Flags) Has(want Flags) bool { return f&want == want }

// Any says whether at least one of the bits in want is set.
func (f Flags) Any(want Flags) bool { return f&want != 0 }

var flagNames = [...]string{"FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR", "AE"}

// String lists the bits that are set, as in "SYN,ACK".
func (f Flags) String() string {
	out := ""
	for i, name := range flagNames {
		if f&(1<<i) != 0 {
			if out != "" {
				out += ","
			}
			out += name
		}
	}
	return out
}

// opens says whether it is a SYN or SYN-ACK. A RST is nothing else, whatever
// bits it has besides (RFC 9293 §3.10.7).
func (s *Segment) opens() bool { return s.Flags&(SYN|RST) == SYN }

// closes says whether its FIN counts: a segment without ACK is dropped unread once
// both ends have their SYNs, and before that FIN is not looked at (RFC 9293 §3.10.7.4).
func (s *Segment) closes() bool { return s.Flags&(SYN|FIN|ACK) == FIN|ACK }

// Hash mixes both ends of the segment into one number that is the same in
// both directions, for spreading connections over workers and tables.
func (s *Segment) Hash() uint64 {
	return hashEndpoint(s.Src) + hashEndpoint(s.Dst)
}
