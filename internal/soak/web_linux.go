package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"wiretalk/internal/netns"
)

// part names what a copy of this program is to be instead: it is its own
// server and client, so that their memory is not measured.
const part = "WIRETALK_SOAK_PART"

const (
	listens = netns.Here + ":8080"

	browsers = 64 // at once; half of them make a connection for each request
	pace     = 20 * time.Millisecond
)

// becomesTalker is the other process, if that was asked for.
func becomesTalker() bool {
	which, argument, _ := strings.Cut(os.Getenv(part), " ")
	switch which {
	case "serve":
		serve()
	case "visit":
		d, _ := time.ParseDuration(argument)
		visit(d)
	default:
		return false
	}
	return true
}

// serve answers with as many bytes as the path says, until it is killed.
func serve() {
	body := make([]byte, 1<<20)
	l, err := net.Listen("tcp", listens)
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Println("listening")
	http.Serve(l, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n, _ := strconv.Atoi(r.URL.Path[1:])
		io.Copy(io.Discard, r.Body)
		w.Write(body[:min(n, len(body))])
	}))
}

// visit asks for as long as d, and prints how many exchanges there were and how
// many of them failed.
func visit(d time.Duration) {
	var asked, wrong atomic.Int64
	var all sync.WaitGroup
	until := time.Now().Add(d)
	for n := range browsers {
		all.Go(func() {
			c := http.Client{Transport: &http.Transport{DisableKeepAlives: n%2 == 0}}
			random := rand.New(rand.NewPCG(1, uint64(n)))
			for time.Now().Before(until) {
				asked.Add(1)
				if !ask(&c, random) {
					wrong.Add(1)
				}
				time.Sleep(time.Duration(random.Int64N(int64(2 * pace))))
			}
			c.CloseIdleConnections()
		})
	}
	all.Wait()
	fmt.Println(asked.Load(), wrong.Load())
}

func ask(c *http.Client, random *rand.Rand) bool {
	size := random.IntN(4000)
	if random.IntN(200) == 0 {
		size *= 100
	}
	var body io.Reader
	method := "GET"
	if random.IntN(10) == 0 {
		method, body = "POST", strings.NewReader(strings.Repeat("x", random.IntN(8000)))
	}
	q, err := http.NewRequest(method, fmt.Sprintf("http://%s/%d", listens, size), body)
	if err != nil {
		return false
	}
	r, err := c.Do(q)
	if err != nil {
		return false
	}
	defer r.Body.Close()
	n, err := io.Copy(io.Discard, r.Body)
	return err == nil && n == int64(size)
}

// web is a server and its client.
type web struct {
	server, client *exec.Cmd
	says           bytes.Buffer
	ended          chan struct{} // closed when the client is gone
	err            error
}

// startWeb starts the server in one namespace and the client in the other, for
// as long as d.
func startWeb(here, there *netns.Namespace, d time.Duration) (*web, error) {
	w := &web{server: exec.Command("/proc/self/exe"), client: exec.Command("/proc/self/exe"), ended: make(chan struct{})}
	w.server.Env = append(os.Environ(), part+"=serve")
	w.client.Env = append(os.Environ(), part+"=visit "+d.String())
	w.client.Stdout, w.client.Stderr = &w.says, os.Stderr
	for _, c := range []*exec.Cmd{w.server, w.client} {
		c.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	}
	out, err := w.server.StdoutPipe()
	if err != nil {
		return nil, err
	}
	here.Do(func() { err = w.server.Start() })
	if err != nil {
		return nil, err
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); err != nil || line != "listening\n" {
		w.kill()
		return nil, fmt.Errorf("the server says %q: %w", line, err)
	}
	there.Do(func() { err = w.client.Start() })
	if err != nil {
		w.kill()
		return nil, err
	}
	go func() {
		defer close(w.ended)
		w.err = w.client.Wait()
	}()
	return w, nil
}

// wait gives how many exchanges there were, and how many failed.
func (w *web) wait() (asked, wrong int64, err error) {
	<-w.ended
	if w.err != nil {
		return 0, 0, fmt.Errorf("the client: %w", w.err)
	}
	_, err = fmt.Sscan(w.says.String(), &asked, &wrong)
	return asked, wrong, err
}

func (w *web) kill() {
	for _, c := range []*exec.Cmd{w.server, w.client} {
		if c.Process != nil {
			c.Process.Kill()
		}
	}
	w.server.Wait()
}
