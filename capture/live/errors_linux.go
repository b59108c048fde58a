//go:build !libpcap

package live

import (
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sys/unix"

	"wiretalk/capture"
)

// openError says why what could not be had, and what a person can do.
func (r *ring) openError(what string, err error) error {
	reason := what + " cannot be had: " + err.Error()
	switch {
	case errors.Is(err, unix.EPERM), errors.Is(err, unix.EACCES):
		reason = permissionReason()
	case errors.Is(err, unix.ENOMEM) && what == "the buffer":
		reason = "the kernel has no memory for a buffer of this size: give a smaller one with -B (in KiB)"
	case errors.Is(err, unix.ENOMEM) && what == "the filter":
		reason = "the kernel has no memory for a filter of this length: shorten it, or raise the sysctl net.core.optmem_max"
	case errors.Is(err, unix.ENETDOWN):
		reason = "the interface is down: sudo ip link set " + quoted(r.name) + " up"
	case errors.Is(err, unix.ENODEV), errors.Is(err, unix.ENXIO):
		return noSuchInterface(r.name, err)
	case errors.Is(err, unix.EAFNOSUPPORT):
		reason = "the kernel has no packet sockets (CONFIG_PACKET): sudo modprobe af_packet"
	}
	return &capture.Error{File: shown(r.name), Offset: -1, Reason: reason, Err: err}
}

func permissionReason() string {
	program, err := os.Executable()
	if err == nil {
		program, err = filepath.EvalSymlinks(program) // setcap wants the file itself
	}
	if err != nil {
		program = "wiretalk"
	}
	return "capturing needs a right that this user lacks; give it to the program once, with\n" +
		"  sudo setcap cap_net_raw+ep " + quoted(program) + "\n" +
		"or run it with sudo: it lets go of root's rights as soon as it captures"
}

// quoted is s as a word of a shell.
func quoted(s string) string {
	safe := func(r rune) bool {
		return strings.ContainsRune("+-./:=@_", r) || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z'
	}
	if s != "" && strings.IndexFunc(s, func(r rune) bool { return !safe(r) }) < 0 {
		return s
	}
	if printable := shown(s); printable != s {
		return printable
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

func nativeUint16(b []byte) uint16 { return binary.NativeEndian.Uint16(b) }
