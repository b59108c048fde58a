package body

import (
	"bufio"
	"io"
)

// source reads bytes and counts them. It says which belong to a secret, and may
// give a mask instead of those.
type source struct {
	r      *bufio.Reader
	offset int64 // of the next byte
	err    error // what ended it, io.EOF if it was the end

	finder finder // of secrets; nil for none
	secret bool   // the byte that came last belongs to one
	hide   bool   // secrets are not given
	mask   string // what is given instead
	left   string // of the mask, which has the offset of the secret's first byte
}

// next is the next byte.
func (s *source) next() (c byte, ok bool) {
	if s.finder == nil {
		return s.read()
	}
	if s.left != "" {
		c, s.left = s.left[0], s.left[1:]
		return c, true
	}
	for {
		if c, ok = s.read(); !ok {
			return 0, false
		}
		before := s.secret
		// UTF-16 has a zero byte with each letter.
		if c != 0 {
			s.secret = s.finder.find(c, s.ahead)
		}
		switch {
		case !s.secret || !s.hide:
			return c, true
		case !before:
			s.left = s.mask[1:]
			return s.mask[0], true
		}
	}
}

// shown is the byte that came last as it may be shown.
func (s *source) shown(c byte) string {
	if s.secret && s.hide {
		return s.mask
	}
	return string([]byte{c})
}

// ahead is as many as n bytes of those that come, as they were sent.
func (s *source) ahead(n int) []byte {
	b, _ := s.r.Peek(n)
	return b
}

func (s *source) read() (c byte, ok bool) {
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
