package main

import (
	"fmt"
	"strings"
)

// texts is what the client and the server say: HTTP that repeats itself after
// textLength bytes. The byte with a sequence number is that at the number modulo
// textLength, so whoever receives bytes can tell whether they are right.
var texts = [2]string{
	repeated(func(n int) string {
		return fmt.Sprintf("GET /%d HTTP/1.1\r\nHost: example.org\r\nUser-Agent: soak\r\nX-Fill: %s\r\n\r\n", n, strings.Repeat("x", n%700))
	}),
	repeated(func(n int) string {
		if n%5 == 0 {
			return fmt.Sprintf("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n", n+1, strings.Repeat("c", n+1))
		}
		return fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s", n*3, strings.Repeat("b", n*3))
	}),
}

const textLength = 64 << 10

// repeated is textLength bytes of messages with one more half behind it, so
// that every run of half of it lies in one piece.
func repeated(message func(n int) string) string {
	var b strings.Builder
	for n := 0; ; n++ {
		m := message(n)
		if b.Len()+len(m) > textLength {
			break
		}
		b.WriteString(m)
	}
	b.WriteString(strings.Repeat("\n", textLength-b.Len())) // empty lines between messages
	return b.String() + b.String()
}

var textBytes = [2][]byte{[]byte(texts[0]), []byte(texts[1])}

// textAt is what a sender's n bytes from a sequence number on are.
func textAt(sender int, seq uint32, n int) []byte {
	from := int(seq % textLength)
	return textBytes[sender][from : from+n]
}

// offsetOf says in a segment's Offset who sends its first byte on which flow
// under which sequence number, for whoever is handed the bytes.
func offsetOf(flow int64, sender int, seq uint32) int64 {
	return flow<<41 | int64(sender)<<40 | int64(seq)
}

// placeOf is what offsetOf said of a byte, of the first or of a later one.
func placeOf(offset int64) (flow int64, sender int, seq uint32) {
	return offset >> 41, int(offset >> 40 & 1), uint32(offset)
}
