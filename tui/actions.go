package tui

import (
	"fmt"

	"github.com/gdamore/tcell/v2"
	"github.com/rivo/tview"

	"wiretalk/tui/cells"
	"wiretalk/tui/keys"
	"wiretalk/tui/lists"
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
			if a := s.keys.Action(event); a != keys.None || s.over != nil {
				s.do(a)
			} else {
				s.message = mannersWordsIn[s.words.Language].noKey
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

func (s *screen) do(a keys.Action) {
	sure := s.leaving
	s.leaving = false
	switch {
	case a == keys.Quit && s.wouldLose() && !sure:
		s.leaving = true
		s.message = fmt.Sprintf(mannersWordsIn[s.words.Language].leaveLive, s.keys.First[keys.Quit], s.keys.First[keys.StopCapture])
	case a == keys.Quit:
		s.leave()
	case a == keys.Suspend:
		s.suspend()
	case s.over != nil && s.scroll(&s.over.pager, a):
	case s.over != nil && (a == keys.StartSearch || a == keys.SearchNext || a == keys.SearchPrevious):
		s.turn(a)
	case s.over != nil:
		if a != keys.None {
			s.over = nil
		}
	case a == keys.ShowHelp:
		s.over = newOverlay(s.words.Help, append(s.hereLines(), helpLines(s.words, s.keys)...))
	case a == keys.NextTheme || a == keys.ToggleMouse:
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
func (s *screen) onPage(a keys.Action) {
	switch {
	case s.top().act(s, a):
	case a == keys.Back:
		s.closePage()
	case a == keys.ViewConnections:
		s.showConnections()
	case a == keys.ViewExchanges || a == keys.ViewStatistics || a == keys.ViewWaterfall || a == keys.ViewHealth:
		s.closePages()
		s.turn(a)
	case a == keys.ViewSegments || a == keys.ViewBytes || a == keys.ViewLadder || a == keys.ViewDelay || a == keys.ViewLessons:
		s.turn(a)
	case a == keys.StartSearch || a == keys.SearchNext || a == keys.SearchPrevious || a == keys.StopCapture || a == keys.TogglePause || a == keys.ToggleLanguage ||
		a == keys.AskCommand || a == keys.GoBack || a == keys.GoForward || a == keys.ToggleSecrets ||
		a == keys.ShowExport || a == keys.ShowCopy:
		s.turn(a)
	default:
		s.notHere(a)
	}
}

// turn does what is neither a movement nor everywhere the same.
func (s *screen) turn(a keys.Action) {
	switch a {
	case keys.Open:
		s.open()
	case keys.Back:
		s.back()
	case keys.TogglePane:
		s.grid().Follow = false
		s.inDetail = false
		if s.pane == hidden {
			s.pane = split
		} else {
			s.pane = hidden
		}
	case keys.SwitchPane:
		s.switchPane()
	case keys.NextItem:
		s.grid().Move(1)
	case keys.PreviousItem:
		s.grid().Move(-1)
	case keys.ViewExchanges:
		s.showExchanges(lists.All)
	case keys.ViewConnections:
		s.showConnections()
	case keys.ViewMessages:
		s.showMessages()
	case keys.ViewSegments:
		s.showSegments()
	case keys.ViewStatistics:
		s.showStatistics()
	case keys.ViewWaterfall:
		s.showWaterfall()
	case keys.ViewHealth:
		s.showHealth()
	case keys.ViewDelay:
		s.showDelay()
	case keys.ViewLadder:
		s.showLadder()
	case keys.ViewLessons:
		s.showLessons(nil)
	case keys.ToggleLanguage:
		s.changeLanguage()
	case keys.ViewBytes:
		s.showBytes()
	case keys.ShowCurl:
		s.curl()
	case keys.ShowExport:
		s.showExport()
	case keys.ShowCopy:
		s.showCopy()
	case keys.ToggleMeanings, keys.ToggleHex, keys.ToggleRaw, keys.TurnBody:
		if s.view == connectionsView {
			s.notHere(a)
			return
		}
		if a == keys.ToggleMeanings && s.bodyAlone() {
			s.message = fmt.Sprintf(mannersWordsIn[s.words.Language].noFields, s.keys.First[keys.TurnBody])
			return
		}
		s.look.Turn(a)
		s.pane = max(s.pane, split)
		if a == keys.TurnBody {
			s.turnBody()
			s.detail.Top, s.folds, s.sides.second.Top = 0, nil, 0
		}
		s.skipUncoded()
	case keys.ToggleSecrets:
		s.look.Turn(a)
		s.message = s.words.Hidden
		if s.look.Reveal {
			s.message = s.words.Shown
		}
	case keys.StartSearch:
		s.askSearch()
	case keys.SearchNext:
		s.find(1)
	case keys.SearchPrevious:
		s.find(-1)
	case keys.ToggleFollow:
		s.hold(false)
		g := s.grid()
		g.Follow = !g.Follow
		g.Settle()
	case keys.TogglePause:
		s.hold(!s.held)
	case keys.StopCapture:
		s.stopCapture()
	case keys.AskFilter:
		s.askFilter()
	case keys.AskCommand:
		s.askCommand()
	case keys.OrderBy:
		s.askOrder()
	case keys.ReverseOrder:
		s.reverse()
	case keys.ChooseColumns:
		s.askColumns()
	case keys.MarkRow:
		s.markRow()
	case keys.NextMark:
		s.goToMark(1)
	case keys.PreviousMark:
		s.goToMark(-1)
	case keys.NextFailing, keys.PreviousFailing:
		s.findFailing(a)
	case keys.GoBack:
		s.goBack()
	case keys.GoForward:
		s.goForward()
	default:
		s.notHere(a)
	}
}

// notHere says that a key does nothing where we are.
func (s *screen) notHere(a keys.Action) {
	s.message = fmt.Sprintf(mannersWordsIn[s.words.Language].notHere, s.keys.First[a])
}
