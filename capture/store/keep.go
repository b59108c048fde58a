package store

import (
	"errors"
	"fmt"
	"io"
	"os"
	"sync"

	"wiretalk/capture"
)

// Options of Keep; the zero value keeps nothing.
type Options struct {
	Spool *Spool // nil: packets keep the Offset they have
	Files *Files // nil: none
	Stop  Stop

	// Interfaces describes those of the source, if it does not do so itself.
	Interfaces capture.Describer

	// Start is when Stop.Duration begins, in nanoseconds since 1970 UTC: now,
	// for a live source. 0 is the time of the first packet.
	Start int64
}

// Source is what Keep gives: a capture.Live too, when the source it reads is.
type Source interface {
	capture.Source
	capture.Describer
	capture.Rereader // with a Spool, or of a source that is one

	// BytesRead and Size are those of a capture.Input, and 0 of others.
	BytesRead() int64
	Size() int64

	// Ended says why the source ended before it came to its end, in a few words;
	// it is empty when it did not. It may be called after io.EOF.
	Ended() string
}

// Keep gives the packets of src, which it writes down first. With a Spool their
// Offset is that for its ReadAt, -1 for packets that could not be kept.
//
// What cannot be written is told by ReadBatch once, as a *capture.Error, and
// reading goes on; only when standard output cannot be written, which was all
// that was asked for, it is another error, and the end. Close closes everything, and
// returns what went wrong with ending the files.
func Keep(src capture.Source, o Options) Source {
	k := &kept{src: src, o: o}
	k.live, _ = src.(capture.Live)
	k.counts = func() *capture.Counts {
		if k.live == nil {
			return nil
		}
		c := k.live.Counts()
		return &c
	}
	k.from = o.Interfaces
	if k.from == nil {
		k.from, _ = src.(capture.Describer)
	}
	k.input, _ = src.(input)
	if o.Spool != nil {
		o.Spool.from = k.from
	}
	if o.Files != nil {
		o.Files.describe(k.from)
	}
	if k.live != nil {
		return &keptLive{k}
	}
	return k
}

type input interface {
	BytesRead() int64
	Size() int64
}

type kept struct {
	src   capture.Source
	from  capture.Describer
	input input
	live  capture.Live
	o     Options

	counts func() *capture.Counts // of the source; nil when it has none

	// The reader's.
	packets int64 // so far
	start   int64
	now     int64   // the newest time of packets, or of the source
	clock   int64   // Batch.Now
	errs    []error // to be told, io.EOF the last

	mu       sync.Mutex // held while writing, and by Close
	closed   bool
	finished bool
	ended    string
}

// keptLive is a capture.Live.
type keptLive struct{ *kept }

func (k *keptLive) Counts() capture.Counts { return k.live.Counts() }

// ReadBatch implements capture.Source.
func (k *kept) ReadBatch(b *capture.Batch) error {
	if len(k.errs) > 0 {
		b.Packets, b.Now = b.Packets[:0], k.clock
		return k.tell()
	}
	err := k.src.ReadBatch(b)
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.closed {
		b.Packets = b.Packets[:0]
		return os.ErrClosed
	}
	if n := len(b.Packets); n > 0 {
		k.now = max(k.now, b.Packets[n-1].Time)
	}
	k.clock = max(k.clock, b.Now)
	k.now = max(k.now, k.clock)
	if end := k.keep(b); end != "" {
		k.ended = end
		err = io.EOF
	}
	if err != nil {
		k.errs = append(k.errs, err)
	}
	if ends(err) {
		// Nothing follows: the files are whole while what was found is looked at.
		if failed := k.finish(); failed != nil {
			k.errs = append([]error{failed}, k.errs...)
		}
	}
	return k.tell()
}

// tell gives the next error; one that is the end remains.
func (k *kept) tell() error {
	if len(k.errs) == 0 {
		return nil
	}
	err := k.errs[0]
	if len(k.errs) > 1 || !ends(err) {
		k.errs = k.errs[1:]
	}
	return err
}

// ends says whether nothing follows an error of a Source.
func ends(err error) bool {
	if err == nil {
		return false
	}
	var file *capture.Error
	return !errors.As(err, &file)
}

// keep writes a batch down, and cuts it where an end was reached, which it
// gives the reason of.
func (k *kept) keep(b *capture.Batch) (end string) {
	n, end := k.stop(b)
	if f := k.o.Files; f != nil {
		written, why, err := f.write(b.Packets[:n], &k.o.Stop, k.counts)
		if why != "" {
			n, end = written, why
		}
		if err != nil {
			k.o.Files = nil
			k.errs = append(k.errs, err)
		}
	}
	b.Packets = b.Packets[:n]
	k.packets += int64(n)
	if s := k.o.Spool; s != nil {
		if err := s.write(b.Packets, k.now); err != nil {
			k.errs = append(k.errs, err)
		}
	}
	return end
}

// stop says how many packets of the batch come before the end.
func (k *kept) stop(b *capture.Batch) (n int, end string) {
	s := &k.o.Stop
	n = len(b.Packets)
	if s.Packets > 0 && k.packets+int64(n) >= s.Packets {
		n, end = int(s.Packets-k.packets), fmt.Sprintf("%d packets were read", s.Packets)
	}
	if s.Duration <= 0 {
		return n, end
	}
	why := fmt.Sprintf("%v went by", s.Duration)
	for i := range b.Packets[:n] {
		t := b.Packets[i].Time
		switch {
		case t == 0:
		case k.start == 0 && k.o.Start == 0:
			k.start = t
		case t >= k.begun()+int64(s.Duration):
			return i, why
		}
	}
	if begun := k.begun(); begun > 0 && b.Now >= begun+int64(s.Duration) {
		return n, why
	}
	return n, end
}

func (k *kept) begun() int64 { return max(k.o.Start, k.start) }

// finish ends the files.
func (k *kept) finish() error {
	if k.finished || k.o.Files == nil {
		return nil
	}
	k.finished = true
	if err := k.o.Files.finish(k.counts()); err != nil {
		return k.o.Files.give(err)
	}
	return nil
}

// ReadAt implements capture.Source.
func (k *kept) ReadAt(p []byte, off int64) (int, error) {
	if k.o.Spool != nil {
		return k.o.Spool.ReadAt(p, off)
	}
	return k.src.ReadAt(p, off)
}

// Again implements capture.Rereader, if there is a Spool or the source does.
func (k *kept) Again(first, last int64) (capture.Source, error) {
	if k.o.Spool != nil {
		return k.o.Spool.Again(first, last)
	}
	source, ok := k.src.(capture.Rereader)
	if !ok {
		return nil, capture.ErrNotKept
	}
	return source.Again(first, last)
}

// Interface implements capture.Describer.
func (k *kept) Interface(number int32) (capture.Interface, bool) {
	if k.from == nil {
		return capture.Interface{}, false
	}
	return k.from.Interface(number)
}

func (k *kept) BytesRead() int64 {
	if k.input == nil {
		return 0
	}
	return k.input.BytesRead()
}

func (k *kept) Size() int64 {
	if k.input == nil {
		return 0
	}
	return k.input.Size()
}

func (k *kept) Ended() string {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.ended
}

// Close implements io.Closer. It may be called while ReadBatch waits.
func (k *kept) Close() error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.closed {
		return nil
	}
	k.closed = true
	errs := []error{k.finish(), k.src.Close()}
	if k.o.Spool != nil {
		errs = append(errs, k.o.Spool.Close())
	}
	return errors.Join(errs...)
}
