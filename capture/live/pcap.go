//go:build libpcap

package live

import (
	"errors"
	"fmt"
	"io"
	"net/netip"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/google/gopacket/pcap"
	"golang.org/x/net/bpf"

	"wiretalk/capture"
)

// MinBuffer is the least size of a buffer.
const MinBuffer = 256 << 10

const (
	batchSize   = capture.DefaultBlockSize
	returnAfter = 250 * time.Millisecond
	retireAfter = 64 * time.Millisecond
	gather      = 10 * time.Millisecond // what a first packet waits for others
)

// Capture reads packets from interfaces as they come, by libpcap; it is a
// capture.Live. Packets of several interfaces come in the order in which
// libpcap gives them.
//
// One goroutine may call ReadBatch; all other methods may be called from any.
type Capture struct {
	links  []Link
	held   *handle // what did not fit into the last batch
	frames int64
	parts  chan *handle
	ended  int

	reading sync.Mutex // held by ReadBatch
	closing chan struct{}
	close   sync.Once
	stopped atomic.Bool
	readers sync.WaitGroup

	handles []*handle
}

// handle is an interface and the packet that was read of it. Its reader and
// ReadBatch have it in turn.
type handle struct {
	*pcap.Handle
	shape
	name   string
	packet frame
	err    error
	again  chan struct{}

	counting sync.Mutex
	counts   capture.Counts
	done     bool
}

var errUnknownLink = errors.New("libpcap does not say what its packets begin with")

// Open starts to capture on the named interfaces.
func Open(names []string, o Options) (*Capture, error) {
	if len(names) == 0 {
		return nil, errors.New("no interface named to capture on")
	}
	c := &Capture{parts: make(chan *handle), closing: make(chan struct{})}
	for i, name := range names {
		h, err := open(name, o)
		if err != nil {
			c.Close()
			return nil, err
		}
		h.number = int32(i)
		c.handles = append(c.handles, h)
		c.links = append(c.links, Link{Name: h.name, Type: h.link, SnapLen: o.SnapLen})
	}
	for _, h := range c.handles {
		c.readers.Go(func() { h.run(c) })
	}
	return c, nil
}

func open(name string, o Options) (*handle, error) {
	fail := func(err error) (*handle, error) {
		return nil, &capture.Error{File: shown(name), Offset: -1, Reason: err.Error(), Err: err}
	}
	if n, ok := numbered(name); ok {
		name = n
	}
	inactive, err := pcap.NewInactiveHandle(name)
	if err != nil {
		return fail(err)
	}
	defer inactive.CleanUp()
	snap := o.SnapLen
	if snap == 0 {
		snap = 256 << 10
	}
	buffer := o.Buffer
	if buffer <= 0 {
		buffer = DefaultBuffer
	}
	err = errors.Join(inactive.SetSnapLen(snap), inactive.SetPromisc(!o.NotPromiscuous && name != Any),
		inactive.SetTimeout(retireAfter), inactive.SetBufferSize(max(buffer, MinBuffer)))
	if err != nil {
		return fail(err)
	}
	active, err := inactive.Activate()
	if err != nil {
		return fail(err)
	}
	h := &handle{Handle: active, name: name, again: make(chan struct{}, 1)}
	h.snap = o.SnapLen
	var ok bool
	if h.link, ok = linkOfPcap(int(active.LinkType())); !ok {
		active.Close()
		return fail(errUnknownLink)
	}
	program, err := compiled(o, h.link)
	if err == nil && program != nil {
		err = active.SetBPFInstructionFilter(instructions(program))
	}
	if err != nil {
		active.Close()
		return nil, err
	}
	return h, nil
}

func instructions(program []bpf.RawInstruction) []pcap.BPFInstruction {
	list := make([]pcap.BPFInstruction, len(program))
	for i, in := range program {
		list[i] = pcap.BPFInstruction{Code: in.Op, Jt: in.Jt, Jf: in.Jf, K: in.K}
	}
	return list
}

// linkOfPcap makes a LINKTYPE_ of libpcap's DLT_: they differ for raw IP and for
// OpenBSD's loopback. gopacket keeps eight bits, so that "any", of 276, shows as 20.
func linkOfPcap(dlt int) (capture.LinkType, bool) {
	switch dlt {
	case 12, 14:
		return capture.LinkRaw, true
	case int(capture.LinkSLL2) & 0xff:
		return capture.LinkSLL2, true
	}
	switch link := capture.LinkType(dlt); link {
	case capture.LinkNull, capture.LinkEthernet, capture.LinkPPP, capture.LinkLoop, capture.LinkSLL, capture.LinkRadiotap, capture.LinkIEEE80211, capture.LinkIPv4, capture.LinkIPv6:
		return link, true
	}
	return 0, false
}

// run reads packets one after the other and hands each over.
func (h *handle) run(c *Capture) {
	for {
		data, info, err := h.ZeroCopyReadPacketData()
		switch {
		case err == nil:
			h.packet = frame{data: data, time: info.Timestamp.UnixNano(), length: max(info.Length, len(data))}
		case errors.Is(err, pcap.NextErrorTimeoutExpired):
			if !c.stopped.Load() {
				select {
				case <-c.closing:
					return
				default:
					continue
				}
			}
			h.err = io.EOF
		default:
			h.err = &capture.Error{File: shown(h.name), Offset: -1, Reason: "capturing ended: " + err.Error(), Err: err}
		}
		select {
		case c.parts <- h:
		case <-c.closing:
			return
		}
		if h.err != nil {
			return
		}
		select {
		case <-h.again:
		case <-c.closing:
			return
		}
	}
}

// Links are the interfaces that Packet.Iface numbers.
func (c *Capture) Links() []Link { return c.links }

// ReadBatch implements capture.Live.
func (c *Capture) ReadBatch(b *capture.Batch) error {
	b.Reset(batchSize)
	c.reading.Lock()
	defer c.reading.Unlock()
	timeout := time.NewTimer(returnAfter)
	defer timeout.Stop()
	for {
		h := c.held
		c.held = nil
		if h == nil {
			if c.ended == len(c.handles) {
				return io.EOF
			}
			select {
			case <-c.closing:
				return os.ErrClosed
			case h = <-c.parts:
			case now := <-timeout.C:
				if len(b.Packets) == 0 {
					b.Now = now.Add(-4 * retireAfter).UnixNano()
				}
				return nil
			}
		}
		if h.err != nil {
			c.ended++
			if h.err == io.EOF {
				continue
			}
			return h.err
		}
		if !h.deliver(b, &h.packet, c.frames+1) {
			c.held = h
			return nil
		}
		c.frames++
		h.again <- struct{}{}
		if len(b.Packets) == 1 {
			timeout.Reset(gather)
		}
	}
}

// Counts implements capture.Live. What libpcap counts as received has the
// dropped packets in it on some systems and not on others; here it has.
func (c *Capture) Counts() (sum capture.Counts) {
	for _, h := range c.handles {
		h.counting.Lock()
		if !h.done {
			h.count()
		}
		sum.Received += h.counts.Received
		sum.Dropped += h.counts.Dropped
		h.counting.Unlock()
	}
	return sum
}

func (h *handle) count() {
	if s, err := h.Stats(); err == nil {
		dropped := int64(s.PacketsDropped + s.PacketsIfDropped)
		h.counts = capture.Counts{Received: max(int64(s.PacketsReceived), dropped), Dropped: dropped}
	}
}

// Stop ends the capture once libpcap has given what it holds.
func (c *Capture) Stop() { c.stopped.Store(true) }

// ReadAt implements capture.Source: packets are not kept, so it fails.
func (c *Capture) ReadAt([]byte, int64) (int, error) { return 0, capture.ErrNotKept }

// Close ends the capture: a ReadBatch that waits returns os.ErrClosed.
// Packets stay good.
func (c *Capture) Close() error {
	c.close.Do(func() {
		close(c.closing)
		c.reading.Lock()
		defer c.reading.Unlock()
		c.readers.Wait()
		for _, h := range c.handles {
			h.counting.Lock()
			h.count()
			h.done = true
			h.Handle.Close()
			h.counting.Unlock()
		}
	})
	return nil
}

func systemInterfaces() ([]Interface, error) {
	found, err := pcap.FindAllDevs()
	if err != nil {
		return nil, fmt.Errorf("libpcap: %w", err)
	}
	var list []Interface
	for n, d := range found {
		const loopback, up, running = 1, 2, 4
		i := Interface{Name: d.Name, Index: n + 1, Loopback: d.Flags&loopback != 0, Up: d.Flags&up != 0, Running: d.Flags&running != 0, Kind: d.Description}
		for _, a := range d.Addresses {
			if address, ok := netip.AddrFromSlice(a.IP); ok {
				ones, _ := a.Netmask.Size()
				i.Addresses = append(i.Addresses, netip.PrefixFrom(address.Unmap(), ones))
			}
		}
		list = append(list, i)
	}
	return list, nil
}
