package main

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// Nothing that a capture holds reaches the terminal as an order to it, or
// breaks a record in two.
func TestHostileBytesPrintNoControlCharacters(t *testing.T) {
	const orders = "\x1b]0;owned\x07\x1b[2J\x9b31m\u009b\u0085\u202e\u2028\x00\x7f\b\r\t\v\xff\xc3("
	for _, test := range []struct{ where, request, response string }{
		{"in the method", "GE" + orders + "T / HTTP/1.1\r\nHost: h\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"},
		{"in the target", "GET /" + orders + " HTTP/1.1\r\nHost: h\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"},
		{"in the version", "GET / HTTP/1.1" + orders + "\r\nHost: h\r\n\r\n", "HTTP/1.1" + orders + " 200 OK\r\nContent-Length: 0\r\n\r\n"},
		{"in the host", "GET / HTTP/1.1\r\nHost: h" + orders + "\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"},
		{"in a name", "GET / HTTP/1.1\r\nHost: h\r\nX" + orders + ": 1\r\n\r\n", "HTTP/1.1 200 OK\r\nY" + orders + ": 1\r\nContent-Length: 0\r\n\r\n"},
		{"in the reason", "GET / HTTP/1.1\r\nHost: h\r\n\r\n", "HTTP/1.1 200 O" + orders + "K\r\nContent-Length: 0\r\n\r\n"},
		{"in the type", "GET / HTTP/1.1\r\nHost: h\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Type: text/" + orders + "\r\nContent-Length: 0\r\n\r\n"},
		{"in a trailer", "GET / HTTP/1.1\r\nHost: h\r\n\r\n", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX: " + orders + "\r\n\r\n"},
		{"instead of HTTP", orders + "\r\n\r\n", orders + "\r\n\r\n"},
	} {
		t.Run(test.where, func(t *testing.T) {
			name := filepath.Join(t.TempDir(), "hostile.pcap")
			if err := os.WriteFile(name, conversation(test.request, test.response), 0o600); err != nil {
				t.Fatal(err)
			}
			text := records(t, "-r", name, "-T", "text")
			if n := bytes.Count(text, []byte("\n")); n != 1 {
				t.Errorf("%d lines for one exchange or connection: %q", n, text)
			}
			if i := bytes.IndexFunc(text, isOrder); i >= 0 || !utf8.Valid(text) {
				t.Errorf("an order to the terminal at %d of %q", i, text)
			}
			lines := records(t, "-r", name, "-T", "json")
			if i := bytes.IndexFunc(lines, isControl); i >= 0 || !utf8.Valid(lines) {
				t.Errorf("a control character at %d of %q", i, lines)
			}
			for line := range bytes.Lines(lines) {
				if !json.Valid(line) {
					t.Errorf("not JSON: %q", line)
				}
			}
		})
	}
}

func isControl(r rune) bool {
	return r < ' ' && r != '\n' || r >= 0x7f && r < 0xa0
}

// isOrder says whether a terminal does something at a rune but show it; it
// counts the marks that turn or break text too.
func isOrder(r rune) bool {
	return isControl(r) || strings.ContainsRune("\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", r)
}

// conversation is a capture of one connection over bare IPv4 that carried
// these bytes.
func conversation(request, response string) []byte {
	const syn, ack = 0x02, 0x10
	file := binary.LittleEndian.AppendUint32(nil, 0xa1b2c3d4)
	file = append(file, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0)
	file = binary.LittleEndian.AppendUint32(file, 101) // LINKTYPE_RAW
	at, next := uint32(0), [2]uint32{1000, 5000}
	send := func(side int, flags byte, data string) {
		packet := make([]byte, 40, 40+len(data))
		packet[0], packet[8], packet[9] = 0x45, 64, 6
		binary.BigEndian.PutUint16(packet[2:], uint16(40+len(data)))
		ports := [2]uint16{40000, 80}
		packet[12], packet[15] = 10, byte(1+side)
		packet[16], packet[19] = 10, byte(2-side)
		binary.BigEndian.PutUint16(packet[20:], ports[side])
		binary.BigEndian.PutUint16(packet[22:], ports[1-side])
		binary.BigEndian.PutUint32(packet[24:], next[side])
		if flags&ack != 0 {
			binary.BigEndian.PutUint32(packet[28:], next[1-side])
		}
		packet[32], packet[33] = 5<<4, flags
		binary.BigEndian.PutUint16(packet[34:], 65535)
		packet = append(packet, data...)
		next[side] += uint32(len(data)) + uint32(flags&syn)/syn
		at++
		for _, n := range []uint32{1700000000, at * 1000, uint32(len(packet)), uint32(len(packet))} {
			file = binary.LittleEndian.AppendUint32(file, n)
		}
		file = append(file, packet...)
	}
	send(0, syn, "")
	send(1, syn|ack, "")
	send(0, ack, "")
	send(0, ack, request)
	send(1, ack, response)
	send(0, ack, "")
	return file
}
