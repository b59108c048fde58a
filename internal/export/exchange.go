package export

import (
	"strings"

	"wiretalk/httpdecode"
	"wiretalk/internal/trace"
)

// Exchange reads the heads of an exchange from the capture again. What
// cannot be read is left out, and the first reason for that is the error.
func Exchange(t *trace.Trace, x *trace.Exchange) (*httpdecode.Exchange, error) {
	out := &httpdecode.Exchange{
		Index: x.Index, Pairing: x.Pairing, Certainty: x.Certainty, Pipelined: x.Pipelined, Notes: x.Notes,
	}
	err := fill(&out.Request, t, &x.Request, httpdecode.ToServer)
	if e := fill(&out.Response, t, &x.Response, httpdecode.ToClient); err == nil {
		err = e
	}
	if err != nil && out.Request.Method == nil && x.Request.Seen {
		out.Request.Method, out.Request.Target = []byte(x.Method), []byte(x.Target)
	}
	if err != nil && out.Response.Status == 0 {
		out.Response.Status = x.Status
	}
	return out, err
}

// fill reads a head again.
func fill(m *httpdecode.Message, t *trace.Trace, from *trace.Message, d httpdecode.Direction) error {
	m.Interim = from.Interim
	if !from.Seen {
		return nil
	}
	var err error
	if from.HeaderBytes > 0 { // HTTP/0.9 has responses without a head
		var head []byte
		if head, err = t.ReadHead(from); err == nil {
			_ = httpdecode.ParseHead(head, d, m) // of what is no head, as much as there is
		}
	}
	m.Seen, m.Complete, m.Framing = true, from.Complete, from.Framing
	m.HeaderBytes, m.BodyBytes, m.MissingBytes = from.HeaderBytes, from.BodyBytes, from.MissingBytes
	m.First = httpdecode.Position{Frame: from.FirstFrame, Time: from.First}
	m.Last = httpdecode.Position{Frame: from.Frame, Time: from.Last}
	m.Content.Frame = from.ContentFrame
	m.Frame, m.Head, m.Body = from.Frame, from.Head, from.Body
	m.Trailers = nil
	for line := range strings.Lines(from.Trailers) {
		name, value, _ := strings.Cut(strings.TrimRight(line, "\n"), ": ")
		m.Trailers = append(m.Trailers, httpdecode.Field{Name: []byte(name), Value: []byte(value)})
	}
	return err
}
