package tcpreasm

import (
	"encoding/binary"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// scriptLine is one line of a script. Its left part is what the script says
// that passed, as written; what is right of "|" is compared as text.
type scriptLine struct {
	left    string
	segment *Segment // nil on lines that send nothing
	advance bool     // the clock moves to segment.Time
	show    bool     // measures are wanted from here on
	facts   bool     // a line that begins with "=" or "end"
}

func parseLine(raw string, limits *Limits) (scriptLine, error) {
	left, _, _ := cutUnquoted(raw, " |")
	left = strings.TrimRight(left, " ")
	line := scriptLine{left: left}
	words := splitWords(left)
	switch {
	case len(words) == 0 || words[0][0] == '#':
		line.left = raw
		return line, nil
	case words[0] == "=" || words[0] == "end":
		line.facts = true
		return line, nil
	case words[0] == "show":
		line.show = true
		return line, nil
	case words[0] == "limits":
		return line, parseLimits(words[1:], limits)
	}
	seconds, err := strconv.ParseFloat(words[0], 64)
	if err != nil {
		return line, fmt.Errorf("time %q: %w", words[0], err)
	}
	line.segment = &Segment{Time: int64(math.Round(seconds * 1e9)), Offset: -1, Window: 65535}
	if len(words) == 2 && words[1] == "advance" {
		line.advance = true
		return line, nil
	}
	return line, parseSegment(words[1:], line.segment)
}

// parseSegment reads the words after the time: C > S SYN,ACK seq=300 ack=101 …
func parseSegment(words []string, s *Segment) (err error) {
	if len(words) < 5 || words[1] != ">" {
		return fmt.Errorf("want: time sender > receiver flags seq=…")
	}
	if s.Src, err = scriptEnd(words[0]); err != nil {
		return err
	}
	if s.Dst, err = scriptEnd(words[2]); err != nil {
		return err
	}
	for _, name := range strings.Split(words[3], ",") {
		if s.Flags |= flagNamed(name); flagNamed(name) == 0 {
			return fmt.Errorf("flag %q is none", name)
		}
	}
	cut := -1
	for _, word := range words[4:] {
		key, value, _ := strings.Cut(word, "=")
		switch key {
		case "data":
			text, err := strconv.Unquote(value)
			if err != nil {
				return fmt.Errorf("%s: %w", word, err)
			}
			s.Payload, s.Length = []byte(text), len(text)
			continue
		case "pieces":
			if s.Pieces, err = parsePieces(value); err != nil {
				return err
			}
			continue
		case "mss", "wscale", "sackok", "ts", "sack":
			option, err := parseOption(key, value)
			if err != nil {
				return err
			}
			s.Options = append(s.Options, option...)
			continue
		}
		n, err := strconv.ParseUint(value, 0, 33)
		if err != nil {
			return fmt.Errorf("%s: %w", word, err)
		}
		switch key {
		case "seq":
			s.Seq = uint32(n)
		case "ack":
			s.Ack = uint32(n)
		case "win":
			s.Window = uint16(n)
		case "id":
			s.ID = uint16(n)
		case "urg":
			s.Urgent = uint16(n)
		case "len":
			s.Payload, s.Length = letters(s.Seq, int(n)), int(n)
		case "cut":
			cut = int(n)
		case "at":
			s.Offset = int64(n)
		default:
			return fmt.Errorf("field %q is none", key)
		}
	}
	if cut >= 0 && cut <= len(s.Payload) {
		s.Payload = s.Payload[:cut]
	}
	return nil
}

// parseOption reads mss=1460, wscale=7, sackok, ts=value/echo or
// sack=first-end,first-end…
func parseOption(key, value string) (option []byte, err error) {
	numbers, err := parseNumbers(value)
	switch key {
	case "mss":
		option = []byte{optMSS, 4, byte(numbers[0] >> 8), byte(numbers[0])}
	case "wscale":
		option = []byte{optNop, optWindowScale, 3, byte(numbers[0])}
	case "sackok":
		return []byte{optNop, optNop, optSACKPermitted, 2}, nil
	case "ts":
		option = []byte{optNop, optNop, optTimestamps, 10}
	case "sack":
		option = []byte{optNop, optNop, optSACK, byte(2 + 4*len(numbers))}
	}
	if key == "ts" || key == "sack" {
		for _, n := range numbers {
			option = binary.BigEndian.AppendUint32(option, n)
		}
	}
	return option, err
}

// parseNumbers reads numbers with signs between them.
func parseNumbers(text string) (all []uint32, err error) {
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("/-,", r) }) {
		n, err := strconv.ParseUint(word, 0, 32)
		if err != nil {
			return []uint32{0}, err
		}
		all = append(all, uint32(n))
	}
	return append(all, make([]uint32, max(0, 1-len(all)))...), nil
}

// letters is a payload whose bytes say their sequence numbers, so that what is
// sent again is the same.
func letters(seq uint32, n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = 'a' + byte((seq+uint32(i))%26)
	}
	return b
}

// parsePieces reads length@offset,length@offset…
func parsePieces(text string) (pieces []Piece, err error) {
	for _, part := range strings.Split(text, ",") {
		var p Piece
		if _, err := fmt.Sscanf(part, "%d@%d", &p.Length, &p.Offset); err != nil {
			return nil, fmt.Errorf("piece %q: %w", part, err)
		}
		pieces = append(pieces, p)
	}
	return pieces, nil
}

func parseLimits(words []string, limits *Limits) error {
	for _, word := range words {
		name, value, _ := strings.Cut(word, "=")
		n, err := strconv.Atoi(value)
		if err != nil {
			return fmt.Errorf("%s: %w", word, err)
		}
		field, ok := map[string]*int{"connections": &limits.Connections, "lingering": &limits.Lingering,
			"per-connection": &limits.HeldPerConnection, "segments": &limits.HeldSegments, "held": &limits.Held, "in-flight": &limits.InFlight}[name]
		if !ok {
			return fmt.Errorf("limit %q is none", name)
		}
		*field = n
	}
	return nil
}

func flagNamed(name string) Flags {
	for i, known := range flagNames {
		if name == known {
			return 1 << i
		}
	}
	return 0
}

// splitWords splits at spaces that are not inside double quotes.
func splitWords(text string) (words []string) {
	for {
		text = strings.TrimLeft(text, " ")
		if text == "" {
			return words
		}
		var word string
		word, text, _ = cutUnquoted(text, " ")
		words = append(words, word)
	}
}

// cutUnquoted is strings.Cut that passes over what is inside double quotes.
func cutUnquoted(text, sep string) (before, after string, found bool) {
	quoted := false
	for i := range len(text) {
		switch {
		case text[i] == '"' && (i == 0 || text[i-1] != '\\'):
			quoted = !quoted
		case !quoted && strings.HasPrefix(text[i:], sep):
			return text[:i], text[i+len(sep):], true
		}
	}
	return text, "", false
}
