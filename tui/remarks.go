package tui

import (
	"fmt"
	"strings"

	"wiretalk/httpdecode"
	"wiretalk/internal/meaning"
	"wiretalk/internal/trace"
	"wiretalk/tui/theme"
)

// explained is an exchange, its heads read again, as package meaning takes it.
func explained(x *trace.Exchange, request, response *head, reveal bool) meaning.Exchange {
	e := meaning.Of(&httpdecode.Exchange{
		Request: request.Message, Response: response.Message, Pairing: x.Pairing, Certainty: x.Certainty, Notes: x.Notes,
	})
	e.Reveal = reveal
	return e
}

// remarkLines are sentences, with their topics in a column of their own.
func remarkLines(w *words, remarks []meaning.Remark) []line {
	widest := 0
	for _, r := range remarks {
		widest = max(widest, textWidth(r.Topic.Text()[w.language]))
	}
	var lines []line
	before := ""
	for _, r := range remarks {
		topic := r.Topic.Text()[w.language]
		label := topic
		if topic == before {
			label = ""
		}
		before = topic
		lines = append(lines, prose(widest+2, span{label + spaces(widest+2-textWidth(label)), theme.Name},
			span{clean(r.Text[w.language]) + " ", theme.Plain}, span{unbroken(r.Section), theme.Dim}))
	}
	return lines
}

// meaning says what a field does, and each directive of Cache-Control.
func (v *headView) meaning(field, value string) []line {
	w := v.words
	info, ok := meaning.Field(field)
	if !ok {
		return []line{prose(4, span{"    " + w.unknownField, theme.Dim})}
	}
	lines := []line{prose(4, span{"    " + info.Text[w.language] + " ", theme.Moved}, span{w.kindOf(&info), theme.Dim})}
	if info.Name != "Cache-Control" {
		return lines
	}
	for _, d := range meaning.ParseCacheControl(value) {
		if text, section, ok := d.Explain(v.request); ok {
			lines = append(lines, prose(6, span{"    " + clean(d.Name) + "  ", theme.Name}, span{text[w.language] + " ", theme.Moved}, span{unbroken(section), theme.Dim}))
		}
	}
	return lines
}

// kindOf says in which messages a field stands, and what defines it.
func (w *words) kindOf(info *meaning.FieldInfo) string {
	about := []string{info.Kind.Text()[w.language]}
	if info.HopByHop {
		about = append(about, w.hopByHop)
	}
	if info.Section != "" {
		about = append(about, unbroken(info.Section))
	}
	return fmt.Sprintf(w.aside, strings.Join(about, w.comma))
}
