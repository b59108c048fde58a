package body

import (
	"bufio"
	"bytes"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
)

// marks are byte order marks.
var marks = []struct{ mark, charset string }{
	{"\xef\xbb\xbf", "utf-8"},
	{"\xfe\xff", "utf-16be"},
	{"\xff\xfe", "utf-16le"},
}

// replacement is what the encoding standard (§14.1) makes of charsets that browsers
// refuse, such as iso-2022-kr: one U+FFFD instead of all the text. Here they are
// charsets that are not known, and the text is shown.
const replacement = "replacement"

// UTF8 reads the text of r as UTF-8 and names the charset it was in. It goes by,
// first to last, a byte order mark, which is taken off; the Content-Type's
// charset; that JSON and forms are UTF-8 (RFC 8259 §8.1); an XML declaration or
// HTML's meta element; and takes else UTF-8 if the first bytes are that, or
// windows-1252, as browsers do. What is said to be UTF-8 is not altered, not even where it is not.
func UTF8(r io.Reader, contentType string, kind Kind) (text io.Reader, name string) {
	buffered := bufio.NewReaderSize(r, 4<<10)
	begin, _ := buffered.Peek(SniffLength)
	name, mark := charsetOf(contentType, kind, begin)
	buffered.Discard(mark) // all of it was peeked at
	encoding, canonical := charset.Lookup(name)
	if encoding == nil || canonical == "utf-8" || canonical == replacement {
		return buffered, "utf-8"
	}
	return encoding.NewDecoder().Reader(buffered), canonical
}

// charsetOf names the charset of a text that begins so, and how long its byte order mark is.
func charsetOf(contentType string, kind Kind, begin []byte) (name string, mark int) {
	for _, m := range marks {
		if bytes.HasPrefix(begin, []byte(m.mark)) {
			return m.charset, len(m.mark)
		}
	}
	if said := Parameter(contentType, "charset"); said != "" {
		if encoding, name := charset.Lookup(said); encoding != nil && name != replacement {
			return said, 0
		}
	}
	switch kind {
	case JSON, Form:
		return "utf-8", 0
	case XML:
		return xmlCharset(begin), 0
	}
	name = guess(begin)
	if kind != HTML && name != "utf-8" {
		name = "windows-1252" // whatever a meta element in what is not HTML says
	}
	return name, 0
}

// guess is the charset of HTML's meta element, else utf-8 if the first bytes
// are that, else windows-1252. x/net takes ASCII for the last, though what follows
// the first bytes may be UTF-8, and does not count a character at the very end; so it sees
// one of two bytes, and a space, behind.
func guess(begin []byte) string {
	const behind = "é "
	begin = begin[:min(len(begin), SniffLength-len(behind))]
	for i := 1; i < utf8.UTFMax && i <= len(begin); i++ {
		if tail := begin[len(begin)-i:]; utf8.RuneStart(tail[0]) {
			if !utf8.FullRune(tail) {
				begin = begin[:len(begin)-i]
			}
			break
		}
	}
	_, name, _ := charset.DetermineEncoding(append(bytes.Clone(begin), behind...), "")
	return name
}

// xmlCharset goes by the declaration (XML 1.0 appendix F).
func xmlCharset(begin []byte) string {
	switch {
	case bytes.HasPrefix(begin, []byte("<\x00?\x00")):
		return "utf-16le"
	case bytes.HasPrefix(begin, []byte("\x00<\x00?")):
		return "utf-16be"
	case !bytes.HasPrefix(begin, []byte("<?xml")):
		return "utf-8"
	}
	declaration, _, _ := bytes.Cut(begin, []byte("?>"))
	_, rest, _ := bytes.Cut(declaration, []byte("encoding"))
	rest = bytes.TrimLeft(rest, " \t\r\n=")
	if len(rest) > 0 && (rest[0] == '"' || rest[0] == '\'') {
		said, _, closed := bytes.Cut(rest[1:], rest[:1])
		if encoding, name := charset.Lookup(string(said)); closed && encoding != nil && !strings.HasPrefix(name, "utf-16") {
			return name
		}
	}
	return "utf-8"
}

// wide reports whether the text is of a charset whose letters may hold zero bytes.
func wide(contentType string, begin []byte) bool {
	name, _ := charsetOf(contentType, XML, begin)
	return strings.HasPrefix(strings.ToLower(name), "utf-16")
}
