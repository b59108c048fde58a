package tui

import (
	"fmt"
	"time"

	"wiretalk/internal/meaning"
)

// playingPace is how fast a ladder is played: evenly, or at the capture's own pace.
type playingPace struct {
	each  time.Duration // for each row; 0 for the capture's own
	speed float64       // times the capture's own
}

// paces are those that can be chosen, the slowest first.
var paces = [...]playingPace{
	{each: 6 * time.Second}, {each: 3 * time.Second}, {each: 1500 * time.Millisecond}, {each: 750 * time.Millisecond}, {each: 300 * time.Millisecond},
	{speed: 1e-4}, {speed: 1e-3}, {speed: 1e-2}, {speed: 1e-1}, {speed: 1}, {speed: 10}, {speed: 100}, {speed: 1000},
}

// firstPace is the place of that at which one begins.
const firstPace = 2

// paceWords are the words of paces, by language.
var paceWords = [...]struct{ even, own string }{
	meaning.English: {"a segment every %v s", "at the capture's pace %s"},
	meaning.Chinese: {"每 %v 秒一段", "按捕获的节奏 %s"},
}

// said is a pace in words.
func (p playingPace) said(language int) string {
	w := &paceWords[language]
	if p.each > 0 {
		return fmt.Sprintf(w.even, p.each.Seconds())
	}
	return fmt.Sprintf(w.own, playingSpeed(p.speed))
}

// short is a pace in as little room as can be.
func (p playingPace) short() string {
	if p.each > 0 {
		return fmt.Sprintf("%v s", p.each.Seconds())
	}
	return playingSpeed(p.speed)
}

// playingSpeed writes how many times faster than it was something is played.
func playingSpeed(speed float64) string {
	switch {
	case speed == 1:
		return "×1"
	case speed > 1:
		return fmt.Sprintf("×%.0f", speed)
	}
	return fmt.Sprintf("×1/%.0f", 1/speed)
}

// changePace plays faster, or slower where by is negative, and says how fast; the
// status does so while it plays.
func (p *ladderPage) changePace(s *screen, by int) {
	p.player.pace = max(0, min(p.player.pace+by, len(paces)-1))
	if p.player.on {
		p.playOn(s)
		return
	}
	s.message = paces[p.player.pace].said(p.w.Language)
}
