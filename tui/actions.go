package tui

import (
	"fmt"

	"github.com/gdamore/tcell/v2"
	"github.com/rivo/tview"
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
			s.prompt.PasteHandler()(clean(text), setFocus)
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

// scroll moves over a text; false when a is no movement.
func (s *screen) scroll(p *pager, a action) bool {
	switch a {
	case down:
		p.move(1)
	case up:
		p.move(-1)
	case pageDown:
		p.move(p.page)
	case pageUp:
		p.move(-p.page)
	case halfDown:
		p.move(p.page / 2)
	case halfUp:
		p.move(-p.page / 2)
	case first:
		p.top = 0
	case last:
		p.top = p.last()
	default:
		return false
	}
	return true
}

// travel moves over the table; false when a is no movement.
func (s *screen) travel(a action) bool { return s.travelOver(s.grid(), a) }

// travelOver moves over a table.
func (s *screen) travelOver(g *grid, a action) bool {
	g.keep, g.sought = noRow, noRow
	switch a {
	case down:
		g.move(1)
	case up:
		g.move(-1)
	case pageDown:
		g.move(g.page)
	case pageUp:
		g.move(-g.page)
	case halfDown:
		g.move(max(g.page/2, 1))
	case halfUp:
		g.move(-max(g.page/2, 1))
	case first:
		g.follow = false
		g.selectRow(0)
	case last:
		g.selectLast()
		g.follow = g.follow || s.isLive()
	default:
		return false
	}
	return true
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
			s.skipEmptyBodies()
			s.detail.top, s.folds, s.sides.second.top = 0, nil, 0
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

// open goes one step deeper: from a connection to its exchanges, from a row
// to its detail, from the detail to the full screen.
func (s *screen) open() {
	row, ok := s.grid().current()
	s.grid().follow = false // what is looked at stays
	switch {
	case s.inDetail:
		s.pane = full
	case !ok && s.view == exchangesView && s.trace.Exchanges() == 0 && s.trace.Connections() > 0:
		s.show(connectionsView) // which is all that there is
	case !ok:
	case s.view == connectionsView && len(s.trace.Connection(row).Exchanges) > 0:
		s.jump(func() { s.showExchanges(row) })
	default:
		s.pane, s.inDetail = max(s.pane, split), true
	}
}

// back goes one step out.
func (s *screen) back() {
	switch {
	case s.stopFirst():
	case s.comeBack():
	case s.pane == full:
		s.pane = split
	case s.inDetail:
		s.pane, s.inDetail = hidden, false
	case s.pane == split:
		s.pane = hidden
	case s.view == messagesView:
		s.show(s.before)
	case s.view == exchangesView && s.of != all:
		s.showExchanges(all)
		s.show(connectionsView)
	default:
		s.showAll()
	}
}

// showMessages shows the WebSocket messages of the connection that the
// selected row is, or is on.
func (s *screen) showMessages() {
	row, ok := s.grid().current()
	switch {
	case s.view == messagesView:
		return
	case !ok:
		s.message = s.words.noMessages
		return
	}
	of := row
	if s.view == exchangesView {
		of = s.trace.Exchange(row).Stream
	}
	if len(s.trace.Connection(of).Messages) == 0 {
		s.message = fmt.Sprintf(s.words.noMessagesHere, of)
		return
	}
	s.jump(func() { s.showTable(station{view: messagesView, of: of, before: s.view}) })
}

// showConnections shows all connections. Who looks at one, such as at its segments or
// at an exchange of it, comes to that one, and back from there.
func (s *screen) showConnections() {
	looking := s.view != connectionsView && (s.inDetail || s.pane == full)
	if p := s.top(); p != nil {
		_, looking = p.(ofStream)
	}
	if of, ok := s.selectedStream(); looking && ok && s.opts.lesson == nil {
		s.jumpToConnection(of)
		return
	}
	s.closePages()
	s.show(connectionsView)
}

// skipEmptyBodies goes on where the selected exchange has no such body.
func (s *screen) skipEmptyBodies() {
	row, ok := s.grid().current()
	if !ok || s.view != exchangesView {
		return
	}
	x := s.trace.Exchange(row)
	if s.look.focus == responseBody && x.Response.BodyBytes == 0 {
		s.look.focus = requestBody
	}
	if s.look.focus == requestBody && x.Request.BodyBytes == 0 {
		s.look.focus = everything
	}
}

// skipUncoded goes on where no body of the exchange has codings, so that there is nothing
// else to be seen of its bytes as sent.
func (s *screen) skipUncoded() {
	if s.look.form != coded {
		return
	}
	v := s.viewed
	row, ok := s.grid().current()
	if v == nil || !ok || s.view != exchangesView || v.x.Number != row || !v.coded() {
		s.look.form = laidOut
	}
}

// wantMore lets more of a body be read when the end of what there is of it is
// in sight.
func (s *screen) wantMore() {
	if p := s.active(); s.more && p.top+p.page >= len(p.wrapped) && (!s.sides.on || s.sides.right) {
		s.look.lines = min(s.look.lines*moreLines, mostLines)
	}
}

// switchPane changes between table and detail.
func (s *screen) switchPane() {
	s.grid().follow = false
	if s.otherSide() {
		return
	}
	s.pane = split
	s.inDetail = !s.inDetail
}

// show changes to another table.
func (s *screen) show(v view) {
	s.view, s.inDetail, s.asides = v, false, nil
	s.grid().settle() // rows may have come and gone since it was in sight
	if s.pane == full {
		s.pane = split
	}
}

// showExchanges shows the exchanges of one connection, or all. The selected
// exchange stays selected where it is in both.
func (s *screen) showExchanges(of int) {
	s.show(exchangesView)
	if of == s.of {
		return
	}
	g := s.grid()
	number, ok := g.current()
	s.of = of
	s.stopArranging()
	g.show(exchangeList{s.words, s.opts.Zone, of, &s.look.reveal})
	if of == all && ok {
		g.selectNumber(number)
	}
}
