//go:build !libpcap

package live_test

import (
	"net"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"wiretalk/capture"
	"wiretalk/capture/live"
)

func TestInterfaces(t *testing.T) {
	here, _ := cable(t)
	here.ip("link add off type veth peer name on")
	here.ip("link set on up")
	here.ip("addr add 198.51.100.1/32 dev lo")
	var list []live.Interface
	var err error
	for range 40 { // a new interface takes a moment to run
		here.do(func() { list, err = live.Interfaces() })
		if err != nil || slices.ContainsFunc(list, func(i live.Interface) bool { return i.Name == "here" && i.Running }) {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for n, i := range list {
		names = append(names, i.Name)
		if i.Number != n+1 || !i.LinkKnown {
			t.Errorf("%+v", i)
		}
	}
	// Linux may put tunnel devices into every namespace.
	names = slices.DeleteFunc(names, func(s string) bool { return strings.HasSuffix(s, "0") })
	if want := []string{"here", "on", "any", "lo", "off"}; !slices.Equal(names, want) {
		t.Errorf("%q, want %q", names, want)
	}
	for _, i := range list {
		text := i.State() + "; " + i.Begins()
		want, ok := map[string]string{
			"here": "up, running, veth; Ethernet", "on": "up, no carrier, veth; Ethernet", "any": "every interface; cooked",
			"lo": "up, running, loopback; Ethernet", "off": "down, veth; Ethernet",
		}[i.Name]
		if ok && text != want {
			t.Errorf("%s is %q, want %q", i.Name, text, want)
		}
		if i.Name == "here" && (len(i.Addresses) == 0 || i.Addresses[0].String() != "192.0.2.1/24") {
			t.Errorf("%+v", i)
		}
		if i.Name == "lo" && !slices.ContainsFunc(i.Addresses, func(p netip.Prefix) bool { return p.String() == "198.51.100.1/32" }) {
			t.Errorf("%+v", i)
		}
	}
	// Here, whatever this machine has, the list agrees with Go's.
	list, err = live.Interfaces()
	known, err2 := net.Interfaces()
	if err != nil || err2 != nil || len(list) != len(known)+1 {
		t.Error(list, known, err, err2)
	}
	for _, i := range list {
		if i.Name == live.Any && i.Link != capture.LinkSLL2 {
			t.Errorf("%+v", i)
		}
	}
}
