package bpf

import "golang.org/x/net/bpf"

// test compares a value with a number or another value.
type test struct {
	op bpf.JumpTest // JumpEqual, JumpGreaterThan, JumpGreaterOrEqual or JumpBitsSet
	a  *value
	x  *value // nil: compare with k
	k  uint32

	// What the optimiser takes a and x for. They differ from a and x in
	// arithmetic, whose simplification must not let tests be moved that
	// libpcap leaves where they are.
	sameA, sameX any
}

// outcome of a test whose operands are known.
func (t *test) outcome() (result, known bool) {
	if t.a.kind != valNumber || t.x != nil && t.x.kind != valNumber {
		return false, false
	}
	k := t.k
	if t.x != nil {
		k = t.x.k
	}
	switch a := t.a.k; t.op {
	case bpf.JumpEqual:
		return a == k, true
	case bpf.JumpGreaterThan:
		return a > k, true
	case bpf.JumpGreaterOrEqual:
		return a >= k, true
	default:
		return a&k != 0, true
	}
}

// cond is a condition made of tests.
type cond struct {
	kind condKind
	test test  // of condTest
	l, r *cond // of condAnd and condOr; l of condNot
}

type condKind uint8

const (
	condTest condKind = iota
	condAnd
	condOr
	condNot
)

// all and either join conditions from the left, leaving out nil ones.
func all(list ...*cond) *cond    { return join(condAnd, list) }
func either(list ...*cond) *cond { return join(condOr, list) }

func join(kind condKind, list []*cond) *cond {
	var c *cond
	for _, next := range list {
		switch {
		case c == nil:
			c = next
		case next != nil:
			c = &cond{kind: kind, l: c, r: next}
		}
	}
	return c
}

func not(c *cond) *cond { return &cond{kind: condNot, l: c} }

func testOf(op bpf.JumpTest, a *value, k uint32) *cond {
	return &cond{test: test{op: op, a: a, k: k, sameA: a, sameX: k}}
}

func equal(a *value, k uint32) *cond       { return testOf(bpf.JumpEqual, a, k) }
func greater(a *value, k uint32) *cond     { return testOf(bpf.JumpGreaterThan, a, k) }
func atLeast(a *value, k uint32) *cond     { return testOf(bpf.JumpGreaterOrEqual, a, k) }
func anyBitOf(a *value, bits uint32) *cond { return testOf(bpf.JumpBitsSet, a, bits) }

// always and never are tests of numbers, since libpcap has tests there too.
func (vs *values) always() *cond { return equal(vs.number(0), 0) }
func (vs *values) never() *cond  { return equal(vs.number(1), 0) }

// masked is a&mask == k.
func (vs *values) masked(a *value, k, mask uint32) *cond {
	switch {
	case mask == 0xffffffff:
		return equal(a, k)
	case k == 0 && mask != 0:
		return not(anyBitOf(a, mask))
	}
	return equal(vs.alu(bpf.ALUOpAnd, a, vs.number(mask)), k)
}
