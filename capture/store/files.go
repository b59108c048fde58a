package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"wiretalk/capture"
)

const standard = "-" // output, or input

// FileOptions of Create; the zero value is good.
type FileOptions struct {
	Rotation
	Section capture.Section

	// Inputs are the names of the files that are being read, "-" for standard
	// input: they are never written over.
	Inputs []string

	// Start is when the first file begins, in nanoseconds since 1970 UTC, for a
	// name with a time in it: now, for a live source. 0 is the time of the
	// first packet.
	Start int64

	Zone   *time.Location // of times in names; nil is time.Local
	Stdout *os.File       // what "-" means; nil is os.Stdout
}

// Files writes packets to pcapng files, as -w asks for. A file that is there is
// written over, unless it is being read. New ones are only for their user to
// read.
type Files struct {
	o    FileOptions
	at   rotated
	from capture.Describer

	file   *os.File // nil before the first and after the last
	name   string
	count  int // files begun
	writer *capture.Writer
	whole  int64 // bytes of the file that hold whole blocks
}

// Create opens the first file, unless its name waits for the time of the first
// packet. "-" is standard output, which cannot be rotated.
func Create(name string, o FileOptions) (*Files, error) {
	if o.Zone == nil {
		o.Zone = time.Local
	}
	if o.Stdout == nil {
		o.Stdout = os.Stdout
	}
	if name == "" {
		return nil, errors.New("a file to write needs a name")
	}
	if name == standard && (o.Size > 0 || o.Seconds > 0) {
		return nil, errors.New("standard output is one file: name a file to write one after another")
	}
	f := &Files{o: o, at: rotated{Rotation: o.Rotation, pattern: name, began: o.Start / 1e9}}
	if o.Seconds == 0 || o.Start != 0 {
		if err := f.open(); err != nil {
			return nil, err
		}
	}
	return f, nil
}

// Name is that of the file being written. It may be called between batches.
func (f *Files) Name() string { return f.name }

// Write implements io.Writer for the capture.Writer.
func (f *Files) Write(b []byte) (int, error) {
	n, err := f.file.Write(b)
	f.whole += int64(wholeBlocks(b[:n]))
	return n, err
}

// write writes the packets, and fewer than all when an end was reached: its
// reason is end. After an error no more is written.
func (f *Files) write(packets []capture.Packet, stop *Stop, counts func() *capture.Counts) (n int, end string, err error) {
	n, end, err = f.writeAll(packets, stop, counts)
	if err != nil {
		err = f.give(err)
		n, end = len(packets), ""
	}
	return n, end, err
}

func (f *Files) writeAll(packets []capture.Packet, stop *Stop, counts func() *capture.Counts) (n int, end string, err error) {
	one := f.o.Rotation == Rotation{} && stop.FileSize == 0
	for i := range packets {
		p := &packets[i]
		if !one {
			if end, err := f.turn(p, stop, counts); end != "" || err != nil {
				return i, end, err
			}
		}
		if _, err := f.writer.Add(p); err != nil {
			return i, "", err
		}
		if stop.FileSize > 0 && f.writer.Size() >= stop.FileSize {
			return i + 1, fmt.Sprintf("%s has the %d bytes asked for", f.name, stop.FileSize), f.writer.Flush()
		}
	}
	if f.file == nil {
		return len(packets), "", nil
	}
	return len(packets), "", f.writer.Flush()
}

// turn goes on to the next file if a packet belongs there.
func (f *Files) turn(p *capture.Packet, stop *Stop, counts func() *capture.Counts) (end string, err error) {
	if f.file == nil {
		f.at.began = p.Time / 1e9
		return "", f.open()
	}
	next, last := f.at.due(f.writer.Size(), p.Time)
	if next && stop.Files > 0 && f.count >= stop.Files {
		return fmt.Sprintf("all %d files were written", stop.Files), f.writer.Flush()
	}
	if last {
		return fmt.Sprintf("all %d files were written", f.o.Count), f.writer.Flush()
	}
	if !next {
		return "", nil
	}
	if err := f.finish(counts()); err != nil {
		return "", err
	}
	return "", f.open()
}

// open opens the file that is next.
func (f *Files) open() error {
	f.name, f.whole = f.at.name(f.o.Zone), 0
	file, err := f.openFile()
	if err != nil {
		return err
	}
	f.file = file
	f.count++
	if f.writer == nil {
		f.writer = capture.NewWriter(f, f.o.Section, f)
	} else {
		f.writer.Reset(f)
	}
	return nil
}

// describe is given what knows the interfaces, before anything is written.
func (f *Files) describe(from capture.Describer) {
	f.from = from
	if f.file != nil {
		f.writer.Reset(f)
	}
}

// Interface implements capture.Describer, with what the source knows.
func (f *Files) Interface(number int32) (capture.Interface, bool) {
	if f.from == nil {
		return capture.Interface{}, false
	}
	return f.from.Interface(number)
}

func (f *Files) openFile() (*os.File, error) {
	if f.name == standard {
		if f.isInput(f.o.Stdout) {
			return nil, f.refuse()
		}
		return f.o.Stdout, nil
	}
	// Not emptied before it is known that it is not being read.
	file, err := os.OpenFile(f.name, os.O_WRONLY|os.O_CREATE, 0o600)
	if err != nil {
		return nil, f.cannot(err)
	}
	if f.isInput(file) {
		file.Close()
		return nil, f.refuse()
	}
	if info, err := file.Stat(); err == nil && info.Mode().IsRegular() {
		if err := file.Truncate(0); err != nil {
			file.Close()
			return nil, f.cannot(err)
		}
	}
	return file, nil
}

// isInput says whether a file is one that is being read, under whatever name.
func (f *Files) isInput(file *os.File) bool {
	info, err := file.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return false
	}
	for _, name := range f.o.Inputs {
		var input fs.FileInfo
		if name == standard {
			input, err = os.Stdin.Stat()
		} else {
			input, err = os.Stat(name)
		}
		if err == nil && os.SameFile(info, input) {
			return true
		}
	}
	return false
}

func (f *Files) refuse() error {
	return &capture.Error{File: f.name, Offset: -1, Err: fs.ErrExist,
		Reason: "is not written: it is the capture that is being read; give another name"}
}

func (f *Files) cannot(err error) error {
	reason := "cannot be written: " + plain(err)
	switch {
	case errors.Is(err, fs.ErrPermission):
		reason += ": name a place where you may write; privileges of root are given up before files are made"
	case errors.Is(err, fs.ErrNotExist):
		reason += ": make its directory first"
	}
	return &capture.Error{File: f.name, Offset: -1, Reason: reason, Err: err}
}

// give ends writing after an error, and leaves a file of whole blocks. For
// standard output the error is given as it is, since there is nothing else to go on for.
func (f *Files) give(err error) error {
	file := f.file
	f.file = nil
	if file == nil || file == f.o.Stdout {
		return err
	}
	if info, failed := file.Stat(); failed == nil && info.Mode().IsRegular() {
		file.Truncate(f.whole)
	}
	file.Close()
	if already := (*capture.Error)(nil); errors.As(err, &already) {
		return err
	}
	return &capture.Error{File: f.name, Offset: -1, Err: err,
		Reason: fmt.Sprintf("cannot be written further (%s): its first %d bytes are a whole capture", plain(err), f.whole)}
}

// finish ends the file that is being written.
func (f *Files) finish(counts *capture.Counts) error {
	if f.file == nil {
		return nil
	}
	err := f.writer.Finish(counts)
	if err != nil || f.file == f.o.Stdout {
		return err
	}
	if err := f.file.Close(); err != nil {
		return err
	}
	f.file = nil
	return nil
}

// wholeBlocks is how many of the bytes, which begin with a block, are in whole
// blocks.
func wholeBlocks(b []byte) (n int) {
	for {
		rest := b[n:]
		if len(rest) < 8 {
			return n
		}
		total := int(uint32(rest[4]) | uint32(rest[5])<<8 | uint32(rest[6])<<16 | uint32(rest[7])<<24)
		if total > len(rest) {
			return n
		}
		n += total
	}
}

// plain leaves out the operation and the path that the system's errors repeat.
func plain(err error) string {
	if p := (*fs.PathError)(nil); errors.As(err, &p) {
		return p.Err.Error()
	}
	return err.Error()
}
