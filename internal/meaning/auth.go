package meaning

import (
	"encoding/base64"
	"strings"
)

// Auth is a challenge or credentials (RFC 9110 §11.3, §11.4): a scheme with one
// token, or with parameters, or alone.
type Auth struct {
	Scheme  string // as sent
	Token68 string
	Params  []Param
}

// Param is a parameter of a scheme.
type Param struct {
	Name  string // in lower case
	Value string // out of its quotes
}

// Get is the value of the first parameter of that name, in lower case.
func (a *Auth) Get(name string) (string, bool) {
	for _, p := range a.Params {
		if p.Name == name {
			return p.Value, true
		}
	}
	return "", false
}

// ParseCredentials reads Authorization or Proxy-Authorization. ok is false
// where no scheme can be told.
func ParseCredentials(s string) (a Auth, ok bool) {
	scheme, rest, _ := strings.Cut(trim(cut(s, MaxToken)), " ")
	if !isToken(scheme) {
		return a, false
	}
	a.Scheme = scheme
	if rest = trim(rest); isToken68(rest) {
		a.Token68 = rest
		return a, true
	}
	for e := range elements(rest, ',') {
		if p, ok := authParam(e); ok && len(a.Params) < MaxElements {
			a.Params = append(a.Params, p)
		}
	}
	return a, true
}

// ParseChallenges reads the combined value of WWW-Authenticate or
// Proxy-Authenticate. The commas between challenges and between their
// parameters are the same, so an element that begins with two words, or holds
// no "=", begins a challenge (RFC 9110 §11.6.1).
func ParseChallenges(s string) []Auth {
	var all []Auth
	for e := range elements(cut(s, MaxValue), ',') {
		if len(all) == MaxElements {
			break
		}
		if p, ok := authParam(e); ok && len(all) > 0 {
			last := &all[len(all)-1]
			last.Params = append(last.Params, p)
			continue
		}
		scheme, rest, _ := strings.Cut(e, " ")
		if !isToken(scheme) {
			continue
		}
		a := Auth{Scheme: scheme}
		if rest = trim(rest); rest != "" {
			if p, ok := authParam(rest); ok && !isToken68(rest) {
				a.Params = append(a.Params, p)
			} else {
				a.Token68 = rest
			}
		}
		all = append(all, a)
	}
	return all
}

func authParam(s string) (Param, bool) {
	name, value, has, _ := pair(s)
	if !has || !isToken(name) {
		return Param{}, false
	}
	return Param{strings.ToLower(name), value}, true
}

// isToken68 reports whether s is one (RFC 9110 §11.2): letters, digits and a
// few marks, with "=" at the end only.
func isToken68(s string) bool {
	s = strings.TrimRight(s, "=")
	for i := range len(s) {
		c := s[i] | 0x20
		if !('a' <= c && c <= 'z' || isDigit(s[i]) || strings.IndexByte("-._~+/", s[i]) >= 0) {
			return false
		}
	}
	return s != ""
}

// decode64 reads base64 in either alphabet, padded or not.
func decode64(s string) ([]byte, bool) {
	s = strings.NewReplacer("+", "-", "/", "_").Replace(strings.TrimRight(cut(s, MaxToken), "="))
	b, err := base64.RawURLEncoding.DecodeString(s)
	return b, err == nil
}

// BasicUser is user and password of Basic credentials (RFC 7617 §2).
func BasicUser(token string) (user, password string, ok bool) {
	b, ok := decode64(token)
	if !ok {
		return "", "", false
	}
	return strings.Cut(string(b), ":")
}

// ntlmMessage is the number of an NTLM message, 1 to 3; 0 for what is none.
func ntlmMessage(token string) int {
	b, ok := decode64(token)
	if !ok || len(b) < 12 || string(b[:8]) != "NTLMSSP\x00" || b[8] > 3 || b[9]|b[10]|b[11] != 0 {
		return 0
	}
	return int(b[8])
}
