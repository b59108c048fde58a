// Package segments shows the segments of one connection: as rows of a table, and one of
// them in lines, with what it carried and what the analysis found in it.
//
// In go the steps of package replay and the trace; out come cells and lines. A List is
// read on any goroutine once it is made.
package segments
