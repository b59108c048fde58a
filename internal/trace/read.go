package trace

import (
	"errors"
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

// Runs reads a body as OpenBody does, but stops wherever the capture lacks
// bytes. Call Next before each run of bytes that it holds, and Read up to io.EOF.
type Runs struct {
	extents httpdecode.Cursor
	ahead   httpdecode.Extent // not begun; none if its length is 0
	begun   extentReader      // of the extent that is being read
	inRun   bool
}

// OpenRuns reads a message's body from the capture again, run by run.
func (t *Trace) OpenRuns(m *Message) *Runs {
	r := &Runs{extents: m.Body.Cursor(), begun: extentReader{capture: t.capture}}
	r.ahead, _ = r.extents.Next()
	return r
}

// Next passes over what is left of a run and goes to the next one. missing is
// how many bytes the capture lacks before it; ok is false when nothing follows.
// After the last run, missing bytes may follow that no run does.
func (r *Runs) Next() (missing int64, ok bool) {
	if r.inRun {
		r.begun.run.Length = 0
		for r.ahead.Length > 0 && r.ahead.Offset >= 0 {
			r.advance()
		}
	}
	for ; r.ahead.Length > 0 && r.ahead.Offset < 0; r.advance() {
		missing += r.ahead.Length
	}
	r.inRun = true
	return missing, missing > 0 || r.ahead.Length > 0
}

// Read reads the run. The error is io.EOF at its end, which missing bytes or
// the end of the body follow, or that of the capture.
func (r *Runs) Read(p []byte) (int, error) {
	if r.begun.run.Length == 0 {
		if r.ahead.Length == 0 || r.ahead.Offset < 0 {
			return 0, io.EOF
		}
		r.begun.run = r.ahead
		r.advance()
	}
	return r.begun.Read(p)
}

func (r *Runs) advance() { r.ahead, _ = r.extents.Next() }

// ReadAt reads the capture itself again, by the places in it that extents have. It implements
// io.ReaderAt, and reads the file: keep it off the goroutine that draws the screen.
func (t *Trace) ReadAt(p []byte, off int64) (int, error) {
	if t.capture == nil {
		return 0, errors.New("there is no capture to be read again")
	}
	return t.capture.ReadAt(p, off)
}
