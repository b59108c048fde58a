//go:build race

package tui

// underRace says that the race detector is at work, which makes everything several
// times slower: how long something takes then says nothing.
const underRace = true
