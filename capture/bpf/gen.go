package bpf

import "golang.org/x/net/bpf"

// generator turns the nodes of a filter into conditions on packet bytes. It
// goes through the filter from left to right, since words such as "vlan"
// change what the words after them mean.
type generator struct {
	layout
	values  values // as the program computes them
	written values // as the filter writes them; see test.sameA
	options Options
	inUse   int             // scratch slots of arithmetic, as libpcap counts them
	slot    map[uint32]bool // prologue slots in use
}

// newGenerator starts at the outermost headers of a link type.
func newGenerator(link uint16, o Options) (_ *generator, err error) {
	g := &generator{options: o, slot: make(map[uint32]bool)}
	g.written.raw = true
	g.layout, err = newLayout(link, &g.values)
	return g, err
}

// condition is what n tests, and whether to optimise it. libpcap optimises
// nothing where the length of an 802.11 header is computed: there every load
// must stay as it is written, since a short packet shows it.
func (g *generator) condition(n node) (c *cond, optimize bool) {
	start := g.layout
	g.values.raw = start.wireless()
	c = g.node(n)
	if !start.wireless() || g.slot[slotPayload] {
		return c, !start.wireless()
	}
	g.values.raw, g.layout, g.inUse = false, start, 0
	clear(g.slot)
	return g.node(n), true
}

func (g *generator) node(n node) *cond {
	switch n := n.(type) {
	case chain:
		c := g.node(n.first)
		for _, next := range n.rest {
			if right := g.node(next.node); next.or {
				c = either(c, right)
			} else {
				c = all(c, right)
			}
		}
		return c
	case notNode:
		return not(g.node(n.of))
	case idNode:
		return g.id(n)
	case protoNode:
		return g.protocol(n.at, n.proto)
	case castNode:
		if n.multi {
			return g.multicast(n)
		}
		return g.broadcast(n)
	case lengthNode:
		if n.greater {
			return atLeast(g.values.length(), n.n)
		}
		return not(greater(g.values.length(), n.n))
	case byteNode:
		return g.byteTest(n)
	case directionNode:
		return g.direction(n)
	case ifindexNode:
		return g.ifindex(n)
	case encapNode:
		return g.encapsulation(n)
	case llcNode:
		return g.llcFrame(n)
	case frameNode:
		return g.frame(n)
	default:
		return g.relation(n.(relNode))
	}
}

// load is the size bytes at place o.
func (g *generator) load(o offset, size int) *value {
	g.use(o.base)
	return g.values.load(o.base, o.k, size)
}

// use notes that the program needs a prologue slot.
func (g *generator) use(base *value) {
	if base != nil && !g.slot[base.k] {
		g.slot[base.k] = true
		g.inUse++
	}
}

// ipHeader is the length of the IPv4 header, plus what varies before it.
func (g *generator) ipHeader() *value {
	start := g.network(0)
	if start.base == nil {
		return g.values.header(start.k)
	}
	nibble := g.values.alu(bpf.ALUOpAnd, g.load(start, 1), g.values.number(0xf))
	length := g.values.alu(bpf.ALUOpShiftLeft, nibble, g.values.number(2))
	return g.values.alu(bpf.ALUOpAdd, length, start.base)
}

// transport4 is the size bytes k into what follows the IPv4 header.
func (g *generator) transport4(k uint32, size int) *value {
	return g.values.load(g.ipHeader(), g.network(k).k, size)
}

// transport6 is the same after an IPv6 header without extensions.
func (g *generator) transport6(k uint32, size int) *value {
	return g.load(g.network(40+k), size)
}

// bytes compares the bytes at o, the last ones first.
func (g *generator) bytes(o offset, want []byte) *cond {
	var c *cond
	for n := len(want); n > 0; {
		size := 1
		if n >= 4 {
			size = 4
		} else if n >= 2 {
			size = 2
		}
		n -= size
		var k uint32
		for _, b := range want[n : n+size] {
			k = k<<8 | uint32(b)
		}
		c = all(c, equal(g.load(o.at(uint32(n)), size), k))
	}
	return c
}

func (g *generator) byteTest(n byteNode) *cond {
	b := g.load(g.header.at(n.index), 1)
	switch n.op.word {
	case "<":
		return not(atLeast(b, n.value))
	case ">":
		return greater(b, n.value)
	case "&":
		return not(equal(g.values.alu(bpf.ALUOpAnd, b, g.values.number(n.value)), 0))
	case "|":
		return not(equal(g.values.alu(bpf.ALUOpOr, b, g.values.number(n.value)), 0))
	}
	return equal(b, n.value)
}
