package trace

import (
	"fmt"
	"io"

	"wiretalk/httpdecode"
)

// MaxHead is the most that ReadHead reads, in bytes.
const MaxHead = 1 << 20

// ReadHead reads a message's start line and fields from the capture again.
// It reads the file: keep it off the goroutine that draws the screen.
func (t *Trace) ReadHead(m *Message) ([]byte, error) {
	head, err := io.ReadAll(io.LimitReader(t.open(&m.Head), MaxHead))
	if err != nil {
		return head, fmt.Errorf("reading a message's head again: %w", err)
	}
	return head, nil
}

// OpenBody reads a message's body from the capture again: the content with
// chunk framing left out and content coding as it was sent. Bytes that the
// capture does not hold are left out.
func (t *Trace) OpenBody(m *Message) io.Reader { return t.open(&m.Body) }

func (t *Trace) open(x *httpdecode.Extents) io.Reader {
	return &extentReader{capture: t.capture, extents: x.Cursor()}
}

// extentReader reads the runs that lie in the capture one after the other.
type extentReader struct {
	capture io.ReaderAt
	extents httpdecode.Cursor
	run     httpdecode.Extent
}

func (r *extentReader) Read(p []byte) (int, error) {
	for r.run.Length == 0 || r.run.Offset < 0 {
		run, ok := r.extents.Next()
		if !ok {
			return 0, io.EOF
		}
		r.run = run
	}
	if int64(len(p)) > r.run.Length {
		p = p[:r.run.Length]
	}
	n, err := r.capture.ReadAt(p, r.run.Offset)
	r.run.Offset += int64(n)
	r.run.Length -= int64(n)
	if n > 0 {
		return n, nil
	}
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return 0, err
}
