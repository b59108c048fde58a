package httpdecode

import (
	"bufio"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
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

// ErrContentLimit says that content is longer than it may be.
var ErrContentLimit = errors.New("content is longer than the limit, raise the limit to read more")

// NewContentReader undoes the content codings, given as in Content-Encoding
// (RFC 9110 §8.4), of what r reads: gzip, deflate, br and zstd, and several of
// them in a row. Reading gives at most limit bytes, then ErrContentLimit;
// the output of each coding of several has the same limit. Content that is cut short or
// damaged gives what could be read of it, then an error that names the coding.
func NewContentReader(codings string, r io.Reader, limit int64) io.Reader {
	names := strings.Split(codings, ",")
	layers := 0
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
			return failure{fmt.Errorf("undo content coding %.80q: not known; read the content as it is instead", name)}
		}
		r = &limitReader{r: &decoder{name: name, open: open, source: r}, left: limit}
	}
	if layers == 0 {
		return &limitReader{r: r, left: limit}
	}
	return r
}

// decoders has, by the name of each coding, what undoes it.
var decoders = map[string]func(*bufio.Reader) (io.Reader, error){
	"gzip":    openGzip,
	"x-gzip":  openGzip,
	"deflate": openDeflate,
	"br":      func(r *bufio.Reader) (io.Reader, error) { return brotli.NewReader(r), nil },
	"zstd":    openZstd,
}

func openGzip(r *bufio.Reader) (io.Reader, error) {
	z, err := gzip.NewReader(r)
	if err != nil {
		return nil, err
	}
	return gzipMembers{z}, nil
}

// gzipMembers takes what follows the last gzip member and is none for the
// end, as browsers do.
type gzipMembers struct{ *gzip.Reader }

func (g gzipMembers) Read(p []byte) (int, error) {
	n, err := g.Reader.Read(p)
	if errors.Is(err, gzip.ErrHeader) {
		err = io.EOF
	}
	return n, err
}

// openDeflate takes both the zlib format that RFC 9110 §8.4.1.2 asks for and
// the bare deflate data that some servers send.
func openDeflate(r *bufio.Reader) (io.Reader, error) {
	b, err := r.Peek(2)
	if len(b) == 2 && b[0]&0x0f == 8 && (int(b[0])<<8|int(b[1]))%31 == 0 {
		return zlib.NewReader(r)
	}
	if len(b) == 0 {
		return nil, err
	}
	return flate.NewReader(r), nil
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
	name   string
	open   func(*bufio.Reader) (io.Reader, error)
	source io.Reader
	r      io.Reader
	err    error
}

func (d *decoder) Read(p []byte) (n int, err error) {
	if d.err == nil && d.r == nil {
		source := bufio.NewReader(d.source)
		if _, err := source.Peek(1); err == io.EOF {
			d.err = io.EOF // no content at all, as in a response to HEAD
		} else if d.r, err = d.open(source); err != nil {
			d.err = d.wrap(err)
		}
	}
	if d.err != nil {
		return 0, d.err
	}
	n, err = d.r.Read(p)
	if err != nil {
		d.err = d.wrap(err)
	}
	return n, d.err
}

func (d *decoder) wrap(err error) error {
	switch err {
	case io.EOF:
		if d.r != nil {
			return io.EOF
		}
		err = io.ErrUnexpectedEOF
	case ErrContentLimit:
		return err
	}
	return fmt.Errorf("undo content coding %s: %w", d.name, err)
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

// failure is a reader that only fails.
type failure struct{ err error }

func (f failure) Read([]byte) (int, error) { return 0, f.err }
