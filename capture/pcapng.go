package capture

import (
	"encoding/binary"
	"slices"
)

// The pcapng format, draft-ietf-opsawg-pcapng: blocks of type, total length,
// body, and the total length again.

const (
	blockSection   = 0x0a0d0d0a // the same in both byte orders
	blockInterface = 1
	blockPacket    = 2 // obsolete, still written by old tools
	blockSimple    = 3
	blockJournal   = 9
	blockEnhanced  = 6

	blockCustom         = 0x00000bad
	blockCustomNoCopy   = 0x40000bad
	blockSysdig         = 0x00000204
	blockSysdigV2       = 0x00000216
	blockSysdigV2Large  = 0x00000221
	blockOverhead       = 12 // type and both lengths
	byteOrderMagic      = 0x1a2b3c4d
	maxBlock            = MaxPacket + 1<<20 // with the largest packet and its options
	simplePacketHeader  = 4
	packetBlockHeader   = 20 // of enhanced and of old packet blocks
	sectionHeaderLength = 16
)

type pcapngFile struct {
	*numbering
	order
	interfaces []netInterface // of the section
	first      int32          // number in the input of the section's first interface
	passing    passing
}

// passing is a block of which nothing is needed: its bytes go by unkept.
type passing struct {
	total uint32 // 0 when no block is being passed
	done  int64
	frame bool // Wireshark gives it a frame number
}

func (f *pcapngFile) parse(p []byte, at int64, b *Batch) (used int, err error) {
	for {
		if f.passing.total != 0 {
			n, err := f.pass(p[used:])
			used += n
			if err != nil || f.passing.total != 0 {
				return used, err
			}
		}
		block := p[used:]
		if len(block) < blockOverhead {
			return used, nil
		}
		kind := f.u32(block)
		if kind == blockSection {
			if err := f.setOrder(block); err != nil {
				return used, err
			}
		}
		total := f.u32(block[4:])
		if total < blockOverhead || total%4 != 0 {
			return used, damagef("block of type %#x says it has %d bytes, which no block can have: "+
				"the file is damaged here; everything before was read", kind, total)
		}
		if !held(kind) {
			f.passing = passing{total: total, frame: framed(kind)}
			continue
		}
		if total > maxBlock {
			return used, damagef("block of type %#x says it has %d bytes, more than the %d that it may have: "+
				"the file is damaged here; everything before was read", kind, total, maxBlock)
		}
		if uint64(len(block)) < uint64(total) {
			return used, nil
		}
		if last := f.u32(block[total-4:]); last != total {
			return used, lengthsDiffer(total, last)
		}
		if err := f.block(kind, block[8:total-4], address(at, used+8), b); err != nil {
			return used, err
		}
		used += int(total)
	}
}

func (f *pcapngFile) clone(n *numbering) format {
	c := *f
	c.numbering = n
	c.interfaces = slices.Clip(f.interfaces) // what is added later is not added to both
	return &c
}

// held tells the blocks that must lie whole in memory.
func held(kind uint32) bool {
	switch kind {
	case blockEnhanced, blockSimple, blockPacket, blockInterface, blockSection:
		return true
	}
	return false
}

// framed tells the blocks that hold no packet but that Wireshark counts as
// frames all the same.
func framed(kind uint32) bool {
	switch kind {
	case blockJournal, blockCustom, blockCustomNoCopy, blockSysdig, blockSysdigV2, blockSysdigV2Large:
		return true
	}
	return false
}

// pass goes over the next bytes of the block being passed, and at its end
// checks the second length.
func (f *pcapngFile) pass(p []byte) (used int, err error) {
	left := int64(f.passing.total) - 4 - f.passing.done
	used = int(min(left, int64(len(p))))
	f.passing.done += int64(used)
	if int64(used) < left || len(p)-used < 4 {
		return used, nil
	}
	if last := f.u32(p[used:]); last != f.passing.total {
		return used, lengthsDiffer(f.passing.total, last)
	}
	if f.passing.frame {
		f.frames++
	}
	f.passing = passing{}
	return used + 4, nil
}

func lengthsDiffer(first, last uint32) error {
	return damagef("block says it has %d bytes at its start and %d at its end: "+
		"the file is damaged here; everything before was read", first, last)
}

// setOrder reads a section's byte order, which comes before anything else in
// the section can be understood.
func (f *pcapngFile) setOrder(block []byte) error {
	switch binary.LittleEndian.Uint32(block[8:]) {
	case byteOrderMagic:
		f.order = littleEndian
	case 0x4d3c2b1a:
		f.order = bigEndian
	default:
		return damagef("section header has no byte-order magic: the file is damaged here; everything before was read")
	}
	return nil
}

func (f *pcapngFile) block(kind uint32, body []byte, at int64, b *Batch) error {
	switch kind {
	case blockEnhanced, blockPacket, blockSimple:
		packet, err := f.packet(kind, body, at)
		if err != nil {
			return err
		}
		f.frames++
		packet.Frame = f.frames
		b.Packets = append(b.Packets, packet)
		return nil
	case blockInterface:
		return f.addInterface(body)
	}
	return f.beginSection(body)
}

func (f *pcapngFile) beginSection(body []byte) error {
	if len(body) < sectionHeaderLength {
		return tooShort("section header", body)
	}
	if major := f.u16(body[4:]); major != 1 {
		return damagef("section header says version %d.%d of pcapng, and only 1 is known: "+
			"the file is damaged here, or newer than this program; everything before was read", major, f.u16(body[6:]))
	}
	f.interfaces = nil // a clone may have the old ones
	f.first = f.ifaces
	return nil
}

func (f *pcapngFile) unfinished(p []byte) (what string, has, of int64) {
	has = int64(len(p))
	switch {
	case f.passing.total != 0:
		return "a block", f.passing.done + has, int64(f.passing.total)
	case has == 0:
		return "", 0, 0
	case has < blockOverhead:
		return "a block's header", has, blockOverhead
	}
	what = "a block"
	switch f.u32(p) {
	case blockEnhanced, blockPacket, blockSimple:
		what = "a packet"
	}
	return what, has, int64(f.u32(p[4:]))
}

func tooShort(what string, body []byte) error {
	return damagef("%s has only %d bytes: the file is damaged here; everything before was read", what, len(body))
}
