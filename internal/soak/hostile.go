package main

import (
	"errors"
	"fmt"

	"wiretalk/httpdecode"
	"wiretalk/tcpreasm"
)

// hostileLimits are small, so that all of them are reached.
var hostileLimits = tcpreasm.Limits{Connections: 20_000, Lingering: 2_000, HeldPerConnection: 64 << 10, HeldSegments: 64, Held: 8 << 20, InFlight: 8 << 20}

const (
	hostileHeads = 16 << 20 // bytes of unfinished heads

	// hostileLive bounds the heap without garbage: what waits, what is in flight
	// and the heads, with as much again for how slices grow; 8 KiB for each connection with its
	// decoder; and 64 MiB for the rest: the talkers, and what is kept for reuse.
	hostileLive = 2*(8<<20+8<<20+hostileHeads) + 20_000*8<<10 + 64<<20
	// hostileHeap bounds it with the garbage that Go's collector leaves by
	// default: as much as lives.
	hostileHeap = 2 * hostileLive
)

const (
	sampleEvery  = 1 << 16 // segments
	collectEvery = 1 << 22 // segments
	tickEvery    = 1e9     // nanoseconds, as the pipeline has it
)

// hostileSegments is the part that sends n hostile segments.
func hostileSegments(n int64, seed uint64, p *progressLine) (t table, err error) {
	talk := newTalk(seed)
	k := &checker{limits: hostileLimits, spoilt: talk.spoilt, budget: httpdecode.Budget{Limit: hostileHeads}}
	tracker := tcpreasm.New(k, hostileLimits)
	memory := &heap{bound: hostileHeap}
	var s tcpreasm.Segment
	var clock, sent int64
	var mostLive uint64
	for sent < n && err == nil {
		sent++
		talk.next(&s, sent)
		if d := s.Time - clock; d >= tickEvery || d <= -tickEvery {
			clock = s.Time
			tracker.Advance(clock)
		}
		tracker.Segment(&s)
		if sent%sampleEvery == 0 {
			err = errors.Join(memory.sample(), checkLent(tracker))
			p.at(sent, memory.now)
		}
		if sent%collectEvery == 0 || sent == n {
			live := inUse()
			if live > hostileLive {
				err = errors.Join(err, fmt.Errorf("%d bytes of heap live, more than the bound of %d", live, hostileLive))
			}
			mostLive = max(mostLive, live)
		}
		if k.err != nil {
			err = fmt.Errorf("segment %d: %w", sent, k.err)
		}
	}
	tracker.Close()
	if err == nil {
		err = k.err
	}
	if err == nil && k.open != 0 {
		err = fmt.Errorf("%d connections are open after Close", k.open)
	}
	stats := tracker.Stats()
	t.add("segments", "%d", sent)
	t.took(p.took(), sent)
	t.add("connections", "%d", stats.ConnectionsObserved)
	t.add("tracked at once, most", "%d of %d", k.mostOpen, hostileLimits.Connections)
	t.add("evicted while open", "%d", stats.ConnectionsEvicted)
	t.add("forgotten before 2 MSL", "%d", stats.LingeringCutShort)
	t.add("holes given up for a limit", "%d", stats.HoldLimitReached)
	t.add("budget of heads spent", "%d times", k.budget.Reached)
	t.add("bytes handed on, missing", "%d, %d", k.bytes, k.gaps)
	t.add("HTTP exchanges", "%d", k.exchanges)
	t.add("heap in use, most", "%d MiB of %d", memory.peak>>20, memory.bound>>20)
	t.add("heap without garbage, most", "%d MiB of %d", mostLive>>20, hostileLive>>20)
	return t, err
}

// slack is by how much one segment may exceed a bound that is looked at before
// it is taken.
const slack = 128 << 10

// checkLent holds what a tracker keeps against its limits.
func checkLent(t *tcpreasm.Tracker) error {
	held, inFlight := t.Lent()
	if held > hostileLimits.Held || inFlight > hostileLimits.InFlight+slack {
		return fmt.Errorf("%d bytes held of %d, %d in flight of %d", held, hostileLimits.Held, inFlight, hostileLimits.InFlight)
	}
	return nil
}
