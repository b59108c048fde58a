package websocket

import (
	"crypto/sha1"
	"encoding/base64"
)

// Accept is the Sec-WebSocket-Accept that answers a Sec-WebSocket-Key (RFC 6455
// §4.2.2).
func Accept(key string) string {
	sum := sha1.Sum([]byte(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"))
	return base64.StdEncoding.EncodeToString(sum[:])
}

// CheckAccept says whether a response's Sec-WebSocket-Accept answers the
// request's Sec-WebSocket-Key. Both are without blanks around them.
func CheckAccept(key, accept string) bool { return Accept(key) == accept }

// IsKey says whether a Sec-WebSocket-Key is 16 bytes in base64, as it must be
// (RFC 6455 §4.1).
func IsKey(key string) bool {
	b, err := base64.StdEncoding.DecodeString(key)
	return err == nil && len(b) == 16 && len(key) == 24
}
