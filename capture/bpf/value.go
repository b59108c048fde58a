package bpf

import "golang.org/x/net/bpf"

// value is a number that a filter computes from a packet. Values are made
// once each (see values), so that equal computations are one pointer; that is
// how the optimiser and the emitter see what was computed before.
type value struct {
	kind  valueKind
	op    bpf.ALUOp // of valALU
	size  int       // of valLoad, in bytes
	k     uint32    // number, offset, slot or extension
	a, b  *value    // operands; a is the base of a load, nil for an absolute one
	temp  int       // scratch slots that computing it needs at once
	usesX bool      // whether computing it in A changes X
}

type valueKind uint8

const (
	valNumber    valueKind = iota // k
	valLength                     // of the packet on the wire
	valLoad                       // bytes at a+k
	valHeader                     // 4*(P[k]&0xf), the length of an IPv4 header
	valALU                        // a op b
	valNeg                        // -a
	valSlot                       // M[k], which the prologue has set
	valExtension                  // what the kernel knows of the packet
)

type valueKey struct {
	kind valueKind
	op   bpf.ALUOp
	size int
	k    uint32
	a, b *value
}

// values makes values, simplifying where the operands are known.
type values struct {
	made map[valueKey]*value
	raw  bool // simplify nothing: for telling values apart as they are written
}

func (vs *values) intern(key valueKey) *value {
	if v, ok := vs.made[key]; ok {
		return v
	}
	if vs.made == nil {
		vs.made = make(map[valueKey]*value)
	}
	v := &value{kind: key.kind, op: key.op, size: key.size, k: key.k, a: key.a, b: key.b}
	v.measure()
	vs.made[key] = v
	return v
}

// measure computes temp and usesX; see emitter.toA, whose order it follows.
func (v *value) measure() {
	switch v.kind {
	case valHeader:
		v.usesX = true
	case valNeg:
		v.temp, v.usesX = v.a.temp, v.a.usesX
	case valLoad:
		if v.a != nil {
			v.temp, v.usesX = v.a.temp, true
		}
	case valALU:
		if v.b.kind == valNumber {
			v.temp, v.usesX = v.a.temp, v.a.usesX
			return
		}
		v.usesX = true
		if v.headerFirst() {
			v.temp = v.b.temp
			return
		}
		if !v.a.usesX {
			v.temp = max(v.a.temp, v.b.temp)
			return
		}
		first, second := v.b.temp, v.a.temp
		if second > first {
			first, second = second, first
		}
		v.temp = max(first, second+1)
	}
}

func (vs *values) number(k uint32) *value { return vs.intern(valueKey{kind: valNumber, k: k}) }
func (vs *values) length() *value         { return vs.intern(valueKey{kind: valLength}) }
func (vs *values) slot(k uint32) *value   { return vs.intern(valueKey{kind: valSlot, k: k}) }
func (vs *values) header(k uint32) *value { return vs.intern(valueKey{kind: valHeader, k: k}) }

func (vs *values) extension(e bpf.Extension) *value {
	return vs.intern(valueKey{kind: valExtension, k: uint32(e)})
}

// load is the size bytes at base+k; base may be nil.
func (vs *values) load(base *value, k uint32, size int) *value {
	if !vs.raw && base != nil {
		switch {
		case base.kind == valNumber:
			base, k = nil, base.k+k
		case base.kind != valALU || base.op != bpf.ALUOpAdd || base.b.kind != valNumber:
		case base.a.kind == valHeader, base.a.kind == valSlot && base.b.k < 1<<16:
			base, k = base.a, base.b.k+k
		}
	}
	return vs.intern(valueKey{kind: valLoad, size: size, k: k, a: base})
}

func (vs *values) neg(a *value) *value {
	if !vs.raw && a.kind == valNumber {
		return vs.number(-a.k)
	}
	return vs.intern(valueKey{kind: valNeg, a: a})
}

// alu is a op b. Dividing by the number 0 is for the caller to refuse.
func (vs *values) alu(op bpf.ALUOp, a, b *value) *value {
	if !vs.raw {
		if v := vs.simplify(op, a, b); v != nil {
			return v
		}
	}
	return vs.intern(valueKey{kind: valALU, op: op, a: a, b: b})
}

// headerFirst says whether v adds something to the length of a header, or the
// like: then X takes the header's length after A has the rest.
func (v *value) headerFirst() bool { return v.a.kind == valHeader && commutes(v.op) }

func commutes(op bpf.ALUOp) bool {
	return op == bpf.ALUOpAdd || op == bpf.ALUOpOr || op == bpf.ALUOpXor ||
		op == bpf.ALUOpAnd || op == bpf.ALUOpMul
}

func (vs *values) simplify(op bpf.ALUOp, a, b *value) *value {
	switch {
	case a.kind == valNumber && b.kind == valNumber:
		return vs.number(compute(op, a.k, b.k))
	case a.kind == valNumber && commutes(op):
		return vs.alu(op, b, a)
	case a.kind == valNumber && a.k == 0 && op != bpf.ALUOpSub:
		return a
	case b.kind != valNumber || b.k != 0:
		return nil
	}
	switch op {
	case bpf.ALUOpMul, bpf.ALUOpAnd:
		return b
	case bpf.ALUOpDiv, bpf.ALUOpMod:
		return nil
	}
	return a
}

// compute is a op b as the machine does it; b is not 0 where op divides.
func compute(op bpf.ALUOp, a, b uint32) uint32 {
	switch op {
	case bpf.ALUOpAdd:
		return a + b
	case bpf.ALUOpSub:
		return a - b
	case bpf.ALUOpMul:
		return a * b
	case bpf.ALUOpDiv:
		return a / b
	case bpf.ALUOpMod:
		return a % b
	case bpf.ALUOpAnd:
		return a & b
	case bpf.ALUOpOr:
		return a | b
	case bpf.ALUOpXor:
		return a ^ b
	case bpf.ALUOpShiftLeft:
		return a << b
	}
	return a >> b
}
