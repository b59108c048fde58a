package websocket

import (
	"errors"
	"fmt"
	"strings"
)

const (
	maxExtensions = 16 // that are read of a field
	maxParameters = 16 // that are read of an extension
)

// Extension is one element of a Sec-WebSocket-Extensions field (RFC 6455 §9.1).
type Extension struct {
	Name       string
	Parameters []Parameter
}

// Parameter is one parameter of an extension. Without "=", Value is empty and
// HasValue false.
type Parameter struct {
	Name, Value string
	HasValue    bool
}

var (
	errExtensionSyntax = errors.New("reading Sec-WebSocket-Extensions: not a list of extensions as RFC 6455 §9.1 has it")
	errTooMany         = fmt.Errorf("reading Sec-WebSocket-Extensions: more than %d extensions or %d parameters", maxExtensions, maxParameters)
)

// ParseExtensions reads the value of a Sec-WebSocket-Extensions field; several
// fields are joined with commas first. With an error come the extensions
// before the place that could not be read. The strings are parts of field.
func ParseExtensions(field string) ([]Extension, error) {
	var list []Extension
	for s := field; ; {
		s = strings.TrimLeft(s, " \t,")
		if s == "" {
			return list, nil
		}
		if len(list) == maxExtensions {
			return list, errTooMany
		}
		e, rest, err := parseExtension(s)
		if err != nil {
			return list, err
		}
		list, s = append(list, e), rest
	}
}

// parseExtension reads one element and returns what follows its comma.
func parseExtension(s string) (e Extension, rest string, err error) {
	if e.Name, s = cutToken(s); e.Name == "" {
		return e, s, errExtensionSyntax
	}
	for {
		switch s = trimBlanks(s); {
		case s == "" || s[0] == ',':
			return e, s, nil
		case s[0] != ';':
			return e, s, errExtensionSyntax
		case len(e.Parameters) == maxParameters:
			return e, s, errTooMany
		}
		var p Parameter
		if p.Name, s = cutToken(trimBlanks(s[1:])); p.Name == "" {
			return e, s, errExtensionSyntax
		}
		if s = trimBlanks(s); strings.HasPrefix(s, "=") {
			p.HasValue = true
			if p.Value, s = cutValue(trimBlanks(s[1:])); p.Value == "" {
				return e, s, errExtensionSyntax
			}
		}
		e.Parameters = append(e.Parameters, p)
	}
}

// cutValue takes a token, or a quoted one without its quotes. RFC 6455 §9.1
// wants a token within the quotes, so nothing needs to be escaped there.
func cutValue(s string) (value, rest string) {
	if !strings.HasPrefix(s, `"`) {
		return cutToken(s)
	}
	value, rest = cutToken(s[1:])
	if !strings.HasPrefix(rest, `"`) {
		return "", s
	}
	return value, rest[1:]
}

func cutToken(s string) (token, rest string) {
	n := 0
	for n < len(s) && isTokenByte(s[n]) {
		n++
	}
	return s[:n], s[n:]
}

// isTokenByte is tchar of RFC 9110 §5.6.2.
func isTokenByte(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' || strings.IndexByte("!#$%&'*+-.^_`|~", c) >= 0
}

func trimBlanks(s string) string { return strings.TrimLeft(s, " \t") }
