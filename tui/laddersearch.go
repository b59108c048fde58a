package tui

import (
	"strings"

	"wiretalk/internal/ladder"
	"wiretalk/internal/replay"
	"wiretalk/tui/cells"
)

// findText implements finder: what is looked for before the segments have been
// read is looked for then.
func (p *ladderPage) findText(s *screen, text string, step int) {
	if p.later(s, func(s *screen) { s.tellFound(p.search(text, step)) }) {
		s.message = p.words.SearchLater
		return
	}
	s.tellFound(p.search(text, step))
}

// search goes to the next row that holds a text, in steps of 1 or -1.
func (p *ladderPage) search(text string, step int) bool {
	if p.model == nil {
		return false
	}
	n := len(p.model.Rows)
	for i := 1; i <= n; i++ {
		row := ((p.cursor+i*step)%n + n) % n
		if p.holds(row, text) {
			p.goTo(row)
			return true
		}
	}
	return false
}

// holds says whether a row shows a text, which is in lower case.
func (p *ladderPage) holds(row int, text string) bool {
	r := &p.model.Rows[row]
	if r.Kind != ladder.Arrow {
		return false
	}
	s := &p.model.Steps[r.Step]
	if cells.Contains(p.model.Label(r.Step), text) || cells.Contains(ladder.Numbers(s), text) || cells.Contains(stateChange(s), text) {
		return true
	}
	for _, m := range r.Messages {
		if cells.Contains(m.Label, text) {
			return true
		}
	}
	for _, word := range s.Found.Words() {
		if cells.Contains(word, text) {
			return true
		}
	}
	return false
}

// stateChange is what the ends come to by a segment.
func stateChange(s *replay.Step) string {
	var parts []string
	for _, c := range s.Changes {
		parts = append(parts, c.To.String())
	}
	return strings.Join(parts, " ")
}
