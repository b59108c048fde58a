package bpf

import (
	"net/netip"

	"golang.org/x/net/bpf"
)

// Options say what a filter is for. The zero value is for packets of a file
// from a little-endian machine.
type Options struct {
	// Resolve looks up the addresses of a host. Without it a filter that
	// names a host is refused.
	Resolve func(name string) ([]netip.Addr, error)

	// Netmask of the network, for "ip broadcast". libpcap uses 0 for a file.
	Netmask uint32

	// Live is for a program that the Linux kernel runs. It may ask the kernel
	// which way a packet goes and for the VLAN tag that was taken out of it;
	// Match cannot, and rejects where such a test stands.
	Live bool

	// NoFile is for a program that is only looked at, for packets of which
	// nothing but the link type is known, as "tcpdump -d -y" makes it: what only
	// a kernel can answer may be asked, but the outer VLAN tag is in the packet.
	NoFile bool

	// BigEndian says that the file's link type is 0 (LINKTYPE_NULL) and that
	// a big-endian machine wrote it.
	BigEndian bool
}

// MaxLength is how long a filter may be, in bytes.
const MaxLength = 256 << 10

// Compile translates a filter in the language of pcap-filter(7) for packets
// of a link type (a LINKTYPE_ value). The empty filter accepts everything. An
// accepted packet is cut to snaplen bytes, or kept whole with 0.
//
// The error is an *Error, but for an unknown link type. One that wraps
// ErrNothing says that the filter means something that no packet can be.
func Compile(expr string, link uint16, snaplen int, o Options) (_ *Program, err error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case refusal:
			err = r.err
		default:
			panic(r)
		}
	}()
	if len(expr) > MaxLength {
		return nil, &Error{Reason: "the filter is too long"}
	}
	if snaplen <= 0 {
		snaplen = 262144
	}
	n := parse(expr)
	g, err := newGenerator(link, o)
	if err != nil {
		return nil, err
	}
	if n == nil {
		return newProgram([]bpf.Instruction{bpf.RetConstant{Val: uint32(snaplen)}}), nil
	}
	c, optimized := g.condition(n)
	program := newGraph(c)
	if optimized {
		program.optimize()
	}
	program.settle()
	if program.root == program.reject && optimized {
		return nil, &Error{Word: expr, Reason: ErrNothing.Error(), cause: ErrNothing}
	}
	prologue, taken := program.prologue(link)
	return newProgram(program.assemble(prologue, taken, snaplen)), nil
}
