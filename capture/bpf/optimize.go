package bpf

import (
	"slices"

	"golang.org/x/net/bpf"
)

// The optimiser does to branches what libpcap's does, in the same order,
// since what it does shows: a packet too short for a load is rejected where
// the load stands, so moving or leaving out a test changes what short packets
// do.

// fact is the outcome of a test on every path to where it is known.
type fact struct {
	test   *test
	sense  bool
	parent *fact // what was known before; nil at the root
	depth  int
}

// These bound the time that a program takes: a larger one stays as it is, and
// one that has taken as many rounds, or looks at a block, is left.
const (
	maxOptimized = 1 << 14
	maxRounds    = 100
	maxWork      = 1 << 24
)

// optimize leaves out tests whose outcome earlier tests have settled.
func (g *graph) optimize() {
	changed := true
	for round := 0; changed && round < maxRounds && g.work < maxWork; round++ {
		g.number()
		if len(g.order) > maxOptimized {
			return
		}
		g.dominate()
		g.learn()
		changed = g.settleEarly()
		changed = g.thread() || changed
		g.number()
		g.dominate()
		changed = g.pullUp() || changed
	}
	g.skipRoot()
}

// settleEarly lets constant tests lead to one place.
func (g *graph) settleEarly() (changed bool) {
	for _, b := range g.order {
		if b.isEnd() || b.jt == b.jf || !b.test.early() {
			continue
		}
		if result, known := b.test.outcome(); known {
			b.jt = edge{b, result}.to()
			b.jf = b.jt
			changed = true
		}
	}
	return changed
}

// skipRoot leaves out tests at the root that do not matter. What they load is
// still loaded, as in libpcap, where something follows (see settle).
func (g *graph) skipRoot() {
	for !g.root.isEnd() && g.root.jt == g.root.jf {
		if g.root.test.a.kind != valNumber {
			g.loads = append(g.loads, g.root.test.a)
		}
		if g.root.test.x != nil {
			g.loads = append(g.loads, g.root.test.x)
		}
		g.root = g.root.jt
	}
}

// dominate finds for each test the last one that every path to it passes.
func (g *graph) dominate() {
	for _, b := range g.order {
		if b.idom, b.depth = nil, 0; b.isEnd() || len(b.in) == 0 {
			continue
		}
		b.idom = b.in[0].from
		for _, e := range b.in[1:] {
			b.idom = g.commonBlock(b.idom, e.from)
		}
		b.depth = b.idom.depth + 1
	}
	g.work += len(g.order)
}

// learn finds for each test the facts that hold on every path to it.
func (g *graph) learn() {
	for _, b := range g.order {
		if b.facts = nil; b.isEnd() {
			continue
		}
		for i, e := range b.in {
			if known := e.facts(); i == 0 {
				b.facts = known
			} else {
				b.facts = g.commonFact(b.facts, known)
			}
		}
	}
}

// facts is what is known on the way along e.
func (e edge) facts() *fact {
	f := &fact{test: &e.from.test, sense: e.sense, parent: e.from.facts}
	if f.parent != nil {
		f.depth = f.parent.depth + 1
	}
	return f
}

func (g *graph) commonBlock(a, b *block) *block {
	for ; a != b; g.work++ {
		if a.depth >= b.depth {
			a = a.idom
		} else {
			b = b.idom
		}
	}
	return a
}

func (g *graph) commonFact(a, b *fact) *fact {
	for ; a != nil && b != nil && !(a.test == b.test && a.sense == b.sense); g.work++ {
		if a.depth >= b.depth {
			a = a.parent
		} else {
			b = b.parent
		}
	}
	if b == nil {
		return nil
	}
	return a
}

// dominates says whether every path to b passed a as the graph is now.
func (a *block) dominates(b *block) bool {
	for b != nil && b.depth > a.depth {
		b = b.idom
	}
	return a == b
}

// thread lets every edge skip the tests whose outcome is known on it.
func (g *graph) thread() (changed bool) {
	for i := len(g.order) - 1; i >= 0; i-- {
		if b := g.order[i]; !b.isEnd() {
			changed = g.threadEdge(edge{b, true}) || changed
			changed = g.threadEdge(edge{b, false}) || changed
		}
	}
	return changed
}

func (g *graph) threadEdge(e edge) (changed bool) {
	target := e.to()
	if !target.isEnd() && target.jt == target.jf {
		target, changed = target.jt, true
	}
	known := e.facts()
	for f := known; f != nil && !target.isEnd(); g.work++ {
		next := f.decide(target)
		if next == nil {
			f = f.parent
			continue
		}
		target, changed, f = next, true, known
	}
	if changed {
		e.retarget(target)
	}
	return changed
}

// decide returns where b leads when f holds, nil when f does not settle it.
func (f *fact) decide(b *block) *block {
	t := &b.test
	if t.op != f.test.op || t.sameA != f.test.sameA {
		return nil
	}
	if t.sameX == f.test.sameX {
		return edge{b, f.sense}.to()
	}
	_, number := t.sameX.(uint32)
	_, also := f.test.sameX.(uint32)
	if f.sense && t.op == bpf.JumpEqual && number && also {
		return b.jf
	}
	return nil
}

// pullUp brings a test of a value forward to the one before it of the same
// value, over tests of other values in between, when all of them share an
// outcome.
func (g *graph) pullUp() (changed bool) {
	for _, level := range g.levels() {
		for _, b := range slices.Backward(level) {
			for _, shared := range []bool{true, false} {
				if g.work < maxWork && len(b.in) > 0 && b.pullUp(shared) {
					g.number()
					g.dominate()
					changed = true
				}
			}
		}
	}
	return changed
}

// levels sorts the tests by the longest way to an end, and the tests of a
// level as they are left by a search that goes first where a test is true.
func (g *graph) levels() (levels [][]*block) {
	g.round++
	var visit func(b *block) int
	visit = func(b *block) int {
		if b.isEnd() || b.seen == g.round {
			return b.level
		}
		b.seen = g.round
		yes := visit(b.jt)
		b.level = max(yes, visit(b.jf)) + 1
		for len(levels) < b.level {
			levels = append(levels, nil)
		}
		levels[b.level-1] = append(levels[b.level-1], b)
		return b.level
	}
	visit(g.root)
	return levels
}

// pullUp does it for a chain of tests that begins at b and goes on when they
// are not shared; those that are shared all lead to the same block.
func (b *block) pullUp(shared bool) bool {
	same := b.in[0].from.test.sameA
	for _, e := range b.in[1:] {
		if e.from.test.sameA != same {
			return false
		}
	}
	end := edge{b, shared}.to()
	inChain := func(x *block) bool {
		return !x.isEnd() && edge{x, shared}.to() == end && b.dominates(x)
	}
	// The last test of the value before the others: nil while it is before b.
	var before *block
	other := b
	for ; inChain(other) && other.test.sameA == same; other = (edge{other, !shared}).to() {
		before = other
	}
	if !inChain(other) {
		return false
	}
	last := other
	pulled := edge{last, !shared}.to()
	for ; inChain(pulled) && pulled.test.sameA != same; pulled = (edge{pulled, !shared}).to() {
		last = pulled
	}
	if !inChain(pulled) {
		return false
	}
	edge{last, !shared}.retarget(edge{pulled, !shared}.to())
	edge{pulled, !shared}.retarget(other)
	if before != nil {
		edge{before, !shared}.retarget(pulled)
		return true
	}
	for _, e := range b.in {
		e.retarget(pulled)
	}
	return true
}
