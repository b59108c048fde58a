package tui

import "strings"

// helpLines lists all keys with what they do.
func helpLines(w *words) []line {
	widest := 0
	for _, b := range bindings {
		widest = max(widest, textWidth(b.label))
	}
	lines := []line{nil, say(title, w.help)}
	for _, b := range bindings {
		pad := strings.Repeat(" ", widest-textWidth(b.label)+2)
		lines = append(lines, line{{b.label + pad, name}, {w.actions[b.action], plain}})
	}
	return lines
}
