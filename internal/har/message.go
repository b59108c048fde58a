package har

import (
	"bytes"
	"strings"
	"time"

	"wiretalk/httpdecode"
	"wiretalk/internal/bodies"
	"wiretalk/internal/body"
	"wiretalk/internal/meaning"
	"wiretalk/tcpreasm"
)

// unknownType stands for the media type of what has none, as in browsers.
const unknownType = "x-unknown"

func (r *Recorder) request(c *tcpreasm.Info, x *httpdecode.Exchange) request {
	m, server := &x.Request, c.Ends[tcpreasm.Server].String()
	if !m.Seen {
		return request{
			Method: "UNKNOWN", URL: uri("http://"+server+"/", server),
			Cookies: []cookie{}, Headers: []nameValue{}, QueryString: []nameValue{}, HeadersSize: -1, BodySize: -1,
		}
	}
	sent := string(httpdecode.URL(nil, x, server))
	if opensWebSocket(&x.Response) {
		if rest, ok := strings.CutPrefix(sent, "http:"); ok {
			sent = "ws:" + rest // as in browsers
		}
	}
	q := request{
		Method: string(m.Method), URL: uri(sent, server), HTTPVersion: versionOf(m),
		Cookies: requestCookies(m), Headers: fieldsOf(m.Fields), QueryString: queryOf(m.Target),
		HeadersSize: m.HeaderBytes, BodySize: bodySize(m),
		frames: frames{m.First.Frame, m.Frame}, Trailers: trailersOf(m),
	}
	if !strings.HasSuffix(q.URL, string(m.Target)) {
		q.Target = string(m.Target)
	}
	if m.BodyBytes > 0 {
		q.PostData = r.postData(m)
	}
	return q
}

func (r *Recorder) response(x *httpdecode.Exchange) response {
	m := &x.Response
	p := response{Cookies: []cookie{}, Headers: []nameValue{}, Content: content{MimeType: unknownType}, HeadersSize: -1, BodySize: -1}
	for _, i := range m.Interim {
		p.Interim = append(p.Interim, interim{i.Status, i.Position.Frame, fieldsOf(i.Fields())})
	}
	if !m.Seen {
		return p
	}
	p.Status, p.StatusText, p.HTTPVersion = m.Status, string(m.Reason), versionOf(m)
	p.Cookies, p.Headers, p.Trailers = responseCookies(m), fieldsOf(m.Fields), trailersOf(m)
	p.RedirectURL = string(m.Get("Location"))
	p.HeadersSize, p.BodySize = m.HeaderBytes, bodySize(m)
	p.frames = frames{m.First.Frame, m.Frame}
	p.Content = r.content(m)
	return p
}

// versionOf is a message's version; those that tell none are of HTTP/0.9.
func versionOf(m *httpdecode.Message) string {
	if len(m.Version) == 0 {
		return "HTTP/0.9"
	}
	return string(m.Version)
}

// bodySize is -1 where it is not known what the body is.
func bodySize(m *httpdecode.Message) int64 {
	if !m.BodyKnown() {
		return -1
	}
	return m.BodyBytes
}

func fieldsOf(fields []httpdecode.Field) []nameValue {
	list := make([]nameValue, len(fields))
	for i := range fields {
		list[i] = nameValue{string(fields[i].Name), string(fields[i].Value)}
	}
	return list
}

func trailersOf(m *httpdecode.Message) []nameValue {
	if len(m.Trailers) == 0 {
		return nil
	}
	return fieldsOf(m.Trailers)
}

// queryOf divides a target's query into its pairs, decoded.
func queryOf(target []byte) []nameValue {
	list := []nameValue{}
	target, _, _ = bytes.Cut(target, []byte{'#'})
	if _, query, ok := bytes.Cut(target, []byte{'?'}); ok {
		pairs, _ := body.Pairs(bytes.NewReader(query)) // too many: those before are there
		for _, p := range pairs {
			list = append(list, nameValue{p.Name, p.Value})
		}
	}
	return list
}

func requestCookies(m *httpdecode.Message) []cookie {
	list := []cookie{}
	for value := range valuesOf(m, "Cookie") {
		for pair := range meaning.ParseCookie(value) {
			list = append(list, cookie{Name: pair.Name, Value: pair.Value})
		}
	}
	return list
}

func responseCookies(m *httpdecode.Message) []cookie {
	list := []cookie{}
	for value := range valuesOf(m, "Set-Cookie") {
		set, ok := meaning.ParseSetCookie(value)
		if !ok {
			continue
		}
		c := cookie{
			Name: set.Name, Value: set.Value, Path: set.Path, Domain: set.Domain,
			Expires: expires(set.ExpiresAt(m.First.Time)), HTTPOnly: set.HTTPOnly, Secure: set.Secure,
		}
		if set.SameSite != meaning.SameSiteUnset {
			c.SameSite = set.SameSite.String()
		}
		list = append(list, c)
	}
	return list
}

// expires is when a cookie does, empty for one that lasts for the session or
// beyond what a date can say.
func expires(seconds int64) string {
	const year1, year10000 = -62135596800, 253402300800
	if seconds == meaning.Never || seconds < year1 || seconds >= year10000 {
		return ""
	}
	return time.Unix(seconds, 0).UTC().Format(time.RFC3339)
}

// contentType is the whole value of Content-Type.
func contentType(m *httpdecode.Message) string {
	if value := m.Get("Content-Type"); len(value) > 0 {
		return string(value)
	}
	return unknownType
}

func (r *Recorder) content(m *httpdecode.Message) content {
	c := content{MimeType: contentType(m)}
	if m.BodyBytes == 0 {
		return c
	}
	t := r.read(m)
	c.Size, c.Text, c.Comment = t.size, t.text, t.comment()
	if t.base64 {
		c.Encoding = "base64"
	}
	if saved := t.size - m.BodyBytes; t.why == nil && saved >= 0 && bodies.Codings(m) != "" {
		c.Compression = &saved
	}
	return c
}

func (r *Recorder) postData(m *httpdecode.Message) *postData {
	t := r.read(m)
	p := &postData{MimeType: contentType(m), Params: []param{}, Text: t.text, Comment: t.comment()}
	if t.base64 {
		p.Encoding = "base64"
	}
	switch t.kind {
	case body.Form:
		p.form = !t.base64
		pairs, _ := body.Pairs(bytes.NewReader(t.raw))
		for _, pair := range pairs {
			p.Params = append(p.Params, param{Name: pair.Name, Value: pair.Value})
		}
	case body.Multipart:
		p.Params = partsOf(t.raw, p.MimeType)
	}
	return p
}
