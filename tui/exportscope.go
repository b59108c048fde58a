package tui

import (
	"slices"

	"wiretalk/internal/trace"
	"wiretalk/tui/lists"
	"wiretalk/tui/table"
)

// scope is which rows are saved.
type scope uint8

const (
	scopeSelected scope = iota
	scopeMarked
	scopeShown
	scopes // how many there are
)

// findScopes finds out which rows there are to choose from.
func (p *exportPage) findScopes(s *screen) {
	p.scopes = p.scopes[:0]
	_, shown := s.grids[p.view].Place()
	if _, selected := s.grids[p.view].Current(); selected && shown > 0 || p.elsewhere() {
		p.scopes = append(p.scopes, scopeSelected)
	}
	if len(s.marked(p.view)) > 0 {
		p.scopes = append(p.scopes, scopeMarked)
	}
	if shown > 1 || shown > 0 && p.elsewhere() {
		p.scopes = append(p.scopes, scopeShown)
	}
}

// nextScope is the one that comes behind the scope.
func (p *exportPage) nextScope() scope {
	if len(p.scopes) == 0 {
		return p.scope
	}
	return p.scopes[(slices.Index(p.scopes, p.scope)+1)%len(p.scopes)]
}

// rows are the numbers of the rows that the scope takes in, and of which table.
func (p *exportPage) rows(s *screen) (v view, numbers []int) {
	switch {
	case p.scope == scopeMarked:
		return p.view, s.marked(p.view)
	case p.scope == scopeShown:
		s.grids[p.view].View(func(_ *trace.Reader, rows trace.Rows, n int) {
			numbers = make([]int, 0, n)
			for i := range n {
				numbers = append(numbers, rows.At(i))
			}
		})
		return p.view, numbers
	case p.picked != table.NoRow:
		return exchangesView, []int{p.picked}
	case p.stream != lists.All:
		return messagesView, []int{p.stream}
	}
	if row, ok := s.grids[p.view].Current(); ok {
		return p.view, []int{row}
	}
	return p.view, nil
}
