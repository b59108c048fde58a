package tui

import (
	"fmt"
	"time"

	"wiretalk/internal/phrase"
	"wiretalk/internal/trace"
	"wiretalk/tui/words"
)

// meter measures how fast the input is read, or packets are captured.
type meter struct {
	samples []sample // the oldest first
}

// sample is what had come at a time.
type sample struct {
	at        time.Time
	read      int64 // bytes of the input
	packets   int64
	wire      int64 // bytes of packets
	exchanges int64
}

const (
	meterEvery = time.Second / 2
	meterOver  = 3 * time.Second // rates are those of so long
)

// note takes a sample, when it is time for one.
func (m *meter) note(p trace.Progress, exchanges int, l *liveState) {
	now := time.Now()
	if n := len(m.samples); p.Done || n > 0 && now.Sub(m.samples[n-1].at) < meterEvery {
		return
	}
	l.count()
	m.samples = append(m.samples, sample{now, p.Read, p.Packets, p.Wire, int64(exchanges)})
	for len(m.samples) > 2 && now.Sub(m.samples[1].at) >= meterOver {
		m.samples = append(m.samples[:0], m.samples[1:]...)
	}
}

// rate is what comes in a second, of what is counted; negative while it is not
// known.
func (m *meter) rate(of func(*sample) int64) float64 {
	n := len(m.samples)
	if n < 2 {
		return -1
	}
	first, last := &m.samples[0], &m.samples[n-1]
	return float64(of(last)-of(first)) / last.at.Sub(first.at).Seconds()
}

// pieces says how far reading has come, the most important first.
func (m *meter) pieces(w *words.Screen, p trace.Progress) []string {
	packets, read := phrase.Sprintf(w.PacketsRead, phrase.Count(p.Packets)), phrase.Size(p.Read)
	if p.Done {
		return []string{packets, read}
	}
	var pieces []string
	if p.Total > 0 {
		pieces = append(pieces, fmt.Sprintf("%d%%", min(100*(p.Read/1024)/max(p.Total/1024, 1), 100)))
		read += "/" + phrase.Size(p.Total)
	}
	pieces = append(pieces, packets, read)
	if rate := m.rate(func(s *sample) int64 { return s.read }); rate > 0 {
		pieces = append(pieces, phrase.Size(int64(rate))+"/s")
	}
	return pieces
}

// livePieces says how much is captured, the most important first.
func (m *meter) livePieces(w *words.Screen, p trace.Progress) []string {
	packets := phrase.Sprintf(w.PacketsRead, phrase.Count(p.Packets))
	if p.Done {
		return []string{packets, phrase.Size(p.Wire)}
	}
	var pieces []string
	add := func(format string, rate float64) {
		if rate >= 0 {
			pieces = append(pieces, fmt.Sprintf(format, rate3(rate)))
		}
	}
	add(w.PacketRate, m.rate(func(s *sample) int64 { return s.packets }))
	add(w.BitRate, 8*m.rate(func(s *sample) int64 { return s.wire }))
	add(w.ExchangeRate, m.rate(func(s *sample) int64 { return s.exchanges }))
	return append(pieces, packets)
}

// rate3 writes a rate with three digits and the prefix of its unit: 0, 999, 1.23 k.
func rate3(v float64) string {
	unit := 0
	for v >= 999.5 && unit < len(prefixes)-1 {
		v /= 1000
		unit++
	}
	if unit == 0 {
		return fmt.Sprintf("%.0f ", v)
	}
	return phrase.Three(v) + " " + prefixes[unit]
}

var prefixes = [...]string{"", "k", "M", "G", "T"}
