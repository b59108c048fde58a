package main

import (
	"errors"
	"syscall"
)

// errorNoData is what writing to a pipe gives whose reader is closing it.
const errorNoData = syscall.Errno(232)

// isClosedPipe says whether the reader of the records went away.
func isClosedPipe(err error) bool {
	return errors.Is(err, syscall.ERROR_BROKEN_PIPE) || errors.Is(err, errorNoData)
}
