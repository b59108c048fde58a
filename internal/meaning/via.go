package meaning

import "strings"

// Via is one step that a message says it has come by (RFC 9110 §7.6.3).
type Via struct {
	Protocol string // as received there, such as "1.1"; with its name unless that is HTTP
	By       string // host and port, or a pseudonym
	Comment  string // with its parentheses
}

// ParseVia reads the combined value of Via, the step nearest to the sender first.
func ParseVia(s string) []Via {
	var hops []Via
	for e := range commented(cut(s, MaxValue)) {
		var v Via
		var rest string
		v.Protocol, rest, _ = strings.Cut(e, " ")
		rest = trim(rest)
		if i := strings.IndexByte(rest, '('); i >= 0 {
			v.Comment, rest = rest[i:], trim(rest[:i])
		}
		if v.By = rest; v.By != "" {
			hops = append(hops, v)
		}
	}
	return hops
}

// commented goes through a list whose elements may hold comments (RFC 9110
// §5.6.5), within which commas do not part.
func commented(s string) func(func(string) bool) {
	return func(yield func(string) bool) {
		start, depth, n := 0, 0, 0
		for i := 0; i <= len(s); i++ {
			if i < len(s) {
				switch c := s[i]; {
				case depth > 0 && c == '\\':
					i++
					continue
				case c == '(':
					depth++
					continue
				case c == ')' && depth > 0:
					depth--
					continue
				case depth > 0 || c != ',':
					continue
				}
			}
			if e := trim(s[start:min(i, len(s))]); e != "" {
				if n++; n > MaxElements || !yield(e) {
					return
				}
			}
			start = i + 1
		}
	}
}
