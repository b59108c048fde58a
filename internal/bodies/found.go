package bodies

import (
	"strings"

	"wiretalk/httpdecode"
	"wiretalk/tcpreasm"
)

// maxCopied is how many bytes of a field or URL are copied; many exchanges may
// wait to be saved.
const maxCopied = 4 << 10

// found is a body that is to be saved.
type found struct {
	index       int
	side        string
	frame       int64
	method, url string
	status      int
	contentType string
	codings     string
	bodyBytes   int64
	complete    bool
	extents     httpdecode.Extents
	validators  *validators // of a response that may be a part of a resource, nil otherwise
}

// validators is what putting ranges together needs besides.
type validators struct {
	contentRange, contentEncoding, etag, lastModified, date, ifRange string
	length                                                           int64 // that the head announces; negative when it does not
}

// copyOf copies the messages that have bodies.
func copyOf(c *tcpreasm.Info, x *httpdecode.Exchange) []found {
	url := urlOf(c, x)
	var list []found
	for _, side := range [...]struct {
		name string
		m    *httpdecode.Message
	}{{"request", &x.Request}, {"response", &x.Response}} {
		m := side.m
		if m.BodyBytes == 0 {
			continue
		}
		list = append(list, found{
			index: x.Index, side: side.name, frame: m.Frame,
			method: cut(string(x.Request.Method)), url: url, status: m.Status,
			contentType: field(m, "Content-Type"), codings: cut(Codings(m)),
			bodyBytes: m.BodyBytes, complete: m.Complete, extents: m.Body.Clone(),
		})
	}
	if p := &x.Response; p.BodyBytes > 0 && mayBePart(x) {
		list[len(list)-1].validators = validatorsOf(x)
	}
	return list
}

// mayBePart says whether a response tells of its resource, and ranges can be
// counted in its bytes as they were sent.
func mayBePart(x *httpdecode.Exchange) bool {
	p := &x.Response
	return (p.Status == 200 || p.Status == 206) && string(x.Request.Method) == "GET" && len(codingsIn(p, "Transfer-Encoding")) == 0
}

func validatorsOf(x *httpdecode.Exchange) *validators {
	p := &x.Response
	v := &validators{
		contentRange: cut(combined(p, "Content-Range")), contentEncoding: cut(combined(p, "Content-Encoding")),
		etag: cut(combined(p, "ETag")), lastModified: cut(combined(p, "Last-Modified")), date: field(p, "Date"),
		ifRange: cut(combined(&x.Request, "If-Range")), length: -1,
	}
	switch {
	case p.Complete:
		v.length = p.BodyBytes
	case p.Framing == httpdecode.ByLength:
		v.length = number(p.Get("Content-Length"))
	}
	return v
}

// number is a decimal number; negative if it is none.
func number(b []byte) (n int64) {
	if len(b) == 0 || len(b) > 18 {
		return -1
	}
	for _, c := range b {
		if c < '0' || c > '9' {
			return -1
		}
		n = 10*n + int64(c-'0')
	}
	return n
}

// urlOf is the URL of an exchange, with the server's address for the host
// where the request names none, or was not seen.
func urlOf(c *tcpreasm.Info, x *httpdecode.Exchange) string {
	return cut(string(httpdecode.URL(nil, x, c.Ends[tcpreasm.Server].String())))
}

func field(m *httpdecode.Message, name string) string {
	value := m.Get(name)
	return string(value[:min(len(value), maxCopied)])
}

// cut copies the first bytes of s, and no more of its memory.
func cut(s string) string { return strings.Clone(s[:min(len(s), maxCopied)]) }
