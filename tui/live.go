package tui

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"wiretalk/capture"
	"wiretalk/internal/phrase"
	"wiretalk/tui/cells"
)

// LiveInfo is what the screen of a live capture says besides the trace.
type LiveInfo struct {
	Interfaces []string // on which packets are captured
	Filter     string   // that they passed; empty for none
	Kept       bool     // they are written to a file as well

	// Counts says how many packets came, and were lost. It may be called at any time.
	Counts func() capture.Counts

	// Stop ends capturing, and returns without waiting for that. The trace then
	// comes to its end, whose error is ErrStopped or nil, and is as that of a file.
	// It is called at most once.
	Stop func()
}

// ErrStopped ends a trace, as the cause of its context, when the user ended
// capturing. It is not shown as an error.
var ErrStopped = errors.New("capturing was stopped")

// liveState is what the screen knows of a live capture.
type liveState struct {
	info    *LiveInfo // nil when the capture is none
	counts  capture.Counts
	began   time.Time
	ended   time.Time // zero while it goes on
	stopped bool      // by the user
}

func (l *liveState) begin(info *LiveInfo) { l.info, l.began = info, time.Now() }

// endLive takes it that no more is captured.
func (s *screen) endLive() {
	if !s.isLive() {
		return
	}
	s.live.ended = time.Now()
	s.live.count()
	if s.message == s.words.Stopping {
		s.message = ""
	}
}

// count takes the counts anew.
func (l *liveState) count() {
	if l.info != nil && l.info.Counts != nil {
		l.counts = l.info.Counts()
	}
}

// isLive says whether packets are being captured.
func (s *screen) isLive() bool { return s.live.info != nil && s.live.ended.IsZero() }

// wouldLose says whether leaving loses packets that are nowhere else.
func (s *screen) wouldLose() bool {
	return s.isLive() && !s.live.info.Kept && s.trace.Connections() > 0
}

// keys.StopCapture ends capturing without leaving the screen.
func (s *screen) stopCapture() {
	if !s.isLive() || s.live.stopped || s.live.info.Stop == nil {
		return
	}
	s.live.stopped = true
	s.message = s.words.Stopping
	s.live.info.Stop()
}

// title is that of the capture, as much of it as there is room for: where
// packets come from, which, and since when.
func (s *screen) title(room int) string {
	l := &s.live
	if l.info == nil {
		return cells.ClipStart(cells.Clean(s.opts.Title), room)
	}
	until := l.ended
	if until.IsZero() {
		until = time.Now()
	}
	from, since := cells.Clean(strings.Join(l.info.Interfaces, ", ")), elapsed(until.Sub(l.began))
	if !s.isLive() {
		since += " " + mannersWordsIn[s.words.Language].ended
	}
	if filter := cells.Clean(l.info.Filter); filter != "" {
		if rest := room - cells.Width(from+since) - 6; rest >= min(cells.Width(filter), 12) {
			return from + " · " + cells.Clip(filter, rest) + " · " + since
		}
	}
	if rest := room - cells.Width(since) - 3; rest >= min(cells.Width(from), 5) {
		return cells.Clip(from, rest) + " · " + since
	}
	return cells.Clip(since, room)
}

// elapsed writes a duration as a clock does: 0:07, 12:34, 1:02:03, 3d 04:05:06.
func elapsed(d time.Duration) string {
	seconds := int(d.Seconds())
	h, m, sec := seconds/3600, seconds/60%60, seconds%60
	switch {
	case h == 0:
		return fmt.Sprintf("%d:%02d", m, sec)
	case h < 24:
		return fmt.Sprintf("%d:%02d:%02d", h, m, sec)
	}
	return fmt.Sprintf("%dd %02d:%02d:%02d", h/24, h%24, m, sec)
}

// lossLine says how many packets were lost; false when none were.
func (s *screen) lossLine() (string, bool) {
	c := s.live.counts
	if c.Dropped == 0 {
		return "", false
	}
	share := 100 * float64(c.Dropped) / float64(max(c.Received, c.Dropped))
	return phrase.Sprintf(s.words.Dropped, phrase.Count(c.Dropped), percent(share)), true
}

// percent writes a share so that what is not nothing does not look so.
func percent(p float64) string {
	switch {
	case p < 0.01:
		return "<0.01%"
	case p < 9.995:
		return fmt.Sprintf("%.2f%%", p)
	}
	return fmt.Sprintf("%.1f%%", p)
}

// isStop says whether an error of reading is the user's own doing.
func (s *screen) isStop(err error) bool {
	return s.live.stopped && (errors.Is(err, ErrStopped) || errors.Is(err, context.Canceled))
}
