package websocket

import (
	"encoding/binary"
	"unicode/utf8"
)

// CloseCode says why an endpoint closes (RFC 6455 §7.4).
type CloseCode uint16

// closeCodes are the registered codes (IANA, WebSocket Close Code Number
// Registry).
var closeCodes = map[CloseCode]string{
	1000: "normal closure",
	1001: "going away",
	1002: "protocol error",
	1003: "unsupported data",
	1004: "reserved",
	1005: "no status received",
	1006: "abnormal closure",
	1007: "invalid frame payload data",
	1008: "policy violation",
	1009: "message too big",
	1010: "mandatory extension missing",
	1011: "internal error",
	1012: "service restart",
	1013: "try again later",
	1014: "bad gateway",
	1015: "TLS handshake failed",
	3000: "unauthorized",
	3003: "forbidden",
	3008: "timeout",
}

// Meaning is what the code is registered for, or by whom it may be used.
func (c CloseCode) Meaning() string {
	switch s, ok := closeCodes[c]; {
	case ok:
		return s
	case c < 1000:
		return "not used"
	case c < 3000:
		return "not assigned"
	case c < 4000:
		return "for libraries and frameworks"
	case c < 5000:
		return "for private use"
	}
	return "not defined"
}

// mayBeSent says whether an endpoint may put the code into a frame (RFC 6455
// §7.4.1, §7.4.2).
func (c CloseCode) mayBeSent() bool {
	switch c {
	case 1004, 1005, 1006, 1015:
		return false
	}
	_, assigned := closeCodes[c]
	return assigned || c >= 3000 && c < 5000
}

// Close is the code and reason of a close frame; ok is false when the frame has
// no code (RFC 6455 §5.5.1). The reason is borrowed from c and should be UTF-8.
func (c *Control) Close() (code CloseCode, reason []byte, ok bool) {
	if c.Opcode != Close || len(c.Payload) < 2 {
		return 0, nil, false
	}
	return CloseCode(binary.BigEndian.Uint16(c.Payload)), c.Payload[2:], true
}

// closeNotes are the oddities of a close frame's payload.
func (c *Control) closeNotes() Notes {
	code, reason, ok := c.Close()
	if !ok {
		if c.Length == 1 {
			return NoteShortClose
		}
		return 0
	}
	var notes Notes
	if !code.mayBeSent() {
		notes |= NoteOddCloseCode
	}
	if int64(len(c.Payload)) == c.Length && !utf8.Valid(reason) {
		notes |= NoteNotUTF8
	}
	return notes
}
