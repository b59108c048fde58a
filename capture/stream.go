package capture

import (
	"errors"
	"fmt"
	"io"
	"os"
	"sync/atomic"
)

// maxEmptyReads is how often a reader may return nothing and no error.
const maxEmptyReads = 100

// stream is one input from its first byte to its last: bytes, then records.
type stream struct {
	name        string
	r           io.Reader // uncompressed
	compression string    // name of it, or empty
	done        func()    // frees the decompressor
	live        bool      // a short read means that no more is there yet
	file        *os.File
	raw         *counter
	size        int64 // of the raw file, 0 when unknown

	numbering *numbering
	format    format // nil until the first bytes are here

	base  int64  // address of the first byte; negative when it cannot be read again
	got   int64  // bytes read, uncompressed
	carry []byte // read and not yet parsed
	err   error  // of the last read
}

// counter counts what is read of the raw inputs.
type counter struct {
	r     io.Reader
	n     int64         // of this one
	total *atomic.Int64 // of all
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	c.total.Add(int64(n))
	return n, err
}

// newStream reads a capture from r.
func newStream(name string, r io.Reader, n *numbering) *stream {
	return &stream{name: name, r: r, done: func() {}, numbering: n, base: -1}
}

// fill reads one block into b and parses it. It returns when b has packets
// and the block is full, or no more is there yet, or the stream ends: io.EOF
// is its clean end, anything else an *Error.
func (s *stream) fill(b *Batch, size int) error {
	b.room(size, len(s.carry))
	n := copy(b.block, s.carry)
	s.carry = s.carry[:0]
	parsed, short, empty := 0, false, 0
	for {
		used, err := s.parse(b.block[parsed:n], s.got-int64(n-parsed), b)
		parsed += used
		rest := b.block[parsed:n]
		if err != nil {
			return s.damaged(err, rest)
		}
		if s.err != nil {
			return s.end(rest)
		}
		if len(b.Packets) > 0 && (n == len(b.block) || short && s.live) {
			s.carry = append(s.carry, rest...)
			return nil
		}
		if len(b.Packets) == 0 && parsed > 0 {
			// No packet points into the block: use all of it again.
			n, parsed = copy(b.block, rest), 0
		}
		if n == len(b.block) {
			b.grow(s.needs(rest))
		}
		var m int
		m, s.err = s.r.Read(b.block[n:])
		short = n+m < len(b.block)
		n += m
		s.got += int64(m)
		if m > 0 {
			empty = 0
		} else if empty++; empty == maxEmptyReads && s.err == nil {
			s.err = io.ErrNoProgress
		}
	}
}

// parse passes p, which lies at offset in the stream, to the format, and
// finds out the format first when that has not been done.
func (s *stream) parse(p []byte, offset int64, b *Batch) (used int, err error) {
	if s.format == nil {
		if len(p) < magicLength {
			return 0, nil
		}
		if s.format = detect(p, s.numbering); s.format == nil {
			return 0, ErrNotCapture
		}
	}
	if s.base >= 0 {
		return s.format.parse(p, s.base+offset, b)
	}
	return s.format.parse(p, -1, b)
}

// needs is how many bytes the record that begins with p has.
func (s *stream) needs(p []byte) int {
	if s.format == nil {
		return magicLength
	}
	_, _, of := s.format.unfinished(p)
	return int(of)
}

// end turns the read error that ended the stream into what the caller sees;
// rest is what no record could be made of.
func (s *stream) end(rest []byte) error {
	if s.err != io.EOF {
		return s.readError()
	}
	if s.format == nil {
		return s.fail(0, guess(rest), ErrNotCapture)
	}
	what, has, of := s.format.unfinished(rest)
	if of == 0 {
		return io.EOF
	}
	offset := s.got - has
	return s.fail(offset, fmt.Sprintf("file ends inside %s (has %d of %d bytes): "+
		"probably the capture or its copying was interrupted; everything before was read", what, has, of), io.ErrUnexpectedEOF)
}

func (s *stream) readError() error {
	if s.compression != "" && !isSystem(s.err) {
		return s.fail(s.got, compressionReason(s.compression, s.err), s.err)
	}
	return s.fail(s.got, "cannot be read further: "+plain(s.err), s.err)
}

func isSystem(err error) bool {
	var p *os.PathError
	return errors.As(err, &p)
}

// damaged is about the record that begins with p.
func (s *stream) damaged(err error, p []byte) error {
	offset := s.got - int64(len(p))
	if err == ErrNotCapture {
		return s.fail(offset, guess(s.beginning(p)), err)
	}
	return s.fail(offset, err.Error(), ErrDamaged)
}

// beginning is p, the first bytes of a file that is no capture, with more of them.
// A pipe may have no more for a long time.
func (s *stream) beginning(p []byte) []byte {
	if s.live || len(p) >= guessLength {
		return p
	}
	all := append(make([]byte, 0, guessLength), p...)
	n, _ := io.ReadFull(s.r, all[len(p):guessLength])
	return all[:len(p)+n]
}

func (s *stream) fail(offset int64, reason string, err error) error {
	if s.compression != "" {
		reason += fmt.Sprintf(" (the offset is in the data after %s)", s.compression)
	}
	return &Error{File: s.name, Offset: offset, Reason: reason, Err: err}
}
