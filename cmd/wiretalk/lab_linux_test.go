package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"wiretalk/capture"
	"wiretalk/internal/netns"
)

// nobody is who captures when root started it.
const nobody = 65534

// lab is two network namespaces joined by a cable. The program captures here,
// on the interface "here"; servers are there.
type lab struct {
	t           testing.TB
	here, there *netns.Namespace
	dir         string // that every user may write to
}

func newLab(t testing.TB, tools ...string) *lab {
	t.Helper()
	if os.Getuid() != 0 {
		t.Skip("network namespaces need root")
	}
	for _, tool := range append(tools, "ip") {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skip(tool, " is not installed")
		}
	}
	here, there, err := netns.Cable()
	if errors.Is(err, syscall.EPERM) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { here.Close(); there.Close() })
	return &lab{t, here, there, public(t)}
}

// public is a directory for every user.
func public(t testing.TB) string {
	t.Helper()
	dir, err := os.MkdirTemp("/tmp", "wiretalk-live-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	return dir
}

// start starts a command in a namespace, which is killed at the end of the test.
func (l *lab) start(in *netns.Namespace, c *exec.Cmd) {
	l.t.Helper()
	var err error
	in.Do(func() { err = c.Start() })
	if err != nil {
		l.t.Fatal(err)
	}
	l.t.Cleanup(func() {
		if c.ProcessState == nil {
			c.Process.Kill()
			c.Wait()
		}
	})
}

// run runs a command in a namespace.
func (l *lab) run(in *netns.Namespace, name string, args ...string) string {
	l.t.Helper()
	c := exec.Command(name, args...)
	var out bytes.Buffer
	c.Stdout, c.Stderr = &out, &out
	l.start(in, c)
	if err := c.Wait(); err != nil {
		l.t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, &out)
	}
	return out.String()
}

// heard is what a program says, to be waited for.
type heard struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (h *heard) Write(p []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.text.Write(p)
}

func (h *heard) String() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.text.String()
}

// until waits for something to become true.
func until(t testing.TB, what string, true func() bool) {
	t.Helper()
	for end := time.Now().Add(30 * time.Second); !true(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("waited in vain: %s", what)
		}
	}
}

// capturing is the program at work.
type capturing struct {
	*exec.Cmd
	t         testing.TB
	out, says heard
}

// capture starts the program here, and waits until it captures.
func (l *lab) capture(args ...string) *capturing { return l.captureAs(nil, args...) }

// captureAs does so after prepare changed the command.
func (l *lab) captureAs(prepare func(*exec.Cmd), args ...string) *capturing {
	l.t.Helper()
	c := &capturing{Cmd: program(l.t, args, "TMPDIR="+l.dir), t: l.t}
	c.Dir, c.Stderr, c.Stdout = l.dir, &c.says, &c.out
	if prepare != nil {
		prepare(c.Cmd)
	}
	l.start(l.here, c.Cmd)
	c.wants("capturing on ")
	return c
}

// wants waits until the program said so on standard error.
func (c *capturing) wants(text string) {
	c.t.Helper()
	for end := time.Now().Add(30 * time.Second); !strings.Contains(c.says.String(), text); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			c.t.Fatalf("never said %q but %q", text, c.says.String())
		}
	}
}

// prints waits until the program printed so.
func (c *capturing) prints(text string) {
	c.t.Helper()
	until(c.t, fmt.Sprintf("%q on standard output", text), func() bool { return strings.Contains(c.out.String(), text) })
}

// end interrupts the program and gives its exit status.
func (c *capturing) end(signal os.Signal) int {
	c.t.Helper()
	c.Process.Signal(signal)
	return c.exit()
}

// exit waits for the program to end by itself.
func (c *capturing) exit() int {
	c.t.Helper()
	over := make(chan struct{})
	go func() {
		select {
		case <-over:
		case <-time.After(60 * time.Second):
			c.Process.Kill()
		}
	}()
	c.Wait()
	close(over)
	return c.ProcessState.ExitCode()
}

var countsSaid = regexp.MustCompile(`(?m)^wiretalk: (\d+) packets? captured, (\d+) passed the filter, (\d+) dropped by the kernel$`)

// counts are those that the program said at its end.
func (c *capturing) counts() (captured, passed, dropped int64) {
	c.t.Helper()
	m := countsSaid.FindStringSubmatch(c.says.String())
	if m == nil {
		c.t.Fatalf("no counts in %q", c.says.String())
	}
	for i, n := range []*int64{&captured, &passed, &dropped} {
		*n, _ = strconv.ParseInt(m[i+1], 10, 64)
	}
	return captured, passed, dropped
}

// send sends datagrams to there, each with its number for payload.
func (l *lab) send(n int) {
	l.t.Helper()
	l.here.Do(func() {
		c, err := net.Dial("udp", netns.There+":9")
		if err != nil {
			l.t.Error(err)
			return
		}
		defer c.Close()
		for i := range n {
			fmt.Fprintf(c, "datagram %d", i)
		}
	})
}

// serve starts an HTTP server there, of Go's, on port 80.
func (l *lab) serve(h http.HandlerFunc) {
	l.t.Helper()
	var err error
	var s net.Listener
	l.there.Do(func() { s, err = net.Listen("tcp", netns.There+":80") })
	if err != nil {
		l.t.Fatal(err)
	}
	l.t.Cleanup(func() { s.Close() })
	go http.Serve(s, h)
}

// get asks that server for something, over a connection of its own.
func (l *lab) get(path string) string {
	l.t.Helper()
	dial := func(context.Context, string, string) (c net.Conn, err error) {
		l.here.Do(func() { c, err = net.Dial("tcp", netns.There+":80") })
		return c, err
	}
	client := http.Client{Transport: &http.Transport{DisableKeepAlives: true, DialContext: dial}}
	r, err := client.Get("http://" + netns.There + path)
	if err != nil {
		l.t.Fatal(err)
	}
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		l.t.Fatal(err)
	}
	return string(b)
}

// nginx starts nginx there and gives the name of its log of requests.
func (l *lab) nginx() (log string) {
	l.t.Helper()
	dir := filepath.Join(l.dir, "nginx")
	if err := os.Mkdir(dir, 0o755); err != nil {
		l.t.Fatal(err)
	}
	log = filepath.Join(dir, "access.log")
	config := fmt.Sprintf(`daemon off; worker_processes 1; pid %[1]s/pid; error_log %[1]s/error.log;
events { worker_connections 1024; }
http {
  access_log %[2]s; keepalive_requests 10000000; server_tokens off;
  client_body_temp_path %[1]s/a; proxy_temp_path %[1]s/b; fastcgi_temp_path %[1]s/c; uwsgi_temp_path %[1]s/d; scgi_temp_path %[1]s/e;
  server { listen %[3]s:80; location / { return 200 "what was asked for: $request_uri\n"; } }
}
`, dir, log, netns.There)
	name := filepath.Join(dir, "conf")
	if err := os.WriteFile(name, []byte(config), 0o644); err != nil {
		l.t.Fatal(err)
	}
	c := exec.Command("nginx", "-c", name, "-e", filepath.Join(dir, "error.log"))
	c.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGTERM}
	l.start(l.there, c)
	l.t.Cleanup(func() { c.Process.Signal(syscall.SIGTERM); c.Wait() })
	until(l.t, "nginx listens", func() (ok bool) {
		l.there.Do(func() {
			n, err := net.Dial("tcp", netns.There+":80")
			if ok = err == nil; ok {
				n.Close()
			}
		})
		return ok
	})
	return log
}

// lines counts the lines of a file.
func lines(t *testing.T, name string) (n int) {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for s := bufio.NewScanner(f); s.Scan(); {
		n++
	}
	return n
}

// packetsIn counts the packets of a capture, which must be whole.
func packetsIn(t testing.TB, name string) int64 {
	t.Helper()
	return int64(len(allPackets(t, name)))
}

// sized is a server that answers with as many bytes as the path says.
func sized(w http.ResponseWriter, r *http.Request) {
	n, _ := strconv.Atoi(r.URL.Path[1:])
	w.Header().Set("Content-Type", "text/plain")
	w.Header().Set("Content-Length", strconv.Itoa(n))
	io.WriteString(w, strings.Repeat("sized ", n/6+1)[:n])
}

// allPackets are the packets of a capture.
func allPackets(t testing.TB, name string) (all []capture.Packet) {
	t.Helper()
	in, err := capture.Open([]string{name}, capture.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	for {
		var b capture.Batch
		err := in.ReadBatch(&b)
		all = append(all, b.Packets...)
		if err == io.EOF {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// links are the interfaces of a capture with their link types.
func links(t *testing.T, name string) string {
	t.Helper()
	in, err := capture.Open([]string{name}, capture.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	var b capture.Batch
	if err := in.ReadBatch(&b); err != nil {
		t.Fatal(err)
	}
	var words []string
	for n := int32(0); ; n++ {
		i, ok := in.Interface(n)
		if !ok {
			return strings.Join(words, " ")
		}
		words = append(words, i.Name, strconv.Itoa(int(i.Link)))
	}
}
