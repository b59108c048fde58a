package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// anyone is a user without an account.
const anyone = 12345

// TestRightsAreGivenUp looks at the program in /proc once it captures. It still
// captures then.
func TestRightsAreGivenUp(t *testing.T) {
	const none = "0000000000000000"
	for _, test := range []struct {
		name     string
		setcap   string // given to the program's file
		user     int    // who starts it
		env      []string
		flags    []string
		uid, gid int
	}{
		{name: "root", uid: nobody, gid: nobody},
		{name: "sudo", env: []string{fmt.Sprint("SUDO_UID=", anyone), "SUDO_GID=12346"}, uid: anyone, gid: 12346},
		{name: "setcap", setcap: "cap_net_raw+ep", user: anyone, uid: anyone, gid: anyone},
		{name: "setcap, several, without promiscuous mode", setcap: "cap_net_raw+ep", user: anyone, uid: anyone, gid: anyone, flags: []string{"-p", "-i", "lo"}},
		{name: "setcap with more than needed", setcap: "cap_net_raw,cap_net_admin,cap_dac_override+eip", user: anyone, uid: anyone, gid: anyone},
	} {
		t.Run(test.name, func(t *testing.T) {
			l := newLab(t, "setcap")
			if test.setcap != "" && besideC() {
				t.Skip("beside C capabilities cannot be given up, see internal/privilege")
			}
			c := l.captureAs(func(c *exec.Cmd) {
				c.Env = append(c.Env, test.env...)
				if test.user != 0 {
					c.Path = copied(t, l.dir)
					if out, err := exec.Command("setcap", test.setcap, c.Path).CombinedOutput(); err != nil {
						t.Skipf("setcap: %v %s", err, out)
					}
					c.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(test.user), Gid: uint32(test.user)}}
				}
			}, append([]string{"-i", "here", "-T", "json", "--segments", "-w", "out"}, test.flags...)...)
			threads, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/status", c.Process.Pid))
			if len(threads) < 2 {
				t.Errorf("threads: %v", threads)
			}
			for _, name := range threads {
				status, err := os.ReadFile(name)
				if err != nil {
					continue
				}
				for field, want := range map[string]string{
					"Uid": ids(test.uid), "Gid": ids(test.gid), "CapEff": none, "CapPrm": none, "CapInh": none, "CapAmb": none, "NoNewPrivs": "1",
				} {
					if got := statusField(string(status), field); got != want {
						t.Errorf("%s: %s is %q, want %q", filepath.Base(filepath.Dir(name)), field, got, want)
					}
				}
			}
			promiscuous := strings.Contains(l.run(l.here, "ip", "-d", "link", "show", "here"), "promiscuity 1")
			if promiscuous != (test.flags == nil) {
				t.Errorf("promiscuous: %v", promiscuous)
			}
			l.serve(sized)
			l.get("/55")
			c.prints(`"target":"/55"`)
			if status := c.end(syscall.SIGINT); status != exitDone {
				t.Errorf("exit status %d: %s", status, c.says.String())
			}
			if info, err := os.Stat(filepath.Join(l.dir, "out")); err != nil || info.Sys().(*syscall.Stat_t).Uid != uint32(test.uid) {
				t.Errorf("the file: %v %v", info, err)
			}
		})
	}
}

// besideC says that this program was built with C in it, as for the race
// detector.
func besideC() bool {
	_, _, e := syscall.AllThreadsSyscall(syscall.SYS_GETPID, 0, 0, 0)
	return e == syscall.ENOTSUP
}

func ids(n int) string { return strings.TrimSpace(strings.Repeat(fmt.Sprint(n, " "), 4)) }

func statusField(status, field string) string {
	_, after, _ := strings.Cut("\n"+status, "\n"+field+":")
	line, _, _ := strings.Cut(after, "\n")
	return strings.Join(strings.Fields(line), " ")
}

// copied is a copy of the program that may be given capabilities.
func copied(t testing.TB, dir string) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(self)
	if err != nil {
		t.Fatal(err)
	}
	bin := filepath.Join(dir, "bin")
	os.Mkdir(bin, 0o755)
	name := filepath.Join(bin, "wiretalk")
	if err := os.WriteFile(name, b, 0o755); err != nil {
		t.Fatal(err)
	}
	return name
}

// Someone who may not capture is told what to do, and nothing else.
func TestWithoutTheRightToCapture(t *testing.T) {
	l := newLab(t)
	status, out, says := l.tryAs(anyone, "-i", "here", "-T", "json")
	want := "wiretalk: here: capturing needs a right that this user lacks; give it to the program once, with\n" +
		"  sudo setcap cap_net_raw+ep " + filepath.Join(l.dir, "bin", "wiretalk") + "\n" +
		"or run it with sudo: it lets go of root's rights as soon as it captures\n"
	if status != exitRead || out != "" || says != want {
		t.Errorf("exit status %d, printed %q, said\n%s\nwant\n%s", status, out, says, want)
	}
	// Lists need no right.
	status, out, says = l.tryAs(anyone, "-D")
	if status != exitDone || !strings.Contains(out, "here ") || says != "" {
		t.Errorf("-D: exit status %d, printed\n%s said %q", status, out, says)
	}
}

// try runs the program here until it ends by itself, as root.
func (l *lab) try(args ...string) (status int, out, says string) { return l.tryAs(0, args...) }

func (l *lab) tryAs(user int, args ...string) (status int, out, says string) {
	l.t.Helper()
	c := program(l.t, args, "TMPDIR="+l.dir)
	c.Dir = l.dir
	if user != 0 {
		c.Path = copied(l.t, l.dir)
		c.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(user), Gid: uint32(user)}}
	}
	var o, s heard
	c.Stdout, c.Stderr = &o, &s
	l.start(l.here, c)
	return (&capturing{Cmd: c, t: l.t}).exit(), o.String(), s.String()
}
