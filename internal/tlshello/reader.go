package tlshello

import "fmt"

// Bounds on what a Reader reads.
const (
	MaxMessage = 64 << 10  // bytes of a handshake message
	MaxInput   = 256 << 10 // bytes of a direction
	maxRecord  = 1<<14 + 2048
)

// Status is how far a Reader is.
type Status uint8

// The states.
const (
	More   Status = iota // what came so far is TLS, and more may follow
	Done                 // all was read that there is to read in the clear
	Broken               // it is or was TLS, but cannot be read further: see Reader.Err
	NotTLS               // the bytes do not begin a TLS handshake
)

// Error says why the handshake could not be read further.
type Error struct {
	Offset int64  // of the direction, where the record or the last part of the message begins
	Reason string //
}

func (e *Error) Error() string {
	return fmt.Sprintf("reading a TLS handshake at byte %d of its direction: %s", e.Offset, e.Reason)
}

// Alert is what an endpoint says when it refuses the handshake (RFC 8446 §6).
type Alert struct{ Level, Description uint8 }

// Reader reads one direction. The zero value is ready for its first byte.
type Reader struct {
	Client      *ClientHello // nil until it is complete
	Server      *ServerHello // with a HelloRetryRequest, that at first
	Retry       bool         // the server asked for a second ClientHello
	Certificate *Certificate // of the server, up to TLS 1.2
	Alert       *Alert

	status  Status
	err     *Error
	offset  int64
	head    [5]byte // of the record
	headLen int
	left    int // bytes of the record still to come
	message []byte
}

// Record content types (RFC 8446 §5.1).
const (
	changeCipherSpec = 20
	alert            = 21
	handshake        = 22
	applicationData  = 23
)

// Status is how far the Reader is.
func (r *Reader) Status() Status { return r.status }

// Err is what is wrong when the Status is Broken, or the first oddity of a
// hello that could be read only in part; otherwise nil.
func (r *Reader) Err() error {
	if r.err == nil {
		return nil
	}
	return r.err
}

// Data gives the next bytes, borrowed for the time of the call.
func (r *Reader) Data(b []byte) Status {
	for len(b) > 0 && r.status == More {
		n := r.step(b[:min(int64(len(b)), MaxInput-r.offset)])
		b = b[n:]
		if r.offset == MaxInput && r.status == More {
			r.fail(r.offset, "the hello does not come to an end within what this program reads")
		}
	}
	return r.status
}

// Gap says that bytes are missing next.
func (r *Reader) Gap() Status {
	if r.status == More {
		r.fail(r.offset, "bytes are missing from the capture")
	}
	return r.status
}

func (r *Reader) fail(at int64, reason string) {
	r.end(Broken)
	r.err = &Error{at, reason}
}

func (r *Reader) end(s Status) { r.status, r.message = s, nil }

// step takes some bytes: of a record's header or of its content.
func (r *Reader) step(b []byte) int {
	if r.left == 0 {
		n := copy(r.head[r.headLen:], b)
		r.headLen += n
		r.offset += int64(n)
		r.recordHeader(r.offset - int64(r.headLen))
		return n
	}
	n := min(len(b), r.left)
	r.left -= n
	r.offset += int64(n)
	if r.left == 0 {
		r.headLen = 0
	}
	r.message = append(r.message, b[:n]...)
	if r.head[0] == alert {
		r.readAlert()
	} else {
		r.readMessages()
	}
	return n
}

// recordHeader looks at what there is of a record's header: type, version and
// length (RFC 8446 §5.1). The record begins at start.
func (r *Reader) recordHeader(start int64) {
	h := r.head[:r.headLen]
	first := start == 0
	switch {
	case len(h) > 0 && (h[0] < changeCipherSpec || h[0] > applicationData), len(h) > 1 && h[1] != 3,
		first && h[0] != handshake && h[0] != alert:
		if first {
			r.end(NotTLS)
		} else {
			r.fail(start, "a record begins with neither a content type nor a version of TLS")
		}
		return
	case len(h) < len(r.head):
		return
	}
	r.left = int(h[3])<<8 | int(h[4])
	switch {
	case r.left > maxRecord:
		if first {
			r.end(NotTLS)
		} else {
			r.fail(start, "a record is longer than TLS allows")
		}
	case h[0] == changeCipherSpec && r.Retry && r.Server.Retry:
		// For middleboxes (RFC 8446 §D.4); the second ServerHello follows.
		r.message = r.message[:0]
	case h[0] == changeCipherSpec, h[0] == applicationData:
		r.end(Done)
	case r.left == 0:
		r.fail(start, "a record is empty")
	case h[0] == alert && len(r.message) > 0:
		r.fail(start, "an alert comes within a handshake message")
	}
}

func (r *Reader) readAlert() {
	switch {
	case len(r.message) == 2 && r.left == 0:
		r.Alert = &Alert{r.message[0], r.message[1]}
		r.end(Done)
	case len(r.message) >= 2:
		r.end(Done) // encrypted
	}
}
