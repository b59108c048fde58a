package live

import (
	"encoding/binary"
	"errors"
)

// A block of a TPACKET_V3 ring as linux/if_packet.h lays it out: a descriptor,
// then packets, each behind a header and a struct sockaddr_ll. Numbers are in
// the machine's order but for those in the sockaddr_ll that say so.
const (
	blockStatus = 8  // uint32; the block is ours while statusUser is set
	blockCount  = 12 // uint32, packets
	blockFirst  = 16 // uint32, from the block's start to the first packet's header
	blockHeader = 48

	packetNext     = 0  // uint32, to the next header
	packetSec      = 4  // uint32
	packetNsec     = 8  // uint32
	packetSnapLen  = 12 // uint32, bytes that are here
	packetLen      = 16 // uint32, bytes that were on the wire
	packetStatus   = 20 // uint32
	packetMAC      = 24 // uint16, from the header to the packet's bytes
	packetVLANTCI  = 32 // uint32
	packetVLANTPID = 36 // uint16
	packetAddress  = 48 // struct sockaddr_ll
	packetHeader   = 68
)

const (
	statusKernel        = 0
	statusUser          = 1 << 0
	statusVLANValid     = 1 << 4
	statusVLANTPIDValid = 1 << 6
)

// frame is one packet in a block; its slices point there.
type frame struct {
	data      []byte
	time      int64 // nanoseconds since 1970
	length    int   // on the wire, in bytes, without the tag
	tagged    bool
	tpid, tci uint16
	address   []byte // struct sockaddr_ll
}

var errBlock = errors.New("a block of the kernel's buffer does not hold what it says")

// cursor walks over the packets of a block. Nothing that the block says of
// places and lengths is believed.
type cursor struct {
	block []byte
	at    uint64
	left  uint32
}

func newCursor(block []byte) cursor {
	if len(block) < blockHeader {
		return cursor{}
	}
	return cursor{
		block: block,
		at:    uint64(binary.NativeEndian.Uint32(block[blockFirst:])),
		left:  binary.NativeEndian.Uint32(block[blockCount:]),
	}
}

// next fills f with the next packet and says whether there was one. After an
// error there is none.
func (c *cursor) next(f *frame) (bool, error) {
	if c.left == 0 {
		return false, nil
	}
	size := uint64(len(c.block))
	if c.at > size || size-c.at < packetHeader {
		c.left = 0
		return false, errBlock
	}
	h := c.block[c.at:]
	kept := uint64(binary.NativeEndian.Uint32(h[packetSnapLen:]))
	begin := uint64(binary.NativeEndian.Uint16(h[packetMAC:]))
	end := begin + kept
	if begin < packetHeader || end > uint64(len(h)) {
		c.left = 0
		return false, errBlock
	}
	f.data = h[begin:end:end]
	f.address = h[packetAddress:packetHeader:packetHeader]
	f.time = int64(binary.NativeEndian.Uint32(h[packetSec:]))*1e9 + int64(binary.NativeEndian.Uint32(h[packetNsec:]))
	f.length = int(min(uint64(binary.NativeEndian.Uint32(h[packetLen:])), 1<<30))
	f.length = max(f.length, len(f.data))
	status := binary.NativeEndian.Uint32(h[packetStatus:])
	f.tci = uint16(binary.NativeEndian.Uint32(h[packetVLANTCI:]))
	f.tagged = status&statusVLANValid != 0
	f.tpid = typeVLAN
	if status&statusVLANTPIDValid != 0 {
		f.tpid = binary.NativeEndian.Uint16(h[packetVLANTPID:])
	}
	if c.left--; c.left == 0 {
		return true, nil
	}
	step := uint64(binary.NativeEndian.Uint32(h[packetNext:]))
	if step < packetHeader {
		// This packet is whole, but no way leads on from it.
		c.at = size
		return true, nil
	}
	c.at += step
	return true, nil
}
