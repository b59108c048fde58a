package capture

import (
	"errors"
	"io"
	"io/fs"
	"os"
)

func openFile(name string) (*os.File, error) {
	if name == stdin {
		return os.Stdin, nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, openError(name, err)
	}
	if info, err := f.Stat(); err == nil && info.IsDir() {
		f.Close()
		return nil, openError(name, errors.New("it is a directory: name the captures in it"))
	}
	return f, nil
}

func closeFile(f *os.File) {
	if f != os.Stdin {
		f.Close()
	}
}

// totalSize is 0 when one of the inputs is not a plain file.
func totalSize(names []string) (total int64) {
	for _, name := range names {
		info, err := stat(name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			// Nothing of it will be read.
		case err != nil || !info.Mode().IsRegular():
			return 0
		default:
			total += info.Size()
		}
	}
	return total
}

func stat(name string) (fs.FileInfo, error) {
	if name == stdin {
		return os.Stdin.Stat()
	}
	return os.Stat(name)
}

// openStream opens the next input, finds out its compression, and gives it
// addresses when it can be read again.
func (in *Input) openStream() (*stream, error) {
	name := in.names[in.next]
	in.next++
	f := in.first
	if in.first = nil; f == nil {
		var err error
		if f, err = openFile(name); err != nil {
			return nil, err
		}
		in.file.Store(f)
		if in.closed.Load() {
			closeFile(f)
		}
	}
	s, err := in.startStream(name, f)
	if err != nil {
		closeFile(f)
		return nil, err
	}
	return s, nil
}

func (in *Input) startStream(name string, f *os.File) (*stream, error) {
	s := newStream(name, nil, &in.numbers)
	s.file, s.raw, s.live = f, &counter{r: f, total: &in.read}, true
	var start int64
	info, err := f.Stat()
	if err == nil && info.Mode().IsRegular() {
		s.live, s.size = false, info.Size()
		// Standard input may have been read from before.
		start, _ = f.Seek(0, io.SeekCurrent)
	}
	head := make([]byte, magicLength)
	n, err := io.ReadFull(s.raw, head)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return nil, &Error{File: name, Offset: 0, Reason: "cannot be read: " + plain(err), Err: err}
	}
	s.r = &joined{head: head[:n], rest: s.raw}
	s.r, s.compression, s.done, err = decompress(head[:n], s.r)
	if err != nil {
		s.err = err
		return nil, s.readError()
	}
	switch {
	case s.compression == "" && !s.live:
		s.base = in.address
		in.places.add(place{base: s.base, r: f, start: start, name: name, info: reopenable(name, info)})
	case in.spooling && in.spool.begin():
		s.base = in.address
		in.places.add(place{base: s.base, r: in.spool.file, start: in.spool.size})
		s.r = &spooled{s.r, s, &in.spool}
	default:
		in.places.add(place{base: in.address})
	}
	in.places.begin(in.numbers)
	return s, nil
}

func reopenable(name string, info fs.FileInfo) fs.FileInfo {
	if name == stdin {
		return nil
	}
	return info
}

// finish lets go of the current stream, of which nothing more will be read.
func (in *Input) finish() {
	s := in.current
	in.current = nil
	in.address += s.got
	s.done()
	// A damaged file counts as read, or progress would never get to its end.
	if rest := s.size - s.raw.n; s.size > 0 && rest > 0 {
		in.read.Add(rest)
	}
	in.file.Store(nil)
	switch {
	case s.file == nil || s.file == os.Stdin:
	case s.compression == "" && !s.live:
		in.places.retire(s.file)
	default:
		s.file.Close()
	}
}

// spooled keeps what is read of a stream, as long as that can be done.
type spooled struct {
	io.Reader
	stream *stream
	spool  *spool
}

func (r *spooled) Read(p []byte) (int, error) {
	n, err := r.Reader.Read(p)
	if r.stream.base >= 0 {
		if r.spool.write(p[:n]); r.spool.failed != nil {
			r.stream.base = -1
		}
	}
	return n, err
}

// joined reads head, then rest.
type joined struct {
	head []byte
	rest io.Reader
}

func (j *joined) Read(p []byte) (int, error) {
	if len(j.head) > 0 {
		n := copy(p, j.head)
		j.head = j.head[n:]
		return n, nil
	}
	return j.rest.Read(p)
}
