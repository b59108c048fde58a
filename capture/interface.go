package capture

// Interface is where packets were captured, as far as that is known.
type Interface struct {
	Name    string // as its system calls it; empty when not known
	Filter  string // capture filter in libpcap's language; empty for none or not known
	Link    LinkType
	SnapLen int // bytes kept of a packet at most; 0 when there is no limit, or it is not known

	// Counts of this interface alone; nil when they are not known. A Live
	// source of one interface need not give them twice.
	Counts *Counts
}

// Describer is a Source that knows its interfaces.
type Describer interface {
	// Interface describes the interface with that Packet.Iface; false when
	// it has not been met so far, or nothing is known of it. It is called by
	// whoever calls ReadBatch, between the calls.
	Interface(number int32) (Interface, bool)
}

// Interfaces is a Describer of the interfaces in it, by their numbers.
type Interfaces []Interface

// Interface implements Describer.
func (l Interfaces) Interface(number int32) (Interface, bool) {
	if number < 0 || int(number) >= len(l) {
		return Interface{}, false
	}
	return l[number], true
}

const (
	// maxDescribed is of how many interfaces an Input remembers more than
	// their packets say: a file may claim billions.
	maxDescribed = 1 << 12

	maxInterfaceName = 255 // bytes
)

// Interface implements Describer.
func (in *Input) Interface(number int32) (Interface, bool) {
	return in.numbers.described.Interface(number)
}

// describe counts an interface.
func (n *numbering) describe(i Interface) {
	if len(n.described) < maxDescribed {
		n.described = append(n.described, i)
	}
	n.ifaces++
}
