package export

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Offer is a free name to propose: that one, or where this process may not
// write beside it, one in the user's home folder or in that for temporary files.
func Offer(name string) string {
	for _, dir := range places() {
		if Writable(dir) {
			return Free(filepath.Join(dir, name))
		}
	}
	return Free(name)
}

// Elsewhere is a folder that can be written to; empty when none is known.
func Elsewhere() string {
	for _, dir := range places()[1:] {
		if Writable(dir) {
			return dir
		}
	}
	return ""
}

func places() []string {
	dirs := []string{""}
	if home, err := os.UserHomeDir(); err == nil {
		dirs = append(dirs, home)
	}
	return append(dirs, os.TempDir())
}

// Missing is the first folder on the way to a name that is not there; empty
// when all are. only says that it is all that lacks.
func Missing(name string) (dir string, only bool) {
	last := filepath.Dir(name)
	for at := last; ; at = filepath.Dir(at) {
		if _, err := os.Stat(at); !errors.Is(err, fs.ErrNotExist) {
			return dir, dir == last
		}
		dir = at
		if filepath.Dir(at) == at {
			return dir, false
		}
	}
}
