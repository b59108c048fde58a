package main

import (
	"fmt"
	"io"
	"sync"

	"wiretalk/internal/filter"
)

// readsBodies says whether bodies are read from the capture again, so that
// what cannot be read twice must be kept.
func (f *flags) readsBodies() bool {
	return f.digest || f.saveTo != "" || f.format == formatHAR || f.passing != nil && f.passing.Needs() == filter.Bodies
}

// rereading reads the capture again and keeps the first error, for records
// say of each body only that it is not whole.
type rereading struct {
	capture io.ReaderAt
	mu      sync.Mutex
	first   error
}

func (r *rereading) ReadAt(p []byte, at int64) (int, error) {
	n, err := r.capture.ReadAt(p, at)
	if n == 0 && err != nil {
		r.mu.Lock()
		defer r.mu.Unlock()
		if r.first == nil {
			r.first = err
		}
	}
	return n, err
}

func (r *rereading) problem() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.first == nil {
		return nil
	}
	return fmt.Errorf("bodies could not be read again: %w; did the capture change?", r.first)
}
