// Package ladder draws a connection as textbooks do: two lifelines, an arrow
// for each segment down the time axis, each end's state on its own side.
//
// Build makes the rows: what takes long or repeats itself is folded, what was
// lost ends in the middle, what is sent again says what it repeats, and HTTP
// messages stand beside the arrows that carried them. Text, Markdown and SVG draw the
// same rows; the screen draws them too.
package ladder
