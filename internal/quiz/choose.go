package quiz

import (
	"slices"

	"wiretalk/internal/replay"
	"wiretalk/tcpreasm"
)

// place is where a question may be asked.
type place struct {
	step int
	kind Kind
	end  tcpreasm.Side
	like likeness
}

// likeness is what a question asks for, without its numbers.
type likeness struct {
	key     string // of an answer in the handshake
	from    tcpreasm.Side
	end     tcpreasm.Side
	was, is tcpreasm.State
	counted shape // what the number counts
	carries shape // the segment that has it
}

// shape is which kinds of numbers a segment takes.
type shape struct{ syn, fin, data bool }

func shapeOf(s *replay.Step) shape {
	return shape{s.Flags.Has(tcpreasm.SYN), s.Flags.Has(tcpreasm.FIN), s.Length > 0}
}

// places are where a question may be asked at all, by kind.
func (m *maker) places() (all [kinds][]place) {
	add := func(step int, kind Kind, end tcpreasm.Side) {
		all[kind] = append(all[kind], place{step, kind, end, m.likeness(step, kind, end)})
	}
	for i := 1; i < len(m.steps); i++ {
		m.learn(i - 1)
		if s := &m.steps[i]; s.Flags.Has(tcpreasm.SYN) && s.States[s.From] == tcpreasm.Closed && s.SameAs == 0 {
			break // it cannot be told to which connection that and what follows belongs
		}
		if !m.fair(i) {
			continue
		}
		for _, kind := range []Kind{Sender, Flags, Seq, Ack} {
			if m.follows(i, kind) {
				add(i, kind, 0)
			}
		}
		for _, side := range []tcpreasm.Side{tcpreasm.Client, tcpreasm.Server} {
			if m.changes(i, side) {
				add(i, State, side)
			}
		}
	}
	return all
}

func (m *maker) likeness(step int, kind Kind, end tcpreasm.Side) likeness {
	s := &m.steps[step]
	switch kind {
	case Sender, Flags:
		return likeness{key: m.handshake(step)}
	case State:
		return likeness{end: end, from: s.From, was: m.steps[step-1].States[end], is: s.States[end]}
	case Seq:
		return likeness{from: s.From, counted: shapeOf(&m.steps[m.ends[s.From].last]), carries: shapeOf(s)}
	}
	return likeness{from: s.From, counted: shapeOf(&m.steps[m.ends[s.From.Peer()].last])}
}

// choose takes at most n places, of each kind by turns, no two alike, and about
// different segments as far as there are some, in the order of these.
func (m *maker) choose(all [kinds][]place, n int) (chosen []place) {
	for kind := range all {
		of := all[kind]
		m.random.Shuffle(len(of), func(i, j int) { of[i], of[j] = of[j], of[i] })
		seen := make(map[likeness]bool)
		all[kind] = slices.DeleteFunc(of, func(p place) bool {
			twice := seen[p.like]
			seen[p.like] = true
			return twice
		})
	}
	about := make(map[int]bool) // steps
	take := func(fits func(p place) bool) {
		for more := true; more; {
			more = false
			for kind := range all {
				i := slices.IndexFunc(all[kind], fits)
				if i < 0 || len(chosen) >= n {
					continue
				}
				p := all[kind][i]
				all[kind] = slices.Delete(all[kind], i, i+1)
				chosen, more = append(chosen, p), true
				about[p.step] = true
			}
		}
	}
	take(func(p place) bool { return !about[p.step] })
	// What explains another question about a segment tells its flags and sender.
	take(func(p place) bool { return p.kind != Sender && p.kind != Flags || !about[p.step] })
	slices.SortFunc(chosen, func(a, b place) int {
		if a.step != b.step {
			return a.step - b.step
		}
		return int(a.kind)*2 + int(a.end) - int(b.kind)*2 - int(b.end)
	})
	return chosen
}
