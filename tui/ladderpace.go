package tui

import "wiretalk/tui/ladderview"

// changePace plays faster, or slower where by is negative, and says how fast; the
// status does so while it plays.
func (p *ladderPage) changePace(s *screen, by int) {
	p.player.pace = max(0, min(p.player.pace+by, len(ladderview.Paces)-1))
	if p.player.on {
		p.playOn(s)
		return
	}
	s.message = ladderview.Paces[p.player.pace].Said(p.w.Language)
}
