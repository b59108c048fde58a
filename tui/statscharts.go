package tui

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/gdamore/tcell/v2"

	"wiretalk/internal/phrase"
	"wiretalk/internal/statistics"
	"wiretalk/tui/cells"
	"wiretalk/tui/theme"
)

// drawRate draws when exchanges began, as a line of blocks.
func (p *statsPage) drawRate(canvas tcell.Screen, th *theme.Theme, x, y, width int) {
	cells.Fill(canvas, x, y, width, th.Tone[theme.Plain])
	text, counts := rateLine(p.words, p.report, width)
	at := x + cells.Put(canvas, x, y, width, cells.Spark(counts), th.Tone[theme.Moved])
	cells.Put(canvas, at+1, y, x+width-at-1, cells.Clip(text, x+width-at-1), th.Tone[theme.Dim])
}

// rateLine is a line of so many cells that says when exchanges began: counts,
// and a word on them.
func rateLine(w *statWords, r *statistics.Report, width int) (text string, counts []int) {
	t := &r.Times
	if len(t.Counts) == 0 {
		return w.noTimes, nil
	}
	for columns := max(width/2, 1); ; columns -= 2 {
		counts = t.Columns(columns)
		each := time.Duration(t.Width * int64(len(t.Counts)) / int64(len(counts)))
		text = fmt.Sprintf(w.peak, phrase.Count(int64(slices.Max(counts))), phrase.Took(int64(each)), phrase.Took(r.Last-r.First))
		if len(counts)+1+cells.Width(text) <= width || columns <= leastColumns {
			return text, counts
		}
	}
}

// leastColumns is how many columns are drawn even where the words do not fit then.
const leastColumns = 8

// rateText is how many there were of something over a span of time, in the
// smallest unit of time in which that is one or more.
func rateText(w *statWords, n int, span time.Duration) string {
	units := [...]time.Duration{time.Second, time.Minute, time.Hour, 24 * time.Hour}
	for i, unit := range units {
		rate := float64(n) * float64(unit) / float64(span)
		switch {
		case rate >= 99.95:
			return fmt.Sprintf(w.per[i], strings.TrimSpace(rate3(rate)))
		case rate >= 1 || i == len(units)-1:
			return fmt.Sprintf(w.per[i], phrase.Three(rate))
		}
	}
	return ""
}
