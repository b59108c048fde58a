package live

import (
	"cmp"
	"net/netip"
	"slices"

	"wiretalk/capture"
)

// Interface is one that Open may be given, by name or by number.
type Interface struct {
	Number int    // from 1
	Name   string // Any among them
	Index  int    // the kernel's; 0 for Any
	Kind   string // what makes it, as "ip -d link" says: veth, bridge, wireguard …; empty for hardware or where it is not known

	Up           bool // the administrator wants it so
	Running      bool // it has a carrier, or needs none
	Loopback     bool
	PointToPoint bool
	Wireless     bool

	Link      capture.LinkType // what its packets begin with
	LinkKnown bool             // Link is known
	Addresses []netip.Prefix
}

// Interfaces are those that there are: first those that may have packets, in the
// order in which they came into being, then Any, the loopback, and those that are down.
func Interfaces() ([]Interface, error) {
	list, err := systemInterfaces()
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(list, func(a, b Interface) int {
		return cmp.Or(cmp.Compare(a.rank(), b.rank()), cmp.Compare(a.Index, b.Index))
	})
	for i := range list {
		list[i].Number = i + 1
	}
	return list, nil
}

func (i *Interface) rank() int {
	switch {
	case i.Name == Any:
		return 2
	case !i.Up:
		return 4
	case i.Loopback:
		return 3
	case !i.Running:
		return 1
	}
	return 0
}
