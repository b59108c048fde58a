package detail

import (
	"wiretalk/internal/trace"
	"wiretalk/tui/keys"
	"wiretalk/tui/words"
)

// Look is how the detail shows what it shows. It is the user's, and stays
// from row to row; how bodies are shown until the detail is closed.
type Look struct {
	Meanings bool // below each field what it does
	Reveal   bool // secrets as they are
	Form     Form
	Focus    Focus // where the exchange has such a body
	Lines    int   // of a body, at most; grows by scrolling
}

// Form is how a body is shown.
type Form uint8

// Each form has a word.
var _ [Forms]string = words.English.Forms

const (
	LaidOut Form = iota
	AsSent       // text, not laid out; its codings are undone
	Coded        // the bytes as sent, codings not undone
	InHex
	Forms
)

// Focus is what of an exchange is shown.
type Focus uint8

const (
	Everything Focus = iota
	ResponseBody
	RequestBody
	focuses
)

const (
	FirstLines  = 400    // of a body, before anybody scrolls
	BesideLines = 100    // of a request's body beside its response
	MoreLines   = 4      // times as many for each time its end is reached
	MostLines   = 50_000 // that are shown of a body
)

// Turn changes the look by a key; false when the key is none for that.
func (l *Look) Turn(a keys.Action) bool {
	switch a {
	case keys.ToggleMeanings:
		l.Meanings = !l.Meanings
	case keys.ToggleSecrets:
		l.Reveal = !l.Reveal
	case keys.ToggleHex:
		l.Form = toggled(l.Form, InHex)
	case keys.ToggleRaw:
		l.Form = [...]Form{LaidOut: AsSent, AsSent: Coded, Coded: LaidOut, InHex: AsSent}[l.Form]
	default:
		return false
	}
	return true
}

func toggled(f, other Form) Form {
	if f == other {
		return LaidOut
	}
	return other
}

// Of is the look of an exchange: one that has no such body as is asked for alone is
// shown whole.
func (l Look) Of(x *trace.Exchange) Look {
	if l.Focus == ResponseBody && x.Response.BodyBytes == 0 || l.Focus == RequestBody && x.Request.BodyBytes == 0 {
		l.Focus = Everything
	}
	return l
}

// Next is what turning the body leads to.
func (l Look) Next(x *trace.Exchange) Focus {
	wanted := Look{Focus: (l.Focus + 1) % focuses}
	for wanted.Focus != wanted.Of(x).Focus {
		wanted.Focus = (wanted.Focus + 1) % focuses
	}
	return wanted.Focus
}

// ResetBodies shows bodies as they are at first.
func (l *Look) ResetBodies() { l.Lines, l.Form, l.Focus = FirstLines, LaidOut, Everything }
