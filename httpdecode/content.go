package httpdecode

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

// MaxCodings is how many content codings in a row are undone.
const MaxCodings = 8

// maxWindow is the largest zstd window that content may need (RFC 9659 §3).
const maxWindow = 8 << 20

// NewContentReader undoes the content codings, given as in Content-Encoding
// (RFC 9110 §8.4), of what r reads: gzip, deflate, br and zstd, and several of
// them in a row. Reading gives at most limit bytes, and the output of each
// coding of several has the same limit, so that time is bounded by limit for
// each coding, memory by the codings' windows: 16 MiB or less for each.
//
// Content that is longer gives its first limit bytes, then ErrContentLimit.
// Content that is cut short or damaged gives what could be read of it. In all
// these cases the error is a [*ContentError], or of content without a coding
// ErrContentLimit itself.
func NewContentReader(codings string, r io.Reader, limit int64) io.Reader {
	wire := &countReader{r: r}
	names := strings.Split(codings, ",")
	layers := 0
	r = wire
	for i := len(names) - 1; i >= 0; i-- {
		name := strings.ToLower(strings.Trim(names[i], " \t"))
		if name == "" || name == "identity" {
			continue
		}
		if layers++; layers > MaxCodings {
			return failure{fmt.Errorf("undo content coding %.80q: more than %d in a row", codings, MaxCodings)}
		}
		open, ok := decoders[name]
		if !ok {
			return failure{refusal(name)}
		}
		r = &decoder{name: name, open: open, source: r, wire: wire, limit: limit}
	}
	if layers == 0 {
		return &limitReader{r: r, left: limit}
	}
	return r
}

// decoders has, by the name of each coding, what undoes it.
var decoders = map[string]func(*bufio.Reader) (io.Reader, error){
	"gzip":    openGzip,
	"x-gzip":  openGzip, // RFC 9110 §8.4.1.3
	"deflate": openDeflate,
	"br":      func(r *bufio.Reader) (io.Reader, error) { return brotli.NewReader(r), nil },
	"zstd":    openZstd,
}

func openZstd(r *bufio.Reader) (io.Reader, error) {
	z, err := zstd.NewReader(r,
		zstd.WithDecoderConcurrency(1), // in the caller's goroutine, so nothing need be closed
		zstd.WithDecoderLowmem(true),
		zstd.WithDecoderMaxWindow(maxWindow))
	if err != nil {
		return nil, err
	}
	return z, nil
}

// decoder undoes one coding.
type decoder struct {
	name    string
	open    func(*bufio.Reader) (io.Reader, error)
	source  io.Reader
	wire    *countReader // the body as sent, below all codings
	limit   int64
	output  countReader
	limited *limitReader // reads output; nil until the first Read
	err     error
}

func (d *decoder) Read(p []byte) (n int, err error) {
	if d.err == nil && d.limited == nil {
		d.err = d.start()
	}
	if d.err != nil {
		return 0, d.err
	}
	n, err = d.limited.Read(p)
	if err != nil {
		d.err = d.wrap(err)
	}
	return n, d.err
}

func (d *decoder) start() error {
	source := bufio.NewReader(d.source)
	if _, err := source.Peek(1); err == io.EOF {
		return io.EOF // no content at all, as in a response to HEAD
	}
	r, err := d.open(source)
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	if err != nil {
		return d.wrap(err)
	}
	d.output.r = r
	d.limited = &limitReader{r: &d.output, left: d.limit}
	return nil
}

// wrap tells where err came up, unless a coding below has told already.
func (d *decoder) wrap(err error) error {
	var told *ContentError
	if err == io.EOF || errors.As(err, &told) {
		return err
	}
	return &ContentError{Coding: d.name, Read: d.wire.n, Output: min(d.output.n, d.limit), Err: err}
}

// limitReader gives so many bytes, then ErrContentLimit if there are more.
type limitReader struct {
	r    io.Reader
	left int64
	err  error
}

func (l *limitReader) Read(p []byte) (int, error) {
	if len(p) == 0 || l.err != nil {
		return 0, l.err
	}
	if l.left <= 0 {
		var one [1]byte
		n := 0
		if n, l.err = l.r.Read(one[:]); n > 0 {
			l.err = ErrContentLimit
		}
		return 0, l.err
	}
	n := 0
	n, l.err = l.r.Read(p[:min(int64(len(p)), l.left)])
	l.left -= int64(n)
	return n, l.err
}

// countReader counts what is read.
type countReader struct {
	r io.Reader
	n int64
}

func (c *countReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// failure is a reader that only fails.
type failure struct{ err error }

func (f failure) Read([]byte) (int, error) { return 0, f.err }
