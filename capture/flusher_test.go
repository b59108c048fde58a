package capture

import (
	"compress/gzip"
	"io"
)

// flusher compresses so that each flush lets the reader have all so far; it
// never ends its stream.
type flusher struct{ *gzip.Writer }

func newFlusher(w io.Writer) flusher { return flusher{gzip.NewWriter(w)} }

func (f flusher) flush() { f.Writer.Flush() }
