package bpf

import "golang.org/x/net/bpf"

// scratchSlots is how many words of scratch memory a filter machine has.
const scratchSlots = 16

// computed is arithmetic ready to be compared.
type computed struct {
	value, written *value
	needs          *cond  // what must hold for value to mean anything; may be nil
	first          *value // the number that the text begins with; nil for "len"
}

// allocate and free count the scratch slots that libpcap would use: what is
// too much for it is too much here.
func (g *generator) allocate(at token) {
	if g.inUse++; g.inUse > scratchSlots {
		refuse(at, "the arithmetic is too deep for %d words of memory", scratchSlots)
	}
}

func (g *generator) arith(at token, a arith) computed {
	switch a := a.(type) {
	case numberArith:
		g.allocate(at)
		v := g.values.number(a.n)
		return computed{value: v, written: g.written.number(a.n), first: v}
	case lengthArith:
		g.allocate(at)
		return computed{value: g.values.length(), written: g.written.length()}
	case negArith:
		c := g.arith(at, a.of)
		c.value, c.written = g.values.neg(c.value), g.written.neg(c.written)
		return c
	case loadArith:
		return g.indexed(a)
	}
	return g.binary(a.(binaryArith))
}

var aluOps = map[string]bpf.ALUOp{
	"+": bpf.ALUOpAdd, "-": bpf.ALUOpSub, "*": bpf.ALUOpMul, "/": bpf.ALUOpDiv,
	"%": bpf.ALUOpMod, "&": bpf.ALUOpAnd, "|": bpf.ALUOpOr, "^": bpf.ALUOpXor,
	"<<": bpf.ALUOpShiftLeft, ">>": bpf.ALUOpShiftRight,
}

// binary computes a op b. As in libpcap, b's first number alone decides
// whether the operation is refused, and only a's conditions remain.
func (g *generator) binary(n binaryArith) computed {
	a := g.arith(n.op, n.a)
	b := g.arith(n.op, n.b)
	op := aluOps[n.op.word]
	known := b.value.kind == valNumber
	switch divides := op == bpf.ALUOpDiv || op == bpf.ALUOpMod; {
	case divides && (b.first != nil && b.first.k == 0 || known && b.value.k == 0):
		refuse(n.op, "it divides by zero")
	case (op == bpf.ALUOpShiftLeft || op == bpf.ALUOpShiftRight) &&
		(b.first != nil && b.first.k > 31 ||
			known && b.value.k > 31 && a.value.kind != valNumber):
		refuse(n.op, "it shifts by more than 31 bits")
	}
	g.inUse--
	a.value = g.values.alu(op, a.value, b.value)
	a.written = g.written.alu(op, a.written, b.written)
	return a
}

// indexed is bytes of a header.
func (g *generator) indexed(n loadArith) computed {
	c := g.arith(n.at, n.index)
	g.allocate(n.at)
	g.inUse--
	size := 1
	if n.size.kind == tokNumber {
		switch n.size.value {
		case 1, 2, 4:
			size = int(n.size.value)
		default:
			refuse(n.size, "only 1, 2 or 4 bytes can be loaded")
		}
	}
	base, k, needs := g.indexBase(n, c.needs)
	c.needs = needs
	c.written = g.written.intern(valueKey{kind: valLoad, size: size, k: k, a: c.written, b: base})
	if base == nil {
		c.value = g.values.load(c.value, k, size)
	} else {
		c.value = g.values.load(g.values.alu(bpf.ALUOpAdd, base, c.value), k, size)
	}
	return c
}

// indexBase says where byte 0 of the header is that n indexes: at base+k. It
// adds to needs what must hold for the header to be there.
func (g *generator) indexBase(n loadArith, needs *cond) (base *value, k uint32, _ *cond) {
	var at offset
	switch _, transport := ipNumbers[n.proto]; {
	case n.proto == protoLink:
		at = g.header
	case n.proto == protoRadio:
		if g.link != linkRadiotap {
			refuse(n.at, "there is no radio header in link type %s", linkNames[g.link])
		}
	case n.proto == protoICMP6:
		at = g.network(40)
		needs = all(needs, g.protocol(n.at, protoIP6), equal(g.load(g.network(6), 1), ipICMP6))
	case transport && n.proto != protoAH && n.proto != protoESP:
		is := all(g.protocol(n.at, n.proto), g.firstFragment())
		needs = all(g.protocol(n.at, protoIP), needs, is)
		return g.ipHeader(), g.network(0).k, needs
	case networkHeader(n.proto):
		at = g.network(0)
		needs = all(needs, g.protocol(n.at, n.proto))
	default:
		refuse(n.at, "the bytes of this protocol cannot be indexed")
	}
	g.use(at.base)
	return at.base, at.k, needs
}

// networkHeader says whether p's header follows the link layer's.
func networkHeader(p proto) bool {
	switch p {
	case protoIP, protoIP6, protoARP, protoRARP, protoAppleTalk, protoDECnet, protoLAT,
		protoSCA, protoMOPRC, protoMOPDL:
		return true
	}
	return false
}

func (g *generator) relation(n relNode) *cond {
	a := g.arith(n.op, n.a)
	b := g.arith(n.op, n.b)
	g.inUse -= 2
	t := test{a: a.value, sameA: a.written, sameX: b.written}
	if b.written.kind == valNumber {
		t.sameX = b.written.k
	}
	if t.k = b.value.k; b.value.kind != valNumber {
		t.x = b.value
	}
	reversed := false
	switch n.op.word {
	case "=", "==":
	case "!=":
		reversed = true
	case ">":
		t.op = bpf.JumpGreaterThan
	case ">=":
		t.op = bpf.JumpGreaterOrEqual
	case "<=":
		t.op, reversed = bpf.JumpGreaterThan, true
	case "<":
		t.op, reversed = bpf.JumpGreaterOrEqual, true
	}
	t.orient()
	c := &cond{test: t}
	if reversed {
		c = not(c)
	}
	return all(all(a.needs, b.needs), c)
}

// orient turns a test for equality so that a number is on the right.

func (t *test) orient() {
	if t.op == bpf.JumpEqual && t.a.kind == valNumber && t.x != nil {
		t.a, t.x, t.k = t.x, nil, t.a.k
	}
}
