package live

import (
	"errors"

	"golang.org/x/net/bpf"
)

// Opcodes of the classic packet filter, as linux/bpf_common.h has them.
const (
	opClass, opLoad, opLoadX, opStore, opStoreX, opReturn = 0x07, 0x00, 0x01, 0x02, 0x03, 0x06

	opMode, opImmediate, opAbsolute, opIndirect, opScratch, opLength, opHeaderLength = 0xe0, 0x00, 0x20, 0x40, 0x60, 0x80, 0xa0

	opSize, opWord, opHalf, opByte = 0x18, 0x00, 0x08, 0x10

	opAdd        = 0x04 // to A, a constant
	opJumpEqual  = 0x15 // A and a constant
	opReturnFrom = 0x18 // where the result is: zero for a constant

	scratchSlots = 16
)

// What the kernel tells of a packet beside its bytes: SKF_AD_ of linux/filter.h.
const (
	auxiliary   = 0xfffff000
	auxProtocol = auxiliary + 0
	auxKind     = auxiliary + 4 // PACKET_
	auxIndex    = auxiliary + 8 // of the interface
	auxDevice   = auxiliary + 28
)

const (
	packetOutgoing = 4   // PACKET_OUTGOING
	deviceLoopback = 772 // ARPHRD_LOOPBACK
)

var errCookedFilter = errors.New("the filter asks for a part of the link-layer header that is not to be had here, where the kernel takes it off: " +
	"filter by what is in the packet, or name an Ethernet interface")

// kernelProgram makes of a filter for the packets that shape delivers the
// program for those that the kernel has. A filter that is nil accepts all.
// What loopback interfaces send is rejected where they are among the packets: it comes
// in again. Accepted packets are cut so that what is delivered has snap bytes.
func (s *shape) kernelProgram(filter []bpf.RawInstruction, loopback bool) ([]bpf.RawInstruction, error) {
	if filter == nil {
		filter = []bpf.RawInstruction{{Op: opReturn, K: 0xffffffff}}
	}
	var program []bpf.RawInstruction
	if loopback {
		program = append(program,
			bpf.RawInstruction{Op: opLoad | opAbsolute | opByte, K: auxKind},
			bpf.RawInstruction{Op: opJumpEqual, K: packetOutgoing, Jf: 3},
			bpf.RawInstruction{Op: opLoad | opAbsolute | opHalf, K: auxDevice},
			bpf.RawInstruction{Op: opJumpEqual, K: deviceLoopback, Jf: 1},
			bpf.RawInstruction{Op: opReturn, K: 0})
	}
	slot := uint32(scratchSlots)
	if s.cooked && asksLength(filter) {
		var ok bool
		if slot, ok = freeSlot(filter); !ok {
			return nil, errors.New("the filter is too long for a cooked interface, which needs a scratch slot of its own")
		}
		program = append(program,
			bpf.RawInstruction{Op: opLoad | opLength},
			bpf.RawInstruction{Op: opAdd, K: cookedBytes},
			bpf.RawInstruction{Op: opStore, K: slot},
			bpf.RawInstruction{Op: opLoad | opImmediate})
	}
	for _, in := range filter {
		if s.cooked {
			var err error
			if in, err = cookedInstruction(in, slot); err != nil {
				return nil, err
			}
		}
		program = append(program, s.cut(in))
	}
	return program, nil
}

// cut makes a return of accepted bytes return no more than are wanted.
func (s *shape) cut(in bpf.RawInstruction) bpf.RawInstruction {
	if in.Op&opClass != opReturn || in.Op&opReturnFrom != 0 || in.K == 0 {
		return in
	}
	if s.snap > 0 {
		in.K = min(in.K, uint32(s.snap))
	}
	if s.cooked && in.K != 0xffffffff {
		in.K = max(in.K, cookedBytes+1) - cookedBytes
	}
	return in
}

// cookedInstruction is in for packets without the SLL2 header that in was
// made for: what the header says, the kernel is asked for. The place slot
// holds the length with the header.
func cookedInstruction(in bpf.RawInstruction, slot uint32) (bpf.RawInstruction, error) {
	class, mode := in.Op&opClass, in.Op&opMode
	if class != opLoad && class != opLoadX {
		return in, nil
	}
	switch mode {
	case opLength:
		return bpf.RawInstruction{Op: class | opScratch, K: slot}, nil
	case opAbsolute:
		if in.K < cookedBytes {
			return headerLoad(in)
		}
	case opIndirect, opHeaderLength:
		if in.K < cookedBytes {
			return in, errCookedFilter
		}
	default:
		return in, nil
	}
	if in.K < auxiliary {
		in.K -= cookedBytes
	}
	return in, nil
}

// headerLoad loads a field of the SLL2 header.
func headerLoad(in bpf.RawInstruction) (bpf.RawInstruction, error) {
	size := in.Op & opSize
	switch {
	case in.K == 0 && size == opHalf:
		in.K = auxProtocol
	case in.K == 2 && size == opHalf:
		in = bpf.RawInstruction{Op: opLoad | opImmediate}
	case in.K == 4 && size == opWord:
		in.K = auxIndex
	case in.K == 8 && size == opHalf:
		in.K = auxDevice
	case in.K == 10 && size == opByte:
		in.K = auxKind
	default:
		return in, errCookedFilter
	}
	return in, nil
}

func asksLength(program []bpf.RawInstruction) bool {
	for _, in := range program {
		if class := in.Op & opClass; (class == opLoad || class == opLoadX) && in.Op&opMode == opLength {
			return true
		}
	}
	return false
}

// freeSlot finds a scratch slot that the program does not use.
func freeSlot(program []bpf.RawInstruction) (uint32, bool) {
	var used [scratchSlots]bool
	for _, in := range program {
		class := in.Op & opClass
		load := class == opLoad || class == opLoadX
		if in.K < scratchSlots && (class == opStore || class == opStoreX || load && in.Op&opMode == opScratch) {
			used[in.K] = true
		}
	}
	for i := len(used) - 1; i >= 0; i-- {
		if !used[i] {
			return uint32(i), true
		}
	}
	return 0, false
}
