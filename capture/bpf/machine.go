package bpf

import (
	"encoding/binary"

	"golang.org/x/net/bpf"
)

// machine is a program decoded for running: one flat instruction each, with
// the places that branches lead to.
type machine []instruction

type instruction struct {
	op     opcode
	k      uint32
	jt, jf uint32
}

type opcode uint8

const (
	opReturn opcode = iota
	opReject        // what only a kernel can answer
	opLoadNumber
	opLoadLength
	opLoadByte
	opLoadHalf
	opLoadWord
	opLoadByteX
	opLoadHalfX
	opLoadWordX
	opLoadScratch
	opStore
	opNumberX
	opScratchX
	opHeaderX
	opTAX
	opTXA
	opNeg
	opJump
	opIfEqual
	opIfGreater
	opIfAtLeast
	opIfBits
	opIfEqualX
	opIfGreaterX
	opIfAtLeastX
	opIfBitsX
	opALU  // opALU+ALUOp code below: with k
	opALUX = opALU + 16
)

// aluCodes number the operations for opALU and opALUX.
var aluCodes = map[bpf.ALUOp]opcode{
	bpf.ALUOpAdd: 0, bpf.ALUOpSub: 1, bpf.ALUOpMul: 2, bpf.ALUOpDiv: 3, bpf.ALUOpOr: 4,
	bpf.ALUOpAnd: 5, bpf.ALUOpShiftLeft: 6, bpf.ALUOpShiftRight: 7, bpf.ALUOpMod: 8,
	bpf.ALUOpXor: 9,
}

var jumpCodes = map[bpf.JumpTest]opcode{
	bpf.JumpEqual: 0, bpf.JumpGreaterThan: 1, bpf.JumpGreaterOrEqual: 2, bpf.JumpBitsSet: 3,
}

var loadCodes = map[int]opcode{1: 0, 2: 1, 4: 2}

func newMachine(list []bpf.Instruction) machine {
	m := make(machine, len(list))
	for i, in := range list {
		m[i] = decode(in, uint32(i+1))
	}
	return m
}

// decode translates an instruction; next is the place after it.
func decode(in bpf.Instruction, next uint32) instruction {
	switch in := in.(type) {
	case bpf.RetConstant:
		return instruction{op: opReturn, k: in.Val}
	case bpf.LoadConstant:
		if in.Dst == bpf.RegX {
			return instruction{op: opNumberX, k: in.Val}
		}
		return instruction{op: opLoadNumber, k: in.Val}
	case bpf.LoadScratch:
		if in.Dst == bpf.RegX {
			return instruction{op: opScratchX, k: uint32(in.N)}
		}
		return instruction{op: opLoadScratch, k: uint32(in.N)}
	case bpf.StoreScratch:
		return instruction{op: opStore, k: uint32(in.N)}
	case bpf.LoadAbsolute:
		return instruction{op: opLoadByte + loadCodes[in.Size], k: in.Off}
	case bpf.LoadIndirect:
		return instruction{op: opLoadByteX + loadCodes[in.Size], k: in.Off}
	case bpf.LoadMemShift:
		return instruction{op: opHeaderX, k: in.Off}
	case bpf.LoadExtension:
		if in.Num == bpf.ExtLen {
			return instruction{op: opLoadLength}
		}
		return instruction{op: opReject}
	case bpf.ALUOpConstant:
		return instruction{op: opALU + aluCodes[in.Op], k: in.Val}
	case bpf.ALUOpX:
		return instruction{op: opALUX + aluCodes[in.Op]}
	case bpf.NegateA:
		return instruction{op: opNeg}
	case bpf.TAX:
		return instruction{op: opTAX}
	case bpf.TXA:
		return instruction{op: opTXA}
	case bpf.Jump:
		return instruction{op: opJump, jt: next + in.Skip}
	case bpf.JumpIf:
		return instruction{opIfEqual + jumpCodes[in.Cond], in.Val,
			next + uint32(in.SkipTrue), next + uint32(in.SkipFalse)}
	case bpf.JumpIfX:
		return instruction{opIfEqualX + jumpCodes[in.Cond], 0,
			next + uint32(in.SkipTrue), next + uint32(in.SkipFalse)}
	}
	return instruction{op: opReject}
}

// run returns what the program returns for a packet: 0 to reject it.
func (m machine) run(packet []byte, length uint32) uint32 {
	var a, x uint32
	var scratch [scratchSlots]uint32
	size := uint64(len(packet))
	for pc := uint32(0); pc < uint32(len(m)); pc++ {
		in := &m[pc]
		switch in.op {
		case opReturn:
			return in.k
		case opLoadNumber:
			a = in.k
		case opLoadLength:
			a = length
		case opLoadByte, opLoadByteX:
			at := uint64(in.k)
			if in.op == opLoadByteX {
				at += uint64(x)
			}
			if at >= size {
				return 0
			}
			a = uint32(packet[at])
		case opLoadHalf, opLoadHalfX:
			at := uint64(in.k)
			if in.op == opLoadHalfX {
				at += uint64(x)
			}
			if at+2 > size {
				return 0
			}
			a = uint32(binary.BigEndian.Uint16(packet[at:]))
		case opLoadWord, opLoadWordX:
			at := uint64(in.k)
			if in.op == opLoadWordX {
				at += uint64(x)
			}
			if at+4 > size {
				return 0
			}
			a = binary.BigEndian.Uint32(packet[at:])
		case opLoadScratch:
			a = scratch[in.k%scratchSlots]
		case opStore:
			scratch[in.k%scratchSlots] = a
		case opNumberX:
			x = in.k
		case opScratchX:
			x = scratch[in.k%scratchSlots]
		case opHeaderX:
			if uint64(in.k) >= size {
				return 0
			}
			x = uint32(packet[in.k]&0xf) * 4
		case opTAX:
			x = a
		case opTXA:
			a = x
		case opNeg:
			a = -a
		case opJump:
			pc = in.jt - 1
		case opIfEqual:
			pc = in.branch(a == in.k)
		case opIfGreater:
			pc = in.branch(a > in.k)
		case opIfAtLeast:
			pc = in.branch(a >= in.k)
		case opIfBits:
			pc = in.branch(a&in.k != 0)
		case opIfEqualX:
			pc = in.branch(a == x)
		case opIfGreaterX:
			pc = in.branch(a > x)
		case opIfAtLeastX:
			pc = in.branch(a >= x)
		case opIfBitsX:
			pc = in.branch(a&x != 0)
		default:
			var ok bool
			if a, ok = in.compute(a, x); !ok {
				return 0
			}
		}
	}
	return 0
}

// branch is the place before the next instruction.
func (in *instruction) branch(yes bool) uint32 {
	if yes {
		return in.jt - 1
	}
	return in.jf - 1
}

// aluOrder is aluCodes the other way round.
var aluOrder = func() (order [10]bpf.ALUOp) {
	for op, code := range aluCodes {
		order[code] = op
	}
	return order
}()

// compute does arithmetic on a. Dividing by zero rejects the packet, and so
// does every instruction that is not known.
func (in *instruction) compute(a, x uint32) (uint32, bool) {
	if in.op < opALU {
		return 0, false
	}
	code, b := in.op-opALU, in.k
	if in.op >= opALUX {
		code, b = in.op-opALUX, x
	}
	op := aluOrder[code]
	if b == 0 && (op == bpf.ALUOpDiv || op == bpf.ALUOpMod) {
		return 0, false
	}
	return compute(op, a, b), true
}
