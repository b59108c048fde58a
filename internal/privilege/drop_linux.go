package privilege

import (
	"errors"
	"fmt"
	"os"
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"
)

// Drop gives up all rights that the user does not have, in all threads:
//
//   - root's identity: the process becomes that of the user who called sudo, with
//     that user's groups, or who started a program that is set-user-ID; and where
//     there is no such user, of "nobody";
//   - all capabilities, such as setcap gives to a program's file;
//   - the way back: no program that it runs gets more rights by being set-user-ID
//     or by capabilities of its file.
//
// Open what needs rights before. The error says what is left that should be
// given up; the caller should then end. A program that was built with cgo
// cannot give up capabilities that it has without being root.
func Drop() error {
	drop := dropAll
	if !threadsKnown() {
		drop = dropBesideC
	}
	err := drop()
	if left := verify(); left != nil {
		return fmt.Errorf("rights are left that should be given up: %w", errors.Join(left, err))
	}
	return nil
}

// dropAll does what it can, and says what it could not.
func dropAll() error {
	var problems []error
	note := func(what string, err error) {
		if err != nil {
			problems = append(problems, fmt.Errorf("%s: %w", what, err))
		}
	}
	note("no_new_privs", everywhere(unix.SYS_PRCTL, unix.PR_SET_NO_NEW_PRIVS, 1))
	if canSetCapabilities() {
		note("the bounding set of capabilities", dropBounding())
	}
	note("root's identity", leaveRoot())
	note("ambient capabilities", everywhere(unix.SYS_PRCTL, unix.PR_CAP_AMBIENT, unix.PR_CAP_AMBIENT_CLEAR_ALL))
	note("capabilities", dropCapabilities())
	return errors.Join(problems...)
}

// leaveRoot changes the identity of all threads; syscall sees to that, with
// C's help where there is C.
func leaveRoot() error {
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
	if err := syscall.Setresgid(u.gid, u.gid, u.gid); err != nil {
		return fmt.Errorf("setresgid %d: %w", u.gid, err)
	}
	if err := syscall.Setresuid(u.uid, u.uid, u.uid); err != nil {
		return fmt.Errorf("setresuid %d: %w", u.uid, err)
	}
	return nil
}

// threadsKnown says that Go can make a system call in all threads. It cannot
// in a program that uses C, which may have made some.
func threadsKnown() bool {
	_, _, e := syscall.AllThreadsSyscall(unix.SYS_GETPID, 0, 0, 0)
	return e != syscall.ENOTSUP
}

// everywhere makes a system call in all threads: capabilities and no_new_privs
// belong to a thread.
func everywhere(call uintptr, arguments ...uintptr) error {
	var a [6]uintptr
	copy(a[:], arguments)
	if _, _, e := syscall.AllThreadsSyscall6(call, a[0], a[1], a[2], a[3], a[4], a[5]); e != 0 {
		return e
	}
	return nil
}

func canSetCapabilities() bool {
	header := unix.CapUserHeader{Version: unix.LINUX_CAPABILITY_VERSION_3}
	var data [2]unix.CapUserData
	return unix.Capget(&header, &data[0]) == nil && data[unix.CAP_SETPCAP/32].Effective&(1<<(unix.CAP_SETPCAP%32)) != 0
}

// dropBounding empties the set of capabilities that programs which this one
// runs could get. The kernel knows fewer than 64 and says EINVAL past the last.
func dropBounding() error {
	for n := range uintptr(64) {
		if err := everywhere(unix.SYS_PRCTL, unix.PR_CAPBSET_DROP, n); err == unix.EINVAL {
			return nil
		} else if err != nil {
			return err
		}
	}
	return nil
}

// dropCapabilities empties the effective, permitted and inheritable sets.
func dropCapabilities() error {
	header := &unix.CapUserHeader{Version: unix.LINUX_CAPABILITY_VERSION_3}
	data := new([2]unix.CapUserData)
	return everywhere(unix.SYS_CAPSET, uintptr(unsafe.Pointer(header)), uintptr(unsafe.Pointer(data)))
}
