package bpf

import "golang.org/x/net/bpf"

// prologue computes the scratch slots that tests use: where headers begin
// whose place depends on the packet. It returns how many slots are taken. The
// loads that go before the root follow.
func (g *graph) prologue(link uint16) (code []bpf.Instruction, taken int) {
	used := make(map[*value]bool)
	var slot [slots]bool
	g.number()
	for _, b := range g.order {
		slotsOf(b.test.a, used, &slot)
		slotsOf(b.test.x, used, &slot)
	}
	for _, v := range g.loads {
		slotsOf(v, used, &slot)
	}
	for i, is := range slot {
		if is {
			taken = i + 1
		}
	}
	if slot[slotVLAN] {
		code = vlanShift()
	}
	if link == linkRadiotap && (slot[slotHeader] || slot[slotPayload]) {
		code = radiotapLength()
		taken = max(taken, slotHeader+1)
	}
	if slot[slotPayload] {
		code = append(code, frameHeaderLength(link)...)
	}
	e := emitter{out: code, low: taken}
	for _, v := range g.loads {
		e.toA(v)
	}
	return e.out, taken
}

// slotsOf marks the slots that v is computed from.
func slotsOf(v *value, seen map[*value]bool, slot *[slots]bool) {
	if v == nil || seen[v] {
		return
	}
	seen[v] = true
	if v.kind == valSlot {
		slot[v.k] = true
	}
	slotsOf(v.a, seen, slot)
	slotsOf(v.b, seen, slot)
}

// vlanShift sets slotVLAN.
func vlanShift() []bpf.Instruction {
	return []bpf.Instruction{
		bpf.LoadExtension{Num: bpf.ExtVLANTagPresent},
		bpf.JumpIf{Cond: bpf.JumpEqual, Val: 1, SkipFalse: 2},
		bpf.LoadConstant{Dst: bpf.RegA, Val: 0},
		bpf.Jump{Skip: 1},
		bpf.LoadConstant{Dst: bpf.RegA, Val: 4},
		bpf.StoreScratch{Src: bpf.RegA, N: slotVLAN},
	}
}

// radiotapLength sets slotHeader, and X to the same: the length field of the
// radiotap header is little-endian.
func radiotapLength() []bpf.Instruction {
	return []bpf.Instruction{
		bpf.LoadAbsolute{Off: 3, Size: 1},
		bpf.ALUOpConstant{Op: bpf.ALUOpShiftLeft, Val: 8},
		bpf.TAX{},
		bpf.LoadAbsolute{Off: 2, Size: 1},
		bpf.ALUOpX{Op: bpf.ALUOpOr},
		bpf.StoreScratch{Src: bpf.RegA, N: slotHeader},
		bpf.TAX{},
	}
}

// Fields of radiotap, as big-endian loads see them, and the flag that says
// that padding follows the 802.11 header.
const (
	radiotapHasTime  = 0x01000000
	radiotapHasFlags = 0x02000000
	radiotapHasMore  = 0x00000080 // another word of such bits
	radiotapPadded   = 0x20
)

// frameHeaderLength sets slotPayload, for data frames: 24 bytes, 2 more with
// quality of service, rounded up to 4 where radiotap says so. X must hold the
// place of the 802.11 header behind radiotap.
func frameHeaderLength(link uint16) []bpf.Instruction {
	load := bpf.LoadScratch{Dst: bpf.RegA, N: slotPayload}
	store := bpf.StoreScratch{Src: bpf.RegA, N: slotPayload}
	qos := []bpf.Instruction{load, bpf.ALUOpConstant{Op: bpf.ALUOpAdd, Val: 2}, store}
	var padding []bpf.Instruction
	if link == linkRadiotap {
		padding = []bpf.Instruction{
			bpf.LoadAbsolute{Off: 4, Size: 4},
			bpf.JumpIf{Cond: bpf.JumpBitsSet, Val: radiotapHasFlags, SkipFalse: 10},
			bpf.JumpIf{Cond: bpf.JumpBitsSet, Val: radiotapHasMore, SkipTrue: 9},
			bpf.JumpIf{Cond: bpf.JumpBitsSet, Val: radiotapHasTime, SkipFalse: 2},
			bpf.LoadAbsolute{Off: 16, Size: 1},
			bpf.JumpIf{Cond: bpf.JumpBitsSet, Val: radiotapPadded, SkipTrue: 2, SkipFalse: 6},
			bpf.LoadAbsolute{Off: 8, Size: 1},
			bpf.JumpIf{Cond: bpf.JumpBitsSet, Val: radiotapPadded, SkipFalse: 4},
			load,
			bpf.ALUOpConstant{Op: bpf.ALUOpAdd, Val: 3},
			bpf.ALUOpConstant{Op: bpf.ALUOpAnd, Val: ^uint32(3)},
			store,
		}
	}
	var code []bpf.Instruction
	if link == linkWLAN {
		code = append(code, bpf.LoadConstant{Dst: bpf.RegX, Val: 0})
	}
	rest := uint8(len(qos) + len(padding))
	code = append(code, bpf.TXA{}, bpf.ALUOpConstant{Op: bpf.ALUOpAdd, Val: 24}, store,
		bpf.LoadIndirect{Off: 0, Size: 1},
		bpf.JumpIf{Cond: bpf.JumpBitsSet, Val: 0x08, SkipFalse: rest + 2},
		bpf.JumpIf{Cond: bpf.JumpBitsSet, Val: 0x04, SkipTrue: rest + 1},
		bpf.JumpIf{Cond: bpf.JumpBitsSet, Val: 0x80, SkipFalse: uint8(len(qos))})
	return append(append(code, qos...), padding...)
}
