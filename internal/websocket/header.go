package websocket

import (
	"encoding/binary"
	"math"
)

// maxHeader is the length of the longest frame header: two bytes, eight of
// length and four of masking key.
const maxHeader = 14

// The reserved bits as they stand in a header's first byte.
const (
	rsv1 = 0x40
	rsv  = 0x70
)

// header is what stands before a frame's payload (RFC 6455 §5.2).
type header struct {
	fin      bool
	reserved byte // the reserved bits that are set, in place
	opcode   Opcode
	masked   bool
	key      [4]byte
	length   int64 // of the payload
}

// headerLength is the length of the header of which b is the beginning, as far
// as b tells.
func headerLength(b []byte) int {
	n := 2
	if len(b) < n {
		return n
	}
	switch b[1] & 0x7f {
	case 126:
		n += 2
	case 127:
		n += 8
	}
	if b[1]&0x80 != 0 {
		n += 4
	}
	return n
}

// parseHeader reads a whole header.
func parseHeader(b []byte) (header, Notes) {
	h := header{fin: b[0]&0x80 != 0, reserved: b[0] & rsv, opcode: Opcode(b[0] & 0xf), masked: b[1]&0x80 != 0}
	if h.masked {
		copy(h.key[:], b[len(b)-4:])
	}
	least, length := uint64(0), uint64(b[1]&0x7f)
	switch length {
	case 126:
		least, length = 126, uint64(binary.BigEndian.Uint16(b[2:]))
	case 127:
		least, length = 1<<16, binary.BigEndian.Uint64(b[2:])
	}
	var notes Notes
	switch {
	case length > math.MaxInt64:
		return h, NoteBadLength
	case length < least:
		notes = NoteLongLength
	}
	h.length = int64(length)
	return h, notes | h.notes()
}

// notes are the oddities that need no context.
func (h *header) notes() Notes {
	var notes Notes
	if h.opcode.reserved() {
		notes |= NoteReservedOpcode
	}
	if h.opcode.IsControl() && h.length > maxControl {
		notes |= NoteLongControl
	}
	if h.opcode.IsControl() && !h.fin {
		notes |= NoteFragmentedControl
	}
	return notes
}
