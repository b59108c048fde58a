// Package octets lays out the bytes of a connection in rows, as text or in hex, one
// direction or both in turn, and finds in them.
//
// In go runs of bytes, which are read from the capture when they are asked for; out come
// rows of clean text. Of however long a connection no more than a window is held.
package octets
