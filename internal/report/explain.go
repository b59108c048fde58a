package report

import (
	"wiretalk/httpdecode"
	"wiretalk/internal/meaning"
)

// appendRemarks appends what the fields of an exchange mean, to a JSON record.
func appendRemarks(dst []byte, x *httpdecode.Exchange, language int) []byte {
	dst = append(dst, `,"remarks":[`...)
	for i, r := range meaning.Explain(meaning.Of(x)) {
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
	for _, r := range meaning.Explain(meaning.Of(x)) {
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
