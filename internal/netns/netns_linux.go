// Package netns makes network namespaces, in which tests and measurements
// have interfaces and traffic of their own. It needs root and the ip command.
//
// A namespace has no name: it lives as long as the thread that is in it, and
// the processes that it started.
package netns

import (
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

// Namespace is a network namespace with a thread of its own in it.
type Namespace struct {
	work chan func()
	tid  int
}

// New makes a namespace whose loopback interface is up.
func New() (*Namespace, error) {
	n := &Namespace{work: make(chan func())}
	entered := make(chan error)
	go func() {
		runtime.LockOSThread() // for ever: the thread ends with the goroutine
		err := unix.Unshare(unix.CLONE_NEWNET)
		n.tid = unix.Gettid()
		entered <- err
		for f := range n.work {
			f()
		}
	}()
	err := <-entered
	if err != nil {
		err = fmt.Errorf("making a network namespace: %w", err)
	} else {
		err = n.IP("link set lo up")
	}
	if err != nil {
		n.Close()
		return nil, err
	}
	return n, nil
}

// Do runs f in the namespace: sockets that it makes and processes that it
// starts are there. f must not call Do.
func (n *Namespace) Do(f func()) {
	done := make(chan struct{})
	n.work <- func() {
		defer close(done)
		f()
	}
	<-done
}

// IP runs the ip command there, with arguments separated by blanks.
func (n *Namespace) IP(arguments string) error {
	var out []byte
	var err error
	n.Do(func() { out, err = exec.Command("ip", strings.Fields(arguments)...).CombinedOutput() })
	if err != nil {
		return fmt.Errorf("ip %s: %w: %s", arguments, err, strings.TrimSpace(string(out)))
	}
	return nil
}

// Close lets the namespace go once nothing is in it any more.
func (n *Namespace) Close() { close(n.work) }

// Addresses of the interfaces that Cable makes.
const (
	Here  = "192.0.2.1"
	There = "192.0.2.2"
)

// Cable makes two namespaces that a pair of interfaces joins, "here" with the
// address Here and "there" with There. IPv6 is off, as it would talk by itself.
func Cable() (here, there *Namespace, err error) {
	if here, err = New(); err != nil {
		return nil, nil, err
	}
	if there, err = New(); err != nil {
		here.Close()
		return nil, nil, err
	}
	for _, n := range []*Namespace{here, there} {
		n.Do(func() {
			// Where the kernel has no IPv6 there is nothing to turn off. Many short connections need many ports.
			os.WriteFile("/proc/sys/net/ipv6/conf/default/disable_ipv6", []byte("1"), 0)
			os.WriteFile("/proc/sys/net/ipv4/ip_local_port_range", []byte("1024 65000"), 0)
			os.WriteFile("/proc/sys/net/ipv4/tcp_tw_reuse", []byte("1"), 0)
		})
	}
	for _, step := range []struct {
		in        *Namespace
		arguments string
	}{
		{here, fmt.Sprintf("link add here type veth peer name there netns %d", there.tid)},
		{here, "addr add " + Here + "/24 dev here"},
		{there, "addr add " + There + "/24 dev there"},
		{here, "link set here up"},
		{there, "link set there up"},
	} {
		if err := step.in.IP(step.arguments); err != nil {
			here.Close()
			there.Close()
			return nil, nil, err
		}
	}
	for _, end := range []struct {
		in   *Namespace
		name string
	}{{here, "here"}, {there, "there"}} {
		if err := end.in.awaitUp(end.name); err != nil {
			here.Close()
			there.Close()
			return nil, nil, err
		}
	}
	return here, there, nil
}

// awaitUp waits until packets pass an interface: on a busy machine they are lost
// for a while after it was set up.
func (n *Namespace) awaitUp(name string) error {
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		var out []byte
		n.Do(func() { out, _ = exec.Command("ip", "-o", "link", "show", name).Output() })
		if strings.Contains(string(out), " state UP ") {
			return nil
		}
	}
	return fmt.Errorf("the interface %s does not come up", name)
}
