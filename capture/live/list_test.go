package live

import (
	"net/netip"
	"strings"
	"testing"

	"wiretalk/capture"
)

func TestWriteInterfaces(t *testing.T) {
	addresses := func(s ...string) (p []netip.Prefix) {
		for _, a := range s {
			p = append(p, netip.MustParsePrefix(a))
		}
		return p
	}
	list := []Interface{
		{Number: 1, Name: "eth0", Index: 2, Up: true, Running: true, Link: capture.LinkEthernet, LinkKnown: true, Addresses: addresses("192.0.2.1/24", "2001:db8::1/64")},
		{Number: 2, Name: "wlan0", Index: 4, Up: true, Wireless: true, Link: capture.LinkEthernet, LinkKnown: true},
		{Number: 3, Name: "wg0", Index: 9, Up: true, Running: true, PointToPoint: true, Kind: "wireguard", Link: capture.LinkRaw, LinkKnown: true},
		{Number: 4, Name: Any, Up: true, Running: true, Link: capture.LinkSLL2, LinkKnown: true},
		{Number: 10, Name: "\x1b[2J", Index: 12, Loopback: true, Kind: "\x07"},
	}
	var b strings.Builder
	if err := WriteInterfaces(&b, list); err != nil {
		t.Fatal(err)
	}
	want := "" +
		" 1.  eth0       up, running                             Ethernet  192.0.2.1/24, 2001:db8::1/64\n" +
		" 2.  wlan0      up, no carrier, wireless                Ethernet\n" +
		" 3.  wg0        up, running, point-to-point, wireguard  raw IP\n" +
		" 4.  any        every interface                         cooked\n" +
		"10.  \"\\x1b[2J\"  down, loopback, \"\\a\"\n"
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}
