package httpdecode

// Protocol is what the bytes of a connection turned out to be.
type Protocol uint8

const (
	Undecided Protocol = iota // no bytes yet, or too few to tell
	HTTP1
	HTTP2
	TLS
	WebSocket
	Unknown
)

// String is the word the JSON records use; empty while undecided.
func (p Protocol) String() string {
	return [...]string{"", "http/1", "http/2", "tls", "websocket", "unknown"}[p]
}
