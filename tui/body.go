package tui

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
)

// maxDepth is how deep JSON may be nested and still be laid out: each level
// widens every line in it, so a hostile body could fill the memory.
const maxDepth = 64

// bodyLines shows content as text, laid-out JSON or bytes, as fits it.
func bodyLines(w *words, b *body, mediaType string) []line {
	var lines []line
	for _, p := range b.parts {
		if p.missing > 0 {
			lines = append(lines, say(warn, fmt.Sprintf(w.gap, count(p.missing))))
		}
	}
	if b.shown() == 0 {
		return lines
	}
	lines = nil
	asText := true
	for _, p := range b.parts {
		asText = asText && isText(p.data, mediaType)
	}
	for _, p := range b.parts {
		if p.missing > 0 {
			lines = append(lines, say(warn, fmt.Sprintf(w.gap, count(p.missing))))
		}
		switch {
		case len(p.data) == 0:
		case !asText:
			lines = append(lines, hexLines(p.data)...)
		case b.whole && len(b.parts) == 1 && looksLikeJSON(p.data, mediaType):
			lines = append(lines, textLines(layOutJSON(p.data))...)
		default:
			lines = append(lines, textLines(toUTF8(p.data, mediaType))...)
		}
	}
	return lines
}

// isText says whether data is better read as text than as bytes. A character
// that is cut in two at the end is no reason against it.
func isText(data []byte, mediaType string) bool {
	if !utf8.Valid(trimPartial(data)) {
		return strings.HasPrefix(lowerASCII(mediaType), "text/") && bytes.IndexByte(data, 0) < 0
	}
	odd := 0
	for _, r := range string(data) {
		if r == 0 {
			return false
		}
		if unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t' {
			odd++
		}
	}
	return odd*10 <= len(data)
}

func trimPartial(data []byte) []byte {
	for n := 1; n < utf8.UTFMax && n <= len(data); n++ {
		if tail := data[len(data)-n:]; utf8.RuneStart(tail[0]) {
			if !utf8.FullRune(tail) {
				return data[:len(data)-n]
			}
			break
		}
	}
	return data
}

// toUTF8 converts text in another character set by what its type or its
// first bytes say.
func toUTF8(data []byte, mediaType string) []byte {
	if utf8.Valid(trimPartial(data)) {
		return data
	}
	encoding, _, _ := charset.DetermineEncoding(data, mediaType)
	if text, err := encoding.NewDecoder().Bytes(data); err == nil {
		return text
	}
	return data
}

func looksLikeJSON(data []byte, mediaType string) bool {
	if strings.Contains(lowerASCII(mediaType), "json") {
		return true
	}
	data = bytes.TrimSpace(data)
	return len(data) > 0 && (data[0] == '{' || data[0] == '[')
}

// layOutJSON indents JSON; what is none, or is nested too deep, is given back
// as it is.
func layOutJSON(data []byte) []byte {
	depth, inString, escaped := 0, false, false
	for _, c := range data {
		switch {
		case escaped:
			escaped = false
		case inString:
			escaped, inString = c == '\\', c != '"'
		case c == '"':
			inString = true
		case c == '{' || c == '[':
			if depth++; depth > maxDepth {
				return data
			}
		case c == '}' || c == ']':
			depth--
		}
	}
	var out bytes.Buffer
	if json.Indent(&out, bytes.TrimSpace(data), "", "  ") != nil {
		return data
	}
	return out.Bytes()
}

// textLines divides text at its line ends.
func textLines(text []byte) []line {
	var lines []line
	for l := range strings.Lines(string(text)) {
		l = strings.TrimSuffix(strings.TrimSuffix(l, "\n"), "\r")
		lines = append(lines, say(plain, expandTabs(l)))
	}
	return lines
}

// hexLines shows bytes as their place, their values and what of them is ASCII.
func hexLines(data []byte) []line {
	lines := make([]line, 0, len(data)/16+1)
	for at := 0; at < len(data); at += 16 {
		row := data[at:min(at+16, len(data))]
		var values, chars strings.Builder
		for i := range 16 {
			if i == 8 {
				values.WriteByte(' ')
			}
			if i >= len(row) {
				values.WriteString("   ")
				continue
			}
			fmt.Fprintf(&values, "%02x ", row[i])
			if row[i] >= ' ' && row[i] <= '~' {
				chars.WriteByte(row[i])
			} else {
				chars.WriteByte('.')
			}
		}
		lines = append(lines, line{
			{fmt.Sprintf("%08x  ", at), dim}, {values.String() + " ", plain}, {chars.String(), strong},
		})
	}
	return lines
}
