package tui

import "wiretalk/internal/trace"

// showFiltered names the display filter that lets a group's exchanges through.
func (s *screen) showFiltered(expression string) { s.message = expression }

// filterOfTable is the display filter of the table of exchanges; empty for none.
func (s *screen) filterOfTable() string { return "" }

// keptByTable says which exchanges that filter lets through, for use in a View;
// nil when there is none.
func (s *screen) keptByTable() func(*trace.Reader, *trace.Exchange) bool { return nil }
