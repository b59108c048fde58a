package tcpreasm

import "net/netip"

// Side is one end of a connection, and the direction of what that end sends.
type Side uint8

// The two ends.
const (
	Client Side = iota
	Server
)

// Peer is the other end.
func (s Side) Peer() Side { return s ^ 1 }

// String is "client" or "server".
func (s Side) String() string {
	if s == Client {
		return "client"
	}
	return "server"
}

// Initiator is the evidence for which end is the client.
type Initiator uint8

const (
	ByGuess  Initiator = iota // neither SYN nor SYN-ACK was seen
	BySynAck                  // who received the SYN-ACK
	BySyn                     // who sent the first SYN
)

// String is the word the JSON records use.
func (i Initiator) String() string { return [...]string{"guess", "syn-ack", "syn"}[i] }

// Info is what is known of one connection. It is a plain value: a copy stays
// as it is while the connection goes on. Arrays of two are indexed by Side;
// times are nanoseconds, of day since 1970 UTC; a frame of 0 was not seen.
type Info struct {
	Ends      [2]netip.AddrPort
	Initiator Initiator

	FirstFrame, LastFrame int64
	Start, End            int64  // when the first and the last packet passed
	StepsBack             uint32 // packets whose time is before that of the packet before them

	Handshake Handshake
	Close     CloseKind
	ClosedBy  Closer
	Fin       [2]Moment // the first FIN of each end, forged ones left out where that is known
	Rst       [2]Moment // the first RST of each end that the other accepted
	States    [2]State
	Changes   Changes // how they came to that

	Completeness Completeness
	Flags        FlagSets // of the segments of both ends

	Packets      [2]int64    // segments sent
	Bytes        [2]int64    // payload bytes in them, sent again or not
	StreamBytes  [2]int64    // distinct bytes handed on in order
	FinUnseen    [2]bool     // one number more than it was seen to send was acknowledged: likely a FIN that was not captured
	MissingBytes [2]int64    // known to have been sent, not in the capture
	Analysis     [2]Analysis // counts of segments, by who sent them
	Sent         [2]Sent     // what else is known of them
	Conflicts    []Conflict  // at most the first eight
}

// Moment is when a segment passed. A frame of 0 was not seen.
type Moment struct{ Frame, Time int64 }

// Handshake is the opening of a connection. A frame of 0 was not seen.
type Handshake struct {
	Syn, SynAck, Ack             int64 // frames
	SynTime, SynAckTime, AckTime int64
}

// Complete says whether all three steps were seen.
func (h Handshake) Complete() bool { return h.Syn != 0 && h.SynAck != 0 && h.Ack != 0 }

// CloseKind says how a connection ended, as far as the capture shows.
type CloseKind uint8

const (
	Open       CloseKind = iota // none of the others by the last packet
	Half                        // one direction finished
	Fin                         // both directions finished, both FINs acknowledged
	Reset                       // an established connection was reset
	Refused                     // a SYN was answered by RST
	Unanswered                  // a SYN was never answered
)

// String is the word the JSON records use.
func (k CloseKind) String() string {
	return [...]string{"open", "half", "fin", "rst", "refused", "unanswered"}[k]
}

// Closer says who sent the first FIN or the RST.
type Closer uint8

const (
	ByNobody Closer = iota
	ByClient
	ByServer
	ByBoth // FINs that crossed
)

// String is the word the JSON records use; empty for ByNobody.
func (c Closer) String() string { return [...]string{"", "client", "server", "both"}[c] }

// Completeness is Wireshark's tcp.completeness: which parts of a
// conversation the capture holds.
type Completeness uint8

const (
	SawSyn Completeness = 1 << iota
	SawSynAck
	SawAck
	SawData
	SawFin
	SawRst
)

// Analysis counts segments by Wireshark's names for tcp.analysis.*.
type Analysis struct {
	Retransmission, FastRetransmission, SpuriousRetransmission uint32
	OutOfOrder, LostSegment, AckLostSegment, DuplicateAck      uint32
	ZeroWindow, ZeroWindowProbe, ZeroWindowProbeAck            uint32
	WindowFull, WindowUpdate, KeepAlive, KeepAliveAck          uint32
	ReusedPorts                                                uint32
}
