package websocket

import "fmt"

// Opcode says what a frame carries (RFC 6455 §5.2).
type Opcode uint8

// The opcodes of RFC 6455 §11.8. The others are reserved.
const (
	Continuation Opcode = 0
	Text         Opcode = 1
	Binary       Opcode = 2
	Close        Opcode = 8
	Ping         Opcode = 9
	Pong         Opcode = 10
)

// Unread stands for what could not be read as a frame. No frame has it.
const Unread Opcode = 16

// IsControl says whether it marks a control frame, defined or reserved.
func (o Opcode) IsControl() bool { return o&8 != 0 }

func (o Opcode) reserved() bool { return o&7 > 2 }

func (o Opcode) String() string {
	switch o {
	case Continuation:
		return "continuation"
	case Text:
		return "text"
	case Binary:
		return "binary"
	case Close:
		return "close"
	case Ping:
		return "ping"
	case Pong:
		return "pong"
	case Unread:
		return "unread"
	}
	return fmt.Sprintf("opcode %d", uint8(o))
}
