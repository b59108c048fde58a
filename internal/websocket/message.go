package websocket

// beginData starts a data frame: the first of a message or a continuation.
func (d *Decoder) beginData(start int64, last Position, notes Notes) {
	reserved := d.frame.reserved
	switch {
	case d.frame.opcode != Continuation:
		if d.open {
			d.packed.cut = true
			d.finishMessage(NoteInterrupted)
		}
		d.beginMessage(start, reserved&rsv1 != 0 && d.packed.deflate)
		if d.message.Compressed {
			reserved &^= rsv1 // RFC 7692 §6
		}
	case !d.open:
		notes |= NoteStrayContinuation
		d.beginMessage(start, false)
	}
	if reserved != 0 {
		notes |= NoteReservedBits
	}
	m := &d.message
	m.Frames++
	m.Last, m.End = last, d.offset
	m.Notes |= notes
	if m.Frames == 1 {
		d.handler.Begin(m)
	}
}

func (d *Decoder) beginMessage(start int64, compressed bool) {
	d.open, d.text = true, utf8Check{}
	d.message = Message{Opcode: d.frame.opcode, Compressed: compressed, First: d.first, Offset: start}
	d.packed.cut = false
}

func (d *Decoder) dataPayload(b []byte, at Position) {
	m := &d.message
	m.Length += int64(len(b))
	m.Last, m.End = at.plus(len(b)-1), d.offset
	if m.Compressed {
		m.Notes |= d.packed.add(b, d.work)
		return
	}
	d.deliver(b, at)
}

// deliver hands on payload bytes as the endpoint sees them.
func (d *Decoder) deliver(b []byte, at Position) {
	m := &d.message
	m.Size += int64(len(b))
	if m.Opcode == Text && m.Missing == 0 {
		d.text.add(b)
	}
	d.handler.Payload(m, b, 0, at)
}

func (d *Decoder) missData(n int64, at Position) {
	m := &d.message
	m.Length += n
	m.Missing += n
	m.End = d.offset
	m.Notes |= NoteGap
	if m.Compressed {
		d.packed.cut = true
		return
	}
	d.handler.Payload(m, nil, n, at)
}

// finishMessage ends the message, with notes on what cuts it short.
func (d *Decoder) finishMessage(why Notes) {
	m := &d.message
	m.Notes |= why
	m.Complete = why == 0
	m.Whole = m.Complete && m.Missing == 0 && m.Notes&NoteStrayContinuation == 0
	if m.Compressed {
		m.Whole = d.inflate() && m.Whole
	}
	if m.Opcode == Text && (d.text.bad || m.Whole && !d.text.valid()) {
		m.Notes |= NoteNotUTF8
	}
	d.open = false
	d.handler.Done(m)
}
