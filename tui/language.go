package tui

import (
	"wiretalk/tui/segments"
	"wiretalk/tui/table"
	"wiretalk/tui/words"
)

// speaker is a page whose words can be changed to another language.
type speaker interface{ speak(w *words.Screen) }

// speakingList is a list whose words can be changed to another language.
type speakingList interface {
	In(w *words.Screen) table.List
}

// changeLanguage goes on in the other language: tables, pages, detail, and what
// jobs are making.
func (s *screen) changeLanguage() {
	w := &words.English
	if s.words.Language == w.Language {
		w = &words.Chinese
	}
	w = words.Bound(s.keys, w)
	s.words = w
	s.opts.Lang = [...]string{"en", "zh"}[w.Language]
	for _, g := range s.grids {
		if l, ok := g.List.(speakingList); ok {
			g.List, g.Widest = l.In(w), nil
			g.Reword()
		}
	}
	for i, p := range s.pages {
		switch p := p.(type) {
		case *menuPage:
			s.pages[i] = p.again()
		case speaker:
			p.speak(w)
		}
	}
	if p := s.top(); p != nil {
		p.refresh(s)
	}
	s.jobs.stop("detail")
	top, folds := s.detail.Top, s.folds
	s.showing = nothing
	s.updateDetail()
	s.detail.Top, s.folds = top, folds
}

func (p *segmentsPage) speak(w *words.Screen) {
	p.list.Words, p.language = &segments.WordsIn[w.Language], w.Language
	p.grid.Widest, p.showing = nil, segmentLook{}
}
