package meaning

import (
	"encoding/json"
	"slices"
	"strings"
)

// JWT is a JSON Web Token that has been taken apart, not verified (RFC 7519).
type JWT struct {
	Header map[string]json.RawMessage
	Claims map[string]json.RawMessage
}

// ParseJWT takes a signed token apart (RFC 7515 §3.1): three parts, of which
// the first two are JSON objects. ok is false for what is none.
func ParseJWT(token string) (t JWT, ok bool) {
	if len(token) > MaxToken {
		return t, false
	}
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return t, false
	}
	for i, into := range []*map[string]json.RawMessage{&t.Header, &t.Claims} {
		b, ok := decode64(parts[i])
		if !ok || json.Unmarshal(b, into) != nil || *into == nil {
			return t, false
		}
	}
	return t, true
}

// bearer says what a bearer token is. Names of claims are shown, their values
// only with reveal.
func bearer(token string, reveal bool) Text {
	t, ok := ParseJWT(token)
	if !ok {
		return say("Bearer token: whoever holds it can use it; it is not looked into.", "Bearer 令牌：持有者即可使用；不解析其内容。").with(revealed(token, reveal))
	}
	algorithm := Text{"no alg", "无 alg"}
	var name string
	if json.Unmarshal(t.Header["alg"], &name) == nil && name != "" {
		algorithm = say("alg %s", "alg %s", show(name))
	}
	if len(t.Claims) == 0 {
		return Text{
			"Bearer token: a JWT (" + algorithm[English] + "), not verified, that claims nothing.", "Bearer 令牌：JWT（" + algorithm[Chinese] + "），未经验证，没有任何声明。",
		}.with(revealed(token, reveal))
	}
	list := showAll(claims(t.Claims, reveal))
	return Text{
		"Bearer token: a JWT (" + algorithm[English] + "), not verified, that claims " + list + ".",
		"Bearer 令牌：JWT（" + algorithm[Chinese] + "），未经验证，其声明包括 " + list + "。",
	}.with(revealed(token, reveal))
}

func revealed(token string, reveal bool) Text {
	if !reveal {
		return Text{}
	}
	return say("Token: %s", "令牌：%s", show(token))
}

func claims(m map[string]json.RawMessage, reveal bool) []string {
	names := make([]string, 0, len(m))
	for name := range m {
		if reveal {
			name += "=" + string(m[name])
		}
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
