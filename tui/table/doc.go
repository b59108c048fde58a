// Package table shows a list of rows that may be millions, and grow, and lose their
// oldest: which columns there is room for, which rows pass and in what order, which is
// selected.
//
// In goes a List, whose rows are made when they are asked for and named by their
// numbers; out come the cells of the rows in sight. A Grid is used on the event loop.
// What its Arrangement comes to, by a filter, by marks or by a column's order, is worked
// out by an Arranger a slice at a time, on any goroutine: no key waits for a million rows.
package table
