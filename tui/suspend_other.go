//go:build !unix

package tui

// stop does nothing where processes cannot be stopped.
func stop() {}
