package tui

import (
	"wiretalk/internal/trace"
	"wiretalk/tui/keys"
	"wiretalk/tui/words"
)

// look is how the detail shows what it shows. It is the user's, and stays
// from row to row; how bodies are shown until the detail is closed.
type look struct {
	meanings bool // below each field what it does
	reveal   bool // secrets as they are
	form     form
	focus    focus // where the exchange has such a body
	lines    int   // of a body, at most; grows by scrolling
}

// form is how a body is shown.
type form uint8

// Each form has a word.
var _ [forms]string = words.English.Forms

const (
	laidOut form = iota
	asSent       // text, not laid out; its codings are undone
	coded        // the bytes as sent, codings not undone
	inHex
	forms
)

// focus is what of an exchange is shown.
type focus uint8

const (
	everything focus = iota
	responseBody
	requestBody
	focuses
)

const (
	firstLines  = 400    // of a body, before anybody scrolls
	besideLines = 100    // of a request's body beside its response
	moreLines   = 4      // times as many for each time its end is reached
	mostLines   = 50_000 // that are shown of a body
)

// turn changes the look by a key; false when the key is none for that.
func (l *look) turn(a keys.Action) bool {
	switch a {
	case keys.ToggleMeanings:
		l.meanings = !l.meanings
	case keys.ToggleSecrets:
		l.reveal = !l.reveal
	case keys.ToggleHex:
		l.form = toggled(l.form, inHex)
	case keys.ToggleRaw:
		l.form = [...]form{laidOut: asSent, asSent: coded, coded: laidOut, inHex: asSent}[l.form]
	default:
		return false
	}
	return true
}

func toggled(f, other form) form {
	if f == other {
		return laidOut
	}
	return other
}

// of is the look of an exchange: one that has no such body as is asked for alone is
// shown whole.
func (l look) of(x *trace.Exchange) look {
	if l.focus == responseBody && x.Response.BodyBytes == 0 || l.focus == requestBody && x.Request.BodyBytes == 0 {
		l.focus = everything
	}
	return l
}

// keys.TurnBody shows the next body of the selected exchange alone, or all of it.
func (s *screen) turnBody() {
	if row, ok := s.grid().Current(); ok && s.view == exchangesView {
		x := s.trace.Exchange(row)
		s.look.focus = s.look.of(&x).next(&x)
	}
}

// next is what turning the body leads to.
func (l look) next(x *trace.Exchange) focus {
	wanted := look{focus: (l.focus + 1) % focuses}
	for wanted.focus != wanted.of(x).focus {
		wanted.focus = (wanted.focus + 1) % focuses
	}
	return wanted.focus
}

// resetBodies shows bodies as they are at first.
func (l *look) resetBodies() { l.lines, l.form, l.focus = firstLines, laidOut, everything }

// skipUncoded goes on where no body of the exchange has codings, so that there is nothing
// else to be seen of its bytes as sent.
func (s *screen) skipUncoded() {
	if s.look.form != coded {
		return
	}
	v := s.viewed
	row, ok := s.grid().Current()
	if v == nil || !ok || s.view != exchangesView || v.x.Number != row || !v.coded() {
		s.look.form = laidOut
	}
}

// wantMore lets more of a body be read when the end of what there is of it is
// in sight.
func (s *screen) wantMore() {
	if p := s.active(); s.more && p.Top+p.Page >= len(p.Wrapped) && (!s.sides.on || s.sides.right) {
		s.look.lines = min(s.look.lines*moreLines, mostLines)
	}
}
