package httpdecode

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"io"
)

// gzipMembers reads one gzip member after the other (RFC 1952 §2.2). What
// follows the last and is none ends them, as in browsers.
type gzipMembers struct {
	member gzip.Reader
	source *bufio.Reader
}

func (g *gzipMembers) Reset(r *bufio.Reader) error {
	g.source = r
	return g.next()
}

func (g *gzipMembers) next() error {
	err := g.member.Reset(g.source)
	if err == nil {
		g.member.Multistream(false)
	}
	return err
}

func (g *gzipMembers) Read(p []byte) (int, error) {
	for {
		n, err := g.member.Read(p)
		if n > 0 && err == io.EOF {
			err = nil
		}
		if n > 0 || err != io.EOF {
			return n, err
		}
		if magic, err := g.source.Peek(2); string(magic) != "\x1f\x8b" {
			if len(magic) == 2 || err == nil {
				err = io.EOF
			}
			return 0, err
		}
		if err := g.next(); err != nil {
			return 0, err
		}
	}
}

// deflate takes both the zlib format that RFC 9110 §8.4.1.2 asks for and
// the bare deflate data that some servers send, even where it looks like the other.
type deflate struct {
	io.Reader               // zlib or raw
	zlib      io.ReadCloser // nil before it is used
	raw       io.ReadCloser
}

func (d *deflate) Reset(r *bufio.Reader) error {
	begin, err := r.Peek(r.Size())
	if len(begin) == 0 {
		return err
	}
	if looksLikeZlib(begin) {
		err = d.resetZlib(bytes.NewReader(begin))
		if err == nil {
			err = firstByte(d.zlib)
		}
		if err == nil {
			return d.resetZlib(r)
		}
		if d.resetRaw(bytes.NewReader(begin)); firstByte(d.raw) != nil {
			return d.resetZlib(r)
		}
	}
	d.resetRaw(r)
	return nil
}

func (d *deflate) resetZlib(r io.Reader) (err error) {
	if d.zlib == nil {
		d.zlib, err = zlib.NewReader(r)
	} else {
		err = d.zlib.(zlib.Resetter).Reset(r, nil)
	}
	d.Reader = d.zlib
	return err
}

func (d *deflate) resetRaw(r io.Reader) {
	if d.raw == nil {
		d.raw = flate.NewReader(r)
	} else {
		// It fails only where it cannot reset, and flate's readers can.
		_ = d.raw.(flate.Resetter).Reset(r, nil)
	}
	d.Reader = d.raw
}

// looksLikeZlib checks the method and the header's check bits (RFC 1950 §2.2).
func looksLikeZlib(b []byte) bool {
	return len(b) >= 2 && b[0]&0x0f == 8 && (int(b[0])<<8|int(b[1]))%31 == 0
}

// firstByte is what keeps the first byte from being read; the end does not.
func firstByte(r io.Reader) error {
	_, err := io.ReadFull(r, make([]byte, 1))
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return nil
	}
	return err
}
