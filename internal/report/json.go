package report

import (
	"strconv"

	"wiretalk/httpdecode"
	"wiretalk/internal/bodies"
	"wiretalk/tcpreasm"
)

// JSON renders records as JSON objects, one a line. What is not known is
// left out.
type JSON struct {
	// Digest sums up the content of a message that has a body, or says why it
	// cannot be known; nil for no digests. It runs on several goroutines at once.
	Digest func(*httpdecode.Message) (bodies.Sum, error)

	Explain Language // of the remarks on what the fields of an exchange mean
}

// Exchange renders one HTTP exchange.
func (j JSON) Exchange(dst []byte, c *tcpreasm.Info, x *httpdecode.Exchange) (out []byte, hole int) {
	dst = append(dst, `{"type":"http","stream":`...)
	hole = len(dst)
	dst = appendInt(dst, "index", int64(x.Index))
	dst = appendEnds(dst, c)
	if x.Request.Seen {
		dst = append(dst, `,"request":{`...)
		dst = j.appendDigest(appendRequest(dst, c, x), &x.Request)
		dst = append(dst, '}')
	}
	if x.Response.Seen {
		dst = append(dst, `,"response":{`...)
		dst = j.appendDigest(appendResponse(dst, &x.Response), &x.Response)
		dst = append(dst, '}')
	} else {
		dst = appendInterim(dst, x.Response.Interim)
		dst = appendSilence(dst, c, x)
	}
	dst = appendTiming(dst, c, x)
	if x.Request.Seen {
		dst = appendInt(dst, "pipelined", int64(x.Pipelined))
	}
	if x.Request.Seen && x.Response.Seen {
		dst = append(dst, `,"paired":{`...)
		dst = appendWord(dst, "how", x.Pairing.String())
		dst = append(appendWord(dst, "certainty", x.Certainty.String()), '}')
	}
	if j.Explain != NoRemarks {
		dst = appendRemarks(dst, x, j.Explain.index())
	}
	dst = append(dst, `,"notes":[`...)
	from := len(dst)
	for word := range x.Notes.All() {
		if len(dst) > from {
			dst = append(dst, ',')
		}
		dst = append(dst, '"')
		dst = append(dst, word...)
		dst = append(dst, '"')
	}
	return append(dst, ']', '}', '\n'), hole
}

func appendRequest(dst []byte, c *tcpreasm.Info, x *httpdecode.Exchange) []byte {
	m := &x.Request
	dst = appendString(append(dst, `"method":`...), m.Method)
	dst = appendString(append(dst, `,"target":`...), m.Target)
	if len(m.Version) > 0 {
		dst = appendString(append(dst, `,"version":`...), m.Version)
	}
	if host := httpdecode.Host(x); len(host) > 0 {
		dst = appendString(append(dst, `,"host":`...), host)
	}
	dst = appendURL(append(dst, `,"url":`...), c, x)
	return appendMessage(dst, m)
}

func appendResponse(dst []byte, m *httpdecode.Message) []byte {
	if hasStatus(m) {
		dst = strconv.AppendInt(append(dst, `"status":`...), int64(m.Status), 10)
		dst = appendString(append(dst, `,"reason":`...), m.Reason)
	}
	if len(m.Version) > 0 {
		dst = appendString(appendName(dst, "version"), m.Version)
	}
	dst = appendInterim(dst, m.Interim)
	return appendMessage(dst, m)
}

// hasStatus says whether there was a status line: 000 is one too, and HTTP/0.9 has none.
func hasStatus(m *httpdecode.Message) bool { return m.Status != 0 || len(m.Version) > 0 }

// appendInterim appends the responses before the final one, if there are any.
func appendInterim(dst []byte, list []httpdecode.Interim) []byte {
	if len(list) == 0 {
		return dst
	}
	dst = append(appendName(dst, "interim"), '[')
	for i := range list {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = strconv.AppendInt(append(dst, `{"status":`...), int64(list[i].Status), 10)
		dst = appendInt(dst, "frame", list[i].Position.Frame)
		if fields := list[i].Fields(); len(fields) > 0 {
			dst = appendFields(append(dst, `,"headers":`...), fields)
		}
		dst = append(dst, '}')
	}
	return append(dst, ']')
}

// appendMessage appends what requests and responses have in common.
func appendMessage(dst []byte, m *httpdecode.Message) []byte {
	dst = appendInt(dst, "frame", m.Frame)
	dst = appendInt(dst, "first_frame", m.First.Frame)
	if m.First.Time != 0 {
		dst = appendTime(append(dst, `,"time":`...), m.First.Time)
	}
	dst = appendFields(append(dst, `,"headers":`...), m.Fields)
	if len(m.Trailers) > 0 {
		dst = appendFields(append(dst, `,"trailers":`...), m.Trailers)
	}
	dst = appendInt(dst, "header_bytes", m.HeaderBytes)
	if m.BodyKnown() {
		dst = appendInt(dst, "body_bytes", m.BodyBytes)
	}
	dst = strconv.AppendBool(append(dst, `,"complete":`...), m.Complete)
	if m.MissingBytes > 0 {
		dst = appendInt(dst, "missing_bytes", m.MissingBytes)
	}
	return dst
}

func appendFields(dst []byte, fields []httpdecode.Field) []byte {
	dst = append(dst, '[')
	for i := range fields {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendString(append(dst, '['), fields[i].Name)
		dst = appendString(append(dst, ','), fields[i].Value)
		dst = append(dst, ']')
	}
	return append(dst, ']')
}
