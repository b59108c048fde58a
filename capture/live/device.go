package live

import "wiretalk/capture"

// Kinds of devices: ARPHRD_ of linux/if_arp.h.
const (
	deviceEthernet = 1
	deviceTunnel   = 768 // IPv4 in IPv4
	deviceTunnel6  = 769
	deviceSIT      = 776 // IPv6 in IPv4
	deviceWLAN     = 801
	deviceRadiotap = 803
	deviceRawIP    = 519
	deviceNone     = 65534 // TUN, WireGuard
)

// linkOf says what the packets of a device begin with when the kernel gives
// them with their headers. Where that is not known, or differs from one driver to
// the next, as for PPP and GRE, it is SLL2: they are asked for without.
func linkOf(device uint16) (link capture.LinkType, cooked bool) {
	switch device {
	case deviceEthernet, deviceLoopback:
		return capture.LinkEthernet, false
	case deviceNone, deviceRawIP, deviceTunnel, deviceTunnel6, deviceSIT:
		return capture.LinkRaw, false
	case deviceWLAN:
		return capture.LinkIEEE80211, false
	case deviceRadiotap:
		return capture.LinkRadiotap, false
	}
	return capture.LinkSLL2, true
}
