package store

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// small mounts a file system of so many bytes.
func small(t *testing.T, size string) string {
	t.Helper()
	if os.Getuid() != 0 {
		t.Skip("only root can mount a small file system")
	}
	dir := t.TempDir()
	if err := syscall.Mount("store-test", dir, "tmpfs", 0, "size="+size); err != nil {
		t.Skip("cannot mount here: ", err)
	}
	t.Cleanup(func() { syscall.Unmount(dir, syscall.MNT_DETACH) })
	return dir
}

// A full disk is said once; the file has whole packets, and reading goes on.
func TestFileOnAFullDisk(t *testing.T) {
	dir := small(t, "1m")
	name := filepath.Join(dir, "out")
	k := Keep(&made{batches: split(packets(3000, 1000), 10)}, Options{Files: create(t, name, FileOptions{})})
	got, said, _ := drain(t, k)
	if e := whatIsSaid(t, said); !errors.Is(e, syscall.ENOSPC) || e.File != name || len(got) != 3000 {
		t.Error(e, len(got))
	}
	if err := k.Close(); err != nil {
		t.Error(err)
	}
	if n := len(read(t, name)); n < 900 || n > 1050 {
		t.Errorf("%d packets in a file of a megabyte", n)
	}
}

func TestSpoolOnASmallDisk(t *testing.T) {
	s := NewSpool(SpoolOptions{Dir: small(t, "1m"), Limit: 32 << 20})
	k := Keep(&made{batches: split(packets(3000, 1000), 10)}, Options{Spool: s})
	defer k.Close()
	got, said, _ := drain(t, k)
	if e := whatIsSaid(t, said); !errors.Is(e, syscall.ENOSPC) || len(got) != 3000 {
		t.Error(e, len(got))
	}
	if got[2999].Offset < 0 {
		t.Error("the newest packet is not kept")
	}
	if _, err := k.ReadAt(make([]byte, 1000), got[2999].Offset); err != nil {
		t.Error(err)
	}
	t.Logf("%+v", s.Gone())
}

// What only root may write is a clear error once root's privileges are gone.
func TestDirectoryOfRoot(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("only root can give privileges up")
	}
	dir := t.TempDir()
	c := exec.Command("/proc/self/exe", filepath.Join(dir, "out"))
	c.Env = append(os.Environ(), child+"=create")
	c.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	out, err := c.CombinedOutput()
	if errors.Is(err, syscall.EACCES) {
		t.Skip("the test cannot be run by another user")
	}
	if err != nil || !strings.Contains(string(out), "permission denied: name a place where you may write") {
		t.Errorf("%v %s", err, out)
	}
}
