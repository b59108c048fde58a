//go:build !unix

package export

import (
	"cmp"
	"os"
)

// Writable says whether a folder is there; only making a file tells more.
func Writable(dir string) bool {
	info, err := os.Stat(cmp.Or(dir, "."))
	return err == nil && info.IsDir()
}
