package body

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
)

// Bounds on the parts of a body.
const (
	MaxParts      = 10_000   // parts
	MaxPartHeader = 64 << 10 // bytes of a part's header, the rest is not kept
	MaxPartFields = 100      // lines of a part's header, the rest is not kept
	MaxBoundary   = 256      // bytes of a boundary; RFC 2046 §5.1.1 allows 70
)

// ErrTooManyParts says that a body has more than MaxParts parts.
var ErrTooManyParts = fmt.Errorf("more than %d parts, the rest is not read", MaxParts)

// PartReader divides a multipart body into its parts, one after the other. It
// needs no memory but a part's header. Not to be used by several goroutines at once.
type PartReader struct {
	r      *bufio.Reader
	dash   []byte // the boundary with two hyphens before it
	offset int64  // of what r reads next

	part    *Part
	parts   int
	state   partState
	piece   []byte // of the part's content, not given yet
	next    []byte // what comes after piece, in r's memory
	held    []byte // a line end that belongs to the delimiter if one follows
	midLine bool   // what comes next does not begin a line
	err     error
}

type partState uint8

const (
	preamble partState = iota
	header
	content
	between  // a delimiter ended the part, another begins
	epilogue // the last delimiter was read
)

// NewPartReader reads the parts of the body r, which Content-Type calls
// multipart. Where it names no boundary, the body's first line is taken for one if it looks so.
func NewPartReader(r io.Reader, contentType string) (*PartReader, error) {
	p := &PartReader{r: bufio.NewReaderSize(r, 32<<10)}
	boundary := Parameter(contentType, "boundary")
	if boundary == "" {
		boundary = p.guess()
	}
	if boundary == "" || len(boundary) > MaxBoundary {
		return nil, fmt.Errorf("divide %.80q into parts: it names no boundary of 1 to %d bytes, and the body does not begin with one", contentType, MaxBoundary)
	}
	p.dash = []byte("--" + boundary)
	return p, nil
}

func (p *PartReader) guess() string {
	begin, _ := p.r.Peek(MaxBoundary + 4)
	return guessBoundary(begin)
}

// guessBoundary takes the first line of a body for a delimiter if it looks so.
func guessBoundary(begin []byte) string {
	begin = bytes.TrimLeft(begin, "\r\n")
	line, _, found := bytes.Cut(begin, []byte("\n"))
	line, dashed := bytes.CutPrefix(bytes.TrimRight(line, " \t\r"), []byte("--"))
	if !found || !dashed {
		return ""
	}
	return string(line)
}

// Next goes on to the next part, passing over what is left of this one, and
// returns it with its header read. After the last it returns io.EOF; where the body ends too early
// an error that says so and is io.ErrUnexpectedEOF, or that of the reader.
func (p *PartReader) Next() (*Part, error) {
	for p.state == preamble || p.state == content {
		if p.fill() {
			p.pass()
		} else if p.err != nil {
			return nil, p.err
		}
	}
	if p.state == epilogue {
		return nil, io.EOF
	}
	if p.parts == MaxParts {
		return nil, ErrTooManyParts
	}
	p.parts++
	p.part = &Part{}
	p.state = header
	p.readHeader()
	p.part.named()
	return p.part, nil
}

// Read reads the content of the part that Next returned last, up to io.EOF.
func (p *PartReader) Read(b []byte) (int, error) {
	if p.state != content {
		return 0, io.EOF
	}
	if len(b) == 0 {
		return 0, nil
	}
	for !p.fill() {
		if p.err != nil {
			return 0, p.err
		}
		if p.state != content {
			return 0, io.EOF
		}
	}
	n := copy(b, p.piece)
	p.piece = p.piece[n:]
	p.part.Size += int64(n)
	return n, nil
}

// pass drops the piece under way.
func (p *PartReader) pass() {
	if p.part != nil {
		p.part.Size += int64(len(p.piece))
	}
	p.piece = nil
}

// early is the error for a body that ends before its last delimiter.
func (p *PartReader) early(err error) error {
	if err != io.EOF {
		return err
	}
	if p.parts == 0 {
		return fmt.Errorf("no delimiter %.80q in the body: %w", p.dash, io.ErrUnexpectedEOF)
	}
	return fmt.Errorf("the body ends in part %d, without its last delimiter: %w", p.parts, io.ErrUnexpectedEOF)
}
