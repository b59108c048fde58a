package meaning

import "wiretalk/httpdecode"

// Of is an exchange as httpdecode found it. It copies what it takes.
func Of(x *httpdecode.Exchange) Exchange {
	e := Exchange{Notes: x.Notes, Doubtful: x.Request.Seen && x.Response.Seen && x.Certainty == httpdecode.Likely}
	if q := &x.Request; q.Seen {
		e.Request = Request{
			Seen: true, Method: string(q.Method), Target: string(q.Target), Version: string(q.Version),
			Fields: linesOf(q.Fields), Part: isPart(q), Complete: q.Complete, Time: q.First.Time,
			Content: q.Content.Frame != 0, Early: early(x),
		}
	}
	if p := &x.Response; p.Seen {
		e.Response = Response{
			Seen: true, Status: p.Status, Reason: string(p.Reason), Version: string(p.Version),
			Fields: linesOf(p.Fields), Part: isPart(p), Complete: p.Complete, UntilClose: p.Framing == httpdecode.ByClose, Time: p.First.Time,
		}
	}
	for _, i := range x.Response.Interim { // also of a response that is still to come
		e.Response.Interim = append(e.Response.Interim, i.Status)
		if i.Status == 103 {
			e.Response.EarlyHints = append(e.Response.EarlyHints, linesOf(i.Fields())...)
		}
	}
	return e
}

func linesOf(fields []httpdecode.Field) Lines {
	lines := make(Lines, len(fields))
	for i, f := range fields {
		lines[i] = Line{Name: string(f.Name), Value: string(f.Value)}
	}
	return lines
}

// isPart reports whether fields of a head may be missing: it was cut off, or
// has more than are kept. A whole head without a body is complete.
func isPart(m *httpdecode.Message) bool {
	return !m.Complete && m.Framing == httpdecode.NoBody || len(m.Fields) >= httpdecode.MaxFields
}

// early reports whether content of the request passed the point of capture
// before what its sender may have waited for.
func early(x *httpdecode.Exchange) Answer {
	awaited := int64(0)
	if x.Response.Seen {
		awaited = x.Response.First.Frame
	}
	for _, i := range x.Response.Interim {
		if i.Status == 100 {
			awaited = i.Position.Frame
			break
		}
	}
	content := x.Request.Content.Frame
	switch {
	case awaited == 0:
		return Unknown
	case content != 0 && content < awaited:
		return Yes
	case x.Request.MissingBytes > 0 || x.Notes&httpdecode.NoteGap != 0:
		return Unknown
	}
	return No
}
