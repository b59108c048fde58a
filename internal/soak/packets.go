package main

import (
	"encoding/binary"
	"errors"
	"io"
	"net/netip"

	"wiretalk/capture"
	"wiretalk/tcpreasm"
)

// packets is a flood as a source of IPv4 packets without a link layer.
type packets struct {
	flood *flood
}

const packetsInBatch = 4096

func (p *packets) ReadBatch(b *capture.Batch) error {
	if cap(b.Packets) < packetsInBatch {
		b.Packets = make([]capture.Packet, 0, packetsInBatch)
	}
	b.Packets = b.Packets[:0]
	var s tcpreasm.Segment
	for n := range packetsInBatch {
		if !p.flood.next(&s) {
			return io.EOF
		}
		b.Packets = b.Packets[:n+1]
		q := &b.Packets[n]
		data := appendPacket(q.Data[:0], &s)
		*q = capture.Packet{Data: data, Frame: s.Frame, Time: s.Time, Offset: -1, Length: len(data), Link: capture.LinkRaw}
	}
	return nil
}

func (*packets) ReadAt([]byte, int64) (int, error) { return 0, errors.ErrUnsupported }
func (*packets) Close() error                      { return nil }

// appendPacket appends an IPv4 packet with a segment.
func appendPacket(b []byte, s *tcpreasm.Segment) []byte {
	const headers = 20 + 20
	b = append(b, 0x45, 0)
	b = binary.BigEndian.AppendUint16(b, uint16(headers+len(s.Payload)))
	b = append(b, 0, 0, 0, 0, 64, 6, 0, 0)
	b = appendAddress(b, s.Src)
	b = appendAddress(b, s.Dst)
	b = binary.BigEndian.AppendUint16(b, s.Src.Port())
	b = binary.BigEndian.AppendUint16(b, s.Dst.Port())
	b = binary.BigEndian.AppendUint32(b, s.Seq)
	b = binary.BigEndian.AppendUint32(b, s.Ack)
	b = append(b, 5<<4, byte(s.Flags))
	b = binary.BigEndian.AppendUint16(b, s.Window)
	b = append(b, 0, 0, 0, 0)
	return append(b, s.Payload...)
}

func appendAddress(b []byte, e netip.AddrPort) []byte {
	a := e.Addr().As4()
	return append(b, a[:]...)
}
