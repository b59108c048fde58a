package websocket

// Direction is who sends: it decides whether frames must be masked.
type Direction uint8

// The two directions.
const (
	FromClient Direction = iota
	FromServer
)

// Options say what is known of a direction.
type Options struct {
	Direction Direction
	Deflate   *Deflate   // as agreed in the opening handshake; nil when compression was not, and payloads stay as they are
	Workspace *Workspace // shared with other decoders of the goroutine; nil for one of its own
}

// state is what the next byte belongs to.
type state uint8

const (
	inHeader state = iota
	inPayload
	ended // nothing more is decoded
)

// Decoder decodes one direction of a connection. It is not safe for concurrent
// use.
type Decoder struct {
	handler   Handler
	direction Direction
	work      *Workspace

	state    state
	offset   int64 // bytes given or said to be missing
	head     [maxHeader]byte
	headLen  int
	first    Position // of the header
	frame    header
	frameEnd int64 // offset of the frame's end

	open    bool // a message is begun and not done
	message Message
	text    utf8Check
	packed  packed

	closed  bool // a close frame was seen
	control Control
	short   [maxControl]byte // memory of its payload
}

// New makes a decoder that reports to h.
func New(h Handler, o Options) *Decoder {
	d := new(Decoder)
	d.Reset(h, o)
	return d
}

// Reset makes d a decoder of another direction, and gives up what it kept.
func (d *Decoder) Reset(h Handler, o Options) {
	d.release()
	if o.Workspace == nil {
		o.Workspace = NewWorkspace(Limits{})
	}
	*d = Decoder{handler: h, direction: o.Direction, work: o.Workspace}
	d.packed.agreed(o.Deflate, o.Direction)
}

// Offset is how many bytes were given or said to be missing so far.
func (d *Decoder) Offset() int64 { return d.offset }

// Data gives the next bytes; at is where b[0] was captured. b is borrowed for the
// time of the call and not changed.
func (d *Decoder) Data(b []byte, at Position) {
	for len(b) > 0 {
		n := len(b)
		switch d.state {
		case inHeader:
			n = d.readHeader(b, at)
		case inPayload:
			n = d.readPayload(b, at)
		default:
			d.offset += int64(n)
		}
		b, at = b[n:], at.plus(n)
	}
}

// Gap says that n bytes are missing next.
func (d *Decoder) Gap(n int64, at Position) {
	if n <= 0 {
		return
	}
	left := d.frameEnd - d.offset
	switch {
	case d.state == ended:
		d.offset += n
	case d.state == inPayload && n <= left:
		d.miss(n, at)
	default:
		if d.state == inPayload {
			d.miss(left, at)
			n -= left
		}
		d.offset += n
		d.lose(NoteGap, at)
	}
}

// End says that the direction is finished. It must be called when nothing more
// can come, since it gives back what the decoder keeps.
func (d *Decoder) End(at Position) {
	switch {
	case d.state == ended:
	case d.state == inPayload, d.headLen > 0, d.open:
		d.lose(NoteTruncated, at)
	default:
		d.state = ended
		d.release()
	}
}

// lose ends decoding: what is unfinished is reported as it stands.
func (d *Decoder) lose(why Notes, at Position) {
	said := d.open
	if d.state == inPayload && d.frame.opcode.IsControl() {
		d.control.Notes |= why
		d.finishControl()
		said = true
	}
	if d.open {
		d.packed.cut = true
		d.finishMessage(why)
	}
	if d.headLen > 0 {
		at = d.first
	}
	d.state = ended
	d.release()
	d.handler.Lost(why, said, at)
}

func (d *Decoder) release() {
	if d.work != nil {
		d.packed.release(d.work)
	}
}

// readHeader takes bytes of a frame's header.
func (d *Decoder) readHeader(b []byte, at Position) int {
	if d.headLen == 0 {
		d.first = at
	}
	taken := 0
	for {
		need := headerLength(d.head[:d.headLen])
		if d.headLen == need {
			break
		}
		n := copy(d.head[d.headLen:need], b[taken:])
		if n == 0 {
			break
		}
		d.headLen += n
		taken += n
	}
	d.offset += int64(taken)
	if d.headLen == headerLength(d.head[:d.headLen]) {
		d.begin(at.plus(taken - 1))
	}
	return taken
}

// begin starts the frame whose header is complete; last is where its last byte
// was captured.
func (d *Decoder) begin(last Position) {
	start := d.offset - int64(d.headLen)
	h, notes := parseHeader(d.head[:d.headLen])
	d.headLen = 0
	if notes.Has(NoteBadLength) {
		d.lose(NoteBadLength, d.first)
		return
	}
	d.frame, d.frameEnd = h, d.offset+h.length
	if d.frameEnd < d.offset { // it would end beyond the last number
		d.lose(NoteBadLength, d.first)
		return
	}
	switch {
	case d.direction == FromClient && !h.masked:
		notes |= NoteUnmasked
	case d.direction == FromServer && h.masked:
		notes |= NoteMasked
	}
	if d.closed {
		notes |= NoteAfterClose
	}
	if h.opcode.IsControl() {
		d.beginControl(start, last, notes)
	} else {
		d.beginData(start, last, notes)
	}
	d.state = inPayload
	d.endFrame()
}

// readPayload takes bytes of a frame's payload.
func (d *Decoder) readPayload(b []byte, at Position) int {
	n := int(min(int64(len(b)), d.frameEnd-d.offset))
	if d.frame.masked {
		n = min(n, len(d.work.plain))
		unmask(d.work.plain[:n], b[:n], d.frame.key, d.frame.length-(d.frameEnd-d.offset))
		b = d.work.plain[:]
	}
	d.offset += int64(n)
	if d.frame.opcode.IsControl() {
		d.controlPayload(b[:n], at)
	} else {
		d.dataPayload(b[:n], at)
	}
	d.endFrame()
	return n
}

// miss counts n missing bytes of a frame's payload.
func (d *Decoder) miss(n int64, at Position) {
	d.offset += n
	if d.frame.opcode.IsControl() {
		d.control.Missing += n
		d.control.Notes |= NoteGap
	} else {
		d.missData(n, at)
	}
	d.endFrame()
}

// endFrame goes on to the next frame when the payload is complete.
func (d *Decoder) endFrame() {
	if d.offset < d.frameEnd {
		return
	}
	d.state = inHeader
	switch {
	case d.frame.opcode.IsControl():
		d.finishControl()
	case d.frame.fin:
		d.finishMessage(0)
	}
}
