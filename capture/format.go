package capture

import (
	"encoding/binary"
	"math/bits"
)

// MaxPacket is the most bytes that a packet may say were captured of it. It
// is far above Wireshark's 256 KiB, since captures made before segmentation
// offload or on the loopback hold larger ones, and low enough to know a
// damaged length when it claims gigabytes.
const MaxPacket = 256 << 20

// magicLength is how many bytes tell every format and compression.
const magicLength = 4

// format takes the records of one file format out of a stream that it is
// given piece by piece.
type format interface {
	// parse appends the packets that lie whole in p to b and returns how
	// many bytes of p it has done with; the next call's p begins there. at
	// is the address of p[0], negative when it has none. An error is about
	// the record where it stopped.
	parse(p []byte, at int64, b *Batch) (used int, err error)

	// unfinished says what the stream is in the middle of when p is what
	// parse left over: how many bytes of it went by, p included, of how
	// many it needs. Zero bytes mean that the stream may end here.
	unfinished(p []byte) (what string, has, of int64)

	// clone is the format as it stands, to read on from a record's end with
	// numbers of its own.
	clone(n *numbering) format
}

// numbering runs on from one file to the next.
type numbering struct {
	frames int64 // counted so far
	ifaces int32 // seen so far

	described Interfaces // the first of them
}

// detect knows a format by the first magicLength bytes of a file; nil is
// none.
func detect(p []byte, n *numbering) format {
	magic := binary.LittleEndian.Uint32(p)
	if magic == blockSection {
		return &pcapngFile{numbering: n}
	}
	if _, ok := pcapVariants[magic]; ok {
		return &pcapFile{numbering: n}
	}
	if _, ok := pcapVariants[bits.ReverseBytes32(magic)]; ok {
		return &pcapFile{numbering: n, order: bigEndian}
	}
	return nil
}

// order is a file's byte order. It is a flag and not a binary.ByteOrder so
// that reading a number is no call.
type order bool

const (
	littleEndian order = false
	bigEndian    order = true
)

func (o order) u16(p []byte) uint16 {
	v := binary.LittleEndian.Uint16(p)
	if o == bigEndian {
		v = bits.ReverseBytes16(v)
	}
	return v
}

func (o order) u32(p []byte) uint32 {
	v := binary.LittleEndian.Uint32(p)
	if o == bigEndian {
		v = bits.ReverseBytes32(v)
	}
	return v
}

func (o order) u64(p []byte) uint64 {
	v := binary.LittleEndian.Uint64(p)
	if o == bigEndian {
		v = bits.ReverseBytes64(v)
	}
	return v
}

// address is the address of a byte that lies pos behind at; see
// format.parse.
func address(at int64, pos int) int64 {
	if at < 0 {
		return -1
	}
	return at + int64(pos)
}
