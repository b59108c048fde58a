package export

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// mostNumber is the highest number put behind a name that is taken.
const mostNumber = 9999

// Free is a name like that one, numbered if need be, at which there is nothing.
func Free(name string) string {
	stem, extension := parts(name)
	for n := 1; n <= mostNumber; n++ {
		try := numbered(stem, extension, n)
		if _, err := os.Lstat(try); errors.Is(err, fs.ErrNotExist) {
			return try
		}
	}
	return name
}

// numbered is the nth name to try.
func numbered(stem, extension string, n int) string {
	if n == 1 {
		return stem + extension
	}
	return fmt.Sprintf("%s-%d%s", stem, n, extension)
}

func parts(name string) (stem, extension string) {
	extension = filepath.Ext(name)
	if base := filepath.Base(name); base == extension { // .profile
		extension = ""
	}
	return strings.TrimSuffix(name, extension), extension
}

// Create makes a file under a name, or under one with a number when there is
// something already, be it a link that leads nowhere. Captures hold secrets: it
// is its owner's alone.
func Create(name string) (*os.File, error) {
	stem, extension := parts(name)
	for n := 1; ; n++ {
		f, err := os.OpenFile(numbered(stem, extension, n), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if err == nil || !errors.Is(err, fs.ErrExist) || n == mostNumber {
			return f, err
		}
	}
}

// File is what was written.
type File struct {
	Name string
	Size int64
}

// ToFile writes a new file, by Create. When that fails, or ctx ends, nothing of
// it is left. A *Lacking error comes with a file.
func ToFile(ctx context.Context, name string, write func(io.Writer) error) (File, error) {
	f, err := Create(name)
	if err != nil {
		return File{}, plain(err)
	}
	counted := &counter{to: f}
	buffered := bufio.NewWriterSize(counted, 64<<10)
	lacks := write(buffered)
	err = lacks
	if part := (*Lacking)(nil); errors.As(lacks, &part) {
		err = nil
	}
	if err == nil {
		err = buffered.Flush()
	}
	if part := (*Lacking)(nil); err == nil && counted.n == 0 && errors.As(lacks, &part) {
		err = part.Err // a file of nothing is none
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		os.Remove(f.Name())
		return File{}, plain(err)
	}
	return File{f.Name(), counted.n}, lacks
}

// plain leaves out what is said besides: the name of the file and of the
// system's call.
func plain(err error) error {
	if e := (*fs.PathError)(nil); errors.As(err, &e) {
		return e.Err
	}
	return err
}

type counter struct {
	to io.Writer
	n  int64
}

func (c *counter) Write(p []byte) (int, error) {
	n, err := c.to.Write(p)
	c.n += int64(n)
	return n, err
}
