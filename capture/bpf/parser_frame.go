package bpf

import "strings"

// IEEE 802.11 frame control: first byte.
const (
	frameTypeMask    = 0x0c
	frameSubtypeMask = 0xf0
	frameManagement  = 0x00
	frameControl     = 0x04
	frameData        = 0x08
)

var frameTypes = map[string]uint32{
	"data": frameData, "mgt": frameManagement, "management": frameManagement,
	"ctl": frameControl, "control": frameControl,
}

var frameSubtypes = map[uint32]map[string]uint32{
	frameManagement: {
		"assocreq": 0x00, "assoc-req": 0x00, "assocresp": 0x10, "assoc-resp": 0x10,
		"reassocreq": 0x20, "reassoc-req": 0x20, "reassocresp": 0x30, "reassoc-resp": 0x30,
		"probereq": 0x40, "probe-req": 0x40, "proberesp": 0x50, "probe-resp": 0x50,
		"beacon": 0x80, "atim": 0x90, "disassoc": 0xa0, "disassociation": 0xa0,
		"auth": 0xb0, "authentication": 0xb0, "deauth": 0xc0, "deauthentication": 0xc0,
	},
	frameControl: {
		"bar": 0x80, "ba": 0x90, "ps-poll": 0xa0, "rts": 0xb0, "cts": 0xc0, "ack": 0xd0,
		"cf-end": 0xe0, "cf-end-ack": 0xf0,
	},
	frameData: {
		"data": 0x00, "data-cf-ack": 0x10, "data-cf-poll": 0x20, "data-cf-ack-poll": 0x30,
		"null": 0x40, "cf-ack": 0x50, "cf-poll": 0x60, "cf-ack-poll": 0x70,
		"qos-data": 0x80, "qos-data-cf-ack": 0x90, "qos-data-cf-poll": 0xa0,
		"qos-data-cf-ack-poll": 0xb0, "qos": 0xc0, "qos-cf-poll": 0xe0,
		"qos-cf-ack-poll": 0xf0,
	},
}

var frameDirections = map[string]uint32{"nods": 0, "tods": 1, "fromds": 2, "dstods": 3}

// frame reads on after "type", "subtype" or "dir".
func (p *parser) frame(at token) node {
	n := frameNode{at: at}
	switch at.word {
	case "dir":
		n.byte, n.mask = 1, 0x03
		n.value = p.frameWord(frameDirections, ^uint32(0))
	case "subtype":
		n.mask = frameTypeMask | frameSubtypeMask
		n.value = p.anySubtype()
	case "type":
		n.mask = frameTypeMask
		n.value = p.frameWord(frameTypes, frameTypeMask)
		if p.take("subtype") {
			n.mask |= frameSubtypeMask
			n.value |= p.frameWord(frameSubtypes[n.value], frameSubtypeMask)
		}
	}
	return n
}

// frameWord reads a name of the table, or a number with no bits outside mask.
func (p *parser) frameWord(names map[string]uint32, mask uint32) uint32 {
	at := p.tok
	p.advance()
	switch at.kind {
	case tokNumber:
		if at.value&^mask != 0 {
			refuse(at, "it has bits outside 0x%02x", mask)
		}
		return at.value
	case tokName:
		if v, ok := names[strings.ToLower(at.word)]; ok {
			return v
		}
		refuse(at, "no such name in the frame control field of 802.11")
	}
	expect(at, "a name or number of the frame control field of 802.11")
	return 0
}

// anySubtype reads a subtype's name, which tells the type too.
func (p *parser) anySubtype() uint32 {
	at := p.tok
	if at.kind != tokName {
		expect(at, "the name of a subtype of 802.11 frames")
	}
	p.advance()
	for _, kind := range []uint32{frameManagement, frameControl, frameData} {
		if v, ok := frameSubtypes[kind][strings.ToLower(at.word)]; ok {
			return kind | v
		}
	}
	refuse(at, "no such subtype of 802.11 frames")
	return 0
}

// llc reads on after "llc" to the kind of frame.
func (p *parser) llc(at token) node {
	n := llcNode{at: at}
	if p.tok.kind == tokName || p.tok.is("rnr") {
		n.kind = p.tok
		p.advance()
	}
	return n
}
