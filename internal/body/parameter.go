package body

import "strings"

// Parameter is the value of a parameter of a field such as Content-Type or
// Content-Disposition (RFC 9110 §5.6.6), unquoted; empty when there is none of that
// name. It takes what servers and browsers really send: text of any
// charset, a quote that is not closed, a backslash in a file's path.
func Parameter(field, name string) string {
	value, _ := parameter(field, name)
	return value
}

func parameter(field, name string) (value string, found bool) {
	_, rest := untilSemicolon(field)
	for rest != "" {
		var part string
		part, rest = untilSemicolon(rest)
		key, value, found := strings.Cut(part, "=")
		if found && strings.EqualFold(strings.Trim(key, " \t"), name) {
			return unquote(strings.Trim(value, " \t")), true
		}
	}
	return "", false
}

// untilSemicolon cuts field at its first semicolon outside quotes.
func untilSemicolon(field string) (part, rest string) {
	quoted := false
	for i := 0; i < len(field); i++ {
		switch c := field[i]; {
		case c == '"':
			quoted = !quoted
		case c == '\\' && quoted && escapes(field, i):
			i++
		case c == ';' && !quoted:
			return field[:i], field[i+1:]
		}
	}
	return field, ""
}

// escapes reports whether the backslash at i escapes what follows it. In front
// of anything but a quote or a backslash it is part of a path of Windows.
func escapes(s string, i int) bool {
	return i+1 < len(s) && (s[i+1] == '"' || s[i+1] == '\\')
}

func unquote(value string) string {
	if !strings.HasPrefix(value, `"`) {
		return value
	}
	value = value[1:]
	var b strings.Builder
	for i := 0; i < len(value) && value[i] != '"'; i++ {
		if value[i] == '\\' && escapes(value, i) {
			i++
		}
		b.WriteByte(value[i])
	}
	return b.String()
}
