package body

// jsonFinder finds secrets in JSON: the string or number that follows a secret name,
// and all strings and numbers within an object or array that does. It may begin anywhere
// in a text, since all that it goes by is a string that a colon follows.
type jsonFinder struct {
	secret func(string) bool
	name   secretName // the string that came last, with its quotes and escapes

	inString, escaped bool
	hidden            bool // the string is a secret
	armed             bool // the value that comes is one
	number            bool // a secret number is under way
	open              []byte
	deeper            int  // brackets beyond those of open, which are those of a secret value
	key               bool // within a secret object: a string that comes is a name
}

func (f *jsonFinder) find(c byte, _ func(int) []byte) bool {
	if f.inString {
		return f.string(c)
	}
	if f.number = f.numeric(c); f.number {
		return true
	}
	switch c {
	case '"':
		f.inString = true
		f.name.reset()
		f.name.add(c)
		f.hidden = f.armed || len(f.open) > 0 && !f.key
		f.armed, f.key = false, false
	case ':':
		f.armed = len(f.open) == 0 && !f.name.long && f.secret(nameOf(string(f.name.b)))
	case '{', '[':
		f.opening(c)
	case '}', ']':
		f.closing()
	case ',':
		f.armed = false
		f.key = len(f.open) > 0 && f.open[len(f.open)-1] == '{'
	}
	return false
}

func (f *jsonFinder) string(c byte) bool {
	f.name.add(c)
	switch {
	case f.escaped:
		f.escaped = false
	case c == '\\':
		f.escaped = true
	case c == '"':
		f.inString = false
		return false
	}
	return f.hidden
}

// numeric says whether a byte is of a secret number.
func (f *jsonFinder) numeric(c byte) bool {
	switch {
	case f.number:
		return isDigit(c) || c == '.' || c == '+' || c == '-' || c|0x20 == 'e'
	case f.armed || len(f.open) > 0:
		return isDigit(c) || c == '-'
	}
	return false
}

func (f *jsonFinder) opening(c byte) {
	switch {
	case len(f.open) == maxOpen:
		f.deeper++
	case f.armed || len(f.open) > 0:
		f.open = append(f.open, c)
	}
	f.key, f.armed = c == '{', false
}

func (f *jsonFinder) closing() {
	switch {
	case f.deeper > 0:
		f.deeper--
	case len(f.open) > 0:
		f.open = f.open[:len(f.open)-1]
	}
	f.key, f.armed = false, false
}
