package main

import (
	"math/rand/v2"

	"wiretalk/tcpreasm"
)

// talkers is how many flows talk; of these, hotTalkers do most of it for a
// while.
const (
	talkers    = 60_000
	hotTalkers = 1_000
)

// talk is what all talkers say, one segment after the other.
type talk struct {
	random  *rand.Rand
	talkers []talker
	hot     int // the first of the hot ones
	now     int64
}

func newTalk(seed uint64) *talk {
	g := &talk{random: rand.New(rand.NewPCG(seed, 0)), talkers: make([]talker, talkers), now: 1e18}
	for i := range g.talkers {
		g.talkers[i].flow = int64(i)
		g.talkers[i].move(g.random)
	}
	return g
}

// spoilt says whether a flow is of those that send other bytes than those of
// the texts.
func (*talk) spoilt(flow int64) bool { return flow%8 == 0 }

// next makes the segment with that frame number.
func (g *talk) next(s *tcpreasm.Segment, frame int64) {
	r := g.random
	g.now += r.Int64N(40_000)
	switch r.IntN(1_000_000) {
	case 0:
		g.now += r.Int64N(600e9)
	case 1, 2, 3:
		g.now -= r.Int64N(2e9)
	}
	if frame%256 == 0 {
		g.hot = (g.hot + 1) % talkers
	}
	n := r.IntN(talkers)
	if r.IntN(16) > 0 {
		n = (g.hot + r.IntN(hotTalkers)) % talkers
	}
	*s = tcpreasm.Segment{Frame: frame, Time: g.now}
	g.talkers[n].say(s, r)
	if r.IntN(64) == 0 {
		g.spoil(s, &g.talkers[n])
	}
	s.Length = max(s.Length, 0)
}
