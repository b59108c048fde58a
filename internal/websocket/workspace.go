package websocket

import (
	"compress/flate"
	"errors"
	"io"
)

// errBomb ends the inflating of a message that becomes too large.
var errBomb = errors.New("the message inflates to more than the limit")

// Limits bound what is kept of compressed messages. A zero value is the default.
type Limits struct {
	Packed   int   // bytes of one compressed message; 1 MiB
	Inflated int64 // bytes that one message may inflate to; 16 MiB
	Held     int64 // bytes that all decoders of a Workspace keep together; 64 MiB
}

// Workspace is memory that all decoders of one goroutine share.
type Workspace struct {
	Reached int64 // how often Limits.Held made a decoder let go of something

	limits Limits
	held   int64
	plain  [16 << 10]byte // unmasked bytes
	out    [32 << 10]byte // inflated bytes
	window []byte         // of messages without context takeover
	source source
	flate  io.ReadCloser // reads from source
}

// NewWorkspace makes a Workspace with these limits.
func NewWorkspace(l Limits) *Workspace {
	if l.Packed <= 0 {
		l.Packed = 1 << 20
	}
	if l.Inflated <= 0 {
		l.Inflated = 16 << 20
	}
	if l.Held <= 0 {
		l.Held = 64 << 20
	}
	return &Workspace{limits: l}
}

// Held is how many bytes the decoders keep now.
func (w *Workspace) Held() int64 { return w.held }

// inflater reads what source holds, with dict as what was inflated before.
func (w *Workspace) inflater(dict []byte) io.Reader {
	if w.flate == nil {
		w.flate = flate.NewReaderDict(&w.source, dict)
	} else {
		// It fails only where it cannot reset, and flate's readers can.
		_ = w.flate.(flate.Resetter).Reset(&w.source, dict)
	}
	return w.flate
}
