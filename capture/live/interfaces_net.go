package live

import (
	"net"
	"net/netip"
)

// fromNet is what Go's own library knows of an interface.
func fromNet(n net.Interface) Interface {
	i := Interface{
		Name: n.Name, Index: n.Index,
		Up: n.Flags&net.FlagUp != 0, Running: n.Flags&net.FlagRunning != 0,
		Loopback: n.Flags&net.FlagLoopback != 0, PointToPoint: n.Flags&net.FlagPointToPoint != 0,
	}
	addresses, err := n.Addrs()
	if err != nil {
		return i
	}
	for _, a := range addresses {
		ip, ok := a.(*net.IPNet)
		if !ok {
			continue
		}
		if address, ok := netip.AddrFromSlice(ip.IP); ok {
			ones, _ := ip.Mask.Size()
			i.Addresses = append(i.Addresses, netip.PrefixFrom(address.Unmap(), ones))
		}
	}
	return i
}
