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

func openGzip(r *bufio.Reader) (io.Reader, error) {
	z, err := gzip.NewReader(r)
	if err != nil {
		return nil, err
	}
	z.Multistream(false)
	return gzipMembers{z, r}, nil
}

// gzipMembers reads one gzip member after the other (RFC 1952 §2.2). What
// follows the last and is none ends them, as in browsers.
type gzipMembers struct {
	member *gzip.Reader
	source *bufio.Reader
}

func (g gzipMembers) Read(p []byte) (int, error) {
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
		if err := g.member.Reset(g.source); err != nil {
			return 0, err
		}
		g.member.Multistream(false)
	}
}

// openDeflate takes both the zlib format that RFC 9110 §8.4.1.2 asks for and
// the bare deflate data that some servers send, even where it looks like the other.
func openDeflate(r *bufio.Reader) (io.Reader, error) {
	begin, err := r.Peek(r.Size())
	if len(begin) == 0 {
		return nil, err
	}
	if looksLikeZlib(begin) {
		z, err := zlib.NewReader(bytes.NewReader(begin))
		if err == nil {
			err = firstByte(z)
		}
		if err == nil || firstByte(flate.NewReader(bytes.NewReader(begin))) != nil {
			return zlib.NewReader(r)
		}
	}
	return flate.NewReader(r), nil
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
