// Package filtered lets through those packets of a capture.Source that a
// capture filter accepts.
//
// In goes a source and a filter in libpcap's language. Out comes a source of
// the packets that pass, numbered from 1 as if there had been no others, as
// when a file is written with a capture filter and read without. All else is
// the source's own: memory, times, places for ReadAt, interfaces, the clock of
// a live source.
//
// The filter is compiled when the first packet of a link type comes, for files
// may have several, and run on each packet without allocation.
package filtered
