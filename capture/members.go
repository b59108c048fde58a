package capture

import (
	"bufio"
	"compress/gzip"
	"errors"
	"io"
)

// errBehind says that the data of a compression came to its end, and that what
// follows is neither more of it nor padding.
var errBehind = errors.New("other bytes follow the end of the compressed data")

// members reads gzip data of several members (RFC 1952 §2.2), as files joined have
// it, with zeros behind them that a tape or a disk was filled up with.
type members struct {
	member *gzip.Reader
	raw    *bufio.Reader
	ended  bool // the member has, and it is not known what follows
}

func newMembers(r io.Reader) (*members, error) {
	raw := bufio.NewReaderSize(r, 64<<10)
	member, err := gzip.NewReader(raw)
	if err != nil {
		return nil, err
	}
	member.Multistream(false)
	return &members{member: member, raw: raw}, nil
}

func (m *members) Read(p []byte) (int, error) {
	for {
		if m.ended {
			if err := m.next(); err != nil {
				return 0, err
			}
			m.ended = false
		}
		n, err := m.member.Read(p)
		if err != io.EOF {
			return n, err
		}
		m.ended = true
		if n > 0 {
			return n, nil
		}
	}
}

// next goes on to the next member. io.EOF says that there is none.
func (m *members) next() error {
	for {
		first, err := m.raw.ReadByte()
		switch {
		case err != nil:
			return err
		case first == 0:
			continue
		}
		m.raw.UnreadByte()
		if magic, _ := m.raw.Peek(2); string(magic) != "\x1f\x8b" {
			return errBehind
		}
		err = m.member.Reset(m.raw)
		m.member.Multistream(false)
		return err
	}
}

func (m *members) Close() error { return m.member.Close() }
