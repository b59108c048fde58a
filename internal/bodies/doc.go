// Package bodies reads what messages carried from the capture again, and gives
// it to those who want it whole: its size and SHA-256 ([Digest]), or files
// ([Saver]).
//
// What goes in: a message with the places of its body ([httpdecode.Extents]) and
// an [io.ReaderAt] that reads there. What comes out: its content, with
// transfer and content codings undone ([Content]), or an error that says what
// keeps it from being known. Nothing of a body is held in memory but a window of
// some kilobytes, and the windows of its codings.
//
// Messages are borrowed for the time of a call. Where a body is read later, its
// places are copied first.
package bodies
