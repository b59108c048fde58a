package body

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isHex(c byte) bool { return isDigit(c) || 'a' <= c|0x20 && c|0x20 <= 'f' }

// string takes a string with its quotes (RFC 8259 §7).
func (j *jsonLayout) string(role Role) {
	j.take(role)
	for j.ok && j.l.err == nil {
		switch c := j.c; {
		case c == '"':
			j.take(role)
			return
		case c < 0x20:
			j.wrong = "a control character in a string must be escaped"
			return
		case c == '\\':
			j.take(role)
			if !j.escape(role) {
				return
			}
		default:
			j.take(role)
		}
	}
	j.wrong = "the text ends within a string"
}

// escape takes what follows a backslash.
func (j *jsonLayout) escape(role Role) bool {
	digits := 0
	if j.ok {
		switch j.c {
		case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		case 'u':
			digits = 4
		default:
			j.wrong = "no such escape in a string"
			return false
		}
		j.take(role)
	}
	for ; digits > 0 && j.ok; digits-- {
		if !isHex(j.c) {
			j.wrong = "\\u needs four hexadecimal digits"
			return false
		}
		j.take(role)
	}
	return true
}

// number takes a number (RFC 8259 §6).
func (j *jsonLayout) number() {
	if j.c == '-' {
		j.take(Number)
	}
	if j.ok && j.c == '0' {
		j.take(Number)
	} else {
		j.digits()
	}
	if j.ok && j.c == '.' {
		j.take(Number)
		j.digits()
	}
	if j.wrong == "" && j.ok && j.c|0x20 == 'e' {
		j.take(Number)
		if j.ok && (j.c == '+' || j.c == '-') {
			j.take(Number)
		}
		j.digits()
	}
}

func (j *jsonLayout) digits() {
	if j.wrong == "" && (!j.ok || !isDigit(j.c)) {
		j.wrong = "a digit is expected"
	}
	for j.wrong == "" && j.ok && isDigit(j.c) && j.l.err == nil {
		j.take(Number)
	}
}

func (j *jsonLayout) literal(word string) {
	for i := range len(word) {
		if !j.ok || j.c != word[i] {
			j.wrong = word + " is expected"
			return
		}
		j.take(Literal)
	}
}
