package capture

import (
	"fmt"
	"os"
	"sync"
)

// spool keeps the uncompressed bytes of inputs that cannot be read twice, in
// a temporary file that is gone when the program is, however it ends, where
// the system can remove an open file, and at close otherwise.
type spool struct {
	mu     sync.Mutex // guards closed against a file made meanwhile
	closed bool
	file   *os.File // nil until something is written
	remove bool     // the file still has its name
	size   int64
}

type spoolError struct {
	doing string
	err   error
}

func (e *spoolError) Error() string {
	return fmt.Sprintf("the copy for reading again could not be kept (%s a temporary file: %s): "+
		"make room in %s, or set TMPDIR to a larger place", e.doing, plain(e.err), os.TempDir())
}

func (e *spoolError) Unwrap() error { return e.err }

func (s *spool) begin() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return os.ErrClosed
	}
	if s.file != nil {
		return nil
	}
	f, err := os.CreateTemp("", "wiretalk-spool-")
	if err != nil {
		return &spoolError{"making", err}
	}
	s.file = f
	s.remove = os.Remove(f.Name()) != nil
	return nil
}

func (s *spool) Write(p []byte) (int, error) {
	n, err := s.file.Write(p)
	s.size += int64(n)
	if err != nil {
		return n, &spoolError{"writing", err}
	}
	return n, nil
}

func (s *spool) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	if s.file == nil {
		return
	}
	s.file.Close()
	if s.remove {
		os.Remove(s.file.Name())
		s.remove = false
	}
}
