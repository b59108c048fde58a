package report

import (
	"wiretalk/httpdecode"
	"wiretalk/internal/meaning"
)

// explained is an exchange as package meaning takes it. It copies everything:
// explaining is asked for, and not done on every packet's way.
func explained(x *httpdecode.Exchange) meaning.Exchange {
	var e meaning.Exchange
	if q := &x.Request; q.Seen {
		e.Request = meaning.Request{
			Seen: true, Method: string(q.Method), Target: string(q.Target), Version: string(q.Version),
			Fields: linesOf(q.Fields), Time: q.First.Time,
		}
	}
	if p := &x.Response; p.Seen {
		e.Response = meaning.Response{
			Seen: true, Status: p.Status, Reason: string(p.Reason), Version: string(p.Version),
			Fields: linesOf(p.Fields), UntilClose: p.Framing == httpdecode.ByClose, Time: p.First.Time,
		}
		for _, i := range p.Interim {
			e.Response.Interim = append(e.Response.Interim, i.Status)
		}
	}
	return e
}

func linesOf(fields []httpdecode.Field) meaning.Lines {
	lines := make(meaning.Lines, len(fields))
	for i, f := range fields {
		lines[i] = meaning.Line{Name: string(f.Name), Value: string(f.Value)}
	}
	return lines
}

// appendRemarks appends what the fields of an exchange mean, to a JSON record.
func appendRemarks(dst []byte, x *httpdecode.Exchange, language int) []byte {
	dst = append(dst, `,"remarks":[`...)
	for i, r := range meaning.Explain(explained(x)) {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendString(append(dst, `{"topic":`...), []byte(r.Topic.Text()[language]))
		dst = appendString(append(dst, `,"text":`...), []byte(r.Text[language]))
		dst = appendString(append(dst, `,"section":`...), []byte(r.Section))
		dst = append(dst, '}')
	}
	return append(dst, ']')
}

// appendRemarkLines appends the same as lines for people.
func appendRemarkLines(dst []byte, x *httpdecode.Exchange, language int) []byte {
	for _, r := range meaning.Explain(explained(x)) {
		dst = append(dst, "                   "...)
		dst = appendColumn(dst, r.Topic.Text()[language], topicWidth)
		dst = appendClean(dst, r.Text[language])
		if r.Section != "" {
			dst = append(appendClean(append(dst, "  ("...), r.Section), ')')
		}
		dst = append(dst, '\n')
	}
	return dst
}

const topicWidth = 14

// Language is one that remarks are made in.
type Language int

// The languages; the zero value is for no remarks.
const (
	NoRemarks Language = iota
	English
	Chinese
)

// index is the language's place in a meaning.Text.
func (l Language) index() int {
	if l == Chinese {
		return meaning.Chinese
	}
	return meaning.English
}
