//go:build !libpcap

package live

import (
	"errors"
	"time"

	"golang.org/x/sys/unix"

	"wiretalk/capture"
)

// downSettles is how long to wait, after the kernel said that an interface
// went down, to see whether it is being removed: the kernel says only the former,
// and on a busy machine takes tens of milliseconds to the latter.
const downSettles = 150 * time.Millisecond

// failed takes the error that the kernel left on the socket.
func (r *ring) failed() {
	if socketError(r.fd) != nil && r.downSince.IsZero() {
		r.downSince = time.Now()
	}
}

// checkDown looks after interfaces that went down: one that is gone is let
// go of, and each is told of once.
func (c *Capture) checkDown() error {
	for i, r := range c.rings {
		if r.downSince.IsZero() || r.reading {
			continue
		}
		if r.gone() && (!r.filling() || time.Since(r.downSince) > 10*settleAfter) {
			c.remove(i)
			return r.lost("the interface is gone: nothing more is captured on it", unix.ENODEV)
		}
		if time.Since(r.downSince) < downSettles {
			continue
		}
		if !r.downTold {
			r.downTold = true
			return r.lost("the interface went down: capturing goes on when it is up again", unix.ENETDOWN)
		}
		if r.up() {
			r.downSince, r.downTold = time.Time{}, false
		}
	}
	return nil
}

// gone says that the socket has no interface any more. A new one of the same
// name is another.
func (r *ring) gone() bool {
	a, err := unix.Getsockname(r.fd)
	if err != nil {
		return false
	}
	l, ok := a.(*unix.SockaddrLinklayer)
	return ok && l.Ifindex < 0
}

func (r *ring) up() bool {
	q, err := r.ask(unix.SIOCGIFFLAGS)
	return err == nil && q.Uint16()&unix.IFF_UP != 0
}

// remove lets go of a ring, whose counts stay.
func (c *Capture) remove(i int) {
	c.counting.Lock()
	defer c.counting.Unlock()
	r := c.rings[i]
	c.count(r)
	r.close()
	c.rings = append(c.rings[:i:i], c.rings[i+1:]...)
}

func (r *ring) lost(reason string, err error) error {
	return &capture.Error{File: shown(r.name), Offset: -1, Reason: reason, Err: err}
}

func (r *ring) damaged(err error) error {
	return &capture.Error{File: shown(r.name), Offset: -1, Reason: err.Error() + ": the rest of it is lost", Err: errors.Join(err, capture.ErrDamaged)}
}
