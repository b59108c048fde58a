package tui

import (
	"fmt"

	"github.com/gdamore/tcell/v2"
	"github.com/rivo/tview"

	"wiretalk/tui/cells"
)

// InputHandler does what a key stands for.
func (s *screen) InputHandler() func(*tcell.EventKey, func(tview.Primitive)) {
	return s.WrapInputHandler(func(event *tcell.EventKey, setFocus func(tview.Primitive)) {
		if q := s.question; q != nil {
			if q.key == nil || !q.key(s.prompt, event) {
				s.prompt.InputHandler()(event, setFocus)
			}
			return
		}
		s.message, s.touched, s.stopRead = "", true, s.stopSeen
		if a := s.asking; a != nil {
			if a.key(event) {
				s.asking = nil
				if a.answer != nil {
					a.answer(a.text)
				}
			}
		} else if p, ok := s.top().(keyTaker); !ok || s.over != nil || !p.key(s, event) {
			if a := s.keys.action(event); a != none || s.over != nil {
				s.do(a)
			} else {
				s.message = mannersWordsIn[s.words.language].noKey
			}
		}
		s.arrange()
		s.note()
		s.pin()
		s.updateDetail()
	})
}

// PasteHandler gives pasted text to the prompt; elsewhere it would be taken
// for keys.
func (s *screen) PasteHandler() func(string, func(tview.Primitive)) {
	return s.WrapPasteHandler(func(text string, setFocus func(tview.Primitive)) {
		switch {
		case s.question != nil:
			s.prompt.PasteHandler()(cells.Clean(text), setFocus)
		case s.asking != nil:
			s.asking.insert(text)
			s.asking.leaveCandidates()
			s.asking.changed()
		}
	})
}

func (s *screen) do(a action) {
	sure := s.leaving
	s.leaving = false
	switch {
	case a == quit && s.wouldLose() && !sure:
		s.leaving = true
		s.message = fmt.Sprintf(mannersWordsIn[s.words.language].leaveLive, s.keys.first[quit], s.keys.first[stopCapture])
	case a == quit:
		s.leave()
	case a == suspend:
		s.suspend()
	case s.over != nil && s.scroll(&s.over.pager, a):
	case s.over != nil && (a == startSearch || a == searchNext || a == searchPrevious):
		s.turn(a)
	case s.over != nil:
		if a != none {
			s.over = nil
		}
	case a == showHelp:
		s.over = newOverlay(s.words.help, append(s.hereLines(), helpLines(s.words, s.keys)...))
	case a == nextTheme || a == toggleMouse:
		s.turnManners(a)
	case s.top() != nil:
		s.onPage(a)
	case s.inDetail && s.folds != nil && s.folds.act(a):
	case s.inDetail && s.folds == nil && s.scroll(s.active(), a):
		s.wantMore()
	case !s.inDetail && s.travel(a):
	default:
		s.turn(a)
	}
}

// onPage does what a key stands for while a page is in sight.
func (s *screen) onPage(a action) {
	switch {
	case s.top().act(s, a):
	case a == back:
		s.closePage()
	case a == viewConnections:
		s.showConnections()
	case a == viewExchanges || a == viewStatistics || a == viewWaterfall || a == viewHealth:
		s.closePages()
		s.turn(a)
	case a == viewSegments || a == viewBytes || a == viewLadder || a == viewDelay || a == viewLessons:
		s.turn(a)
	case a == startSearch || a == searchNext || a == searchPrevious || a == stopCapture || a == togglePause || a == toggleLanguage ||
		a == askCommand || a == goBack || a == goForward || a == toggleSecrets ||
		a == showExport || a == showCopy:
		s.turn(a)
	default:
		s.notHere(a)
	}
}

// turn does what is neither a movement nor everywhere the same.
func (s *screen) turn(a action) {
	switch a {
	case open:
		s.open()
	case back:
		s.back()
	case togglePane:
		s.grid().follow = false
		s.inDetail = false
		if s.pane == hidden {
			s.pane = split
		} else {
			s.pane = hidden
		}
	case switchPane:
		s.switchPane()
	case nextItem:
		s.grid().move(1)
	case previousItem:
		s.grid().move(-1)
	case viewExchanges:
		s.showExchanges(all)
	case viewConnections:
		s.showConnections()
	case viewMessages:
		s.showMessages()
	case viewSegments:
		s.showSegments()
	case viewStatistics:
		s.showStatistics()
	case viewWaterfall:
		s.showWaterfall()
	case viewHealth:
		s.showHealth()
	case viewDelay:
		s.showDelay()
	case viewLadder:
		s.showLadder()
	case viewLessons:
		s.showLessons(nil)
	case toggleLanguage:
		s.changeLanguage()
	case viewBytes:
		s.showBytes()
	case showCurl:
		s.curl()
	case showExport:
		s.showExport()
	case showCopy:
		s.showCopy()
	case toggleMeanings, toggleHex, toggleRaw, turnBody:
		if s.view == connectionsView {
			s.notHere(a)
			return
		}
		s.look.turn(a)
		s.pane = max(s.pane, split)
		if a == turnBody {
			s.turnBody()
			s.detail.Top, s.folds, s.sides.second.Top = 0, nil, 0
		}
		s.skipUncoded()
	case toggleSecrets:
		s.look.turn(a)
		s.message = s.words.hidden
		if s.look.reveal {
			s.message = s.words.shown
		}
	case startSearch:
		s.askSearch()
	case searchNext:
		s.find(1)
	case searchPrevious:
		s.find(-1)
	case toggleFollow:
		s.hold(false)
		g := s.grid()
		g.follow = !g.follow
		g.settle()
	case togglePause:
		s.hold(!s.held)
	case stopCapture:
		s.stopCapture()
	case askFilter:
		s.askFilter()
	case askCommand:
		s.askCommand()
	case orderBy:
		s.askOrder()
	case reverseOrder:
		s.reverse()
	case chooseColumns:
		s.askColumns()
	case markRow:
		s.markRow()
	case nextMark:
		s.goToMark(1)
	case previousMark:
		s.goToMark(-1)
	case goBack:
		s.goBack()
	case goForward:
		s.goForward()
	default:
		s.notHere(a)
	}
}

// notHere says that a key does nothing where we are.
func (s *screen) notHere(a action) {
	s.message = fmt.Sprintf(mannersWordsIn[s.words.language].notHere, s.keys.first[a])
}
