package bodies

import (
	"fmt"
	"io"
	"sync"

	"wiretalk/httpdecode"
)

// windowSize is how many bytes of the capture are read at once: those of a body
// lie in packets near each other.
const windowSize = 16 << 10

// GapError says that the capture lacks bytes of a body.
type GapError struct {
	Offset int64 // in the body
	Length int64
}

func (e *GapError) Error() string {
	return fmt.Sprintf("%d bytes from %d on are not in the capture", e.Length, e.Offset)
}

// Wire reads a body as it was sent, chunk framing left out. Where bytes are
// missing Read returns a *GapError once, and then goes on behind them. Not to
// be used by several goroutines at once.
type Wire struct {
	capture io.ReaderAt
	extents httpdecode.Cursor
	run     httpdecode.Extent
	offset  int64 // in the body, of the next byte

	room   *[windowSize]byte // nil before it is needed and after the end
	window []byte            // what it holds
	at     int64             // where in the capture that lies
}

var windows = sync.Pool{New: func() any { return new([windowSize]byte) }}

// NewWire reads what lies at the places that extents lists, which must not
// change meanwhile.
func NewWire(capture io.ReaderAt, extents *httpdecode.Extents) *Wire {
	return &Wire{capture: capture, extents: extents.Cursor()}
}

func (w *Wire) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	for w.run.Length == 0 {
		run, ok := w.extents.Next()
		if !ok {
			w.release()
			return 0, io.EOF
		}
		if w.run = run; run.Offset < 0 {
			gap := &GapError{w.offset, run.Length}
			w.offset += run.Length
			w.run = httpdecode.Extent{}
			return 0, gap
		}
	}
	p = p[:min(int64(len(p)), w.run.Length)]
	n, err := w.readAt(p, w.run.Offset)
	w.run.Offset += int64(n)
	w.run.Length -= int64(n)
	w.offset += int64(n)
	return n, err
}

// readAt reads at least a byte, or fails.
func (w *Wire) readAt(p []byte, at int64) (n int, err error) {
	if at < w.at || at >= w.at+int64(len(w.window)) {
		if len(p) >= windowSize {
			n, err = w.capture.ReadAt(p, at)
			return n, again(n, err)
		}
		if w.room == nil {
			w.room = windows.Get().(*[windowSize]byte)
		}
		n, err = w.capture.ReadAt(w.room[:], at)
		w.window, w.at = w.room[:n], at
	}
	n = copy(p, w.window[at-w.at:])
	return n, again(n, err)
}

// release gives the window to those who read after w, once w is at its end.
func (w *Wire) release() {
	if w.room != nil {
		windows.Put(w.room)
		w.room, w.window = nil, nil
	}
}

// again is the error of reading n bytes again. The end of the capture is one
// only where bytes of a body ought to be.
func again(n int, err error) error {
	switch {
	case n > 0:
		return nil
	case err == io.EOF || err == nil:
		err = io.ErrUnexpectedEOF
	}
	return &CaptureError{err}
}

// CaptureError says that the capture could not be read again.
type CaptureError struct{ Err error }

func (e *CaptureError) Error() string {
	return fmt.Sprintf("read a body from the capture again: %v; did the file change?", e.Err)
}

func (e *CaptureError) Unwrap() error { return e.Err }
