package tui

import (
	"fmt"
	"strings"

	"wiretalk/httpdecode"
	"wiretalk/internal/meaning"
	"wiretalk/internal/trace"
	"wiretalk/tui/cells"
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
func remarkLines(w *words, remarks []meaning.Remark) []cells.Line {
	widest := 0
	for _, r := range remarks {
		widest = max(widest, cells.Width(r.Topic.Text()[w.language]))
	}
	var lines []cells.Line
	before := ""
	for _, r := range remarks {
		topic := r.Topic.Text()[w.language]
		label := topic
		if topic == before {
			label = ""
		}
		before = topic
		lines = append(lines, cells.Prose(widest+2, cells.Ink(label+cells.Spaces(widest+2-cells.Width(label)), theme.Name),
			cells.Ink(cells.Clean(r.Text[w.language])+" ", theme.Plain), cells.Ink(cells.Unbroken(r.Section), theme.Dim)))
	}
	return lines
}

// meaning says what a field does, and each directive of Cache-Control.
func (v *headView) meaning(field, value string) []cells.Line {
	w := v.words
	info, ok := meaning.Field(field)
	if !ok {
		return []cells.Line{cells.Prose(4, cells.Ink("    "+w.unknownField, theme.Dim))}
	}
	lines := []cells.Line{cells.Prose(4, cells.Ink("    "+info.Text[w.language]+" ", theme.Moved), cells.Ink(w.kindOf(&info), theme.Dim))}
	if info.Name != "Cache-Control" {
		return lines
	}
	for _, d := range meaning.ParseCacheControl(value) {
		if text, section, ok := d.Explain(v.request); ok {
			lines = append(lines, cells.Prose(6, cells.Ink("    "+cells.Clean(d.Name)+"  ", theme.Name), cells.Ink(text[w.language]+" ", theme.Moved), cells.Ink(cells.Unbroken(section), theme.Dim)))
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
		about = append(about, cells.Unbroken(info.Section))
	}
	return fmt.Sprintf(w.aside, strings.Join(about, w.comma))
}
