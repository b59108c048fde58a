package decode

import (
	"encoding/binary"
	"net/netip"

	"wiretalk/tcpreasm"
)

const (
	tcpHeader = 20 // bytes without options
	tcpNeeded = 16 // bytes that Wireshark needs to count a segment to its connection: up to the window
)

// tcp is RFC 9293 §3.1. A segment whose header was cut, or whose data offset
// is impossible, belongs to its connection all the same, without payload.
// Options are not looked at, so bad ones lose nothing.
func tcp(_ *Decoder, p *packet) layer {
	h := p.data
	if p.lacks(tcpNeeded) {
		return nil
	}
	seg := p.seg
	seg.Src = netip.AddrPortFrom(p.src, binary.BigEndian.Uint16(h[0:]))
	seg.Dst = netip.AddrPortFrom(p.dst, binary.BigEndian.Uint16(h[2:]))
	seg.Seq = binary.BigEndian.Uint32(h[4:])
	seg.Ack = binary.BigEndian.Uint32(h[8:])
	seg.Flags = tcpreasm.Flags(binary.BigEndian.Uint16(h[12:]) & 0x01ff)
	seg.Window = binary.BigEndian.Uint16(h[14:])
	seg.ID = p.id
	seg.Checksum, seg.Urgent = 0, 0
	if len(h) >= tcpHeader {
		seg.Checksum = binary.BigEndian.Uint16(h[16:])
		seg.Urgent = binary.BigEndian.Uint16(h[18:])
	}
	seg.Options, seg.Payload, seg.Pieces = nil, nil, nil

	header := int(h[12]>>4) * 4
	seg.Length = 0
	if header >= tcpHeader {
		if !p.lacks(header) {
			seg.Options = h[tcpHeader:header]
			seg.Payload = h[header:]
		} else if len(h) > tcpHeader {
			seg.Options = h[tcpHeader:]
		}
		seg.Length = max(0, p.length-header)
	}
	if p.origin.pieces == nil {
		seg.Offset = forward(p.origin.offset, p.at+header)
	} else {
		p.placePayload(header)
	}
	p.found = true
	return nil
}

// placePayload says where the payload of a segment out of fragments lies.
func (p *packet) placePayload(header int) {
	seg := p.seg
	seg.Offset = -1
	seg.Pieces = p.origin.pieceList(p.at+header, len(seg.Payload))
	if len(seg.Pieces) > 0 {
		seg.Offset = seg.Pieces[0].Offset
	}
}
