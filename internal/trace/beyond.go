package trace

import (
	"wiretalk/internal/names"
	"wiretalk/internal/websocket"
	"wiretalk/tcpreasm"
)

// Beyond is what is known of a connection besides TCP and HTTP.
type Beyond struct {
	Resolved  *names.Resolution // the DNS answer that led to the server; nil when there is none
	TLS       *TLS              // nil when it said nothing of the kind
	Messages  []WebSocket       // at most MaxMessages; see Writer.AddMessage
	WebSocket int               // how many messages and control frames there are
	Skipped   [2]int64          // bytes of HTTP/1 that belong to no message, by the end that sent them; known at the end

	MessagesLetGo int // how many there were before those in Messages
}

// MaxMessages is how many WebSocket messages of a connection are kept.
const MaxMessages = 10_000

// TLS is what a connection said before it was encrypted. Strings are as they
// were sent.
type TLS struct {
	ServerName string   // that the client asked for
	Offered    []string // application protocols, in the client's order
	Chosen     string   // of them; with TLS 1.3 that is encrypted
	Version    string   // spoken, or the highest offered while the server has not answered
	Cipher     string   // chosen by the server
	JA4        string   // fingerprint of the client's library
	Encrypted  bool     // the hello has another one in it, encrypted
	Subject    string   // of the server's certificate, up to TLS 1.2
	Alert      string   // with which the handshake was refused
}

// WebSocket is a message or control frame.
type WebSocket struct {
	Exchange   int // index of the exchange that opened the WebSocket, on its connection
	From       tcpreasm.Side
	Opcode     websocket.Opcode // Unread: from here on nothing of the direction can be read, for what Notes say
	Compressed bool
	First      websocket.Position // of its first byte
	Last       websocket.Position // of the last seen
	Frames     int
	Length     int64  // bytes of payload on the wire
	Missing    int64  // of these, not in the capture
	Size       int64  // bytes after decompression, as far as they are known
	Content    []byte // of these, the first MaxContent, but none behind missing ones
	Complete   bool   // its end was seen
	Whole      bool   // Size is all
	Notes      websocket.Notes

	CloseCode   websocket.CloseCode // of a close frame; 0 when it has none
	CloseReason string
}

// MaxContent is how many bytes of a WebSocket message are kept.
const MaxContent = 4096
