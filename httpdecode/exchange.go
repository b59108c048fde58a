package httpdecode

// Direction is one of the two byte streams of a connection.
type Direction uint8

const (
	ToServer Direction = iota // requests
	ToClient                  // responses
)

// Position says where a byte was captured. It is carried, never interpreted:
// only Frame is compared.
type Position struct {
	Frame  int64 // number of the packet
	Time   int64 // nanoseconds since 1970 UTC
	Offset int64 // place of the byte in the capture; negative when it cannot be read again
}

// Field is one header or trailer field, spelled as on the wire. Both slices
// are borrowed from the message's memory.
type Field struct {
	Name, Value []byte
}

// Interim is a 1xx response that came before the final one (RFC 9110 §15.2).
type Interim struct {
	Status   int
	Position Position // of its last byte
	Head     []byte   // its status line and fields; nil where those before it took MaxInterimHeads. Never changed, so it may be kept
}

// Fields divides the head; of one that was cut short, the fields that are whole.
func (i *Interim) Fields() []Field {
	var m Message
	if len(i.Head) == 0 || ParseHead(i.Head, ToClient, &m) != nil {
		return nil
	}
	return m.Fields
}

// Message is one request or response as far as it has been seen. Its memory
// is used again for later messages: it is good until the Handler's call
// returns, and who keeps anything copies it.
type Message struct {
	Seen bool // false for the half of an exchange that the capture does not hold

	Method, Target []byte // of a request, as sent
	Status         int    // of a response
	Reason         []byte
	Version        []byte // "HTTP/1.1", as sent; empty for HTTP/0.9

	Fields   []Field
	Trailers []Field
	Interim  []Interim // of a response

	First   Position // of its first byte
	Last    Position // of its last byte seen
	Content Position // of the first byte of its body seen; zero before that
	Frame   int64    // the frame that completed it; of a message that was cut short, the last one it was seen in

	HeaderBytes  int64 // start line and fields with the empty line
	BodyBytes    int64 // content as framed, missing bytes included, without chunk framing and trailers
	MissingBytes int64 // of the message, known to have been sent and not captured
	Complete     bool  // its end was seen; false of one whose length its fields do not tell

	Framing Framing
	Head    Extents // where start line and fields lie in the capture
	Body    Extents // where the content lies, chunk framing left out

	Offset int64 // bytes of its direction before its first, missing ones included

	found      bool   // by its looks alone; see NoteDoubtful
	head, tail []byte // what the start line and Fields, and Trailers, point into
}

// fieldSize is what a Field takes besides its bytes.
const fieldSize = 48

// reset empties the message and keeps its memory, unless that has grown
// beyond what most messages need.
func (m *Message) reset() {
	if !m.Seen {
		m.Interim = emptied(m.Interim)
		return
	}
	m.Head.Reset()
	m.Body.Reset()
	*m = Message{
		Head: m.Head, Body: m.Body,
		head: kept(m.head, keptBuffer), tail: kept(m.tail, keptBuffer),
		Fields: kept(m.Fields, keptFields), Trailers: kept(m.Trailers, keptFields), Interim: emptied(m.Interim),
	}
	for _, e := range []*Extents{&m.Head, &m.Body} {
		if cap(e.enc) > keptBuffer {
			*e = Extents{}
		}
	}
}

// emptied is a list of interim responses emptied, without their heads.
func emptied(list []Interim) []Interim {
	clear(list)
	return list[:0]
}

// kept is a slice emptied, and without its memory if that is for more than n.
func kept[T any](s []T, n int) []T {
	if cap(s) > n {
		return nil
	}
	return s[:0]
}

// Exchange is a request with its response. Either may be missing.
type Exchange struct {
	Index     int // place on the connection, from 0
	Request   Message
	Response  Message
	Pairing   Pairing   // how the response was found to be its own, once it has begun
	Certainty Certainty // and how sure that is
	Pipelined int       // earlier requests without a complete response when this one began
	Notes     Notes     // what was odd about it
	Tag       int64     // free for the Handler
}

// BodyKnown says whether it is known what the body of a message is, as far as
// it was seen. It is not where the head was not seen to its end, or does not say
// how long the body is; then BodyBytes is 0 and Framing NoBody.
func (m *Message) BodyKnown() bool { return m.Complete || m.Framing != NoBody }

// Framing is how the length of a message's body was known (RFC 9112 §6.3).
type Framing uint8

const (
	NoBody    Framing = iota // the message cannot have one, or announces none
	ByLength                 // Content-Length
	ByChunks                 // Transfer-Encoding: chunked
	ByClose                  // it ends with the connection
	ByUpgrade                // what follows is not HTTP any more: 101, or 2xx to CONNECT
)

// Handler is told what a Conn finds. The exchange and all it refers to are
// borrowed for the time of the call.
type Handler interface {
	// Head is called when the start line and fields of a message are
	// complete, before its body; for an interim response it is not called.
	// After a gap, a response may yet move to another exchange: see Mover.
	Head(x *Exchange, d Direction)

	// Body is called with the content of a message piece by piece, chunk
	// framing removed and content coding not undone. lost bytes of it are
	// missing before b; when bytes are found missing, b is empty.
	Body(x *Exchange, d Direction, b []byte, lost int64, at Position)

	// Done is called when an exchange is complete, or when no more of it
	// can come. Exchanges of a connection are done in the order of Index.
	Done(x *Exchange)
}
