package capture

import (
	"fmt"
	"io"
	"math"
)

const (
	// writeAt is how many bytes a Writer lays out before it writes them,
	// at most: one packet more, when that has more.
	writeAt = 1 << 20

	// maxWritten is how many interfaces a Writer describes: more are no
	// interfaces, but a damaged or hostile file.
	maxWritten = 1 << 16
)

// Section says where a capture was made, as far as it is known.
type Section struct {
	Hardware, OS string
	Application  string // that writes the file
}

// Writer writes packets as pcapng, with times in nanoseconds.
//
// What it is given lies in its own memory until WriteBatch ends or Flush is called,
// and is then given to the io.Writer in one call, or in a few when it is more
// than a megabyte. Every call has whole blocks only. In steady state nothing is
// allocated.
//
// After an error of the io.Writer the Writer must not be used again.
type Writer struct {
	out     io.Writer
	section Section
	source  Describer // nil when nothing more is known than the packets say

	ids   []uint32 // ids of the interfaces, by Packet.Iface; notWritten where it has none yet
	links []LinkType
	next  uint32 // id of the next interface

	buf     []byte
	written int64 // bytes given to out
	first   int64 // Packet.Time of the first packet, 0 when there was none
	last    int64
}

const notWritten = math.MaxUint32

// NewWriter writes a section to out. What from knows of interfaces is written;
// it may be nil.
func NewWriter(out io.Writer, s Section, from Describer) *Writer {
	w := &Writer{section: s, source: from}
	w.Reset(out)
	return w
}

// Reset begins a new file, and keeps the memory. What was not flushed is lost.
func (w *Writer) Reset(out io.Writer) {
	w.out = out
	w.written, w.first, w.last = 0, 0, 0
	w.buf = appendSection(w.buf[:0], &w.section)
	had := w.ids
	w.ids, w.next = w.ids[:0], 0
	for n, id := range had {
		w.ids = append(w.ids, notWritten)
		if !w.describe(n) && id != notWritten {
			w.append(n, &Interface{Link: w.links[n]})
		}
	}
	w.describeAll()
}

// Size is how many bytes the file has, the ones not yet written included.
func (w *Writer) Size() int64 { return w.written + int64(len(w.buf)) }

// WriteBatch writes packets, and whatever was not flushed before.
func (w *Writer) WriteBatch(packets []Packet) error {
	for i := range packets {
		if _, err := w.Add(&packets[i]); err != nil {
			return err
		}
	}
	return w.Flush()
}

// Add lays out a packet, and returns where in the file its data begins. It
// writes only when there is much to write.
func (w *Writer) Add(p *Packet) (offset int64, err error) {
	if len(w.buf) >= writeAt {
		if err := w.Flush(); err != nil {
			return 0, err
		}
	}
	id := uint32(notWritten)
	if n := int(p.Iface); n >= 0 && n < len(w.ids) && w.links[n] == p.Link {
		id = w.ids[n]
	}
	if id == notWritten {
		if id, err = w.meet(p); err != nil {
			return 0, err
		}
	}
	if p.Time > 0 {
		if w.first == 0 || p.Time < w.first {
			w.first = p.Time
		}
		w.last = max(w.last, p.Time)
	}
	var at int
	if p.Time == 0 && id == 0 && w.fitsSimple(p) {
		w.buf, at = appendSimple(w.buf, p)
	} else {
		w.buf, at = appendEnhanced(w.buf, p, id)
	}
	return w.written + int64(at), nil
}

// fitsSimple says whether a simple packet block keeps the captured length,
// which it has no field for.
func (w *Writer) fitsSimple(p *Packet) bool {
	kept := p.Length
	if i, ok := w.interfaceOf(p.Iface); ok && i.SnapLen > 0 {
		kept = min(kept, i.SnapLen)
	}
	return kept == len(p.Data)
}

// Flush writes what was laid out.
func (w *Writer) Flush() error {
	if len(w.buf) == 0 {
		return nil
	}
	n, err := w.out.Write(w.buf)
	w.written += int64(n)
	if err == nil && n < len(w.buf) {
		err = io.ErrShortWrite
	}
	if err != nil {
		return err
	}
	w.buf = w.buf[:0]
	if cap(w.buf) > 4*writeAt {
		w.buf = nil // a huge packet must not cost its memory for ever
	}
	return nil
}

// Finish writes what was laid out and the statistics of the interfaces; of
// one interface alone, counts may be nil or those of the whole source. The
// io.Writer is left open.
func (w *Writer) Finish(counts *Counts) error {
	w.describeAll()
	for n, id := range w.ids {
		if id == notWritten {
			continue
		}
		c := counts
		if i, ok := w.interfaceOf(int32(n)); ok && i.Counts != nil {
			c = i.Counts
		} else if w.next != 1 {
			c = nil
		}
		if c != nil {
			w.buf = appendStatistics(w.buf, id, *c, w.first, w.last)
		}
	}
	return w.Flush()
}

func (w *Writer) interfaceOf(number int32) (Interface, bool) {
	if w.source == nil {
		return Interface{}, false
	}
	return w.source.Interface(number)
}

// meet finds the id of a packet's interface, and describes it first when it
// has none. All interfaces before it are described too, if anything is known
// of them, so that their numbers stay the same.
func (w *Writer) meet(p *Packet) (id uint32, err error) {
	n := int(p.Iface)
	if n < 0 || n >= maxWritten {
		return 0, fmt.Errorf("a packet is said to be of interface %d, and %d interfaces can be written at most", n, maxWritten)
	}
	for len(w.ids) <= n {
		w.ids, w.links = append(w.ids, notWritten), append(w.links, 0)
		w.describe(len(w.ids) - 1)
	}
	if w.ids[n] == notWritten && !w.describe(n) {
		w.append(n, &Interface{Link: p.Link})
	}
	if w.links[n] != p.Link {
		return 0, fmt.Errorf("interface %d has packets of link type %d and of %d, which pcapng cannot say", n, w.links[n], p.Link)
	}
	return w.ids[n], nil
}

// describe writes an interface if anything is known of it.
func (w *Writer) describe(n int) bool {
	i, ok := w.interfaceOf(int32(n))
	if ok {
		w.append(n, &i)
	}
	return ok
}

// describeAll writes the interfaces that are known and have no packets yet.
func (w *Writer) describeAll() {
	for n := len(w.ids); n < maxWritten; n++ {
		i, ok := w.interfaceOf(int32(n))
		if !ok {
			return
		}
		w.ids, w.links = append(w.ids, notWritten), append(w.links, 0)
		w.append(n, &i)
	}
}

func (w *Writer) append(n int, i *Interface) {
	w.ids[n], w.links[n] = w.next, i.Link
	w.next++
	w.buf = appendInterface(w.buf, i)
}
