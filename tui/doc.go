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
// What is shown is computed by plain functions, a value in, cells or lines out:
// rows of tables in rows.go, connrows.go and messages.go; the detail of an
// exchange in detail.go from overview.go, head.go, remarks.go, related.go,
// content.go and parts.go; that of a connection in conndetail.go and
// endstable.go, of a WebSocket message in messagedetail.go; a segment in
// segmentlist.go, segmentanalysis.go and segmentdetail.go; rows of a connection's
// bytes in byterows.go, and where one is among them in byteswindow.go. How it is placed is
// computed by others (column.go, wrap.go); grid.go and pager.go draw the
// result. Which rows a table shows, and in which order, is its arrangement: what that
// comes to is worked out beside the event loop a slice at a time (arranging.go,
// judge.go, sorting.go). screen.go puts the parts together. Words are data in words_en.go,
// words_zh.go and words_zh_notes.go, keys are data in keys.go.
//
// Every byte from a capture is hostile to a terminal. It reaches the screen
// through put, which shows control characters and their like as what they
// are; tview's [tags] are never interpreted.
package tui
