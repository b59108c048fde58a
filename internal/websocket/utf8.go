package websocket

import "unicode/utf8"

// utf8Check finds out whether the pieces of a text are UTF-8 together.
type utf8Check struct {
	rest [utf8.UTFMax]byte // a character that is not complete
	n    int
	bad  bool
}

func (u *utf8Check) add(b []byte) {
	for u.n > 0 && len(b) > 0 && !u.bad {
		u.rest[u.n] = b[0]
		u.n++
		b = b[1:]
		if utf8.FullRune(u.rest[:u.n]) {
			u.bad = !utf8.Valid(u.rest[:u.n])
			u.n = 0
		}
	}
	if u.bad || len(b) == 0 {
		return
	}
	whole := len(b)
	for i := 1; i < utf8.UTFMax && i <= len(b); i++ {
		if c := b[len(b)-i:]; utf8.RuneStart(c[0]) {
			if !utf8.FullRune(c) {
				whole -= i
			}
			break
		}
	}
	u.n = copy(u.rest[:], b[whole:])
	u.bad = !utf8.Valid(b[:whole])
}

// valid says whether what was added is UTF-8 and ends with a whole character.
func (u *utf8Check) valid() bool { return !u.bad && u.n == 0 }
