// Package phrase writes what goes into sentences that people read: durations, and
// words that depend on a number. Records (JSON) have numbers instead.
package phrase
