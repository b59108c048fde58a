//go:build race

package tui

// underRace says that the race detector is at work, which makes drawing many
// times slower.
const underRace = true
