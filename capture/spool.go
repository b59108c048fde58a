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
	failed error // nothing more is kept
	said   bool
}

type spoolError struct {
	doing string
	err   error
}

func (e *spoolError) Error() string {
	return fmt.Sprintf("the copy for reading again can be kept no further (%s a temporary file: %s): bodies from here on will be missing; "+
		"make room in %s, or set TMPDIR to a larger place", e.doing, plain(e.err), os.TempDir())
}

func (e *spoolError) Unwrap() error { return e.err }

// begin makes the file, and says whether what is read can be kept.
func (s *spool) begin() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed || s.failed != nil {
		return false
	}
	if s.file != nil {
		return true
	}
	f, err := os.CreateTemp("", "wiretalk-spool-")
	if err != nil {
		s.failed = &spoolError{"making", err}
		return false
	}
	s.file = f
	s.remove = os.Remove(f.Name()) != nil
	return true
}

// write keeps what was read. After an error nothing more is kept, as a full
// disk is no reason to stop reading.
func (s *spool) write(p []byte) {
	n, err := s.file.Write(p)
	s.size += int64(n)
	if err != nil {
		s.failed = &spoolError{"writing", err}
	}
}

// problem is what went wrong, once.
func (s *spool) problem() error {
	if s.failed == nil || s.said {
		return nil
	}
	s.said = true
	return s.failed
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
