package websocket

// maxControl is the most that a control frame may carry (RFC 6455 §5.5).
const maxControl = 125

func (d *Decoder) beginControl(start int64, last Position, notes Notes) {
	if d.frame.reserved != 0 {
		notes |= NoteReservedBits
	}
	d.control = Control{
		Opcode: d.frame.opcode, Payload: d.short[:0], First: d.first, Last: last,
		Offset: start, Length: d.frame.length, Notes: notes,
	}
}

func (d *Decoder) controlPayload(b []byte, at Position) {
	c := &d.control
	c.Last = at.plus(len(b) - 1)
	if c.Missing == 0 {
		c.Payload = append(c.Payload, b[:min(len(b), maxControl-len(c.Payload))]...)
	}
}

func (d *Decoder) finishControl() {
	c := &d.control
	c.Complete = d.offset >= d.frameEnd
	if c.Opcode == Close {
		d.closed = true
		c.Notes |= c.closeNotes()
	}
	d.handler.Control(c)
}
