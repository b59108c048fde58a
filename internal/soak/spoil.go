package main

import "wiretalk/tcpreasm"

// spoil makes something odd or hostile of a segment.
func (g *talk) spoil(s *tcpreasm.Segment, t *talker) {
	r := g.random
	from := 0
	if s.Src != t.ends[0] {
		from = 1
	}
	seq, n := s.Seq, s.Length
	switch r.IntN(16) {
	case 0:
		s.Flags = tcpreasm.Flags(r.IntN(1 << 9))
	case 1:
		s.Flags |= tcpreasm.RST
		n = 0
	case 2: // a reset that may be in the window
		s.Flags, n = tcpreasm.RST, 0
		seq += uint32(r.IntN(70_000))
	case 3:
		seq = r.Uint32()
	case 4:
		seq += 1 << (20 + r.IntN(12))
	case 5: // far ahead, yet in a window: it must be held
		seq += uint32(r.IntN(1 << 20))
		n = max(n, r.IntN(1460))
	case 6:
		s.Ack = r.Uint32()
	case 7:
		s.Ack += uint32(r.IntN(1 << 16))
	case 8: // the same ports again
		s.Flags, seq, n = tcpreasm.SYN, r.Uint32(), r.IntN(2)*n
	case 9:
		s.Flags |= tcpreasm.FIN
	case 10:
		s.Window = 0
	case 11:
		s.Flags |= tcpreasm.URG
		s.Urgent = uint16(r.Uint32())
	case 12:
		s.Options = textAt(r.IntN(2), r.Uint32(), r.IntN(41))
	case 13:
		s.Options = optionsOf(r.Uint64())
	}
	s.Seq = seq
	t.fill(s, from, seq, n)
	switch r.IntN(8) {
	case 0: // cut by the capture
		s.Payload = s.Payload[:r.IntN(len(s.Payload)+1)]
	case 1:
		s.Length = r.IntN(s.Length + 1)
	case 2:
		if g.spoilt(t.flow) {
			s.Payload = textAt(from, r.Uint32(), n)
		}
	case 3:
		s.Pieces = pieces(s, r.IntN(5))
	}
}

// optionsOf are well-formed options with any values.
func optionsOf(x uint64) []byte {
	a, b, c := byte(x), byte(x>>8), byte(x>>16)
	return []byte{2, 4, a, b, 4, 2, 3, 3, c % 20, 5, 10, a, b, c, a, b, c, a, b, 8, 10, a, b, c, a, c, b, a, c, 0}
}

// pieces cuts the payload as IP fragments do, the last one too long.
func pieces(s *tcpreasm.Segment, n int) (list []tcpreasm.Piece) {
	at, length := s.Offset, len(s.Payload)/(n+1)
	for range n {
		list = append(list, tcpreasm.Piece{Offset: at, Length: length})
		at += int64(length)
	}
	return append(list, tcpreasm.Piece{Offset: at, Length: length + n + 1})
}
