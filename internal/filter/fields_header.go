package filter

import (
	"encoding/base64"
	"strconv"
	"strings"

	"wiretalk/httpdecode"
)

// side says in which messages a header is looked for.
type side uint8

const (
	inRequest side = 1 << iota
	inResponse
	inBoth = inRequest | inResponse
)

// header is a field whose values are those of a header.
type header struct {
	name string
	in   side
}

func (h header) get(r *Record, out *values) {
	if h.in&inRequest != 0 {
		h.of(r.request(), out)
	}
	if h.in&inResponse != 0 {
		h.of(r.response(), out)
	}
}

func (h header) of(m *httpdecode.Message, out *values) {
	if m == nil {
		return
	}
	for _, f := range m.Fields {
		if strings.EqualFold(string(f.Name), h.name) {
			out.text(string(f.Value))
		}
	}
}

// headers are those that Wireshark has fields for.
var headers = map[string]header{
	"http.accept":                   {"Accept", inRequest},
	"http.accept_encoding":          {"Accept-Encoding", inRequest},
	"http.accept_language":          {"Accept-Language", inRequest},
	"http.authorization":            {"Authorization", inRequest},
	"http.cache_control":            {"Cache-Control", inBoth},
	"http.connection":               {"Connection", inBoth},
	"http.content_encoding":         {"Content-Encoding", inBoth},
	"http.content_length_header":    {"Content-Length", inBoth},
	"http.content_type":             {"Content-Type", inBoth},
	"http.cookie":                   {"Cookie", inRequest},
	"http.date":                     {"Date", inBoth},
	"http.last_modified":            {"Last-Modified", inResponse},
	"http.location":                 {"Location", inResponse},
	"http.proxy_authenticate":       {"Proxy-Authenticate", inResponse},
	"http.proxy_authorization":      {"Proxy-Authorization", inRequest},
	"http.referer":                  {"Referer", inRequest},
	"http.sec_websocket_accept":     {"Sec-WebSocket-Accept", inResponse},
	"http.sec_websocket_extensions": {"Sec-WebSocket-Extensions", inBoth},
	"http.sec_websocket_key":        {"Sec-WebSocket-Key", inRequest},
	"http.sec_websocket_protocol":   {"Sec-WebSocket-Protocol", inBoth},
	"http.sec_websocket_version":    {"Sec-WebSocket-Version", inBoth},
	"http.server":                   {"Server", inResponse},
	"http.set_cookie":               {"Set-Cookie", inResponse},
	"http.transfer_encoding":        {"Transfer-Encoding", inBoth},
	"http.upgrade":                  {"Upgrade", inBoth},
	"http.user_agent":               {"User-Agent", inRequest},
	"http.www_authenticate":         {"WWW-Authenticate", inResponse},
	"http.x_forwarded_for":          {"X-Forwarded-For", inRequest},
}

// prefixes of names behind which any header may be named.
var prefixes = map[string]side{"http.request.header.": inRequest, "http.response.header.": inResponse, "http.header.": inBoth}

// headerField is the field for any header, as http.request.header.X-Id; nil
// when name is no such field.
func headerField(name string) *Field {
	for prefix, in := range prefixes {
		if rest, ok := strings.CutPrefix(name, prefix); ok && rest != "" {
			return &Field{Name: name, Type: Text, Ours: true, needs: Heads, get: header{rest, in}.get}
		}
	}
	return nil
}

// contentLength is the number in Content-Length, when it is one.
func contentLength(r *Record, out *values) {
	from := len(*out)
	headers["http.content_length_header"].get(r, out)
	texts := (*out)[from:]
	numbers := (*out)[:from]
	for _, v := range texts {
		if n, err := strconv.ParseUint(v.text, 10, 63); err == nil { // no sign: RFC 9110 §8.6
			numbers = append(numbers, value{number: int64(n)})
		}
	}
	*out = numbers
}

// cookiePairs are the cookies of a request, one by one.
func cookiePairs(r *Record, out *values) {
	var whole values
	headers["http.cookie"].get(r, &whole)
	for _, v := range whole {
		for pair := range strings.SplitSeq(v.text, ";") {
			out.filled(strings.TrimSpace(pair))
		}
	}
}

// basicCredentials are user and password of HTTP's Basic scheme (RFC 7617).
func basicCredentials(r *Record, out *values) {
	var whole values
	headers["http.authorization"].get(r, &whole)
	headers["http.proxy_authorization"].get(r, &whole)
	for _, v := range whole {
		scheme, coded, _ := strings.Cut(v.text, " ")
		if !strings.EqualFold(scheme, "Basic") {
			continue
		}
		if plain, err := base64.StdEncoding.DecodeString(strings.TrimSpace(coded)); err == nil {
			out.filled(string(plain))
		}
	}
}
