package cells

import "strings"

// Contains says whether s holds lower, which is in lower case, whatever
// the case of ASCII letters in s. Other letters are compared as they are.
func Contains(s, lower string) bool {
	for len(s) >= len(lower) {
		if hasPrefixFold(s, lower) {
			return true
		}
		s = s[1:]
	}
	return false
}

func hasPrefixFold(s, lower string) bool {
	for i := 0; i < len(lower); i++ {
		c := s[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c != lower[i] {
			return false
		}
	}
	return true
}

// Lower is the form that Contains looks for.
func Lower(s string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	}, s)
}
