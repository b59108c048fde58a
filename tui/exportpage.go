package tui

import (
	"slices"

	"github.com/gdamore/tcell/v2"

	"wiretalk/tui/cells"
	"wiretalk/tui/keys"
	"wiretalk/tui/lists"
	"wiretalk/tui/table"
	"wiretalk/tui/theme"
	"wiretalk/tui/words"
)

// exportPage offers what of the rows can be saved, and then says what became
// of it. It stays until it is left, since a path may be long and worth reading.
type exportPage struct {
	*choices
	words  *exportWords
	view   view // whose rows are saved, but those of scopeSelected when there is a stream
	stream int  // that is selected where the page below is about one; all otherwise
	picked int  // the exchange that is selected on the page below; table.NoRow without
	scope  scope
	scopes []scope // in which there is something

	stale   bool // the words changed
	saving  bool
	folder  bool                // what is being saved is a folder of files
	outcome cells.Pager         // in place of the menu once something was chosen
	said    func() []cells.Line // what that says, in the words of now
}

// keys.ShowExport offers what can be saved.
func (s *screen) showExport() {
	if _, open := s.top().(*exportPage); open {
		return
	}
	w := &exportWordsIn[s.words.Language]
	p := &exportPage{choices: newChoices(s, [2]string{w.what, w.of}), words: w, view: s.view, stream: lists.All, picked: table.NoRow}
	if s.view == messagesView {
		p.view, p.stream = s.before, s.ofConnection()
	}
	if on, ok := s.top().(ofStream); ok {
		p.stream = on.stream()
	}
	if on, ok := s.top().(onExchange); ok {
		if number, ok := on.exchange(); ok {
			p.view, p.picked = exchangesView, number
		}
	}
	p.findScopes(s)
	if len(p.scopes) == 0 {
		s.message = w.nothing
		return
	}
	if p.scope = s.scope; !slices.Contains(p.scopes, p.scope) {
		p.scope = p.scopes[0]
	}
	s.openPage(p)
	p.offerAll(s)
}

// elsewhere says that what is selected is not the row of the table.
func (p *exportPage) elsewhere() bool { return p.stream != lists.All || p.picked != table.NoRow }

func (p *exportPage) table() *table.Grid { return p.grid }

func (p *exportPage) title(*words.Screen) string { return p.words.saveTitle }

func (p *exportPage) status(*words.Screen) string {
	if len(p.outcome.Lines) > 0 {
		return ""
	}
	return p.choices.status() + " " + p.words.scopes[p.scope]
}

func (p *exportPage) hints() []keys.Hint {
	list := []keys.Hint{keys.Back.As("Esc")}
	if len(p.outcome.Lines) > 0 {
		return list
	}
	list = append(list, keys.Open.As("Enter"))
	if len(p.scopes) > 1 {
		list = append(list, keys.SwitchPane.As("Tab"))
	}
	return append(list, keys.ToggleSecrets.As("u"))
}

// hintWord is the word for a key that means something else here.
func (p *exportPage) hintWord(a keys.Action) string {
	switch {
	case a == keys.SwitchPane:
		return p.words.scopes[p.nextScope()]
	case a == keys.Back && p.saving:
		return p.words.cancelHint
	case a == keys.Open:
		return p.words.what
	}
	return ""
}

func (p *exportPage) draw(canvas tcell.Screen, th *theme.Theme, x, y, width, height int) {
	if len(p.outcome.Lines) > 0 {
		p.outcome.Draw(canvas, th, x+1, y, width-2, height)
		return
	}
	p.choices.draw(canvas, th, x, y, width, height, p.words.nothing)
}

// speak implements speaker.
func (p *exportPage) speak(w *words.Screen) {
	p.words, p.stale = &exportWordsIn[w.Language], true
	p.retitle([2]string{p.words.what, p.words.of})
	if p.said != nil {
		p.say(p.saving, p.said)
	}
}

func (p *exportPage) refresh(s *screen) {
	p.findScopes(s)
	if p.stale {
		p.stale = false
		p.offerAll(s)
	}
}

func (p *exportPage) search(_ *screen, text string, step int) bool {
	return p.choices.search(text, step)
}

func (p *exportPage) act(s *screen, a keys.Action) bool {
	switch {
	case a == keys.Back:
		if p.saving {
			s.jobs.stop("export")
			p.say(false, func() []cells.Line {
				if p.folder {
					return []cells.Line{cells.Tell(theme.Warn, p.words.cancelledSome)}
				}
				return []cells.Line{cells.Tell(theme.Warn, p.words.cancelled)}
			})
			return true
		}
		return false
	case len(p.outcome.Lines) > 0:
		return s.scroll(&p.outcome, a)
	case a == keys.SwitchPane:
		p.scope = p.nextScope()
		s.scope = p.scope
		p.offerAll(s)
		return true
	case a == keys.ToggleSecrets:
		s.turn(a)
		p.offerAll(s)
		return true
	}
	return p.choices.act(s, a)
}

// say shows what became of it, also when the words change.
func (p *exportPage) say(saving bool, said func() []cells.Line) {
	p.saving, p.said = saving, said
	p.outcome.SetLines(append([]cells.Line{{}}, said()...))
}

// offerAll makes the menu of what the scope takes in.
func (p *exportPage) offerAll(s *screen) {
	v, rows := p.rows(s)
	var choices []choice
	for _, o := range offers(s, v, rows) {
		detail := o.detail + "  " + p.secrets(s, o.kind)
		choices = append(choices, choice{p.words.kinds[o.kind], detail, func() { p.ask(s, v, rows, o) }})
	}
	p.offer(choices)
}

// secrets says what becomes of secrets in what is saved.
func (p *exportPage) secrets(s *screen, kind exportKind) string {
	w := p.words
	switch {
	case kind == saveBodies && !s.look.Reveal:
		return w.inIndex
	case kind == saveResponse || kind == saveRequest:
		return w.decodedBody
	case kind == saveResponseSent || kind == saveRequestSent:
		return w.sentBody
	case kind != saveText && kind != saveReport && kind != saveHAR:
		return w.asItWas
	case s.look.Reveal:
		return w.unmasked
	case kind == saveHAR:
		return w.inHeads
	}
	return w.maskedThere
}
