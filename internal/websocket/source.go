package websocket

import "io"

// source gives the bytes of a compressed message to flate's reader, and sees
// how they end. A sender cuts 00 00 ff ff off the end (RFC 7692 §7.2.1), the
// length of an empty stored block whose header remains. To append it again
// would do, but when the message ends amid a block, it would be read as payload.
//
// flate reads the bits of headers and codes by ReadByte, and with Read the length
// of a stored block and then its content. So when Read comes at the end, and
// after ReadByte, the message ends as it should.
type source struct {
	left    []byte
	bits    bool // ReadByte was called last
	flushed bool // the message ended as it should
}

func (s *source) reset(b []byte) { *s = source{left: b} }

// ReadByte is for flate.
func (s *source) ReadByte() (byte, error) {
	s.bits = true
	if len(s.left) == 0 {
		return 0, io.EOF
	}
	b := s.left[0]
	s.left = s.left[1:]
	return b, nil
}

// Read is for flate.
func (s *source) Read(p []byte) (int, error) {
	if len(s.left) == 0 {
		s.flushed = s.bits
		return 0, io.EOF
	}
	s.bits = false
	n := copy(p, s.left)
	s.left = s.left[n:]
	return n, nil
}
