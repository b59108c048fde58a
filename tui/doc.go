// Package tui shows a trace on a terminal while it grows.
//
// In goes a trace.Trace, which any goroutine may be adding to; out come cells
// on the screen and nothing else. The screen keeps no copy of the trace: for
// each frame it asks for the rows that are in sight, so that a million rows
// cost what fifty cost. Heads and bodies are read from the capture again on
// another goroutine and only as far as a person would look.
//
// What is shown is computed by plain functions (rows.go, connrows.go,
// detail.go, body.go: a value in, cells or lines out); how it is placed is
// computed by others (column.go, wrap.go); grid.go and pager.go draw the
// result; screen.go puts the parts together. Words are data in words_en.go
// and words_zh.go, keys are data in keys.go.
//
// Every byte from a capture is hostile to a terminal. It reaches the screen
// through put, which shows control characters and their like as what they
// are; tview's [tags] are never interpreted.
package tui
