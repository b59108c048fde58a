package tui

func (p *ladderPage) act(s *screen, a action) bool {
	if a == viewLadder { // it is in sight
		return true
	}
	if p.model == nil {
		return p.actLater(s, a)
	}
	if p.quiz != nil {
		return p.quizAct(s, a)
	}
	if a != faster && a != slower && a != toggleLanguage && a != none {
		if p.player.on && a == togglePane {
			p.player.on = false
			return true
		}
		p.player.on = false
	}
	if p.inPane {
		switch {
		case s.scroll(&p.pane, a):
			return true
		case a == back || a == switchPane:
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
func (p *ladderPage) actLater(s *screen, a action) bool {
	switch a {
	case down, up, pageDown, pageUp, halfDown, halfUp, first, last, nextItem, previousItem, nextPhase, previousPhase,
		open, switchPane, togglePane, faster, slower, toggleRaw, showAll, showQuiz, showDiagram:
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
func (p *ladderPage) turn(s *screen, a action) bool {
	switch a {
	case last: // and all that has come since
		p.goTo(len(p.model.Rows))
		if p.grown && !s.jobs.busy("ladder") {
			p.read(s)
		}
	case open:
		p.unfold()
	case switchPane:
		p.inPane = true
	case togglePane:
		p.play(s)
	case faster:
		p.changePace(s, 1)
	case slower:
		p.changePace(s, -1)
	case toggleRaw:
		p.real = !p.real
	case showAll:
		p.all = !p.all
		s.message = p.words.showingSoFar
		if p.all {
			s.message = p.words.showingAll
		}
	case showQuiz:
		p.askQuiz(s)
	case showDiagram:
		s.openPage(&diagramPage{ladder: p})
	default:
		return false
	}
	return true
}
