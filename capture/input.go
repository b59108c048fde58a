package capture

import (
	"errors"
	"io"
	"os"
	"sync"
	"sync/atomic"
)

const (
	stdin = "-"

	// DefaultBlockSize is how many bytes are read at once: large enough that
	// system calls cost nothing, small enough for the processor's cache.
	DefaultBlockSize = 512 << 10
)

// Options of Open; the zero value is good.
type Options struct {
	// BlockSize is how many bytes a batch reads at once; 0 is
	// DefaultBlockSize.
	BlockSize int

	// Spool keeps the uncompressed bytes of compressed inputs and of pipes
	// in a temporary file, so that ReadAt can read them. Without it their
	// packets have Offset -1.
	Spool bool
}

// Input reads captures one after another as if they were one; it is a
// Source. Frames and interfaces are numbered on from file to file.
//
// One goroutine may call ReadBatch; all other methods may be called from any.
type Input struct {
	names     []string
	blockSize int
	markEvery int64 // bytes between bookmarks
	spooling  bool
	total     int64 // Size

	reading sync.Mutex // held by ReadBatch
	next    int        // index in names
	follows sequence   // of the files' times
	first   *os.File   // opened by Open
	current *stream
	numbers numbering
	address int64 // of the next stream's first byte

	read   atomic.Int64
	file   atomic.Pointer[os.File] // of current, to be closed under a waiting reader
	closed atomic.Bool
	places places
	spool  spool
}

var _ Source = (*Input)(nil)

// Open opens the first of the named files and no other yet: they are opened
// as the one before comes to its end. "-" is standard input. Nothing is read
// before ReadBatch, so what is wrong inside the first file is its error.
func Open(names []string, o Options) (*Input, error) {
	if len(names) == 0 {
		return nil, errors.New("no capture named to read")
	}
	in := &Input{names: names, blockSize: o.BlockSize, spooling: o.Spool, markEvery: bookmarkEvery}
	if in.blockSize <= 0 {
		in.blockSize = DefaultBlockSize
	}
	f, err := openFile(names[0])
	if err != nil {
		return nil, err
	}
	in.first = f
	in.file.Store(f)
	in.total = totalSize(names)
	return in, nil
}

// ReadBatch implements Source. An error that is an *Error is about one file,
// of which everything readable has been delivered; the next call goes on
// with the file after it, or with the rest of this one when it is only the copy
// for reading again that could not be kept. After the last file it is io.EOF for ever.
func (in *Input) ReadBatch(b *Batch) error {
	b.Packets = b.Packets[:0]
	in.reading.Lock()
	err := in.readBatch(b)
	in.reading.Unlock()
	if in.closed.Load() {
		in.tidy()
		return os.ErrClosed
	}
	return err
}

func (in *Input) readBatch(b *Batch) error {
	for len(b.Packets) == 0 {
		if in.current == nil {
			if in.next == len(in.names) || in.closed.Load() {
				return io.EOF
			}
			s, err := in.openStream()
			if err != nil {
				return err
			}
			in.current = s
		}
		err := in.current.fill(b, in.blockSize)
		if err != nil {
			in.finish()
		} else {
			in.mark()
		}
		if err != nil && err != io.EOF {
			return err
		}
		if err := in.spool.problem(); err != nil {
			return &Error{File: in.names[in.next-1], Offset: -1, Reason: err.Error(), Err: err}
		}
	}
	in.follows.take(in.next, b.Packets)
	return nil
}

// ReadAt implements io.ReaderAt over the addresses of Packet.Offset, across
// all inputs. It wraps ErrNotKept where the input cannot be read again.
func (in *Input) ReadAt(p []byte, off int64) (int, error) {
	return in.places.readAt(p, off)
}

// File is the name of the file that the last ReadBatch read from, as it was
// named to Open. Only the goroutine that calls ReadBatch may ask.
func (in *Input) File() string { return in.names[max(in.next-1, 0)] }

// BytesRead is how many bytes of the files were read so far, compressed as
// they are.
func (in *Input) BytesRead() int64 { return in.read.Load() }

// FilesBack is how many files were read so far that begin before the file that was
// read before them ends: their times run backwards.
func (in *Input) FilesBack() int64 { return in.follows.back.Load() }

// Size is what BytesRead comes to at the end; 0 when it is not known, as of a
// pipe.
func (in *Input) Size() int64 { return in.total }

// Close closes the files and removes the spool. A ReadBatch that waits for a
// named pipe returns; one that waits for standard input returns when
// something comes, as standard input is the program's to close. Packets stay
// good.
func (in *Input) Close() error {
	in.closed.Store(true)
	if f := in.file.Load(); f != nil {
		closeFile(f)
	}
	in.places.close()
	in.spool.close()
	in.tidy()
	return nil
}

// tidy frees the decompressor of a closed Input, unless a ReadBatch is using
// it, which then calls tidy at its own end.
func (in *Input) tidy() {
	if in.reading.TryLock() {
		defer in.reading.Unlock()
		if in.current != nil {
			in.finish()
		}
	}
}
