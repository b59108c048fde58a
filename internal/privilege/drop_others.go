//go:build !unix

package privilege

// Drop does nothing: on this system capturing is a service's right and not
// the program's.
func Drop() error { return nil }
