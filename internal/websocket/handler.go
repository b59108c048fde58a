package websocket

// Position is where bytes were captured.
type Position struct {
	Frame  int64 // number of the packet
	Time   int64 // nanoseconds since 1970 UTC
	Offset int64 // place of the byte in the capture; negative when it cannot be read again
}

// plus is the position of the byte n further on in the same piece.
func (p Position) plus(n int) Position {
	if p.Offset >= 0 {
		p.Offset += int64(n)
	}
	return p
}

// Handler is told what a Decoder finds. All that it is given is borrowed for the
// time of the call.
type Handler interface {
	// Begin is called when the header of a message's first frame is complete.
	Begin(m *Message)

	// Payload gives the next bytes of a message's payload, unmasked and
	// inflated, and where b[0] was captured. With b empty, missing bytes
	// are not in the capture. The bytes of a compressed message come when it
	// is complete, and their place is that of its last byte.
	Payload(m *Message, b []byte, missing int64, at Position)

	// Done is called when a message is over, or as much of it as there is.
	Done(m *Message)

	// Control gives a control frame. It may come amid a message.
	Control(c *Control)

	// Lost says that no more of the direction is decoded, from where on, and
	// why. If said, a message or control frame was reported before that ends
	// there, with why among its notes. Lost is not called when the direction ends
	// between messages.
	Lost(why Notes, said bool, at Position)
}

// Message is one message: a data frame with the continuations that follow it
// (RFC 6455 §5.4).
type Message struct {
	Opcode     Opcode   // Text or Binary; Continuation when the message began before decoding did, or never
	Compressed bool     // by permessage-deflate
	First      Position // of the first byte of its first frame
	Last       Position // of the last byte seen
	Offset     int64    // bytes of the direction before its first frame
	End        int64    // bytes of the direction up to its end, control frames amid it counted
	Frames     int      // data frames begun
	Length     int64    // payload bytes on the wire, with the missing ones
	Missing    int64    // of these, not in the capture
	Size       int64    // payload bytes handed on: unmasked, inflated
	Complete   bool     // its last frame was seen to its end
	Whole      bool     // what was handed on is all of its payload
	Notes      Notes
}

// Control is one control frame (RFC 6455 §5.5).
type Control struct {
	Opcode  Opcode // Close, Ping, Pong, or a reserved one
	Payload []byte // unmasked, what there is of the first 125 bytes before any missing ones
	First   Position
	Last    Position // of the last byte seen
	Offset  int64    // bytes of the direction before the frame
	Length  int64    // payload bytes as the header says
	Missing int64    // of these, not in the capture
	Notes   Notes

	Complete bool // it was seen to its end
}
