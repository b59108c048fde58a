// Package report renders connections and exchanges as records: JSON, one
// object a line, for programs, and text, one line a record, for people. A
// record is appended to a buffer that the caller owns; nothing is kept.
//
// A record is made before its connection's stream number is known, so each
// rendering says where in the record the number belongs.
package report
