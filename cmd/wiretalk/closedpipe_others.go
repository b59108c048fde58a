//go:build !windows

package main

import (
	"errors"
	"syscall"
)

// isClosedPipe says whether the reader of the records went away.
func isClosedPipe(err error) bool {
	return errors.Is(err, syscall.EPIPE)
}
