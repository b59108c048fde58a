package tui

// overlay is a text before everything else, until a key takes it away.
type overlay struct {
	title string
	pager pager
}

func newOverlay(title string, lines []line) *overlay {
	o := &overlay{title: title}
	o.pager.setLines(lines)
	return o
}

// helpLines lists all keys with what they do.
func helpLines(w *words) []line {
	widest := 0
	for _, b := range bindings {
		widest = max(widest, textWidth(b.label))
	}
	var lines []line
	for _, b := range bindings {
		pad := spaces(widest - textWidth(b.label) + 2)
		lines = append(lines, prose(widest+2, span{b.label + pad, name}, span{w.actions[b.action], plain}))
	}
	return lines
}
