//go:build unix

package config

import (
	"os"
	"os/user"
	"path/filepath"
	"runtime"
	"strconv"
	"syscall"
)

// folder is one of the user's folders: what the variable names, if that is a
// whole path (as the XDG Base Directory Specification has it), or what the system
// has. Of another user's folders, which the environment names after sudo, the
// one at the same place under this user's home is taken; empty when there is none.
func folder(variable string, system func() (string, error)) string {
	if dir := os.Getenv(variable); filepath.IsAbs(dir) && runtime.GOOS != "darwin" {
		if isOurs(dir) {
			return dir
		}
		return ""
	}
	home := os.Getenv("HOME")
	if home == "" || !isOurs(home) {
		home = ""
		if u, err := user.LookupId(strconv.Itoa(os.Geteuid())); err == nil && isOurs(u.HomeDir) {
			home = u.HomeDir
		}
	}
	if home == "" {
		return ""
	}
	if home == os.Getenv("HOME") {
		if dir, err := system(); err == nil {
			return dir
		}
	}
	return filepath.Join(home, defaults[variable])
}

// defaults are the folders below a home, as the specification has them.
var defaults = map[string]string{"XDG_CONFIG_HOME": ".config", "XDG_STATE_HOME": ".local/state"}

// isOurs says whether a folder, or the nearest above it that there is, belongs
// to the user that the process runs as.
func isOurs(dir string) bool {
	for filepath.IsAbs(dir) {
		info, err := os.Stat(dir)
		if err == nil {
			of, ok := info.Sys().(*syscall.Stat_t)
			return ok && info.IsDir() && int(of.Uid) == os.Geteuid()
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return false
		}
		dir = parent
	}
	return false
}
