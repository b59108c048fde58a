package httpdecode

import (
	"bufio"
	"io"
	"sync"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

// What undoes a coding takes tens of kilobytes to set up, and most bodies are
// smaller. So it serves one body after the other. A sync.Pool holds no more than
// are used at once, and lets go of them when none is used.

// coding reads the content of what it was last reset to.
type coding interface {
	io.Reader
	Reset(*bufio.Reader) error
}

// codingPool has what undoes one coding.
type codingPool struct {
	pool   sync.Pool
	create func() (coding, error)
}

// codings has one for each coding, by its name.
var codings = func() map[string]*codingPool {
	gzip := &codingPool{create: func() (coding, error) { return new(gzipMembers), nil }}
	return map[string]*codingPool{
		"gzip":    gzip,
		"x-gzip":  gzip, // RFC 9110 §8.4.1.3
		"deflate": {create: func() (coding, error) { return new(deflate), nil }},
		"br":      {create: func() (coding, error) { return new(brotliStream), nil }},
		"zstd":    {create: newZstdStream},
	}
}()

// take returns one that reads r; it may be one even with an error.
func (p *codingPool) take(r *bufio.Reader) (coding, error) {
	c, ok := p.pool.Get().(coding)
	if !ok {
		var err error
		if c, err = p.create(); err != nil {
			return nil, err
		}
	}
	return c, c.Reset(r)
}

func (p *codingPool) giveBack(c coding) {
	if z, ok := c.(*zstdStream); ok {
		z.release()
	}
	p.pool.Put(c)
}

type brotliStream struct{ brotli.Reader }

func (b *brotliStream) Reset(r *bufio.Reader) error { return b.Reader.Reset(r) }

type zstdStream struct{ *zstd.Decoder }

func newZstdStream() (coding, error) {
	z, err := zstd.NewReader(nil,
		zstd.WithDecoderConcurrency(1), // in the caller's goroutine, so nothing need be closed
		zstd.WithDecoderLowmem(true),
		zstd.WithDecoderMaxWindow(maxWindow))
	if err != nil {
		return nil, err
	}
	return &zstdStream{z}, nil
}

func (z *zstdStream) Reset(r *bufio.Reader) error { return z.Decoder.Reset(r) }

// release ends a stream that was not read to its end. It fails only when the
// decoder is closed, which this one never is.
func (z *zstdStream) release() { _ = z.Decoder.Reset(nil) }

var inputs = sync.Pool{New: func() any { return bufio.NewReader(nil) }}

func takeBuffer(r io.Reader) *bufio.Reader {
	b := inputs.Get().(*bufio.Reader)
	b.Reset(r)
	return b
}

// giveBuffer takes a buffer back, from which nothing may be read any more.
func giveBuffer(b *bufio.Reader) {
	b.Reset(nil)
	inputs.Put(b)
}
