package ladder

import (
	"fmt"
	"io"
	"strings"

	"wiretalk/internal/explain"
	"wiretalk/tcpreasm"
)

// Markdown writes the ladder as a table, and what each segment is below.
func (l *Ladder) Markdown(w io.Writer, o Options) error {
	words := &languages[o.Language]
	var b strings.Builder
	ends := l.Connection.Ends
	title := ""
	if o.Title != "" {
		title = Escaped(o.Title) + ": "
	}
	fmt.Fprintf(&b, "## %s%s %s → %s %s\n\n", title, words.client, ends[tcpreasm.Client], words.server, ends[tcpreasm.Server])
	for _, s := range l.verdict() {
		fmt.Fprintf(&b, "- %s%s\n", Escaped(s.Text[o.Language]), section(s))
	}
	fmt.Fprintf(&b, "\n| %s | %s | %s | | %s | %s |\n| ---: | ---: | --- | :---: | --- | --- |\n",
		words.frame, words.time, words.client, words.what, words.server)
	if l.part {
		at := l.statesBefore()
		fmt.Fprintf(&b, "| | | %s | | *%s* | %s |\n", at[0], fmt.Sprintf(words.before, l.first()), at[1])
	}
	for i := range l.Rows {
		r := &l.Rows[i]
		s := &l.Steps[r.Step]
		switch r.Kind {
		case Silence:
			fmt.Fprintf(&b, "| | | | | *%s* | |\n", words.silent(r))
		case Fold:
			fmt.Fprintf(&b, "| %d–%d | %s | | | *%s* | |\n", s.Frame, l.Steps[r.Last].Frame, l.since(r.Step), words.folded(r))
		default:
			at := l.Changed(s)
			arrow := "→"
			if s.From == tcpreasm.Server {
				arrow = "←"
			}
			label := l.label(r, words)
			if r.Lost {
				label += " ✗"
			}
			for _, m := range r.Messages {
				label += "<br>`" + strings.ReplaceAll(Escaped(words.message(m)), "`", "'") + "`"
			}
			if r.Behind != 0 {
				label += " ⋯"
			}
			fmt.Fprintf(&b, "| %d | %s | %s | %s | %s | %s |\n", s.Frame, l.since(r.Step), at[0], arrow, label, at[1])
			if r.Comes != 0 {
				at, arrow = [2]string{}, map[string]string{"→": "←", "←": "→"}[arrow]
				at[s.From] = l.ComesTo(s)
				fmt.Fprintf(&b, "| | | %s | ⋯ %s | *%s* | %s |\n", at[0], arrow, l.latecomer(r, words), at[1])
			}
		}
	}
	if o.Sentences || o.All {
		b.WriteString("\n")
		narrator := explain.New(l.Connection, l.Steps)
		for i := range l.Rows {
			r := &l.Rows[i]
			if r.Kind != Arrow {
				continue
			}
			before := fmt.Sprintf("- **%d** ", l.Steps[r.Step].Frame)
			for _, said := range o.said(narrator, r.Step) {
				fmt.Fprintf(&b, "%s%s%s\n", before, Escaped(said.Text[o.Language]), section(said))
				before = "  - "
			}
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// Escaped keeps what came from the wire from being read as Markdown or HTML.
func Escaped(s string) string {
	return strings.NewReplacer("|", "\\|", "<", "&lt;", "&", "&amp;").Replace(s)
}

func section(s explain.Sentence) string {
	if s.Section == "" {
		return ""
	}
	return " *(" + s.Section + ")*"
}
