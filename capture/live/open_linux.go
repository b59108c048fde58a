//go:build !libpcap

package live

import (
	"errors"
	"fmt"

	"golang.org/x/sys/unix"

	"wiretalk/capture"
)

// Open starts to capture on the named interfaces. A number stands for the
// interface that Interfaces gives that number, unless one has it for a name.
// From then on packets are kept for ReadBatch, and no rights are needed any
// more: see internal/privilege.
func Open(names []string, o Options) (*Capture, error) {
	if len(names) == 0 {
		return nil, errors.New("no interface named to capture on")
	}
	if o.Buffer > maxBuffer {
		return nil, fmt.Errorf("a buffer of %d KiB is too large: -B may be %d at most", o.Buffer>>10, maxBuffer>>10)
	}
	wake, err := unix.Eventfd(0, unix.EFD_CLOEXEC|unix.EFD_NONBLOCK)
	if err != nil {
		return nil, err
	}
	c := &Capture{wake: wake}
	seen := make(map[int]bool)
	for i, name := range names {
		r := &ring{shape: shape{number: int32(i), snap: o.SnapLen}, fd: -1}
		index, err := r.open(name, o)
		if err == nil {
			err = twice(seen, r.name, index)
		}
		if err != nil {
			if r.fd >= 0 {
				r.close()
			}
			c.Close()
			return nil, err
		}
		c.rings = append(c.rings, r)
		c.links = append(c.links, Link{Name: r.name, Type: r.link, SnapLen: o.SnapLen})
	}
	c.polled = make([]unix.PollFd, len(c.rings)+1)
	return c, nil
}

// twice refuses interfaces whose packets would come twice.
func twice(seen map[int]bool, name string, index int) error {
	any := seen[0]
	switch {
	case len(seen) > 0 && (any || index == 0):
		return &capture.Error{File: Any, Offset: -1, Reason: "it stands for every interface: name it alone", Err: unix.EEXIST}
	case seen[index]:
		return &capture.Error{File: shown(name), Offset: -1, Reason: "named twice", Err: unix.EEXIST}
	}
	seen[index] = true
	return nil
}

// open makes the ring. The order matters: the socket hears nothing before it
// is bound.
func (r *ring) open(name string, o Options) (index int, err error) {
	if r.fd, err = unix.Socket(unix.AF_PACKET, unix.SOCK_RAW|unix.SOCK_CLOEXEC, 0); err != nil {
		r.name = name
		return 0, r.openError("the packet socket", err)
	}
	device, loopback := uint16(0), true
	r.name = name
	if name != Any {
		if index, device, err = r.find(); err != nil {
			return 0, err
		}
		loopback = device == deviceLoopback
	}
	if r.link, r.cooked = linkOf(device); name == Any {
		r.link, r.cooked = capture.LinkSLL2, true
	}
	if r.cooked {
		unix.Close(r.fd)
		if r.fd, err = unix.Socket(unix.AF_PACKET, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, 0); err != nil {
			return 0, r.openError("the packet socket", err)
		}
	}
	if err := r.setFilter(o, loopback); err != nil {
		return 0, err
	}
	if err := r.setRing(o.Buffer); err != nil {
		return 0, r.openError("the buffer", err)
	}
	if index != 0 && !o.NotPromiscuous {
		err := unix.SetsockoptPacketMreq(r.fd, unix.SOL_PACKET, unix.PACKET_ADD_MEMBERSHIP,
			&unix.PacketMreq{Ifindex: int32(index), Type: unix.PACKET_MR_PROMISC})
		if err != nil {
			return 0, r.openError("promiscuous mode (-p does without)", err)
		}
	}
	if err := unix.Bind(r.fd, &unix.SockaddrLinklayer{Protocol: networkOrder(unix.ETH_P_ALL), Ifindex: index}); err != nil {
		return 0, r.openError("the socket's interface", err)
	}
	if err := socketError(r.fd); err != nil {
		return 0, r.openError("the socket's interface", err)
	}
	return index, nil
}

func (r *ring) setFilter(o Options, loopback bool) error {
	program, err := compiled(o, r.link)
	if err != nil {
		return err
	}
	if program, err = r.kernelProgram(program, loopback); err != nil {
		return &capture.Error{File: shown(r.name), Offset: -1, Reason: err.Error(), Err: err}
	}
	if len(program) > maxProgram {
		return &capture.Error{File: shown(r.name), Offset: -1, Reason: fmt.Sprintf("the filter comes to %d instructions, and the kernel takes %d at most", len(program), maxProgram), Err: unix.EINVAL}
	}
	if err := attach(r.fd, program); err != nil {
		return r.openError("the filter", err)
	}
	return nil
}

const maxProgram = 4096 // BPF_MAXINSNS

func networkOrder(v uint16) uint16 {
	b := [2]byte{byte(v >> 8), byte(v)}
	return nativeUint16(b[:])
}

// find looks the interface up by name, or else by its number in the list.
func (r *ring) find() (index int, device uint16, err error) {
	if index, err = r.index(); err != nil {
		name, ok := numbered(r.name)
		if !ok {
			return 0, 0, noSuchInterface(r.name, err)
		}
		r.name = name
		if index, err = r.index(); err != nil {
			return 0, 0, noSuchInterface(r.name, err)
		}
	}
	q, err := r.ask(unix.SIOCGIFHWADDR)
	if err != nil {
		return 0, 0, noSuchInterface(r.name, err)
	}
	return index, q.Uint16(), nil
}

func (r *ring) index() (int, error) {
	q, err := r.ask(unix.SIOCGIFINDEX)
	if err != nil {
		return 0, err
	}
	return int(q.Uint32()), nil
}

// ask makes a request about the interface in the socket's own network
// namespace.
func (r *ring) ask(request uint) (*unix.Ifreq, error) {
	q, err := unix.NewIfreq(r.name)
	if err != nil {
		return nil, unix.ENODEV // the name is too long for one
	}
	return q, unix.IoctlIfreq(r.fd, request, q)
}

// socketError takes the error that waits on a socket.
func socketError(fd int) error {
	n, err := unix.GetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_ERROR)
	if err == nil && n != 0 {
		err = unix.Errno(n)
	}
	return err
}
