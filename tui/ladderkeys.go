package tui

func (p *ladderPage) act(s *screen, a action) bool {
	if p.model == nil {
		return false
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
		p.player.speed = min(p.player.speed*10, fastest)
		s.message = playingSpeed(p.player.speed)
	case slower:
		p.player.speed = max(p.player.speed/10, slowest)
		s.message = playingSpeed(p.player.speed)
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
