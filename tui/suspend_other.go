//go:build !unix

package tui

// suspending does nothing where processes cannot be stopped.
func suspending(*jobs, func(meanwhile func())) (suspend, unlisten func()) {
	return func() {}, func() {}
}
