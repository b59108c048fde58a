package main

import (
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

// However it is ended, what was found is printed and counts are said.
func TestSignalsEndACapture(t *testing.T) {
	for _, signal := range []os.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP} {
		l := newLab(t)
		l.serve(sized)
		c := l.capture("-i", "here", "-T", "json", "-w", "out")
		l.get("/55")
		c.prints(`"target":"/55"`)
		if status := c.end(signal); status != exitDone {
			t.Errorf("%v: exit status %d", signal, status)
		}
		captured, passed, dropped := c.counts()
		if captured < 8 || passed != captured || dropped != 0 || packetsIn(t, filepath.Join(l.dir, "out")) != captured {
			t.Errorf("%v: %s", signal, c.says.String())
		}
		if !strings.Contains(c.out.String(), `{"type":"connection"`) {
			t.Errorf("%v: printed %s", signal, c.out.String())
		}
		if n := strings.Count(c.says.String(), "\n"); n != 2 {
			t.Errorf("%v: said %q", signal, c.says.String())
		}
	}
}

// nohup keeps a capture going when the terminal is left.
func TestNohupKeepsACaptureGoing(t *testing.T) {
	l := newLab(t, "nohup")
	c := l.captureAs(func(c *exec.Cmd) {
		nohup, _ := exec.LookPath("nohup")
		c.Args = append([]string{"nohup", "wiretalk"}, c.Args[1:]...)
		c.Path = nohup
	}, "-i", "here", "-T", "json")
	c.Process.Signal(syscall.SIGHUP)
	l.serve(sized)
	l.get("/56")
	c.prints(`"target":"/56"`)
	if status := c.end(syscall.SIGTERM); status != exitDone {
		t.Errorf("exit status %d: %s", status, c.says.String())
	}
}

func TestInterfacesThatGoDownAndAway(t *testing.T) {
	l := newLab(t)
	l.serve(sized)
	c := l.capture("-i", "here", "-i", "lo", "-T", "json")
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(l.here.IP("link set here down"))
	c.wants("wiretalk: here: the interface went down: capturing goes on when it is up again\n")
	must(l.here.IP("link set here up"))
	time.Sleep(100 * time.Millisecond)
	l.get("/57")
	c.prints(`"target":"/57"`)
	must(l.here.IP("link del here"))
	c.wants("wiretalk: here: the interface is gone: nothing more is captured on it\n")
	// The other is still there.
	if err := l.here.IP("link set lo down"); err != nil {
		t.Fatal(err)
	}
	c.wants("wiretalk: lo: the interface went down: capturing goes on when it is up again\n")
	if status := c.end(syscall.SIGINT); status != exitRead {
		t.Errorf("exit status %d: %s", status, c.says.String())
	}
	c.counts()

	l = newLab(t)
	for _, args := range [][]string{{"-T", "json"}, {"-w", "-"}, {"-w", "out", "-T", "har"}} {
		must(l.here.IP("link add d0 type veth peer name d1"))
		must(l.here.IP("link set d0 up"))
		must(l.here.IP("link set d1 up"))
		c := l.capture(append([]string{"-i", "d0"}, args...)...)
		must(l.here.IP("link del d0"))
		if status := c.exit(); status != exitRead {
			t.Errorf("%v: exit status %d: %s", args, status, c.says.String())
		}
		if !strings.Contains(c.says.String(), "wiretalk: d0: the interface is gone: nothing more is captured on it\n") {
			t.Errorf("%v: said %q", args, c.says.String())
		}
		c.counts()
	}
}

func TestWhatCannotBeCapturedIsSaid(t *testing.T) {
	l := newLab(t)
	if err := l.here.IP("link add off type veth peer name offed"); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(l.dir, "mine"), 0o755); err != nil { // root's
		t.Fatal(err)
	}
	for _, test := range []struct {
		args   []string
		status int
		says   string // a part of it
	}{
		{[]string{"-i", "eth9"}, exitRead, "wiretalk: eth9: there is no such interface; there are here, any, lo, off"},
		{[]string{"-i", "17"}, exitRead, "wiretalk: 17: there is no such interface; there are "},
		{[]string{"-i", "off"}, exitRead, "wiretalk: off: the interface is down: sudo ip link set off up\n"},
		{[]string{"-i", "here", "-i", "here"}, exitRead, "wiretalk: here: named twice\n"},
		{[]string{"-i", "any", "-i", "here"}, exitRead, "wiretalk: any: it stands for every interface: name it alone\n"},
		{[]string{"-i", "here", "-w", "mine/out"}, exitRead, "wiretalk: mine/out: cannot be written: permission denied: name a place where you may write; privileges of root are given up before files are made\n"},
		{[]string{"-i", "here", "-w", "none/out"}, exitRead, "wiretalk: none/out: cannot be written: no such file or directory: make its directory first\n"},
		{[]string{"-i", "here", "-B", "2g"}, exitRead, "-B may be 1048576 at most"},
		{[]string{"-i", "here", "-w", "out%S", "-T", "json", "-r", "x"}, exitUsage, "-i and -r: "},
		{[]string{"-i", "here", "-C", "5"}, exitUsage, "-C, -G and -W say how the packets of -w are divided among files"},
		{[]string{"-i", "here", "-B", "a"}, exitUsage, "-B \"a\": expected a size in KiB, or as in 32m\n"},
		{[]string{"-i", "here", "-a", "rain"}, exitUsage, "-a \"rain\": expected duration:SECONDS, packets:N, filesize:KB or files:N\n"},
		{[]string{"-i", "here", "tcp", "prot", "80"}, exitUsage, "wiretalk: capture filter: this word does not fit here; expected \"and\", \"or\" or the end\n  tcp prot 80\n      ^^^^\n"},
		{[]string{"-i", "here", "-i", "any", "ether host 02:00:00:00:00:01"}, exitRead, ""},
		{[]string{"-i", "any", "ether dst 02:00:00:00:00:01"}, exitRead, "wiretalk: capture filter: "},
	} {
		status, out, says := l.try(append(test.args, "-a", "duration:5")...)
		if status != test.status || out != "" || !strings.Contains(says, test.says) || strings.Contains(says, "capturing on") {
			t.Errorf("%v: exit status %d, printed %q, said\n%s", test.args, status, out, says)
		}
	}
}

func TestListOfInterfaces(t *testing.T) {
	l := newLab(t)
	status, out, says := l.try("-D")
	want := regexp.MustCompile(`^1\.  here  up, running, veth      Ethernet  192\.0\.2\.1/24
2\.  any   every interface        cooked
3\.  lo    up, running, loopback  Ethernet  127\.0\.0\.1/8(, ::1/128)?
$`)
	if status != exitDone || says != "" || !want.MatchString(out) {
		t.Errorf("exit status %d, said %q, printed\n%s", status, says, out)
	}
}

// By number, on all of them, and on several, the same exchange is found.
func TestWhereIsCaptured(t *testing.T) {
	for _, test := range []struct {
		args []string
		link string // of the file
	}{
		{[]string{"-i", "1"}, "here 1"},
		{[]string{"-i", "any"}, "any 276"},
		{[]string{"-i", "lo", "-i", "here"}, "lo 1 here 1"},
	} {
		l := newLab(t)
		l.serve(sized)
		c := l.capture(append(test.args, "-T", "json", "-w", "out", "tcp port 80")...)
		l.get("/58")
		c.prints(`"type":"http"`)
		if status := c.end(syscall.SIGINT); status != exitDone {
			t.Errorf("%v: exit status %d: %s", test.args, status, c.says.String())
		}
		if !strings.Contains(c.out.String(), `"target":"/58"`) || strings.Count(c.out.String(), "\n") != 2 {
			t.Errorf("%v: printed\n%s", test.args, c.out.String())
		}
		if again := records(t, "-r", filepath.Join(l.dir, "out"), "-T", "json"); string(again) != c.out.String() {
			t.Errorf("%v: the file gives\n%s\nlive it was\n%s", test.args, again, c.out.String())
		}
		if got := links(t, filepath.Join(l.dir, "out")); got != test.link {
			t.Errorf("%v: interfaces of the file: %s", test.args, got)
		}
	}
}

// With -s messages lack bytes, which is said of them.
func TestSnapshotLength(t *testing.T) {
	for _, test := range []struct {
		length   int
		response string // a part of its record
	}{
		{96, `"headers":[],"header_bytes":30,"complete":false,"content_error":"the head of the message is incomplete`},
		{300, `"complete":false,"missing_bytes":4`},
	} {
		l := newLab(t)
		l.serve(sized)
		c := l.capture("-i", "here", "-s", fmt.Sprint(test.length), "-T", "json", "--digest", "-w", "out")
		l.get("/5000")
		c.prints(`"type":"http"`)
		if status := c.end(syscall.SIGINT); status != exitDone {
			t.Errorf("exit status %d: %s", status, c.says.String())
		}
		line, _, _ := strings.Cut(c.out.String(), "\n")
		_, response, _ := strings.Cut(line, `"response":{`)
		if !strings.Contains(line, `"target":"/5000"`) || !strings.Contains(response, test.response) || !strings.Contains(response, "content_error") || strings.Contains(response, "body_sha256") {
			t.Errorf("-s %d: printed %s", test.length, line)
		}
		for _, p := range allPackets(t, filepath.Join(l.dir, "out")) {
			if len(p.Data) > test.length {
				t.Errorf("-s %d: frame %d has %d bytes", test.length, p.Frame, len(p.Data))
			}
		}
	}
}

// What is decoded of bodies live is what it is of the file.
func TestBodiesLive(t *testing.T) {
	for _, args := range [][]string{{"-T", "har"}, {"-T", "json", "--digest"}, {"--save-bodies", "bodies", "-T", "json"}} {
		l := newLab(t)
		l.serve(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Date", "Thu, 01 Jan 2026 00:00:00 GMT")
			sized(w, r)
		})
		c := l.capture(append([]string{"-i", "here", "-w", "out"}, args...)...)
		for _, path := range []string{"/10", "/100000", "/1000"} {
			l.get(path)
		}
		c.prints("/1000\"")
		if status := c.end(syscall.SIGINT); status != exitDone {
			t.Errorf("%v: exit status %d: %s", args, status, c.says.String())
		}
		for i := range args {
			if args[i] == "bodies" {
				args[i] = filepath.Join(l.dir, "again")
			}
		}
		// HAR says when it was captured by whom, the same either way.
		again := records(t, append([]string{"-r", filepath.Join(l.dir, "out")}, args...)...)
		if string(again) != c.out.String() {
			compare(t, strings.Join(args, " "), again, []byte(c.out.String()))
		}
		if args[0] != "--save-bodies" {
			continue
		}
		one, err := os.ReadFile(filepath.Join(l.dir, "bodies", "index.tsv"))
		other, err2 := os.ReadFile(filepath.Join(l.dir, "again", "index.tsv"))
		if err != nil || err2 != nil || string(one) != string(other) || strings.Count(string(one), "\n") != 4 {
			t.Errorf("%v %v\n%s\n%s", err, err2, one, other)
		}
	}
}

// A body that the spool let go before it was read is said to be missing. The server
// is slow, and much else passes before its response is whole.
func TestBodyThatTheSpoolLetGo(t *testing.T) {
	l := newLab(t)
	slow := make(chan struct{})
	l.serve(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/slow" {
			fmt.Fprint(w, strings.Repeat("first ", 20_000))
			w.(http.Flusher).Flush()
			<-slow
			return
		}
		sized(w, r)
	})
	c := l.capture("-i", "here", "--spool", "1", "-T", "json", "--digest")
	answered := make(chan struct{})
	go func() { defer close(answered); l.get("/slow") }()
	time.Sleep(200 * time.Millisecond)
	for range 4 {
		l.get("/900000")
	}
	close(slow)
	<-answered
	c.prints("/slow")
	if status := c.end(syscall.SIGINT); status != exitRead {
		t.Errorf("exit status %d", status)
	}
	for line := range strings.Lines(c.out.String()) {
		if strings.Contains(line, `"target":"/slow"`) && (!strings.Contains(line, `"content_error":"`) || strings.Contains(line, "body_sha256")) {
			t.Errorf("printed %s", line)
		}
	}
	if !strings.Contains(c.says.String(), "this part of the spool was let go to make room for newer packets: a larger spool keeps more") {
		t.Errorf("said %q", c.says.String())
	}
}
