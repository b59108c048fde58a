package privilege

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"unsafe"

	"golang.org/x/sys/unix"
)

// childEnv names what a copy of the test program is to do instead of testing.
const childEnv = "PRIVILEGE_TEST_CHILD"

func TestMain(m *testing.M) {
	if os.Getenv(childEnv) != "" {
		child()
		return
	}
	os.Exit(m.Run())
}

// child has many threads, drops, tries to get back what it had, and prints
// what it is.
func child() {
	if os.Getenv(childEnv) == "inherit" {
		setInheritable()
	}
	stop := make(chan struct{})
	for range 20 {
		go func() { var b [1]byte; os.Stdin.Read(b[:]); <-stop }()
		go syscall.Select(0, nil, nil, nil, &syscall.Timeval{Sec: 1}) // takes a thread
	}
	if err := Drop(); err != nil {
		fmt.Println("Drop:", err)
		os.Exit(1)
	}
	for what, err := range map[string]error{
		"setuid":     syscall.Setuid(0),
		"raw socket": open(unix.AF_INET, unix.SOCK_RAW),
		"packets":    open(unix.AF_PACKET, unix.SOCK_RAW),
		"shadow":     read("/etc/shadow"),
	} {
		if err == nil {
			fmt.Println("got back:", what)
		}
	}
	statuses, _ := filepath.Glob("/proc/self/task/*/status")
	for _, name := range statuses {
		status, err := os.ReadFile(name)
		if err != nil {
			continue
		}
		for line := range strings.Lines(string(status)) {
			switch name, value, _ := strings.Cut(line, ":"); name {
			case "Uid", "Gid", "Groups", "NoNewPrivs", "CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb":
				fmt.Println(name, strings.Join(strings.Fields(value), " "))
			}
		}
	}
	fmt.Println("threads", len(statuses))
}

func open(family, kind int) error {
	fd, err := unix.Socket(family, kind, 0)
	if err == nil {
		unix.Close(fd)
	}
	return err
}

func read(name string) error { _, err := os.ReadFile(name); return err }

// setInheritable makes all capabilities inheritable and ambient, in this thread.
func setInheritable() {
	header := unix.CapUserHeader{Version: unix.LINUX_CAPABILITY_VERSION_3}
	var data [2]unix.CapUserData
	unix.Capget(&header, &data[0])
	data[0].Inheritable, data[1].Inheritable = data[0].Permitted, data[1].Permitted
	for _, err := range []error{
		everywhere(unix.SYS_CAPSET, uintptr(unsafe.Pointer(&header)), uintptr(unsafe.Pointer(&data))),
		everywhere(unix.SYS_PRCTL, unix.PR_CAP_AMBIENT, unix.PR_CAP_AMBIENT_RAISE, unix.CAP_NET_RAW),
	} {
		if err != nil && threadsKnown() {
			panic(err)
		}
	}
}

func TestDrop(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("only root has rights to drop")
	}
	const none = "0000000000000000"
	for _, test := range []struct {
		name, mode  string
		env         []string
		credential  *syscall.Credential
		ambient     []uintptr
		uid, gid    string
		groups, bnd string
	}{
		{name: "root", uid: "65534", gid: "65534", bnd: none},
		{name: "root with inheritable capabilities", mode: "inherit", uid: "65534", gid: "65534", bnd: none},
		{name: "sudo", env: []string{"SUDO_UID=1", "SUDO_GID=7"}, uid: "1", gid: "7", bnd: none, groups: "1"},
		{name: "sudo by someone without an account", env: []string{"SUDO_UID=54321", "SUDO_GID=54322"}, uid: "54321", gid: "54322", bnd: none},
		{name: "sudo by root", env: []string{"SUDO_UID=0", "SUDO_GID=0"}, uid: "65534", gid: "65534", bnd: none},
		// As setcap cap_net_raw+ep does: not root, and one capability.
		{name: "a capability", credential: &syscall.Credential{Uid: 1234, Gid: 1235, Groups: []uint32{1236}}, ambient: []uintptr{unix.CAP_NET_RAW},
			uid: "1234", gid: "1235", groups: "1236"},
		{name: "nothing to drop", credential: &syscall.Credential{Uid: 1234, Gid: 1235}, uid: "1234", gid: "1235"},
	} {
		mode := test.mode
		if mode == "" {
			mode = "plain"
		}
		c := exec.Command(program(t))
		c.Env = append([]string{childEnv + "=" + mode}, test.env...)
		c.SysProcAttr = &syscall.SysProcAttr{Credential: test.credential, AmbientCaps: test.ambient}
		in, err := c.StdinPipe()
		if err != nil {
			t.Fatal(err)
		}
		out, err := c.CombinedOutput()
		in.Close()
		if test.credential != nil && !threadsKnown() {
			if test.ambient != nil && (err == nil || !strings.Contains(string(out), "CGO_ENABLED=0")) {
				t.Errorf("%s, beside C: %v\n%s", test.name, err, out)
			}
			continue
		}
		lines := make(map[string]map[string]bool)
		for line := range strings.Lines(string(out)) {
			name, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
			if lines[name] == nil {
				lines[name] = make(map[string]bool)
			}
			lines[name][value] = true
		}
		if err != nil || lines["got"] != nil || lines["threads"] == nil || lines["threads"]["1"] {
			t.Errorf("%s: %v\n%s", test.name, err, out)
			continue
		}
		want := map[string]string{
			"Uid": strings.TrimSpace(strings.Repeat(test.uid+" ", 4)), "Gid": strings.TrimSpace(strings.Repeat(test.gid+" ", 4)),
			"Groups": test.groups, "NoNewPrivs": "1", "CapPrm": none, "CapEff": none, "CapAmb": none,
		}
		if threadsKnown() {
			want["CapInh"] = none
			if test.bnd != "" {
				want["CapBnd"] = test.bnd
			}
		}
		for name, value := range want {
			if len(lines[name]) != 1 || !lines[name][value] {
				t.Errorf("%s: %s is %v, want %q", test.name, name, lines[name], value)
			}
		}
	}
}

// program is a copy of the test program that every user may run.
func program(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("/tmp", "privilege")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	os.Chmod(dir, 0o755)
	self, err := os.ReadFile("/proc/self/exe")
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(dir, "child")
	if err := os.WriteFile(name, self, 0o755); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestHarmless(t *testing.T) {
	good := "Name:\tx\nUid:\t5\t5\t5\t5\nGid:\t0\t0\t0\t0\nCapInh:\t0000000000000000\nCapPrm:\t0000000000000000\n" +
		"CapEff:\t0000000000000000\nCapBnd:\t000001ffffffffff\nCapAmb:\t0000000000000000\nNoNewPrivs:\t1\n"
	if err := harmless(good); err != nil {
		t.Error(err)
	}
	for _, change := range [][2]string{
		{"Uid:\t5\t5\t5\t5", "Uid:\t0\t0\t0\t0"},
		{"Uid:\t5\t5\t5\t5", "Uid:\t5\t5\t0\t5"}, // the saved one is a way back
		{"Gid:\t0\t0", "Gid:\t5\t0"},
		{"CapPrm:\t0", "CapPrm:\t8"},
		{"CapEff:\t0000000000000000", "CapEff:\t0000000000002000"},
		{"CapAmb:\t0", "CapAmb:\tf"},
		{"CapAmb:", "Other:"},
		{"NoNewPrivs:\t1", "NoNewPrivs:\t0"},
		{"NoNewPrivs:", "Other:"},
	} {
		if err := harmless(strings.Replace(good, change[0], change[1], 1)); err == nil {
			t.Errorf("%s passed", change[1])
		}
	}
}

func TestSudoer(t *testing.T) {
	for _, bad := range [][2]string{{"x", "1"}, {"-1", "1"}, {"1", ""}, {"1", "y"}, {"4294967296", "1"}} {
		if _, _, _, err := sudoer(bad[0], bad[1]); err == nil {
			t.Errorf("%q passed", bad)
		}
	}
	if u, g, ok, err := sudoer("1000", "100"); u != 1000 || g != 100 || !ok || err != nil {
		t.Error(u, g, ok, err)
	}
}
