package tui

import (
	"fmt"
	"time"

	"github.com/gdamore/tcell/v2"

	"wiretalk/internal/statistics"
)

// drawRate draws when exchanges began, as a line of blocks.
func (p *statsPage) drawRate(canvas tcell.Screen, th *theme, x, y, width int) {
	fill(canvas, x, y, width, th.tone[plain])
	text, counts := rateLine(p.words, &p.report.Times, width)
	at := x + put(canvas, x, y, width, spark(counts), th.tone[moved])
	put(canvas, at+1, y, x+width-at-1, text, th.tone[dim])
}

// rateLine is a line of so many cells that says when exchanges began: counts,
// and a word on them.
func rateLine(w *statWords, t *statistics.Timeline, width int) (text string, counts []int) {
	if len(t.Counts) == 0 {
		return w.noTimes, nil
	}
	counts = t.Columns(max(width/2, 1))
	most := 0
	for _, n := range counts {
		most = max(most, n)
	}
	each := time.Duration(t.Width * int64(len(t.Counts)) / int64(len(counts)))
	return fmt.Sprintf(w.peak, count(int64(most)), took(int64(each)), took(t.Width*int64(len(t.Counts)))), counts
}
