package capture

// wasteful is how many times the wanted size a batch's block may have before
// it is let go: one huge packet must not cost its memory for ever.
const wasteful = 16

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
