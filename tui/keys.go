package tui

import (
	"slices"

	"github.com/gdamore/tcell/v2"
)

// action is something that a key does.
type action uint8

const (
	none action = iota
	down
	up
	pageDown
	pageUp
	halfDown
	halfUp
	first
	last
	open
	back
	togglePane
	switchPane
	nextItem
	previousItem
	viewExchanges
	viewConnections
	viewMessages
	viewSegments
	viewStatistics
	viewWaterfall
	viewHealth
	viewDelay
	viewLadder
	viewLessons
	showDiagram
	showQuiz
	nextPhase
	previousPhase
	showAll
	nextLesson
	previousLesson
	nextCapture
	faster
	slower
	toggleLanguage
	viewBytes
	turnTime
	readOn
	toggleMeanings
	toggleSecrets
	turnBody
	toggleHex
	toggleRaw
	showCurl
	startSearch
	searchNext
	searchPrevious
	toggleFollow
	togglePause
	stopCapture
	askFilter
	askCommand
	orderBy
	reverseOrder
	chooseColumns
	markRow
	nextMark
	previousMark
	goBack
	goForward
	showExport
	showCopy
	nextTheme
	toggleMouse
	suspend
	showHelp
	quit
	actions // how many there are
)

// chord is one key: a rune, or a tcell key when the rune is 0.
type chord struct {
	key tcell.Key
	r   rune
}

// binding is an action with the keys for it and how they are written.
type binding struct {
	action action
	label  string
	keys   []chord
}

// bindings are all keys in the order of the help. The help and the status
// line are made from them, so that what they say is what the keys do.
var bindings = []binding{
	{down, "j ↓", []chord{{r: 'j'}, {key: tcell.KeyDown}}},
	{up, "k ↑", []chord{{r: 'k'}, {key: tcell.KeyUp}}},
	{pageDown, "PgDn Ctrl-F", []chord{{key: tcell.KeyPgDn}, {key: tcell.KeyCtrlF}}},
	{pageUp, "PgUp Ctrl-B", []chord{{key: tcell.KeyPgUp}, {key: tcell.KeyCtrlB}}},
	{halfDown, "Ctrl-D", []chord{{key: tcell.KeyCtrlD}}},
	{halfUp, "Ctrl-U", []chord{{key: tcell.KeyCtrlU}}},
	{first, "g Home", []chord{{r: 'g'}, {key: tcell.KeyHome}}},
	{last, "G End", []chord{{r: 'G'}, {key: tcell.KeyEnd}}},
	{open, "Enter →", []chord{{key: tcell.KeyEnter}, {key: tcell.KeyRight}}},
	{back, "Esc", []chord{{key: tcell.KeyEscape}, {r: 'h'}, {key: tcell.KeyLeft}}},
	{togglePane, "Space", []chord{{r: ' '}}},
	{switchPane, "Tab", []chord{{key: tcell.KeyTab}, {key: tcell.KeyBacktab}}},
	{nextItem, "]", []chord{{r: ']'}}},
	{previousItem, "[", []chord{{r: '['}}},
	{viewExchanges, "1", []chord{{r: '1'}}},
	{viewConnections, "2", []chord{{r: '2'}}},
	{viewMessages, "w", []chord{{r: 'w'}}},
	{viewSegments, "s", []chord{{r: 's'}}},
	{viewStatistics, "3", []chord{{r: '3'}}},
	{viewWaterfall, "4", []chord{{r: '4'}}},
	{viewHealth, "5", []chord{{r: '5'}}},
	{viewDelay, "t", []chord{{r: 't'}}},
	{viewLadder, "l", []chord{{r: 'l'}}},
	{viewLessons, "F2", []chord{{key: tcell.KeyF2}}},
	{nextPhase, "}", []chord{{r: '}'}}},
	{previousPhase, "{", []chord{{r: '{'}}},
	{showAll, "a", []chord{{r: 'a'}}},
	{faster, "+", []chord{{r: '+'}, {r: '='}}},
	{slower, "-", []chord{{r: '-'}}},
	{showDiagram, "D", []chord{{r: 'D'}}},
	{nextLesson, "J", []chord{{r: 'J'}}},
	{previousLesson, "K", []chord{{r: 'K'}}},
	{nextCapture, ".", []chord{{r: '.'}}},
	{showQuiz, "Q", []chord{{r: 'Q'}}},
	{viewBytes, "d", []chord{{r: 'd'}}},
	{turnTime, "A", []chord{{r: 'A'}}},
	{readOn, "R", []chord{{r: 'R'}}},
	{toggleMeanings, "m", []chord{{r: 'm'}}},
	{toggleSecrets, "u", []chord{{r: 'u'}}},
	{turnBody, "b", []chord{{r: 'b'}}},
	{toggleHex, "x", []chord{{r: 'x'}}},
	{toggleRaw, "r", []chord{{r: 'r'}}},
	{showCurl, "c", []chord{{r: 'c'}}},
	{startSearch, "/", []chord{{r: '/'}}},
	{searchNext, "n", []chord{{r: 'n'}}},
	{searchPrevious, "N", []chord{{r: 'N'}}},
	{toggleFollow, "F", []chord{{r: 'F'}}},
	{togglePause, "p", []chord{{r: 'p'}}},
	{stopCapture, "S", []chord{{r: 'S'}}},
	{toggleLanguage, "L", []chord{{r: 'L'}}},
	{askFilter, "f", []chord{{r: 'f'}}},
	{askCommand, ":", []chord{{r: ':'}}},
	{orderBy, "o", []chord{{r: 'o'}}},
	{reverseOrder, "O", []chord{{r: 'O'}}},
	{chooseColumns, "C", []chord{{r: 'C'}}},
	{markRow, "M", []chord{{r: 'M'}}},
	{nextMark, ")", []chord{{r: ')'}}},
	{previousMark, "(", []chord{{r: '('}}},
	{goBack, "<", []chord{{r: '<'}}},
	{goForward, ">", []chord{{r: '>'}}},
	{showExport, "e", []chord{{r: 'e'}}},
	{showCopy, "y", []chord{{r: 'y'}}},
	{nextTheme, "T", []chord{{r: 'T'}}},
	{toggleMouse, "F8", []chord{{key: tcell.KeyF8}}},
	{suspend, "Ctrl-Z", []chord{{key: tcell.KeyCtrlZ}}},
	{showHelp, "?", []chord{{r: '?'}, {key: tcell.KeyF1}}},
	{quit, "q Ctrl-C", []chord{{r: 'q'}, {key: tcell.KeyCtrlC}}},
}

var actionOf = func() map[chord]action {
	m := map[chord]action{}
	for _, b := range bindings {
		for _, c := range b.keys {
			m[c] = b.action
		}
	}
	return m
}()

// hint is a key with a word for it in the status line.
type hint struct {
	action action
	label  string
}

// The hints of each situation, the most useful first. Where the line is too
// short those before the last two are left out, so that help and quit stay.
var (
	tableHints   = []hint{{open, "Enter"}, {askFilter, "f"}, {startSearch, "/"}, {viewConnections, "1 2"}, {toggleFollow, "F"}, {viewStatistics, "3"}, {viewWaterfall, "4"}, {viewHealth, "5"}, {viewSegments, "s"}, {viewLadder, "l"}, {orderBy, "o"}, {showExport, "e"}, {showHelp, "?"}, {quit, "q"}}
	liveHints    = []hint{{open, "Enter"}, {toggleFollow, "F"}, {togglePause, "p"}, {stopCapture, "S"}, {askFilter, "f"}, {startSearch, "/"}, {viewConnections, "1 2"}, {viewStatistics, "3"}, {viewWaterfall, "4"}, {viewHealth, "5"}, {viewSegments, "s"}, {viewLadder, "l"}, {showExport, "e"}, {showHelp, "?"}, {quit, "q"}}
	doneHints    = []hint{{open, "Enter"}, {askFilter, "f"}, {startSearch, "/"}, {viewConnections, "1 2"}, {viewStatistics, "3"}, {viewWaterfall, "4"}, {viewHealth, "5"}, {viewSegments, "s"}, {viewLadder, "l"}, {orderBy, "o"}, {showExport, "e"}, {showHelp, "?"}, {quit, "q"}}
	splitHints   = []hint{{switchPane, "Tab"}, {askFilter, "f"}, {startSearch, "/"}, {viewConnections, "1 2"}, {showHelp, "?"}, {quit, "q"}}
	detailHints  = []hint{{back, "Esc"}, {open, "Enter"}, {nextItem, "[ ]"}, {showHelp, "?"}, {quit, "q"}}
	fullHints    = []hint{{back, "Esc"}, {nextItem, "[ ]"}, {showHelp, "?"}, {quit, "q"}}
	messageHints = []hint{{back, "Esc"}, {toggleHex, "x"}, {nextItem, "[ ]"}, {showHelp, "?"}, {quit, "q"}}
	textHints    = []hint{{back, "Esc"}, {down, "j k"}, {startSearch, "/"}, {showHelp, "?"}, {quit, "q"}}

	exchangeHints      = []hint{{back, "Esc"}, {open, "Enter"}, {turnBody, "b"}, {toggleMeanings, "m"}, {viewDelay, "t"}, {viewSegments, "s"}, {showExport, "e"}, {toggleHex, "x"}, {showCurl, "c"}, {toggleSecrets, "u"}, {nextItem, "[ ]"}, {showHelp, "?"}, {quit, "q"}}
	splitExchangeHints = []hint{{switchPane, "Tab"}, {turnBody, "b"}, {toggleMeanings, "m"}, {viewDelay, "t"}, {viewSegments, "s"}, {showExport, "e"}, {askFilter, "f"}, {startSearch, "/"}, {showHelp, "?"}, {quit, "q"}}
	foldHints          = []hint{{back, "Esc"}, {togglePane, "Space"}, {slower, "-"}, {startSearch, "/"}, {turnBody, "b"}, {toggleHex, "x"}, {nextItem, "[ ]"}, {showHelp, "?"}, {quit, "q"}}
	sideHints          = slices.Insert(slices.Clone(exchangeHints), 1, hint{switchPane, "Tab"})
	fullSideHints      = slices.Delete(slices.Clone(sideHints), 2, 3)
	fullExchangeHints  = slices.Delete(slices.Clone(exchangeHints), 1, 2)
)
