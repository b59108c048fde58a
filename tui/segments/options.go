package segments

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"

	"wiretalk/internal/replay"
)

// optionTexts says what each option of a segment is, in their order, up to what
// is malformed (RFC 9293 §3.2). Operations that do nothing are left out.
func (l *List) optionTexts(s *replay.Step) (texts []string) {
	w, rest := l.Words, s.Options
	for len(rest) > 0 {
		switch kind := rest[0]; {
		case kind == 0:
			return texts
		case kind == 1:
			rest = rest[1:]
			continue
		case len(rest) < 2 || rest[1] < 2 || int(rest[1]) > len(rest):
			return append(texts, fmt.Sprintf(w.malformed, hex.EncodeToString(rest)))
		}
		option := rest[:rest[1]]
		rest = rest[len(option):]
		texts = append(texts, l.optionText(s, option[0], option[2:])...)
	}
	return texts
}

// optionText is one option of a kind, several for blocks. Kinds are those of
// IANA's registry of TCP option kind numbers.
func (l *List) optionText(s *replay.Step, kind byte, data []byte) []string {
	w := l.Words
	one := func(format string, args ...any) []string { return []string{fmt.Sprintf(format, args...)} }
	switch {
	case kind == 2 && len(data) == 2:
		return one(w.mss, binary.BigEndian.Uint16(data))
	case kind == 3 && len(data) == 1:
		return one(w.scale, 1<<min(data[0], 14), data[0]) // more than 14 is 14 (RFC 7323 §2.3)
	case kind == 4 && len(data) == 0:
		return one("%s", w.sackPermitted)
	case kind == 5 && len(data) > 0 && len(data)%8 == 0:
		var texts []string
		for _, b := range sackBlocks(s) {
			format := w.sack
			if b.twice {
				format = w.sackTwice
			}
			texts = append(texts, fmt.Sprintf("SACK: "+format, l.number(s, b.First), l.number(s, b.End)))
		}
		return texts
	case kind == 8 && len(data) == 8:
		return one(w.timestamps, binary.BigEndian.Uint32(data), binary.BigEndian.Uint32(data[4:]))
	case kind == 19 && len(data) == 16:
		return one("%s", w.md5)
	case kind == 28 && len(data) == 2: // RFC 5482 §2
		n, unit := binary.BigEndian.Uint16(data), "s"
		if n>>15 != 0 {
			unit = "min"
		}
		return one(w.userTimeout, n&0x7fff, unit)
	case kind == 29:
		return one("%s, %s", w.authentication, hex.EncodeToString(data))
	case kind == 30:
		return one("%s, %s", w.multipath, hex.EncodeToString(data))
	case kind == 34 && len(data) == 0:
		return one("%s", w.fastOpenAsks)
	case kind == 34:
		return one(w.fastOpen, len(data))
	}
	return one(w.unknownOption+" %s", kind, len(data), hex.EncodeToString(data))
}
