// Package phrase writes what people read of numbers: counts, sizes, durations, moments,
// and words that depend on a number. Records (JSON) have numbers instead.
package phrase
