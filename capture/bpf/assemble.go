package bpf

import (
	"fmt"
	"slices"

	"golang.org/x/net/bpf"
)

// placed is a block with its instructions.
type placed struct {
	block            *block
	code             []bpf.Instruction // of the operands
	exitA, exitX     *value            // what the registers hold after it
	yes, no          *placed
	same             *placed // itself, or an equal one that stands for it
	start            int     // of its first instruction in the program
	longTrue, longNo bool    // the branch needs a jump of its own
}

// size counts the test and its long jumps too.
func (p *placed) size() int {
	n := len(p.code) + 1
	if p.longTrue {
		n++
	}
	if p.longNo {
		n++
	}
	return n
}

// assemble writes the program: the prologue, then the blocks in topological
// order, so that all jumps go forward.
func (g *graph) assemble(prologue []bpf.Instruction, slots, snaplen int) []bpf.Instruction {
	g.number()
	places := make([]*placed, len(g.order))
	for i, b := range g.order {
		places[i] = &placed{block: b}
		places[i].write(places, slots)
	}
	places = merge(places)
	place(places, len(prologue))
	out := slices.Clone(prologue)
	for _, p := range places {
		out = append(out, p.code...)
		switch {
		case !p.block.isEnd():
			out = p.branch(out)
		case p.block.accept:
			out = append(out, bpf.RetConstant{Val: uint32(snaplen)})
		default:
			out = append(out, bpf.RetConstant{Val: 0})
		}
	}
	return out
}

// write makes the code of p's operands, knowing what the registers hold after
// every block that leads here.
func (p *placed) write(places []*placed, slots int) {
	e := emitter{low: slots}
	for i, in := range p.block.in {
		from := places[in.from.id]
		if i == 0 {
			e.a, e.x = from.exitA, from.exitX
		}
		if from.exitA != e.a {
			e.a = nil
		}
		if from.exitX != e.x {
			e.x = nil
		}
	}
	if e.a != nil && e.x == nil && (e.a.kind == valALU || e.a.kind == valNeg) {
		e.a = nil // libpcap does not see here that it is there already
	}
	if !p.block.isEnd() {
		e.operands(&p.block.test)
	}
	p.code, p.exitA, p.exitX = e.out, e.a, e.x
}

// merge keeps one of the blocks whose instructions are the same and that lead
// to the same places. Which values they work on does not matter.
func merge(places []*placed) (kept []*placed) {
	type shape struct {
		code    string
		op      bpf.JumpTest
		withX   bool
		k       uint32
		yes, no *placed
	}
	found := make(map[shape]*placed)
	for _, p := range slices.Backward(places) {
		if p.same = p; !p.block.isEnd() {
			t := &p.block.test
			p.yes, p.no = places[p.block.jt.id].same, places[p.block.jf.id].same
			s := shape{"", t.op, t.x != nil, t.k, p.yes, p.no}
			if len(p.code) > 0 {
				s.code = fmt.Sprint(p.code)
			}
			if equal, ok := found[s]; ok {
				p.same = equal
				continue
			}
			found[s] = p
		}
		kept = append(kept, p)
	}
	slices.Reverse(kept)
	return kept
}

// place finds where each block begins. A branch over more than 255
// instructions takes a jump, which moves everything after it: repeat until no
// branch grows.
func place(places []*placed, start int) {
	for grown := true; grown; {
		at := start
		for _, p := range places {
			p.start = at
			at += p.size()
		}
		grown = false
		for _, p := range places {
			if p.block.isEnd() {
				continue
			}
			from := p.start + len(p.code) + 1
			if !p.longTrue && p.yes.start-from > 255 {
				p.longTrue, grown = true, true
			}
			if !p.longNo && p.no.start-from > 255 {
				p.longNo, grown = true, true
			}
		}
	}
}

// branch appends p's test.
func (p *placed) branch(out []bpf.Instruction) []bpf.Instruction {
	from := len(out) + 1
	yes, no := p.yes.start-from, p.no.start-from
	var jumps []bpf.Instruction
	if p.longTrue {
		jumps = append(jumps, bpf.Jump{Skip: uint32(yes - 1)})
		yes = 0
	}
	if p.longNo {
		n := len(jumps)
		jumps = append(jumps, bpf.Jump{Skip: uint32(no - n - 1)})
		no = n
	}
	t := &p.block.test
	if t.x != nil {
		out = append(out, bpf.JumpIfX{Cond: t.op, SkipTrue: uint8(yes), SkipFalse: uint8(no)})
	} else {
		out = append(out, bpf.JumpIf{Cond: t.op, Val: t.k, SkipTrue: uint8(yes), SkipFalse: uint8(no)})
	}
	return append(out, jumps...)
}
