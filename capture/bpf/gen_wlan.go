package bpf

import "strings"

// frameByte is byte k of the 802.11 header.
func (g *generator) frameByte(k uint32) *value { return g.load(g.header.at(k), 1) }

// dataFrame says that the frame carries data: bit 3 of the frame control
// field is set and bit 2 is not.
func (g *generator) dataFrame() *cond {
	return all(not(anyBitOf(g.frameByte(0), 0x04)), anyBitOf(g.frameByte(0), frameData))
}

func (g *generator) frame(n frameNode) *cond {
	if !g.wireless() {
		refuse(n.at, "there are no 802.11 frames in link type %s", linkNames[g.link])
	}
	return g.values.masked(g.frameByte(n.byte), n.value, n.mask)
}

// frameAddress finds out where in an 802.11 header the address in question
// stands, and lets is test it there.
func (g *generator) frameAddress(at token, dir direction, is func(k uint32) *cond) *cond {
	toDS := anyBitOf(g.frameByte(1), 1)
	fromDS := anyBitOf(g.frameByte(1), 2)
	control := anyBitOf(g.frameByte(0), 0x04) // or reserved
	data := anyBitOf(g.frameByte(0), frameData)
	switch dir {
	case dirSrc:
		fromData := either(all(not(fromDS), is(10)),
			all(fromDS, either(all(not(toDS), is(16)), all(toDS, is(24)))))
		return all(not(control), either(all(not(data), is(10)), all(data, fromData)))
	case dirDst:
		toData := either(all(not(toDS), is(4)), all(toDS, is(16)))
		return all(not(control), either(all(not(data), is(4)), all(data, toData)))
	case dirRA:
		return all(data, is(4))
	case dirTA:
		return all(data, g.hasTransmitter(), is(10))
	case dirAddr1:
		return is(4)
	case dirAddr2:
		return all(g.hasTransmitter(), is(10))
	case dirAddr3:
		return all(not(g.isFrame(frameTypeMask, frameControl)), is(16))
	case dirAddr4:
		return all(g.values.masked(g.frameByte(1), 3, 3), is(24))
	}
	return bySide(at, dir, func(src bool) *cond {
		side := dirDst
		if src {
			side = dirSrc
		}
		return g.frameAddress(at, side, is)
	})
}

func (g *generator) isFrame(mask, value uint32) *cond {
	return g.values.masked(g.frameByte(0), value, mask)
}

// hasTransmitter says that there is a second address, which CTS and ACK lack.
func (g *generator) hasTransmitter() *cond {
	cts, ack := frameSubtypes[frameControl]["cts"], frameSubtypes[frameControl]["ack"]
	return either(not(g.isFrame(frameTypeMask, frameControl)),
		all(not(g.isFrame(frameSubtypeMask, cts)), not(g.isFrame(frameSubtypeMask, ack))))
}

// Control bytes of 802.2 frames.
var (
	llcSupervisory = map[string]uint32{"rr": 0x01, "rnr": 0x05, "rej": 0x09}
	llcUnnumbered  = map[string]uint32{
		"ui": 0x03, "ua": 0x63, "disc": 0x43, "dm": 0x0f, "sabme": 0x6f,
		"test": 0xe3, "xid": 0xaf, "frmr": 0x87,
	}
)

// llcFrame tests for an 802.2 header and what kind of frame it is.
func (g *generator) llcFrame(n llcNode) *cond {
	var is *cond
	switch {
	case g.wireless():
		is = g.dataFrame()
	case g.link == linkEthernet:
		is = all(g.isLength(), not(equal(g.load(g.payload, 2), 0xffff)))
	default:
		refuse(n.at, "there are no 802.2 headers in link type %s", linkNames[g.link])
	}
	if n.kind.kind == tokEnd {
		return is
	}
	control := g.load(g.payload.at(2), 1)
	kind := strings.ToLower(n.kind.word)
	switch kind {
	case "i":
		return all(is, not(anyBitOf(control, 1)))
	case "s":
		return all(is, g.values.masked(control, 1, 3))
	case "u":
		return all(is, g.values.masked(control, 3, 3))
	}
	if v, ok := llcSupervisory[kind]; ok {
		return all(is, g.values.masked(control, v, 0x0f))
	}
	v, ok := llcUnnumbered[kind]
	if !ok {
		refuse(n.kind, "no such kind of 802.2 frame")
	}
	return all(is, g.values.masked(control, v, 0xef))
}
