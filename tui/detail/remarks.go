package detail

import (
	"wiretalk/httpdecode"
	"wiretalk/internal/meaning"
	"wiretalk/internal/trace"
	"wiretalk/tui/cells"
	"wiretalk/tui/theme"
	"wiretalk/tui/words"
)

// explained is an exchange, its heads read again, as package meaning takes it.
func explained(x *trace.Exchange, request, response *Head, reveal bool) meaning.Exchange {
	e := meaning.Of(&httpdecode.Exchange{
		Request: request.Message, Response: response.Message, Pairing: x.Pairing, Certainty: x.Certainty, Notes: x.Notes,
	})
	e.Reveal = reveal
	return e
}

// remarkLines are sentences, with their topics in a column of their own.
func remarkLines(w *words.Screen, remarks []meaning.Remark) []cells.Line {
	widest := 0
	for _, r := range remarks {
		widest = max(widest, cells.Width(r.Topic.Text()[w.Language]))
	}
	var lines []cells.Line
	before := ""
	for _, r := range remarks {
		topic := r.Topic.Text()[w.Language]
		label := topic
		if topic == before {
			label = ""
		}
		before = topic
		lines = append(lines, cells.Prose(widest+2, cells.Ink(label+cells.Spaces(widest+2-cells.Width(label)), theme.Name),
			cells.Ink(cells.Clean(r.Text[w.Language])+" ", theme.Plain), cells.Ink(cells.Unbroken(r.Section), theme.Dim)))
	}
	return lines
}

// meaning says what a field does, and each directive of Cache-Control.
func (v *headView) meaning(field, value string) []cells.Line {
	w := v.words
	info, ok := meaning.Field(field)
	if !ok {
		return []cells.Line{cells.Prose(4, cells.Ink("    "+w.UnknownField, theme.Dim))}
	}
	lines := []cells.Line{cells.Prose(4, cells.Ink("    "+info.Text[w.Language]+" ", theme.Moved), cells.Ink(w.KindOf(&info), theme.Dim))}
	if info.Name != "Cache-Control" {
		return lines
	}
	for _, d := range meaning.ParseCacheControl(value) {
		if text, section, ok := d.Explain(v.request); ok {
			lines = append(lines, cells.Prose(6, cells.Ink("    "+cells.Clean(d.Name)+"  ", theme.Name), cells.Ink(text[w.Language]+" ", theme.Moved), cells.Ink(cells.Unbroken(section), theme.Dim)))
		}
	}
	return lines
}
