//go:build !libpcap

package live

import (
	"io"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/net/bpf"
	"golang.org/x/sys/unix"

	"wiretalk/capture"
)

const (
	batchSize = capture.DefaultBlockSize // bytes of packets in a batch

	// returnAfter is how long ReadBatch waits for packets: a quarter of a
	// second, so that with everything that may be late it is under half.
	returnAfter = 250 * time.Millisecond
)

// Capture reads packets from interfaces as they come; it is a capture.Live.
//
// One goroutine may call ReadBatch; all other methods may be called from any.
type Capture struct {
	links []Link
	wake  int // eventfd that ends a wait

	reading sync.Mutex // held by ReadBatch
	rings   []*ring    // all but those whose interface is gone
	polled  []unix.PollFd
	frames  int64
	now     int64 // nanoseconds since 1970: when the rings were last looked at

	counting sync.Mutex // guards counts, and fds and rings against their closing
	counts   capture.Counts

	stopping, closed atomic.Bool
	stopped          time.Time // set before stopping is
}

// Links are the interfaces that Packet.Iface numbers.
func (c *Capture) Links() []Link { return c.links }

// ReadBatch implements capture.Live. An error that is a *capture.Error is about one
// interface; the next call goes on with the others, and with that one where
// it comes up again. It is io.EOF when no interface is left, and after Stop when
// everything was delivered.
func (c *Capture) ReadBatch(b *capture.Batch) error {
	b.Reset(batchSize)
	c.reading.Lock()
	defer c.reading.Unlock()
	deadline := time.Now().Add(returnAfter)
	for {
		if c.closed.Load() {
			return os.ErrClosed
		}
		if len(c.rings) == 0 {
			return io.EOF
		}
		err := c.look()
		hold := time.Duration(0)
		if err == nil {
			hold, err = c.take(b)
		}
		if err == nil {
			err = c.checkDown()
		}
		left := time.Until(deadline)
		switch {
		case err != nil || len(b.Packets) > 0 || left <= 0:
			b.Now = c.settled()
			return err
		case c.stopping.Load() && c.drained():
			return io.EOF
		}
		if hold > 0 {
			left = min(left, hold)
		}
		c.wait(left)
	}
}

// wait returns when a silent ring has packets, at Close and Stop, or after d.
func (c *Capture) wait(d time.Duration) {
	c.polled[0] = unix.PollFd{Fd: int32(c.wake), Events: unix.POLLIN}
	fds := c.polled[:1]
	for _, r := range c.rings {
		if !r.reading {
			fds = append(fds, unix.PollFd{Fd: int32(r.fd), Events: unix.POLLIN})
		}
		if !r.downSince.IsZero() && !r.downTold {
			d = min(d, downSettles)
		}
	}
	if c.stopping.Load() {
		d = min(d, retireAfter/4)
	}
	// Rounded up, or the last millisecond would be spent asking again and again.
	unix.Poll(fds, int((d+time.Millisecond-1)/time.Millisecond))
	if fds[0].Revents != 0 && !c.closed.Load() {
		var count [8]byte
		unix.Read(c.wake, count[:])
	}
	i := 1
	for _, r := range c.rings {
		if r.reading {
			continue
		}
		if fds[i].Revents&(unix.POLLERR|unix.POLLHUP|unix.POLLNVAL) != 0 {
			r.failed()
		}
		i++
	}
}

// Counts implements capture.Live.
func (c *Capture) Counts() capture.Counts {
	c.counting.Lock()
	defer c.counting.Unlock()
	if !c.closed.Load() {
		for _, r := range c.rings {
			c.count(r)
		}
	}
	return c.counts
}

// count adds what the kernel counted since it was last asked, and has
// forgotten by being asked. The caller holds counting.
func (c *Capture) count(r *ring) {
	s, err := unix.GetsockoptTpacketStatsV3(r.fd, unix.SOL_PACKET, unix.PACKET_STATISTICS)
	if err == nil {
		// The kernel's number of packets has the drops in it already.
		c.counts.Received += int64(s.Packets)
		c.counts.Dropped += int64(s.Drops)
	}
}

// Stop lets no more packets in. ReadBatch delivers those that are in already,
// a sixth of a second later at most, and then returns io.EOF: what was
// delivered and Counts.Dropped then add up to Counts.Received.
func (c *Capture) Stop() {
	c.counting.Lock()
	defer c.counting.Unlock()
	if c.closed.Load() || c.stopping.Load() {
		return
	}
	for _, r := range c.rings {
		attach(r.fd, []bpf.RawInstruction{{Op: opReturn, K: 0}})
	}
	c.stopped = time.Now()
	c.stopping.Store(true)
	c.wakeUp()
}

// drained says that nothing can be left in the rings. They were just looked
// at and are empty.
func (c *Capture) drained() bool {
	over := time.Since(c.stopped)
	if over < settleAfter {
		return false
	}
	for _, r := range c.rings {
		if r.filling() && over < 10*settleAfter {
			return false
		}
	}
	return true
}

func (c *Capture) wakeUp() { unix.Write(c.wake, []byte{7: 1}) }

// ReadAt implements capture.Source: packets are not kept, so it fails.
func (c *Capture) ReadAt([]byte, int64) (int, error) { return 0, capture.ErrNotKept }

// Close ends the capture at once: a ReadBatch that waits returns
// os.ErrClosed. Packets stay good.
func (c *Capture) Close() error {
	if c.closed.Swap(true) {
		return nil
	}
	c.wakeUp()
	c.reading.Lock()
	defer c.reading.Unlock()
	c.counting.Lock()
	defer c.counting.Unlock()
	for _, r := range c.rings {
		c.count(r)
		r.close()
	}
	c.rings = nil
	unix.Close(c.wake)
	return nil
}
