package bpf

import "golang.org/x/net/bpf"

// emitter writes the instructions of values, keeping track of what the
// registers hold so that nothing is computed twice in a row.
type emitter struct {
	out  []bpf.Instruction
	a, x *value // what the registers hold; nil for unknown
	temp int    // scratch slots in use for intermediate results
	low  int    // the lowest slot that may be used for them
}

func (e *emitter) add(i bpf.Instruction) { e.out = append(e.out, i) }

// spill is the scratch slot for the next intermediate result: the last ones
// come first, since the prologue has the first ones.
func (e *emitter) spill() int {
	n := scratchSlots - 1 - e.temp
	if n < e.low {
		panic(refusal{&Error{Reason: "the arithmetic needs too much scratch memory"}})
	}
	e.temp++
	return n
}

// toA computes v in register A.
func (e *emitter) toA(v *value) {
	if e.a == v {
		return
	}
	switch v.kind {
	case valNumber:
		e.add(bpf.LoadConstant{Dst: bpf.RegA, Val: v.k})
	case valLength:
		e.add(bpf.LoadExtension{Num: bpf.ExtLen})
	case valExtension:
		e.add(bpf.LoadExtension{Num: bpf.Extension(v.k)})
	case valSlot:
		e.add(bpf.LoadScratch{Dst: bpf.RegA, N: int(v.k)})
	case valHeader:
		e.toX(v)
		e.add(bpf.TXA{})
	case valNeg:
		e.toA(v.a)
		e.add(bpf.NegateA{})
	case valLoad:
		if v.a == nil {
			e.add(bpf.LoadAbsolute{Off: v.k, Size: v.size})
			break
		}
		e.toX(v.a)
		e.add(bpf.LoadIndirect{Off: v.k, Size: v.size})
	case valALU:
		e.alu(v)
	}
	e.a = v
}

// alu computes an operation in A. When both operands need the registers, the
// one that needs more scratch memory is computed first.
func (e *emitter) alu(v *value) {
	switch {
	case v.b.kind == valNumber:
		e.toA(v.a)
		e.add(bpf.ALUOpConstant{Op: v.op, Val: v.b.k})
		return
	case v.headerFirst():
		e.toA(v.b)
		e.toX(v.a) // leaves A alone
		e.x = v.a
		e.add(bpf.ALUOpX{Op: v.op})
		return
	case !v.a.usesX || e.a == v.a && e.x == v.b:
		e.toX(v.b)
		e.toA(v.a)
	case v.b.temp >= v.a.temp:
		slot := e.spill()
		e.toA(v.b)
		e.add(bpf.StoreScratch{Src: bpf.RegA, N: slot})
		e.toA(v.a)
		e.add(bpf.LoadScratch{Dst: bpf.RegX, N: slot})
		e.temp--
	default:
		slot := e.spill()
		e.toA(v.a)
		e.add(bpf.StoreScratch{Src: bpf.RegA, N: slot})
		e.toX(v.b)
		e.add(bpf.LoadScratch{Dst: bpf.RegA, N: slot})
		e.temp--
	}
	e.x = v.b
	e.add(bpf.ALUOpX{Op: v.op})
}

// toX computes v in register X; it may change A.
func (e *emitter) toX(v *value) {
	if e.x == v {
		return
	}
	switch v.kind {
	case valNumber:
		e.add(bpf.LoadConstant{Dst: bpf.RegX, Val: v.k})
	case valSlot:
		e.add(bpf.LoadScratch{Dst: bpf.RegX, N: int(v.k)})
	case valHeader:
		e.add(bpf.LoadMemShift{Off: v.k})
	default:
		e.toA(v)
		e.add(bpf.TAX{})
	}
	e.x = v
}

// operands computes what t compares.
func (e *emitter) operands(t *test) {
	switch {
	case t.x == nil:
		e.toA(t.a)
	case !t.a.usesX || e.a == t.a:
		if e.a == t.a && e.x != t.x {
			e.a = nil
		}
		e.toX(t.x)
		e.toA(t.a)
	default:
		slot := e.spill()
		e.toA(t.x)
		e.add(bpf.StoreScratch{Src: bpf.RegA, N: slot})
		e.toA(t.a)
		e.add(bpf.LoadScratch{Dst: bpf.RegX, N: slot})
		e.temp--
		e.x = t.x
	}
}
