package live

import (
	"encoding/binary"

	"wiretalk/capture"
)

const (
	typeVLAN    = 0x8100 // IEEE 802.1Q
	tagLength   = 4
	tagPlace    = 12 // behind both addresses of an Ethernet header
	cookedBytes = 20 // of an SLL2 header, https://www.tcpdump.org/linktypes/LINKTYPE_LINUX_SLL2.html
)

// shape is what a ring's packets become.
type shape struct {
	link   capture.LinkType
	cooked bool // the kernel leaves the link-layer header out: an SLL2 header stands for it
	snap   int  // 0 for all
	number int32
}

// deliver adds f to the batch as packet number n, as it was on the wire, and
// says whether there was room. An empty batch always has room.
func (s *shape) deliver(b *capture.Batch, f *frame, n int64) bool {
	added := 0
	if s.cooked {
		added = cookedBytes
	}
	tagged := f.tagged && (s.cooked || s.link == capture.LinkEthernet && len(f.data) >= tagPlace)
	if tagged {
		added += tagLength
	}
	size := added + len(f.data)
	if size > b.Free() && len(b.Packets) > 0 {
		return false
	}
	data := b.Space(size)
	switch {
	case s.cooked:
		cook(data, f, tagged)
	case tagged:
		copy(data, f.data[:tagPlace])
		binary.BigEndian.PutUint16(data[tagPlace:], f.tpid)
		binary.BigEndian.PutUint16(data[tagPlace+2:], f.tci)
		copy(data[tagPlace+tagLength:], f.data[tagPlace:])
	default:
		copy(data, f.data)
	}
	if s.snap > 0 && len(data) > s.snap {
		data = data[:s.snap]
	}
	b.Packets = append(b.Packets, capture.Packet{
		Data: data, Frame: n, Time: f.time, Offset: -1, Length: f.length + added, Link: s.link, Iface: s.number,
	})
	return true
}

// Places in a struct sockaddr_ll.
const (
	addressProtocol = 2  // big-endian uint16
	addressIndex    = 4  // int32
	addressDevice   = 8  // uint16, ARPHRD_
	addressKind     = 10 // uint8, PACKET_
	addressLength   = 11 // uint8
	addressBytes    = 12 // 8 of them
)

// cook writes an SLL2 header, the tag and the packet to dst. The header's
// protocol is the tag's when there is one, and the tag says what follows it.
func cook(dst []byte, f *frame, tagged bool) {
	a := f.address
	rest := dst[cookedBytes:]
	copy(dst[:2], a[addressProtocol:])
	if tagged {
		binary.BigEndian.PutUint16(dst, f.tpid)
		binary.BigEndian.PutUint16(rest, f.tci)
		copy(rest[2:tagLength], a[addressProtocol:])
		rest = rest[tagLength:]
	}
	dst[2], dst[3] = 0, 0
	binary.BigEndian.PutUint32(dst[4:], binary.NativeEndian.Uint32(a[addressIndex:]))
	binary.BigEndian.PutUint16(dst[8:], binary.NativeEndian.Uint16(a[addressDevice:]))
	dst[10], dst[11] = a[addressKind], a[addressLength]
	copy(dst[12:cookedBytes], a[addressBytes:])
	copy(rest, f.data)
}
