package bpf

// node is a condition as the filter states it.
type node any

type (
	// chain is conditions joined by "and" and "or", which bind equally and
	// from the left.
	chain struct {
		first node
		rest  []link
	}
	link struct {
		or   bool
		node node
	}

	notNode struct{ of node }

	// idNode tests an address, port or protocol under its qualifiers.
	idNode struct {
		qual qualifiers
		id   token
		mask token // number or address after "/" or "mask"; tokEnd without
	}

	// protoNode is a protocol by itself, such as "tcp".
	protoNode struct {
		at    token
		proto proto
	}

	// castNode is "broadcast" or "multicast".
	castNode struct {
		at    token
		proto proto
		multi bool
	}

	// lengthNode is "less" or "greater".
	lengthNode struct {
		greater bool
		n       uint32
	}

	// byteNode is "byte index op value".
	byteNode struct {
		index, value uint32
		op           token
	}

	// directionNode is "inbound" or "outbound".
	directionNode struct {
		at  token
		out bool
	}

	ifindexNode struct {
		at token
		n  uint32
	}

	// encapNode is "vlan", "mpls", "pppoes" or "pppoed".
	encapNode struct {
		at  token
		has bool // a number was given
		n   uint32
	}

	llcNode struct {
		at   token
		kind token // tokEnd for any
	}

	// frameNode tests the frame control field of 802.11.
	frameNode struct {
		at          token
		byte        uint32
		value, mask uint32
	}

	// relNode compares two numbers.
	relNode struct {
		op   token
		a, b arith
	}
)

// arith is a number as the filter computes it.
type arith any

type (
	numberArith struct{ n uint32 }
	lengthArith struct{}
	loadArith   struct {
		at    token
		proto proto
		index arith
		size  token // tokEnd for one byte
	}
	binaryArith struct {
		op   token
		a, b arith
	}
	negArith struct{ of arith }
)

// qualifiers are what stands before an address, or what is taken over from
// the address before it ("port 80 or 443").
type qualifiers struct {
	valid bool // false where there is nothing to take over
	proto proto
	dir   direction
	kind  idKind
}

type direction uint8

const (
	dirDefault direction = iota
	dirSrc
	dirDst
	dirOr  // src or dst
	dirAnd // src and dst
	dirAddr1
	dirAddr2
	dirAddr3
	dirAddr4
	dirRA // receiver of a wireless frame
	dirTA // its transmitter
)

type idKind uint8

const (
	kindDefault idKind = iota
	kindHost
	kindNet
	kindPort
	kindPortRange
	kindProto
)

var idKinds = map[string]idKind{
	"host": kindHost, "net": kindNet, "port": kindPort,
	"portrange": kindPortRange, "proto": kindProto,
}

var directions = map[string]direction{
	"src": dirSrc, "dst": dirDst, "addr1": dirAddr1, "addr2": dirAddr2,
	"addr3": dirAddr3, "addr4": dirAddr4, "ra": dirRA, "ta": dirTA,
}
