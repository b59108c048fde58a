package main

import (
	"fmt"
	"io"
	"time"
)

// table is what a part measured.
type table []row

type row struct {
	what, value string
}

func (t *table) add(what, format string, args ...any) {
	*t = append(*t, row{what, fmt.Sprintf(format, args...)})
}

// took adds a duration and what it comes to for each of n.
func (t *table) took(d time.Duration, n int64) {
	t.add("time", "%.1f s, %.0f ns each", d.Seconds(), float64(d.Nanoseconds())/float64(max(n, 1)))
}

func (t table) print(out io.Writer, name string) {
	fmt.Fprintf(out, "\n%s\n", name)
	for _, r := range t {
		fmt.Fprintf(out, "  %-34s %s\n", r.what, r.value)
	}
}

// progressLine says every few seconds how far a part is.
type progressLine struct {
	out   io.Writer
	name  string
	total int64
	start time.Time
	next  time.Time
}

const progressEvery = 5 * time.Second

func newProgressLine(out io.Writer, name string, total int64) *progressLine {
	now := time.Now()
	return &progressLine{out, name, total, now, now.Add(progressEvery)}
}

func (p *progressLine) at(n int64, heap uint64) {
	if now := time.Now(); now.After(p.next) {
		p.next = now.Add(progressEvery)
		fmt.Fprintf(p.out, "%s: %d of %d after %.0f s, heap %d MiB\n", p.name, n, p.total, now.Sub(p.start).Seconds(), heap>>20)
	}
}

func (p *progressLine) took() time.Duration { return time.Since(p.start) }
