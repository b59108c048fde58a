//go:build unix

package export

import (
	"cmp"

	"golang.org/x/sys/unix"
)

// Writable says whether this process may make files in a folder.
func Writable(dir string) bool {
	return unix.Access(cmp.Or(dir, "."), unix.W_OK|unix.X_OK) == nil
}
