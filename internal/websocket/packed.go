package websocket

// keptPacked is how large a buffer may be to be kept for the next message.
const keptPacked = 4 << 10

// packed is what a decoder keeps for permessage-deflate: the bytes of the
// compressed message so far, and with context takeover the window.
type packed struct {
	deflate  bool // it was agreed
	takeover bool // messages refer to earlier ones
	size     int  // of the window

	bytes []byte
	cut   bool // what follows bytes was lost, or the message ended early

	window []byte // the last that was inflated; without takeover only during inflate
	lost   bool   // before the window there were bytes that are not known

	counted int64 // what the workspace has of it
}

// agreed sets what the handshake agreed on for a direction.
func (p *packed) agreed(f *Deflate, d Direction) {
	if f == nil {
		return
	}
	bits, noTakeover := f.ClientBits, f.ClientNoTakeover
	if d == FromServer {
		bits, noTakeover = f.ServerBits, f.ServerNoTakeover
	}
	if bits < minWindowBits || bits > maxWindowBits {
		bits = maxWindowBits
	}
	p.deflate, p.takeover, p.size = true, !noTakeover, 1<<bits
}

// add keeps bytes of a compressed message until it is complete.
func (p *packed) add(b []byte, w *Workspace) Notes {
	if p.cut {
		return 0
	}
	var notes Notes
	if room := w.limits.Packed - len(p.bytes); len(b) > room {
		b, notes = b[:room], NotePackedTooLong
		p.cut = true
	}
	p.bytes = append(p.bytes, b...)
	if !p.account(w) {
		p.spent(w)
		return notes | NoteMemorySpent
	}
	return notes
}

// remember appends to the window what was inflated.
func (p *packed) remember(b []byte) {
	if b = b[max(0, len(b)-p.size):]; len(b) == p.size {
		p.window, p.lost = append(p.window[:0], b...), false
		return
	}
	if over := len(p.window) + len(b) - p.size; over > 0 {
		p.window, p.lost = p.window[:copy(p.window, p.window[over:])], false
	}
	p.window = append(p.window, b...)
}

// account brings the workspace up to date, and says whether its limit holds.
func (p *packed) account(w *Workspace) bool {
	n := int64(cap(p.bytes) + cap(p.window))
	w.held += n - p.counted
	p.counted = n
	return w.held <= w.limits.Held
}

// spent lets go of everything, as there is no memory for it.
func (p *packed) spent(w *Workspace) {
	p.bytes, p.window = nil, nil
	p.cut, p.lost = true, true
	w.Reached++
	p.account(w)
}

func (p *packed) release(w *Workspace) {
	p.bytes, p.window = nil, nil
	p.account(w)
}

// next makes ready for the next message.
func (p *packed) next(w *Workspace) {
	if p.bytes = p.bytes[:0]; cap(p.bytes) > keptPacked {
		p.bytes = nil
	}
	if !p.account(w) && cap(p.window) > 0 {
		p.spent(w)
	}
}
