//go:build !libpcap

package live

import (
	"errors"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"wiretalk/capture"
)

func TestRingSize(t *testing.T) {
	for _, test := range []struct{ buffer, block, count int }{
		{0, 256 << 10, 64},
		{1, 128 << 10, 2},
		{300 << 10, 128 << 10, 2},
		{1 << 20, 128 << 10, 8},
		{2 << 20, 256 << 10, 8},
		{3 << 20, 256 << 10, 12},
		{1 << 30, 256 << 10, 4096},
	} {
		if block, count := ringSize(test.buffer); block != test.block || count != test.count {
			t.Errorf("a buffer of %d: %d blocks of %d, want %d of %d", test.buffer, count, block, test.count, test.block)
		}
	}
}

func TestQuoted(t *testing.T) {
	for name, want := range map[string]string{
		"/usr/bin/wiretalk": "/usr/bin/wiretalk", "/my tools/wt": "'/my tools/wt'", "it's": `'it'\''s'`, "a\x1b": `"a\x1b"`, "": "''",
	} {
		if got := quoted(name); got != want {
			t.Errorf("%q: %s, want %s", name, got, want)
		}
	}
}

func TestOpenErrorsSayWhatToDo(t *testing.T) {
	r := &ring{name: "eth0"}
	for _, test := range []struct {
		what   string
		err    error
		advice string
	}{
		{"the buffer", unix.ENOMEM, "with -B"},
		{"the filter", unix.ENOMEM, "net.core.optmem_max"},
		{"the packet socket", unix.EPERM, "sudo setcap cap_net_raw+ep /"},
		{"the packet socket", unix.EAFNOSUPPORT, "CONFIG_PACKET"},
		{"the socket's interface", unix.ENETDOWN, "sudo ip link set eth0 up"},
		{"the socket's interface", unix.ENODEV, "there are"},
		{"the buffer", unix.EINVAL, "the buffer cannot be had: invalid argument"},
	} {
		err := r.openError(test.what, test.err)
		var e *capture.Error
		if !errors.As(err, &e) || e.File != "eth0" || !errors.Is(err, test.err) || !strings.Contains(e.Reason, test.advice) {
			t.Errorf("%s: %v", test.what, err)
		}
	}
}
