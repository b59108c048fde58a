package ladderview

import (
	"fmt"
	"time"

	"wiretalk/internal/meaning"
)

// Pace is how fast a ladder is played: evenly, or at the capture's own pace.
type Pace struct {
	Each  time.Duration // for each row; 0 for the capture's own
	Speed float64       // times the capture's own
}

// Paces are those that can be chosen, the slowest first.
var Paces = [...]Pace{
	{Each: 6 * time.Second}, {Each: 3 * time.Second}, {Each: 1500 * time.Millisecond}, {Each: 750 * time.Millisecond}, {Each: 300 * time.Millisecond},
	{Speed: 1e-4}, {Speed: 1e-3}, {Speed: 1e-2}, {Speed: 1e-1}, {Speed: 1}, {Speed: 10}, {Speed: 100}, {Speed: 1000},
}

// FirstPace is the place of that at which one begins.
const FirstPace = 2

// paceWords are the words of paces, by language.
var paceWords = [...]struct{ even, own string }{
	meaning.English: {"a segment every %v s", "at the capture's pace %s"},
	meaning.Chinese: {"每 %v 秒一段", "按捕获的节奏 %s"},
}

// Said is a pace in words.
func (p Pace) Said(language int) string {
	w := &paceWords[language]
	if p.Each > 0 {
		return fmt.Sprintf(w.even, p.Each.Seconds())
	}
	return fmt.Sprintf(w.own, Speed(p.Speed))
}

// Short is a pace in as little room as can be.
func (p Pace) Short() string {
	if p.Each > 0 {
		return fmt.Sprintf("%v s", p.Each.Seconds())
	}
	return Speed(p.Speed)
}

// Speed writes how many times faster than it was something is played.
func Speed(speed float64) string {
	switch {
	case speed == 1:
		return "×1"
	case speed > 1:
		return fmt.Sprintf("×%.0f", speed)
	}
	return fmt.Sprintf("×1/%.0f", 1/speed)
}
