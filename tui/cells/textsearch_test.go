package cells

import (
	"testing"

	"wiretalk/tui/theme"
)

// A word that is broken at the end of a line is found, backwards as well.
func TestSearchOverBrokenLines(t *testing.T) {
	p := Pager{Width: 10, drawn: 10, Page: 3}
	p.SetLines([]Line{Say(theme.Plain, "0123456789abcdef"), Say(theme.Plain, "other"), Say(theme.Plain, "ABC again")})
	for _, step := range []struct {
		text string
		step int
		row  int
		ok   bool
	}{
		{"89ab", 1, 0, true}, {"abc", 1, 1, true}, {"abc", 1, 3, true}, {"abc", 1, 1, true}, {"abc", -1, 3, true}, {"5678", -1, 0, true},
		{"9other", 1, 0, false}, {"zzz", 1, 0, false},
	} {
		if ok := p.Find(step.text, step.step); ok != step.ok || ok && p.found.row != step.row {
			t.Errorf("%+v: %v, row %d", step, ok, p.found.row)
		}
	}
}
