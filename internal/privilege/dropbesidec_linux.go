package privilege

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"unsafe"

	"golang.org/x/sys/unix"
)

var errC = errors.New("this program was built with C in it and cannot give up capabilities in all of its threads: build it with CGO_ENABLED=0, or run it with sudo")

// dropBesideC is dropAll for a program whose threads Go does not know. With
// root's identity all threads lose their effective and permitted capabilities. What is
// left in the inheritable and bounding sets is worth nothing, as no_new_privs is set.
func dropBesideC() error {
	var problem error
	if os.Geteuid() != 0 {
		problem = errC
	}
	return errors.Join(noNewPrivileges(), leaveRoot(), problem)
}

// noNewPrivileges sets no_new_privs in this thread, and in all others by way
// of a system call filter that they are made to share. It lets everything pass.
func noNewPrivileges() error {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return fmt.Errorf("no_new_privs: %w", err)
	}
	pass := unix.SockFilter{Code: unix.BPF_RET | unix.BPF_K, K: unix.SECCOMP_RET_ALLOW}
	program := unix.SockFprog{Len: 1, Filter: &pass}
	_, _, e := unix.Syscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER, unix.SECCOMP_FILTER_FLAG_TSYNC, uintptr(unsafe.Pointer(&program)))
	if e != 0 {
		return fmt.Errorf("no_new_privs in all threads: %w", e)
	}
	return nil
}
