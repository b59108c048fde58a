package capture

import (
	"errors"
	"fmt"
	"io/fs"
)

// What an Error wraps besides errors of the system: errors.Is tells them
// apart. A file that ends inside a packet wraps io.ErrUnexpectedEOF.
var (
	ErrDamaged    = errors.New("the capture is damaged")
	ErrNotCapture = errors.New("not a capture in a known format")
	ErrNotKept    = errors.New("this part of the input cannot be read again: it was compressed or came through a pipe, and was not kept")
)

// Error says why one file could not be read to its end. All packets before
// the place were delivered.
type Error struct {
	File   string // as it was named to Open
	Offset int64  // in bytes from the file's start, uncompressed; -1 when no place is to blame
	Reason string // what is wrong there, and what a person can do
	Err    error
}

func (e *Error) Error() string {
	if e.Offset < 0 {
		return fmt.Sprintf("%s: %s", title(e.File), e.Reason)
	}
	return fmt.Sprintf("%s: offset %d: %s", title(e.File), e.Offset, e.Reason)
}

func (e *Error) Unwrap() error { return e.Err }

func title(name string) string {
	if name == stdin {
		return "standard input"
	}
	return name
}

// damage is what a format found wrong with the record at the place where it
// stopped.
type damage string

func (d damage) Error() string { return string(d) }

func damagef(format string, args ...any) error {
	return damage(fmt.Sprintf(format, args...))
}

func openError(name string, err error) *Error {
	reason := "cannot be opened: " + plain(err)
	switch {
	case errors.Is(err, fs.ErrPermission):
		reason += ": run as a user who may read it, or change its mode"
	case errors.Is(err, fs.ErrNotExist):
		reason += ": check the name"
	}
	return &Error{File: name, Offset: -1, Reason: reason, Err: err}
}

// plain leaves out the operation and the path that the system's errors
// repeat, since an Error names the file already.
func plain(err error) string {
	if p := (*fs.PathError)(nil); errors.As(err, &p) {
		return p.Err.Error()
	}
	return err.Error()
}
