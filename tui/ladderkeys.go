package tui

import "wiretalk/tui/keys"

func (p *ladderPage) act(s *screen, a keys.Action) bool {
	if a == keys.ViewLadder { // it is in sight
		return true
	}
	if p.model == nil {
		return p.actLater(s, a)
	}
	if p.quiz != nil {
		return p.quizAct(s, a)
	}
	if a != keys.Faster && a != keys.Slower && a != keys.ToggleLanguage && a != keys.None {
		if p.player.on && a == keys.TogglePane {
			p.player.on = false
			return true
		}
		p.player.on = false
	}
	if p.inPane {
		switch {
		case s.scroll(&p.pane, a):
			return true
		case a == keys.Back || a == keys.SwitchPane:
			p.inPane = false
			return true
		}
	}
	return p.move(a) || p.turn(s, a)
}

// mostEarly is how many keys wait for a ladder.
const mostEarly = 64

// actLater keeps what cannot be done before the segments have been read; false
// for what the screen does, or when they are not being read.
func (p *ladderPage) actLater(s *screen, a keys.Action) bool {
	switch a {
	case keys.Down, keys.Up, keys.PageDown, keys.PageUp, keys.HalfDown, keys.HalfUp, keys.First, keys.Last, keys.NextItem, keys.PreviousItem, keys.NextPhase, keys.PreviousPhase,
		keys.Open, keys.SwitchPane, keys.TogglePane, keys.Faster, keys.Slower, keys.ToggleRaw, keys.ToggleMeanings, keys.ShowAll, keys.ShowQuiz, keys.ShowDiagram:
	default:
		return false
	}
	return p.later(s, func(s *screen) { p.act(s, a) })
}

// later keeps what is to be done once the segments have been read; false when
// they are not being read.
func (p *ladderPage) later(s *screen, do func(*screen)) bool {
	if p.model != nil || !s.jobs.busy("ladder") {
		return false
	}
	if len(p.early) < mostEarly {
		p.early = append(p.early, do)
	}
	return true
}

// catchUp does what was asked for while the segments were read, if it is the
// ladder that is still looked at.
func (p *ladderPage) catchUp(s *screen) {
	early := p.early
	p.early = nil
	for _, do := range early {
		if p.onTop(s) {
			do(s)
		}
	}
}

// turn does what is no movement.
func (p *ladderPage) turn(s *screen, a keys.Action) bool {
	switch a {
	case keys.Last: // and all that has come since
		p.goTo(len(p.model.Rows))
		if p.grown && !s.jobs.busy("ladder") {
			p.read(s)
		}
	case keys.Open:
		p.unfold()
	case keys.SwitchPane:
		p.inPane, p.hidden = true, false
	case keys.TogglePane:
		p.play(s)
	case keys.Faster:
		p.changePace(s, 1)
	case keys.Slower:
		p.changePace(s, -1)
	case keys.ToggleRaw:
		p.real = !p.real
	case keys.ToggleMeanings:
		if p.hidden = !p.hidden; p.hidden {
			p.inPane = false
		}
	case keys.ShowAll:
		p.all = !p.all
		s.message = p.words.ShowingSoFar
		if p.all {
			s.message = p.words.ShowingAll
		}
	case keys.ShowQuiz:
		p.askQuiz(s)
	case keys.ShowDiagram:
		s.openPage(&diagramPage{ladder: p})
	default:
		return false
	}
	return true
}
