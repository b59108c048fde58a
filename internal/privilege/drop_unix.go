//go:build unix && !linux

package privilege

import (
	"errors"
	"fmt"
	"os"
	"syscall"
)

// Drop gives up root's identity: the process becomes that of the user who
// called sudo, with that user's groups, or who started a program that is
// set-user-ID; and where there is no such user, of "nobody". Open what needs rights
// before. When it fails the caller should end.
func Drop() error {
	if os.Geteuid() != 0 {
		return nil
	}
	u, err := heir()
	if err != nil {
		return err
	}
	if err := syscall.Setgroups(u.groups); err != nil {
		return fmt.Errorf("setgroups: %w", err)
	}
	// As root these set the real, the effective and the saved identity.
	if err := syscall.Setgid(u.gid); err != nil {
		return fmt.Errorf("setgid %d: %w", u.gid, err)
	}
	if err := syscall.Setuid(u.uid); err != nil {
		return fmt.Errorf("setuid %d: %w", u.uid, err)
	}
	if os.Getuid() != u.uid || os.Geteuid() != u.uid || os.Getegid() != u.gid || syscall.Setuid(0) == nil {
		return errors.New("root's identity is left")
	}
	return nil
}
