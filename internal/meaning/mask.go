package meaning

import (
	"net/url"
	"strings"
)

// Masked stands where a secret was. Its length says nothing of the secret's.
const Masked = "***"

// credentialFields hold nothing but secrets.
var credentialFields = map[string]bool{
	"api-key": true, "apikey": true, "x-api-key": true, "x-goog-api-key": true, "ocp-apim-subscription-key": true,
	"x-auth-token": true, "x-access-token": true, "x-csrf-token": true, "x-xsrf-token": true, "x-amz-security-token": true,
	"private-token": true, "job-token": true, "x-gitlab-token": true, "x-vault-token": true, "dpop": true,
	"cta-common-access-token": true, "sec-token-binding": true, "concealed-auth-export": true, "x-shopify-access-token": true,
}

// MaskField is a field's value with its secrets masked: credentials, the values
// of cookies, and tokens in URLs. Other values come back as they are.
func MaskField(name, value string) string {
	var buf [longestName]byte
	key, ok := lowered(&buf, name)
	if !ok {
		return MaskURL(value)
	}
	switch string(key) {
	case "authorization", "proxy-authorization":
		return maskCredentials(value)
	case "cookie", "cookie2":
		return maskCookies(value, true)
	case "set-cookie", "set-cookie2":
		return maskCookies(value, false)
	}
	if credentialFields[string(key)] {
		return Masked
	}
	return MaskURL(value)
}

// maskCredentials leaves the scheme (RFC 9110 §11.4).
func maskCredentials(value string) string {
	scheme, _, more := strings.Cut(trim(value), " ")
	if !more || !isToken(scheme) {
		return Masked
	}
	return scheme + " " + Masked
}

// maskCookies masks the value of every pair, or of the first alone, whose
// followers are attributes.
func maskCookies(value string, all bool) string {
	var b strings.Builder
	rest, more := value, true
	for n := 0; more; n++ {
		var part string
		part, rest, more = strings.Cut(rest, ";")
		if n > 0 {
			b.WriteByte(';')
		}
		if n > 0 && !all {
			b.WriteString(part)
			continue
		}
		if name, _, has := strings.Cut(part, "="); has {
			b.WriteString(name + "=" + Masked)
		} else if trim(part) != "" {
			b.WriteString(Masked)
		}
	}
	return b.String()
}

// secretParameters are the names of query parameters whose values are masked.
var secretParameters = func() map[string]bool {
	m := make(map[string]bool)
	for _, name := range strings.Fields(`access_token id_token refresh_token token auth_token authtoken jwt assertion
		client_assertion client_secret secret api_key apikey api-key key access_key accesskey subscription-key password passwd pwd pass
		passphrase auth authorization sig signature session sessionid session_id sid jsessionid phpsessid otp ticket
		samlrequest samlresponse x-amz-signature x-amz-security-token x-amz-credential x-goog-signature x-goog-credential
		csrf csrf_token xsrf_token authenticity_token private_token code_verifier device_code`) {
		m[name] = true
	}
	return m
}()

// MaskURL is text with the secrets of the URLs in it masked: passwords before
// the host, and the values of parameters whose names tell of secrets.
func MaskURL(text string) string {
	if !strings.ContainsAny(text, "=@") {
		return text
	}
	var b strings.Builder
	done := 0 // bytes of text that are in b or masked
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '?', '&', ';', '#':
			equals := i + 1 + strings.IndexAny(cut(text[i+1:], longestName), "=?&;# ")
			if equals == i || text[equals] != '=' || !isSecretName(text[i+1:equals]) {
				continue
			}
			end := endOfValue(text, equals+1)
			b.WriteString(text[done:equals+1] + Masked)
			done, i = end, end-1
		case '/':
			if !strings.HasPrefix(text[i:], "//") || i > 0 && text[i-1] == '/' {
				continue
			}
			authority := text[i+2:]
			if end := strings.IndexAny(cut(authority, MaxURL), "/?# \"<>,"); end >= 0 {
				authority = authority[:end]
			}
			at := strings.LastIndexByte(cut(authority, MaxURL), '@')
			if at < 0 {
				i++
				continue
			}
			user, _, password := strings.Cut(authority[:at], ":")
			if password {
				b.WriteString(text[done:i+2] + user + ":" + Masked)
				done = i + 2 + at
			}
			i += 2 + at
		}
	}
	if done == 0 {
		return text
	}
	b.WriteString(text[done:])
	return b.String()
}

var withoutSeparators = strings.NewReplacer("_", "", "-", "", " ", "")

// IsSecretParameter says whether the values of a name, as in a form or in JSON,
// are secrets: that of a parameter in a URL, and words that tell of one. Of a
// name with several parts the last counts, as in user[password].
func IsSecretParameter(name string) bool {
	if len(name) > longestName {
		return false
	}
	name = strings.TrimRight(name, "[]")
	if i := strings.LastIndexAny(name, "[].:/"); i >= 0 {
		name = name[i+1:]
	}
	token := strings.HasSuffix(name, "Token")
	name = strings.ToLower(name)
	if name != "key" && secretParameters[name] {
		return true
	}
	token = token || strings.HasSuffix(name, "_token") || strings.HasSuffix(name, "-token")
	name = withoutSeparators.Replace(name)
	for _, word := range [...]string{"password", "passwd", "passphrase", "secret", "apikey", "privatekey", "accesskey"} {
		if strings.Contains(name, word) {
			return true
		}
	}
	return token
}

func isSecretName(name string) bool {
	if strings.IndexByte(name, '%') >= 0 {
		if plain, err := url.QueryUnescape(name); err == nil {
			name = plain
		}
	}
	return secretParameters[strings.ToLower(name)] || IsSecretParameter(name)
}

// endOfValue is where a parameter's value ends, in a URL or in the text around
// it. A path's parameter ends where the query begins.
func endOfValue(text string, from int) int {
	if n := strings.IndexAny(text[from:], "?&;# \t\"'<>"); n >= 0 {
		return from + n
	}
	return len(text)
}
