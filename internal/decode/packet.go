package decode

import (
	"encoding/binary"
	"net/netip"

	"wiretalk/tcpreasm"
)

// layer reads one header at the front of p, takes it off, and returns the
// layer that follows: nil when there is nothing more to find.
type layer func(d *Decoder, p *packet) layer

// packet is what remains of a packet on its way through the layers.
type packet struct {
	data   []byte // captured bytes from the current header on
	length int    // their number on the wire, at least len(data)
	at     int    // distance of data[0] from the beginning of origin
	origin origin

	src, dst netip.Addr // of the last IP header
	id       uint16     // likewise; 0 with IPv6

	seg   *tcpreasm.Segment // where the segment goes
	found bool              // seg is filled
	short bool              // a header on the way to TCP is not there to its end
}

// skip takes the first n bytes off. It returns false, and takes nothing, when
// they were not captured.
func (p *packet) skip(n int) bool {
	if p.lacks(n) {
		return false
	}
	p.data = p.data[n:]
	p.length -= n
	p.at += n
	return true
}

// lacks says whether fewer than the next n bytes were captured, and keeps that
// in mind: a header that long is wanted.
func (p *packet) lacks(n int) bool {
	if n > len(p.data) {
		p.short = true
		return true
	}
	return false
}

// trim cuts off what follows the first n bytes on the wire: padding and
// trailers.
func (p *packet) trim(n int) {
	if n >= p.length {
		return
	}
	p.length = n
	if n < len(p.data) {
		p.data = p.data[:n]
	}
}

// cut says whether the capture holds less than passed the wire.
func (p *packet) cut() bool { return len(p.data) < p.length }

// u16 reads the big-endian number at i, which the caller knows to be there.
func (p *packet) u16(i int) uint16 { return binary.BigEndian.Uint16(p.data[i:]) }

// origin says where in the capture bytes come from: offset is the place of
// the first, the others follow it, unless there are pieces.
type origin struct {
	offset int64
	pieces []tcpreasm.Piece // of a datagram put together from fragments
}

// pieceList returns where the n bytes lie that begin at distance at. A
// negative offset stays as it is: such bytes cannot be read again.
func (o origin) pieceList(at, n int) []tcpreasm.Piece {
	if o.pieces == nil {
		return []tcpreasm.Piece{{Offset: forward(o.offset, at), Length: n}}
	}
	var list []tcpreasm.Piece
	for _, piece := range o.pieces {
		if n == 0 {
			break
		}
		if at >= piece.Length {
			at -= piece.Length
			continue
		}
		take := min(n, piece.Length-at)
		list = append(list, tcpreasm.Piece{Offset: forward(piece.Offset, at), Length: take})
		at, n = 0, n-take
	}
	return list
}

func forward(offset int64, n int) int64 {
	if offset < 0 {
		return offset
	}
	return offset + int64(n)
}
