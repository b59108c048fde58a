package httpdecode

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
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
// A reader that is read to io.EOF or an error gives the memory it took to those to
// come; one that is not is left to the collector.
//
// Content that is longer gives its first limit bytes, then ErrContentLimit.
// Content that is cut short or damaged gives what could be read of it. In all
// these cases the error is a [*ContentError], or of content without a coding
// ErrContentLimit itself.
func NewContentReader(list string, r io.Reader, limit int64) io.Reader {
	wire := &countReader{r: r}
	names := strings.Split(list, ",")
	layers := 0
	r = wire
	for i := len(names) - 1; i >= 0; i-- {
		name := strings.ToLower(strings.Trim(names[i], " \t"))
		if name == "" || name == "identity" {
			continue
		}
		if layers++; layers > MaxCodings {
			return failure{fmt.Errorf("undo content coding %.80q: more than %d in a row", list, MaxCodings)}
		}
		if codings[name] == nil {
			return failure{refusal(name)}
		}
		r = &decoder{name: name, source: r, wire: wire, limit: limit}
	}
	if layers == 0 {
		return &limitReader{r: r, left: limit}
	}
	return r
}

// TrailingBytes is how many bytes follow the end of gzip or deflate data, once
// a reader made by NewContentReader has given io.EOF. They belong to no content;
// it is passed over them, as browsers do. Of several codings they are added up.
func TrailingBytes(r io.Reader) (n int64) {
	for {
		d, ok := r.(*decoder)
		if !ok {
			return n
		}
		n += d.trailing
		r = d.source
	}
}

// decoder undoes one coding.
type decoder struct {
	name     string
	source   io.Reader
	wire     *countReader // the body as sent, below all codings
	limit    int64
	input    *bufio.Reader // reads source; nil before the first Read and after the last
	coding   coding        // reads input
	output   countReader   // reads coding
	limited  limitReader   // reads output
	trailing int64         // see TrailingBytes
	err      error
}

func (d *decoder) Read(p []byte) (n int, err error) {
	if d.err == nil && d.input == nil {
		d.err = d.start()
	}
	if d.err == nil {
		n, d.err = d.limited.Read(p)
	}
	if d.err != nil && d.input != nil {
		d.end()
	}
	return n, d.err
}

// start looks whether there is anything to read, and how.
func (d *decoder) start() error {
	d.input = takeBuffer(d.source)
	if _, err := d.input.Peek(1); err == io.EOF {
		return io.EOF // no content at all, as in a response to HEAD
	}
	var err error
	d.coding, err = codings[d.name].take(d.input)
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	d.output.r = d.coding
	d.limited = limitReader{r: &d.output, left: d.limit}
	return err
}

// end takes the end of the content, and gives what undid it to those to come.
func (d *decoder) end() {
	if d.err == io.EOF && d.coding != nil {
		n, err := io.Copy(io.Discard, onlyRead{d.input})
		if d.trailing = n; isTold(err) { // the sum of the coding below is wrong, for instance
			d.err = err
		}
	}
	if d.err != io.EOF && !isTold(d.err) {
		d.err = &ContentError{
			Coding: d.name, Read: d.wire.n, Output: min(d.output.n, d.limit), Err: d.err,
			source: d.wire.err != nil && errors.Is(d.err, d.wire.err),
		}
	}
	if d.coding != nil {
		codings[d.name].giveBack(d.coding)
	}
	giveBuffer(d.input)
	d.input, d.coding, d.output.r = nil, nil, nil
}

// isTold says whether a coding below has told where an error came up.
func isTold(err error) bool {
	var told *ContentError
	return errors.As(err, &told)
}

// onlyRead hides that a reader can write itself to something, for that takes
// its buffer.
type onlyRead struct{ io.Reader }

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

// countReader counts what is read, and remembers what ended it.
type countReader struct {
	r   io.Reader
	n   int64
	err error // not io.EOF
}

func (c *countReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	if err != io.EOF {
		c.err = err
	}
	return n, err
}

// failure is a reader that only fails.
type failure struct{ err error }

func (f failure) Read([]byte) (int, error) { return 0, f.err }
