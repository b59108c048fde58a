package tui

import (
	"fmt"
	"time"

	"wiretalk/internal/trace"
)

// meter measures how fast the input is read.
type meter struct {
	since time.Time // when read was taken
	read  int64
	rate  float64 // bytes a second; 0 when not known
}

const meterEvery = time.Second / 2

// note takes a sample.
func (m *meter) note(p trace.Progress) {
	now := time.Now()
	if m.since.IsZero() {
		m.since, m.read = now, p.Read
		return
	}
	if passed := now.Sub(m.since); passed >= meterEvery {
		m.rate = float64(p.Read-m.read) / passed.Seconds()
		m.since, m.read = now, p.Read
	}
}

// pieces says how far reading has come, the most important first.
func (m *meter) pieces(w *words, p trace.Progress) []string {
	packets, read := fmt.Sprintf(w.packetsRead, count(p.Packets)), size(p.Read)
	if p.Done {
		return []string{packets, read}
	}
	var pieces []string
	if p.Total > 0 {
		pieces = append(pieces, fmt.Sprintf("%d%%", min(100*(p.Read/1024)/max(p.Total/1024, 1), 100)))
		read += "/" + size(p.Total)
	}
	pieces = append(pieces, packets, read)
	if m.rate > 0 {
		pieces = append(pieces, size(int64(m.rate))+"/s")
	}
	return pieces
}
