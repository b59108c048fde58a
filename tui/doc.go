// Package tui shows a trace on a terminal while it grows.
//
// In goes a trace.Trace, which any goroutine may be adding to; out come cells
// on the screen and nothing else. The screen keeps no copy of the trace: for
// each frame it asks for the rows that are in sight, so that a million rows
// cost what fifty cost. Heads and bodies are read from the capture again on
// another goroutine, and of a body as many lines as are in sight or were
// scrolled to. Secrets in heads and targets are masked until a key shows them.
// Rows are named by their numbers, since those of a live capture leave when there
// are too many; what it says besides its rows is in live.go and meter.go.
//
// What is shown is computed by packages below this one that know no screen, a value
// in, cells or lines out. At the bottom are theme (tones and colours), cells (text
// into cells: the only way for bytes of a capture to the terminal), keys (what each
// key does) and words (what is said, in both languages). On these stand table (a
// grid of rows, and how it is arranged beside the event loop), lists (the rows of
// exchanges, connections and messages), waterfall (bars of time), detail (what is
// said of the selected row), segments, octets (the bytes of a connection) and
// ladderview (the picture of a ladder). None imports this package.
//
// Here is what acts: screen.go puts the parts together, actions.go and commands.go
// do what keys and commands ask for, and each page over the tables (page.go) holds
// what its user has come to: the ladder*.go, stats*.go, bytes*.go, waterfallpage.go
// and others. All of that is used on tview's event loop only; what takes long is a
// job (jobs.go), whose outcome the loop takes.
//
// Every byte from a capture is hostile to a terminal. It reaches the screen
// through cells.Put, which shows control characters and their like as what they
// are; tview's [tags] are never interpreted.
package tui
