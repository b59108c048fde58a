package tui

import "wiretalk/internal/trace"

// showFiltered shows the exchanges that a display filter lets through.
func (s *screen) showFiltered(expression string) {
	s.closePages()
	s.showExchanges(all)
	s.message = expression
}

// filterOfTable is the display filter of the table of exchanges; empty for none.
func (s *screen) filterOfTable() string { return "" }

// keptByTable says which exchanges that filter lets through, for use in a View;
// nil when there is none.
func (s *screen) keptByTable() func(*trace.Reader, *trace.Exchange) bool { return nil }
