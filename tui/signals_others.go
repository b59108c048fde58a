//go:build !unix

package tui

// onQuit does nothing where there is no such signal.
func onQuit() (stop func()) { return func() {} }
