package tui

import (
	"context"
	"fmt"
	"math"
	"time"

	"wiretalk/internal/ladder"
	"wiretalk/internal/phrase"
	"wiretalk/tui/cells"
	"wiretalk/tui/ladderview"
)

// player plays the rows one after the other.
type player struct {
	on   bool
	pace int   // of paces
	turn int   // counts the times it was started
	cut  int64 // nanoseconds of the capture for which less than they would take is waited; 0 for none
}

const (
	longestGap = 3 * time.Second // on the screen
	leastGap   = redrawEvery     // several rows are passed at once within it
)

// play begins to play, or stops.
func (p *ladderPage) play(s *screen) {
	if p.player.on {
		p.player.on = false
		return
	}
	if p.cursor >= len(p.model.Rows) {
		p.goTo(0)
	}
	p.player.on = true
	p.player.turn++
	p.playOn(s)
}

// playOn waits for the next row, and goes there.
func (p *ladderPage) playOn(s *screen) {
	to, wait := p.nextPlayed()
	turn := p.player.turn
	s.jobs.start("play", func(ctx context.Context) func() {
		sleep(ctx, wait)
		return func() {
			if !p.player.on || p.player.turn != turn || !p.onTop(s) {
				p.player.on = false
				return
			}
			if p.goTo(to); to >= len(p.model.Rows) {
				p.player.on = false
				s.message = p.words.AtEnd
				return
			}
			p.playOn(s)
		}
	}, func(error) { p.player.on = false })
}

// nextPlayed is the row that is played next, and how long is waited for it.
func (p *ladderPage) nextPlayed() (to int, wait time.Duration) {
	now := ladderview.Paces[p.player.pace]
	to, p.player.cut = p.cursor, 0
	if now.Each > 0 {
		return to + 1, now.Each
	}
	for to < len(p.model.Rows) {
		to++
		gap := p.model.GapBefore(to)
		if float64(gap)/now.Speed > float64(longestGap) {
			p.player.cut = int64(gap)
		}
		wait += time.Duration(min(float64(gap)/now.Speed, float64(longestGap)))
		if wait >= leastGap || to < len(p.model.Rows) && p.model.Rows[to].Kind == ladder.Silence {
			break
		}
	}
	return to, max(min(wait, longestGap), leastGap)
}

// atSpeed is how long the silence that is shortened would take on the screen,
// where that is not what it took.
func (p *ladderPage) atSpeed() string {
	speed := ladderview.Paces[p.player.pace].Speed
	if speed == 1 {
		return ""
	}
	return " = " + phrase.Took(int64(min(float64(p.player.cut)/speed, math.MaxInt64/2)))
}

// playing says how fast is played, and which silence is shortened just now, in
// fewer words where there is less room.
func (p *ladderPage) playing(room int) string {
	text := fmt.Sprintf(p.words.Playing, ladderview.Paces[p.player.pace].Said(p.w.Language))
	if cells.Width(text) > room {
		text = "▶ " + ladderview.Paces[p.player.pace].Short()
	}
	if p.player.cut > 0 { // of the capture's own pace, in short
		speed := ladderview.Speed(ladderview.Paces[p.player.pace].Speed)
		text = fmt.Sprintf(p.words.Playing, speed)
		text += "  " + fmt.Sprintf(p.words.Shortened, phrase.Took(p.player.cut), p.atSpeed(), fmt.Sprintf("%.0f s", longestGap.Seconds()))
		if cells.Width(text) > room {
			return fmt.Sprintf(p.words.ShortenedShort, speed, phrase.Took(p.player.cut))
		}
	}
	return text
}

// onTop says whether the ladder, or the diagram over it, is in sight.
func (p *ladderPage) onTop(s *screen) bool {
	switch top := s.top().(type) {
	case *lessonPage:
		return top.ladder == p
	case *ladderPage:
		return top == p
	case *diagramPage:
		return top.ladder == p
	}
	return false
}

// sleep waits, or until ctx is done.
func sleep(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	}
}
