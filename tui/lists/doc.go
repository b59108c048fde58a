// Package lists makes the rows of a trace's tables: exchanges, connections, and the
// messages of a WebSocket connection.
//
// In go the trace's rows, which are borrowed for the call; out come cells of clean text,
// each with its tone, what a column orders rows by, and whether a row holds a text. A
// list keeps nothing of the trace, so that any goroutine may ask it in a View.
package lists
