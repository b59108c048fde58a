package meaning

import (
	"iter"
	"strings"
)

// elements goes through a list (RFC 9110 §5.6.1): what stands between the
// separators that are not within a quoted string, without blanks around it;
// empty elements are passed over.
func elements(s string, separator byte) iter.Seq[string] {
	return func(yield func(string) bool) {
		start, quoted := 0, false
		for i := 0; i <= len(s); i++ {
			if i < len(s) {
				switch c := s[i]; {
				case quoted && c == '\\':
					i++
					continue
				case c == '"':
					quoted = !quoted
					continue
				case quoted || c != separator:
					continue
				}
			}
			if e := trim(s[start:min(i, len(s))]); e != "" && !yield(e) {
				return
			}
			start = i + 1
		}
		if start < len(s) { // a backslash was the last byte
			if e := trim(s[start:]); e != "" {
				yield(e)
			}
		}
	}
}

// trim takes optional white space off both ends (RFC 9110 §5.6.3).
func trim(s string) string { return strings.Trim(s, " \t") }

// pair divides a parameter (RFC 9110 §5.6.6) or a directive at its first "=",
// and takes a value out of its quotes. Without "=" there is no value.
func pair(s string) (name, value string, has, quoted bool) {
	name, value, has = strings.Cut(s, "=")
	name, value = trim(name), trim(value)
	if len(value) >= 2 && value[0] == '"' && value[len(value)-1] == '"' {
		return name, unquote(value), has, true
	}
	return name, value, has, false
}

// unquote is what a quoted string says (RFC 9110 §5.6.4).
func unquote(s string) string {
	s = s[1 : len(s)-1]
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) {
			i++
		}
		b = append(b, s[i])
	}
	return string(b)
}

// isToken reports whether s is a token (RFC 9110 §5.6.2).
func isToken(s string) bool {
	for i := range len(s) {
		c := s[i]
		if c <= ' ' || c >= 0x7f || strings.IndexByte(`"(),/:;<=>?@[\]{}`, c) >= 0 {
			return false
		}
	}
	return s != ""
}

// hasOption reports whether a list has that element, in any case.
func hasOption(list, option string) bool {
	for e := range elements(list, ',') {
		if strings.EqualFold(e, option) {
			return true
		}
	}
	return false
}

// digits reads a decimal number of digits only. One beyond most becomes most.
func digits(s string, most int64) (int64, bool) {
	if s == "" {
		return 0, false
	}
	n := int64(0)
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		if n < most {
			n = min(n*10+int64(s[i]-'0'), most)
		}
	}
	return n, true
}
