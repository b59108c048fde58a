package capture

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"unicode"
	"unicode/utf8"
)

// guessLength is how many bytes of a file tell all that guess knows.
const guessLength = 512

const (
	unpackFirst  = "unpack it first"
	convertFirst = "convert it with: editcap -F pcapng IN OUT"
)

// kinds are files that people hand to a capture reader by mistake, or
// that another program must convert first.
var kinds = []struct{ magic, what, advice string }{
	{"PK\x03\x04", "a zip archive", unpackFirst},
	{"\x1f\x8b", "gzip inside another compression", "decompress it once first"},
	{"\x28\xb5\x2f\xfd", "zstd inside another compression", "decompress it once first"},
	{"BZh", "bzip2 data", "decompress it with bunzip2 first"},
	{"\xfd7zXZ", "xz data", "decompress it with unxz first"},
	{"\x04\x22\x4d\x18", "lz4 data", "decompress it with lz4 -d first"},
	{"7z\xbc\xaf\x27\x1c", "a 7z archive", unpackFirst},
	{"Rar!", "a rar archive", unpackFirst},
	{"snoop\x00", "a snoop capture", convertFirst},
	{"RTSS", "a Network Monitor capture", convertFirst},
	{"GMBU", "a Network Monitor capture", convertFirst},
	{"TRSNIFF data", "a Sniffer capture", convertFirst},
	{"XCP\x00", "a NetXray capture", convertFirst},
	{"iptrace", "an AIX iptrace capture", convertFirst},
	{"btsnoop\x00", "a Bluetooth capture (btsnoop)", "it holds no TCP"},
	{"\x7fELF", "a program", "name the capture instead"},
	{"%PDF", "a PDF document", "name the capture instead"},
	{"\x89PNG", "a picture", "name the capture instead"},
	{"\x0a\x0d", "a capture damaged at its very start, perhaps by a transfer in text mode", "copy it again in binary mode"},
}

// guess says in words what a file that is no capture seems to be, by its
// first bytes, and what to do about it.
func guess(p []byte) string {
	if len(p) == 0 {
		return "the file is empty: probably nothing was captured, or the capturing program has not written yet"
	}
	if len(p) < magicLength {
		return fmt.Sprintf("the file has only %d bytes, too few for a capture: probably the capture was interrupted", len(p))
	}
	for _, k := range kinds {
		if bytes.HasPrefix(p, []byte(k.magic)) {
			return notCapture(k.what, k.advice)
		}
	}
	switch {
	case len(p) >= 262 && string(p[257:262]) == "ustar":
		return notCapture("a tar archive", unpackFirst)
	case bytes.HasPrefix(bytes.TrimSpace(p), []byte("<")):
		return notCapture("a web page or XML", "download the capture itself")
	case len(p) > magicLength && isText(p): // of a pipe there are no more yet, which tell little
		return notCapture("text", "name the capture itself, or make one from a hex dump with text2pcap")
	case isERF(p):
		return notCapture("an ERF capture", convertFirst)
	}
	return notCapture("something else", "convert it to pcapng with the program that made it; Wireshark's editcap knows many formats")
}

func notCapture(what, advice string) string {
	return fmt.Sprintf("this is not a pcap or pcapng capture; it seems to be %s: %s", what, advice)
}

// isText says whether p begins with what people could read: UTF-8 without control
// characters, of which the last character may be cut.
func isText(p []byte) bool {
	p = p[:min(len(p), 512)]
	for begun := false; len(p) > 0; begun = true {
		r, n := utf8.DecodeRune(p)
		switch {
		case r == utf8.RuneError && n == 1:
			return begun && !utf8.FullRune(p)
		case r == '\n', r == '\r', r == '\t', r == '\f':
		case !unicode.IsGraphic(r) && !unicode.Is(unicode.Cf, r):
			return false
		}
		p = p[n:]
	}
	return true
}

// isERF: ERF has no magic number, but its first record begins with a time
// between 2000 and 2040, a small type and a length that covers its header.
func isERF(p []byte) bool {
	if len(p) < 16 {
		return false
	}
	seconds := binary.LittleEndian.Uint32(p[4:])
	kind := p[8] & 0x7f
	return seconds > 946684800 && seconds < 2208988800 && kind > 0 && kind < 48 && binary.BigEndian.Uint16(p[10:]) >= 16
}
