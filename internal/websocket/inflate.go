package websocket

import "io"

// A message may consist of several DEFLATE streams, each ended by a final block
// (RFC 7692 §7.2.3.4). To start one costs the copying of the window, so there
// may only be so many in a message.
const (
	fewStreams     = 4
	bytesPerStream = 1 << 10
)

// inflate hands on the payload of the compressed message that is over, and says
// whether that was all of it.
func (d *Decoder) inflate() (whole bool) {
	p, source := &d.packed, &d.work.source
	if !p.takeover {
		p.window, p.lost = d.work.window[:0], false
	}
	source.reset(p.bytes)
	streams := fewStreams + len(p.bytes)/bytesPerStream
	err := error(io.EOF)
	for ; err == io.EOF && len(source.left) > 0 && streams > 0; streams-- {
		err = d.inflateStream()
	}
	why := d.unfinished(err)
	whole = why == 0 && !p.cut
	if !whole {
		d.message.Notes |= why
		p.window, p.lost = p.window[:0], true
	}
	source.reset(nil)
	if !p.takeover {
		d.work.window, p.window = p.window[:0], nil
	}
	p.next(d.work)
	return whole
}

// unfinished is why the message was not inflated to its end, when err is what
// inflating ended with; the capture's own gaps are not meant.
func (d *Decoder) unfinished(err error) Notes {
	p, source := &d.packed, &d.work.source
	switch {
	case err == errBomb:
		return NoteBomb
	case err == io.EOF && len(source.left) == 0:
		// Nothing to inflate, or a final block at the very end.
		return 0
	case err == io.ErrUnexpectedEOF && (source.flushed || p.cut):
		return 0
	case p.lost:
		return NoteContextLost
	}
	return NoteBadDeflate
}

// inflateStream hands on what one DEFLATE stream holds; the error is what ended
// it, io.EOF after its final block.
func (d *Decoder) inflateStream() error {
	w := d.work
	r := w.inflater(d.packed.window)
	for {
		n, err := r.Read(w.out[:])
		room := w.limits.Inflated - d.message.Size
		if int64(n) > room {
			n, err = int(room), errBomb
		}
		if n > 0 {
			d.deliver(w.out[:n], d.message.Last)
			d.packed.remember(w.out[:n])
		}
		if err != nil {
			return err
		}
	}
}
