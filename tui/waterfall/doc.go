// Package waterfall draws the time of exchanges as bars of cells, one below the other
// on one axis, each in the slices that package delay found.
//
// In go moments in nanoseconds since 1970 and a width in cells; out come spans.
package waterfall
