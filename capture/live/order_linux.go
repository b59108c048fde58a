//go:build !libpcap

package live

import (
	"time"

	"wiretalk/capture"
)

// look finds the next packet of each ring.
func (c *Capture) look() error {
	c.now = time.Now().UnixNano()
	for _, r := range c.rings {
		if _, err := r.look(); err != nil {
			return r.damaged(err)
		}
	}
	return nil
}

// take moves packets from the rings to the batch, earliest first, until the
// batch is full, or the rings are empty, or the next packet has to wait for
// an earlier one: then it says for how long.
func (c *Capture) take(b *capture.Batch) (hold time.Duration, err error) {
	for {
		r := c.earliest()
		if r == nil {
			return 0, nil
		}
		if hold := c.hold(r); hold > 0 {
			return hold, nil
		}
		if !r.deliver(b, &r.frame, c.frames+1) {
			return 0, nil
		}
		c.frames++
		r.last = r.frame.time
		err := r.advance()
		if err == nil {
			_, err = r.look()
		}
		if err != nil {
			return 0, r.damaged(err)
		}
	}
}

// earliest is the ring with the earliest packet; of equals, the one named
// first.
func (c *Capture) earliest() (first *ring) {
	for _, r := range c.rings {
		if r.reading && (first == nil || r.frame.time < first.frame.time) {
			first = r
		}
	}
	return first
}

// hold says for how long the next packet of r has to wait for packets of
// silent rings that may be earlier.
func (c *Capture) hold(r *ring) time.Duration {
	if len(c.rings) == 1 {
		return 0
	}
	longest := time.Duration(0)
	for _, silent := range c.rings {
		if silent.reading || !silent.downSince.IsZero() {
			continue
		}
		longest = max(longest, time.Duration(r.frame.time-silent.complete(c.now)))
	}
	// A clock that was set back must not hold packets for ever.
	if longest > settleAfter || longest > 0 && r.crowded() {
		return 0
	}
	return longest
}

// complete is the time up to which a silent ring has given everything.
func (r *ring) complete(now int64) int64 { return max(now-int64(settleAfter), r.last) }

// settled is the time up to which all rings have.
func (c *Capture) settled() int64 {
	t := c.now
	for _, r := range c.rings {
		if r.reading {
			t = min(t, r.frame.time)
		} else {
			t = min(t, r.complete(c.now))
		}
	}
	return t
}
