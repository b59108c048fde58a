// Package ladderview draws a ladder of package ladder into lines: two lifelines with the
// segments between them, the states of both ends, and where along a request's journey
// one is.
//
// In go a ladder, the step that one stands on, and a width in cells; out come lines. The
// page that scrolls, plays and asks is the screen's.
package ladderview
