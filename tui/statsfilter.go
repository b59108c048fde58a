package tui

import "wiretalk/internal/trace"

// showFiltered shows the exchanges of a group, by the display filter that lets
// them through.
func (s *screen) showFiltered(expression string) {
	s.closePages()
	s.showExchanges(all)
	if err := s.setFilter(expression); err != nil {
		s.message = err.Error()
	}
}

// filterOfTable is the display filter by which exchanges are counted; empty for
// none, as all are counted whatever the table shows.
func (s *screen) filterOfTable() string { return "" }

// keptByTable says which exchanges that filter lets through, for use in a View;
// nil when there is none.
func (s *screen) keptByTable() func(*trace.Reader, *trace.Exchange) bool { return nil }
