package bpf

import (
	"slices"

	"golang.org/x/net/bpf"
)

// block is a test in the graph of a program, or one of its two ends.
type block struct {
	test   test
	jt, jf *block // where to go; nil at an end
	accept bool   // of an end

	id    int // place in topological order, from the root; see graph.number
	seen  int // the round of numbering that has seen it
	depth int // in the tree of dominators
	level int // the length of the longest way to an end
	idom  *block
	facts *fact // what is known when the block is reached
	in    []edge
}

func (b *block) isEnd() bool { return b.jt == nil }

// edge is the way out of a block when its test is true, or false.
type edge struct {
	from  *block
	sense bool
}

func (e edge) to() *block {
	if e.sense {
		return e.from.jt
	}
	return e.from.jf
}

func (e edge) retarget(b *block) {
	if e.sense {
		e.from.jt = b
	} else {
		e.from.jf = b
	}
}

// graph is a program before its instructions are written: tests without
// cycles, from the root to acceptance or rejection.
type graph struct {
	root           *block
	accept, reject *block
	order          []*block // topological; see number
	loads          []*value // to be made before the root
	made           int
	round          int // of numbering
	work           int // of the optimiser
}

// maxBlocks bounds the size of a program. It is above what the kernel takes.
const maxBlocks = 1 << 16

func newGraph(c *cond) *graph {
	g := &graph{accept: &block{accept: true}, reject: &block{}}
	g.root = g.lower(c, g.accept, g.reject)
	return g
}

// lower makes the blocks of c, which go on to yes and no.
func (g *graph) lower(c *cond, yes, no *block) *block {
	switch c.kind {
	case condAnd:
		return g.lower(c.l, g.lower(c.r, yes, no), no)
	case condOr:
		return g.lower(c.l, yes, g.lower(c.r, yes, no))
	case condNot:
		return g.lower(c.l, no, yes)
	}
	if g.made++; g.made > maxBlocks {
		panic(refusal{&Error{Reason: "the filter makes too large a program"}})
	}
	return &block{test: c.test, jt: yes, jf: no}
}

// early says whether libpcap too knows the outcome of a constant test before
// it moves branches: unless arithmetic had to be worked out for it.
func (t *test) early() bool {
	written, ok := t.sameA.(*value)
	if !ok || written == t.a {
		return true
	}
	_, number := t.sameX.(uint32)
	return written.kind == valNumber && number
}

// number puts the blocks in topological order, ends last, and finds the edges
// into each.
func (g *graph) number() {
	g.order = g.order[:0]
	g.round++
	g.visit(g.root)
	slices.Reverse(g.order)
	for i, b := range g.order {
		b.id, b.in = i, b.in[:0]
	}
	for _, b := range g.order {
		if !b.isEnd() {
			b.jt.in = append(b.jt.in, edge{b, true})
			b.jf.in = append(b.jf.in, edge{b, false})
		}
	}
}

// visit appends b after everything that it leads to, what a true test leads
// to last, so that it comes first in a program.
func (g *graph) visit(b *block) {
	if b.seen == g.round {
		return
	}
	b.seen = g.round
	if !b.isEnd() {
		g.visit(b.jf)
		g.visit(b.jt)
	}
	g.order = append(g.order, b)
}

// settle leaves out tests whose outcome is known.
func (g *graph) settle() {
	final := make(map[*block]*block)
	g.number()
	for _, b := range slices.Backward(g.order) {
		final[b] = b
		if b.isEnd() {
			continue
		}
		b.jt, b.jf = final[b.jt], final[b.jf]
		b.testBits()
		if result, known := b.test.outcome(); known {
			final[b] = edge{b, result}.to()
		}
	}
	if g.root = final[g.root]; g.root.isEnd() {
		g.loads = nil
	}
}

// testBits makes "a & bits == 0" one test.
func (b *block) testBits() {
	t := &b.test
	if t.op != bpf.JumpEqual || t.x != nil || t.k != 0 ||
		t.a.kind != valALU || t.a.op != bpf.ALUOpAnd || t.a.b.kind != valNumber {
		return
	}
	t.op, t.k, t.a = bpf.JumpBitsSet, t.a.b.k, t.a.a
	b.jt, b.jf = b.jf, b.jt
}
