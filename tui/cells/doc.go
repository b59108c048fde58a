// Package cells puts text into the cells of a terminal.
//
// In go text, which may be a capture's and hostile, and a tone for it; out come
// lines of spans, broken to a width, and cells drawn on a tcell.Screen. Clean makes
// text safe to show: whatever a terminal would obey, hide or reorder by becomes a
// visible sign. Text of a Span is clean already, and Put cleans what it is given, so
// that nothing from a capture reaches the terminal as it is. Widths are cells, as
// UAX #11 and UAX #29 count them.
package cells
