package capture

import "io"

// LinkType says what a packet's bytes begin with: a LINKTYPE_ value as
// https://www.tcpdump.org/linktypes.html lists them.
type LinkType uint16

// The link types that wiretalk decodes.
const (
	LinkNull      LinkType = 0   // 4-byte address family in the capturing host's byte order
	LinkEthernet  LinkType = 1   //
	LinkPPP       LinkType = 9   //
	LinkRaw       LinkType = 101 // IPv4 or IPv6, told by the version field
	LinkLoop      LinkType = 108 // 4-byte address family in network byte order
	LinkSLL       LinkType = 113 // Linux "cooked" capture
	LinkIPv4      LinkType = 228 //
	LinkIPv6      LinkType = 229 //
	LinkSLL2      LinkType = 276 // Linux "cooked" capture, version 2
	LinkRadiotap  LinkType = 127 // IEEE 802.11 behind a radiotap header
	LinkIEEE80211 LinkType = 105 // IEEE 802.11
)

// Packet is one captured packet. Data belongs to the source that delivered
// it; see Source and Batch for how long it is good.
type Packet struct {
	Data   []byte
	Frame  int64    // number of the packet in the whole input, from 1
	Time   int64    // nanoseconds since 1970 UTC; 0 when the file does not say
	Offset int64    // place of Data[0] in the input, for Input.ReadAt; -1 when it cannot be read again
	Length int      // bytes on the wire; len(Data) is less when the snapshot length cut it
	Link   LinkType //

	// BigEndian says that the address family before a packet of LinkNull is
	// in big-endian order, as the file is. It is false on other link types.
	BigEndian bool

	Iface int32 // number of the interface in the input, from 0
}

// Batch is a run of packets that share one block of memory.
//
// The caller owns it: what ReadBatch put there stays good until the caller
// passes the same Batch to ReadBatch again.
type Batch struct {
	Packets []Packet

	// Now is the time up to which a live source has delivered everything, in
	// nanoseconds since 1970 UTC: it goes on when no packets come. 0 when
	// the packets' own times are all there is to know, as in a file.
	Now int64

	block []byte
}

// Source gives packets in batches, in the order of the capture.
type Source interface {
	// ReadBatch fills b with the next packets. Like io.Reader it may return
	// packets together with an error: use b.Packets first. io.EOF is the
	// clean end of the input; any other error says where reading stopped
	// (see Error).
	ReadBatch(b *Batch) error

	// ReaderAt reads the capture again by Packet.Offset. It is safe to use
	// while ReadBatch runs on another goroutine.
	io.ReaderAt

	io.Closer
}
