package keys

import (
	"slices"

	"github.com/gdamore/tcell/v2"
)

// Action is something that a key does.
type Action uint8

const (
	None Action = iota
	Down
	Up
	PageDown
	PageUp
	HalfDown
	HalfUp
	First
	Last
	Open
	Back
	TogglePane
	SwitchPane
	NextItem
	PreviousItem
	ViewExchanges
	ViewConnections
	ViewMessages
	ViewSegments
	ViewStatistics
	ViewWaterfall
	ViewHealth
	ViewDelay
	ViewLadder
	ViewLessons
	ShowDiagram
	ShowQuiz
	NextPhase
	PreviousPhase
	ShowAll
	NextLesson
	PreviousLesson
	NextCapture
	Faster
	Slower
	ToggleLanguage
	ViewBytes
	TurnTime
	ReadOn
	ToggleMeanings
	ToggleSecrets
	TurnBody
	ToggleHex
	ToggleRaw
	ShowCurl
	StartSearch
	SearchNext
	SearchPrevious
	ToggleFollow
	TogglePause
	StopCapture
	AskFilter
	AskCommand
	OrderBy
	ReverseOrder
	ChooseColumns
	MarkRow
	NextMark
	PreviousMark
	NextFailing
	PreviousFailing
	GoBack
	GoForward
	ShowExport
	ShowCopy
	NextTheme
	ToggleMouse
	Suspend
	ShowHelp
	Quit
	Actions // how many there are
)

// Chord is one key: a rune, or a tcell key when the rune is 0.
type Chord struct {
	Key  tcell.Key
	Rune rune
}

// Binding is an action with the keys for it and how they are written.
type Binding struct {
	Action Action
	Label  string
	keys   []Chord
}

// Bindings are all keys in the order of the help. The help and the status
// line are made from them, so that what they say is what the keys do.
var Bindings = []Binding{
	{Down, "j ↓", []Chord{{Rune: 'j'}, {Key: tcell.KeyDown}}},
	{Up, "k ↑", []Chord{{Rune: 'k'}, {Key: tcell.KeyUp}}},
	{PageDown, "PgDn Ctrl-F", []Chord{{Key: tcell.KeyPgDn}, {Key: tcell.KeyCtrlF}}},
	{PageUp, "PgUp Ctrl-B", []Chord{{Key: tcell.KeyPgUp}, {Key: tcell.KeyCtrlB}}},
	{HalfDown, "Ctrl-D", []Chord{{Key: tcell.KeyCtrlD}}},
	{HalfUp, "Ctrl-U", []Chord{{Key: tcell.KeyCtrlU}}},
	{First, "g Home", []Chord{{Rune: 'g'}, {Key: tcell.KeyHome}}},
	{Last, "G End", []Chord{{Rune: 'G'}, {Key: tcell.KeyEnd}}},
	{Open, "Enter →", []Chord{{Key: tcell.KeyEnter}, {Key: tcell.KeyRight}}},
	{Back, "Esc", []Chord{{Key: tcell.KeyEscape}, {Rune: 'h'}, {Key: tcell.KeyLeft}}},
	{TogglePane, "Space", []Chord{{Rune: ' '}}},
	{SwitchPane, "Tab", []Chord{{Key: tcell.KeyTab}, {Key: tcell.KeyBacktab}}},
	{NextItem, "]", []Chord{{Rune: ']'}}},
	{PreviousItem, "[", []Chord{{Rune: '['}}},
	{ViewExchanges, "1", []Chord{{Rune: '1'}}},
	{ViewConnections, "2", []Chord{{Rune: '2'}}},
	{ViewMessages, "w", []Chord{{Rune: 'w'}}},
	{ViewSegments, "s", []Chord{{Rune: 's'}}},
	{ViewStatistics, "3", []Chord{{Rune: '3'}}},
	{ViewWaterfall, "4", []Chord{{Rune: '4'}}},
	{ViewHealth, "5", []Chord{{Rune: '5'}}},
	{ViewDelay, "t", []Chord{{Rune: 't'}}},
	{ViewLadder, "l", []Chord{{Rune: 'l'}}},
	{ViewLessons, "F2", []Chord{{Key: tcell.KeyF2}}},
	{NextPhase, "}", []Chord{{Rune: '}'}}},
	{PreviousPhase, "{", []Chord{{Rune: '{'}}},
	{ShowAll, "a", []Chord{{Rune: 'a'}}},
	{Faster, "+", []Chord{{Rune: '+'}, {Rune: '='}}},
	{Slower, "-", []Chord{{Rune: '-'}}},
	{ShowDiagram, "D", []Chord{{Rune: 'D'}}},
	{NextLesson, "J", []Chord{{Rune: 'J'}}},
	{PreviousLesson, "K", []Chord{{Rune: 'K'}}},
	{NextCapture, ".", []Chord{{Rune: '.'}}},
	{ShowQuiz, "Q", []Chord{{Rune: 'Q'}}},
	{ViewBytes, "d", []Chord{{Rune: 'd'}}},
	{TurnTime, "A", []Chord{{Rune: 'A'}}},
	{ReadOn, "R", []Chord{{Rune: 'R'}}},
	{ToggleMeanings, "m", []Chord{{Rune: 'm'}}},
	{ToggleSecrets, "u", []Chord{{Rune: 'u'}}},
	{TurnBody, "b", []Chord{{Rune: 'b'}}},
	{ToggleHex, "x", []Chord{{Rune: 'x'}}},
	{ToggleRaw, "r", []Chord{{Rune: 'r'}}},
	{ShowCurl, "c", []Chord{{Rune: 'c'}}},
	{StartSearch, "/", []Chord{{Rune: '/'}}},
	{SearchNext, "n", []Chord{{Rune: 'n'}}},
	{SearchPrevious, "N", []Chord{{Rune: 'N'}}},
	{ToggleFollow, "F", []Chord{{Rune: 'F'}}},
	{TogglePause, "p", []Chord{{Rune: 'p'}}},
	{StopCapture, "S", []Chord{{Rune: 'S'}}},
	{ToggleLanguage, "L", []Chord{{Rune: 'L'}}},
	{AskFilter, "f", []Chord{{Rune: 'f'}}},
	{AskCommand, ":", []Chord{{Rune: ':'}}},
	{OrderBy, "o", []Chord{{Rune: 'o'}}},
	{ReverseOrder, "O", []Chord{{Rune: 'O'}}},
	{ChooseColumns, "C", []Chord{{Rune: 'C'}}},
	{MarkRow, "M", []Chord{{Rune: 'M'}}},
	{NextMark, ")", []Chord{{Rune: ')'}}},
	{PreviousMark, "(", []Chord{{Rune: '('}}},
	{NextFailing, ";", []Chord{{Rune: ';'}}},
	{PreviousFailing, ",", []Chord{{Rune: ','}}},
	{GoBack, "<", []Chord{{Rune: '<'}}},
	{GoForward, ">", []Chord{{Rune: '>'}}},
	{ShowExport, "e", []Chord{{Rune: 'e'}}},
	{ShowCopy, "y", []Chord{{Rune: 'y'}}},
	{NextTheme, "T", []Chord{{Rune: 'T'}}},
	{ToggleMouse, "F8", []Chord{{Key: tcell.KeyF8}}},
	{Suspend, "Ctrl-Z", []Chord{{Key: tcell.KeyCtrlZ}}},
	{ShowHelp, "?", []Chord{{Rune: '?'}, {Key: tcell.KeyF1}}},
	{Quit, "q Ctrl-C", []Chord{{Rune: 'q'}, {Key: tcell.KeyCtrlC}}},
}

// ActionOf is what each key does unless it is bound otherwise.
var ActionOf = func() map[Chord]Action {
	m := map[Chord]Action{}
	for _, b := range Bindings {
		for _, c := range b.keys {
			m[c] = b.Action
		}
	}
	return m
}()

// Hint is a key with a word for it in the status line.
type Hint struct {
	Action Action
	Label  string
}

// The hints of each situation, the most useful first. Where the line is too
// short those before the last two are left out, so that help and quit stay.
var (
	TableHints   = []Hint{{Open, "Enter"}, {AskFilter, "f"}, {StartSearch, "/"}, {ViewConnections, "1 2"}, {ToggleFollow, "F"}, {ViewStatistics, "3"}, {ViewWaterfall, "4"}, {ViewHealth, "5"}, {ViewSegments, "s"}, {ViewLadder, "l"}, {OrderBy, "o"}, {ShowExport, "e"}, {ShowHelp, "?"}, {Quit, "q"}}
	LiveHints    = []Hint{{Open, "Enter"}, {ToggleFollow, "F"}, {TogglePause, "p"}, {StopCapture, "S"}, {AskFilter, "f"}, {StartSearch, "/"}, {ViewConnections, "1 2"}, {ViewStatistics, "3"}, {ViewWaterfall, "4"}, {ViewHealth, "5"}, {ViewSegments, "s"}, {ViewLadder, "l"}, {ShowExport, "e"}, {ShowHelp, "?"}, {Quit, "q"}}
	DoneHints    = []Hint{{Open, "Enter"}, {AskFilter, "f"}, {StartSearch, "/"}, {ViewConnections, "1 2"}, {ViewStatistics, "3"}, {ViewWaterfall, "4"}, {ViewHealth, "5"}, {ViewSegments, "s"}, {ViewLadder, "l"}, {OrderBy, "o"}, {ShowExport, "e"}, {ShowHelp, "?"}, {Quit, "q"}}
	SplitHints   = []Hint{{SwitchPane, "Tab"}, {AskFilter, "f"}, {StartSearch, "/"}, {ViewConnections, "1 2"}, {ShowHelp, "?"}, {Quit, "q"}}
	DetailHints  = []Hint{{Back, "Esc"}, {Open, "Enter"}, {NextItem, "[ ]"}, {ShowHelp, "?"}, {Quit, "q"}}
	FullHints    = []Hint{{Back, "Esc"}, {NextItem, "[ ]"}, {ShowHelp, "?"}, {Quit, "q"}}
	MessageHints = []Hint{{Back, "Esc"}, {ToggleHex, "x"}, {NextItem, "[ ]"}, {ShowHelp, "?"}, {Quit, "q"}}
	TextHints    = []Hint{{Back, "Esc"}, {Down, "j k"}, {StartSearch, "/"}, {ShowHelp, "?"}, {Quit, "q"}}

	ExchangeHints      = []Hint{{Back, "Esc"}, {Open, "Enter"}, {TurnBody, "b"}, {ToggleMeanings, "m"}, {ViewDelay, "t"}, {ViewSegments, "s"}, {ShowExport, "e"}, {ToggleHex, "x"}, {ShowCurl, "c"}, {ToggleSecrets, "u"}, {NextItem, "[ ]"}, {ShowHelp, "?"}, {Quit, "q"}}
	SplitExchangeHints = []Hint{{SwitchPane, "Tab"}, {TurnBody, "b"}, {ToggleMeanings, "m"}, {ViewDelay, "t"}, {ViewSegments, "s"}, {ShowExport, "e"}, {AskFilter, "f"}, {StartSearch, "/"}, {ShowHelp, "?"}, {Quit, "q"}}
	FoldHints          = []Hint{{Back, "Esc"}, {TogglePane, "Space"}, {Slower, "-"}, {StartSearch, "/"}, {TurnBody, "b"}, {ToggleHex, "x"}, {NextItem, "[ ]"}, {ShowHelp, "?"}, {Quit, "q"}}
	SideHints          = slices.Insert(slices.Clone(ExchangeHints), 1, Hint{SwitchPane, "Tab"})
	FullSideHints      = slices.Delete(slices.Clone(SideHints), 2, 3)
	FullExchangeHints  = slices.Delete(slices.Clone(ExchangeHints), 1, 2)
)

// As makes a hint of an action, beside the keys that are to be named.
func (a Action) As(label string) Hint { return Hint{a, label} }
