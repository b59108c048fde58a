package body

import (
	"bufio"
	"io"
)

// source reads bytes and counts them.
type source struct {
	r      *bufio.Reader
	offset int64 // of the next byte
	err    error // what ended it, io.EOF if it was the end
}

func (s *source) next() (c byte, ok bool) {
	if s.err != nil {
		return 0, false
	}
	if c, s.err = s.r.ReadByte(); s.err != nil {
		return 0, false
	}
	s.offset++
	return c, true
}

// failed is the error of the reader below, nil at the end of the text.
func (s *source) failed() error {
	if s.err == io.EOF {
		return nil
	}
	return s.err
}
