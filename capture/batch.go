package capture

// wasteful is how many times the wanted size a batch's block may have before
// it is let go: one huge packet must not cost its memory for ever.
const wasteful = 16

// Reset empties the batch for a source that fills it with Append or Space,
// and makes room for size bytes of packets. It allocates nothing when the
// batch had that room before.
func (b *Batch) Reset(size int) {
	b.Packets, b.Now = b.Packets[:0], 0
	b.room(size, 0)
	b.block = b.block[:0]
}

// Append adds a packet and copies its Data into the batch's own memory.
func (b *Batch) Append(p Packet) {
	data := b.Space(len(p.Data))
	copy(data, p.Data)
	p.Data = data
	b.Packets = append(b.Packets, p)
}

// Space takes n bytes of the batch's memory, for the Data of a packet that
// the caller then adds to Packets. Nothing that the batch holds already moves:
// where Free is less than n the bytes lie in new memory. What they hold is not
// known until they are written.
func (b *Batch) Space(n int) []byte {
	at := len(b.block)
	if cap(b.block)-at < n {
		b.block, at = make([]byte, 0, max(n, 2*cap(b.block))), 0
	}
	b.block = b.block[:at+n]
	return b.block[at : at+n : at+n]
}

// Free is how many bytes Space gives before it has to allocate.
func (b *Batch) Free() int { return cap(b.block) - len(b.block) }

// room makes the block hold want bytes, or carried when that is more.
func (b *Batch) room(want, carried int) {
	want = max(want, carried)
	if cap(b.block) < want || cap(b.block)/wasteful > want {
		b.block = make([]byte, want)
	}
	b.block = b.block[:want]
}

// grow makes the block larger, towards need but never by more than as many
// bytes as have arrived already: what a file claims costs no memory. The
// batch must have no packets.
func (b *Batch) grow(need int) {
	bigger := make([]byte, min(need, 2*len(b.block)))
	copy(bigger, b.block)
	b.block = bigger
}
