package tui

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gdamore/tcell/v2"

	"wiretalk/tui/cells"
)

// keymap is what each key does, as its user has it.
type keymap struct {
	of     map[chord]action
	labels [actions]string // how an action's keys are written
	first  [actions]string // and the first of them
}

// actionNames are the names of the actions in a configuration. They stay what
// they are.
var actionNames = [actions]string{
	down: "down", up: "up", pageDown: "page-down", pageUp: "page-up", halfDown: "half-page-down", halfUp: "half-page-up",
	first: "first", last: "last", open: "open", back: "back", togglePane: "detail", switchPane: "switch",
	nextItem: "next", previousItem: "previous", viewExchanges: "exchanges", viewConnections: "connections",
	viewMessages: "messages", viewSegments: "segments", toggleMeanings: "meanings", toggleSecrets: "secrets",
	turnBody: "body", toggleHex: "hex", toggleRaw: "raw", showCurl: "curl", startSearch: "search",
	searchNext: "search-next", searchPrevious: "search-previous", toggleFollow: "follow", togglePause: "pause",
	stopCapture: "stop", suspend: "suspend", showHelp: "help", quit: "quit",
	viewStatistics: "statistics", viewWaterfall: "waterfall", viewHealth: "health", viewDelay: "delay", viewLadder: "ladder", viewLessons: "lessons",
	showDiagram: "states", showQuiz: "quiz", nextPhase: "next-phase", previousPhase: "previous-phase", showAll: "show-all",
	nextLesson: "next-lesson", previousLesson: "previous-lesson", nextCapture: "next-capture", faster: "faster", slower: "slower",
	toggleLanguage: "language", viewBytes: "bytes", turnTime: "times", readOn: "read-on", askFilter: "filter", askCommand: "command",
	orderBy: "order", reverseOrder: "order-reversed", chooseColumns: "columns", markRow: "mark", nextMark: "next-mark",
	previousMark: "previous-mark", goBack: "go-back", goForward: "go-forward",
	nextTheme: "theme", toggleMouse: "mouse", showExport: "export", showCopy: "copy",
}

// ActionNames are the names of what keys can be bound to.
func ActionNames() []string {
	names := slices.DeleteFunc(slices.Clone(actionNames[:]), func(s string) bool { return s == "" })
	slices.Sort(names)
	return names
}

// keyNames are the keys that have a name, in lower case.
var keyNames = func() map[string]chord {
	m := map[string]chord{
		"space": {r: ' '}, "enter": {key: tcell.KeyEnter}, "esc": {key: tcell.KeyEscape}, "tab": {key: tcell.KeyTab},
		"shift-tab": {key: tcell.KeyBacktab}, "backspace": {key: tcell.KeyBackspace2}, "up": {key: tcell.KeyUp}, "down": {key: tcell.KeyDown},
		"left": {key: tcell.KeyLeft}, "right": {key: tcell.KeyRight}, "pgup": {key: tcell.KeyPgUp}, "pgdn": {key: tcell.KeyPgDn},
		"home": {key: tcell.KeyHome}, "end": {key: tcell.KeyEnd}, "ins": {key: tcell.KeyInsert}, "del": {key: tcell.KeyDelete},
	}
	for i := range 12 {
		m[fmt.Sprintf("f%d", i+1)] = chord{key: tcell.KeyF1 + tcell.Key(i)}
	}
	for r := 'a'; r <= 'z'; r++ {
		m["ctrl-"+string(r)] = chord{key: tcell.KeyCtrlA + tcell.Key(r-'a')}
	}
	// A terminal sends the same for these as for a key of their own.
	for _, r := range "him" {
		delete(m, "ctrl-"+string(r))
	}
	return m
}()

// arrows are how the keys are written that have an arrow on them.
var arrows = map[string]string{"up": "↑", "down": "↓", "left": "←", "right": "→"}

// parseKey reads a key as it is written in a configuration, and says how the
// help writes it.
func parseKey(text string) (c chord, label string, err error) {
	if r, n := utf8.DecodeRuneInString(text); n == len(text) && n > 0 && r != utf8.RuneError && unicode.IsPrint(r) && r != ' ' && cells.Width(text) > 0 {
		return chord{r: r}, text, nil
	}
	lower := strings.ToLower(text)
	c, ok := keyNames[lower]
	switch {
	case lower == "ctrl-c":
		return c, "", fmt.Errorf("Ctrl-C always quits")
	case !ok:
		return c, "", fmt.Errorf("%q is no key: expected one character, or Enter, Esc, Tab, Shift-Tab, Space, Backspace, Up, Down, Left, Right, PgUp, PgDn, Home, End, Ins, Del, F1 to F12, or Ctrl- with a letter but C, H, I and M", text)
	}
	if arrow, ok := arrows[lower]; ok {
		return c, arrow, nil
	}
	words := strings.Split(lower, "-")
	for i, w := range words {
		words[i] = strings.ToUpper(w[:1]) + w[1:]
	}
	label = strings.NewReplacer("Pgup", "PgUp", "Pgdn", "PgDn").Replace(strings.Join(words, "-"))
	return c, label, nil
}

// keyError says which action's keys cannot be as asked for.
type keyError struct {
	name string // of the action
	err  error
}

func (e *keyError) Error() string { return e.name + ": " + e.err.Error() }

// newKeymap gives the actions that are named the keys that are asked for, in
// place of their own, and takes those keys from whatever else they did.
func newKeymap(asked map[string][]string) (*keymap, error) {
	k := &keymap{of: maps.Clone(actionOf)}
	for _, b := range bindings {
		k.labels[b.action], k.first[b.action] = b.label, firstWord(b.label)
	}
	owner := map[chord]string{}
	for _, name := range slices.Sorted(maps.Keys(asked)) {
		a := actionNamed(name)
		if a == none {
			return nil, &keyError{name, fmt.Errorf("there is no such action: expected one of %s", strings.Join(ActionNames(), ", "))}
		}
		maps.DeleteFunc(k.of, func(c chord, of action) bool { return of == a && owner[c] == "" })
		var labels []string
		for _, text := range asked[name] {
			c, label, err := parseKey(text)
			if err != nil {
				return nil, &keyError{name, err}
			}
			if other := owner[c]; other != "" && other != name {
				return nil, &keyError{name, fmt.Errorf("%s is the key of %s too", label, other)}
			}
			owner[c] = name
			k.of[c] = a
			labels = append(labels, label)
		}
		if a == quit {
			k.of[chord{key: tcell.KeyCtrlC}] = quit
			labels = append(labels, "Ctrl-C")
		}
		k.labels[a], k.first[a] = strings.Join(labels, " "), firstWord(strings.Join(labels, " "))
	}
	return k, k.relabel(asked)
}

// relabel writes anew the keys of actions that lost some to others. An action
// that lost all of them is an error: nobody would miss it on purpose.
func (k *keymap) relabel(asked map[string][]string) error {
	for _, b := range bindings {
		name := actionNames[b.action]
		if _, ok := asked[name]; ok && name != "" {
			continue
		}
		had, has := 0, 0
		for _, c := range b.keys {
			had++
			if k.of[c] == b.action {
				has++
			}
		}
		if has == had {
			continue
		}
		if has == 0 {
			return &keyError{k.thief(b.keys[0]), fmt.Errorf("that takes the only key of %s: give that another, or [] if it shall have none", name)}
		}
		var left []string
		for _, word := range strings.Fields(b.label) {
			if c, ok := chordOf(word); !ok || k.of[c] == b.action {
				left = append(left, word)
			}
		}
		for _, c := range b.keys { // those that the help does not name are better than none
			if len(left) == 0 && k.of[c] == b.action {
				left = append(left, chordLabel(c))
			}
		}
		k.labels[b.action], k.first[b.action] = strings.Join(left, " "), firstWord(strings.Join(left, " "))
	}
	return nil
}

// thief is the action that has a key now.
func (k *keymap) thief(c chord) string { return actionNames[k.of[c]] }

func actionNamed(name string) action {
	return action(max(slices.Index(actionNames[:], name), 0))
}

// chordOf is the key that a word of a label stands for.
func chordOf(word string) (chord, bool) {
	for key, arrow := range arrows {
		if word == arrow {
			return keyNames[key], true
		}
	}
	c, _, err := parseKey(word)
	return c, err == nil
}

func chordLabel(c chord) string {
	for key, other := range keyNames {
		if other == c {
			_, label, _ := parseKey(key)
			return label
		}
	}
	return string(c.r)
}

func firstWord(s string) string {
	word, _, _ := strings.Cut(s, " ")
	return word
}

// action is what a key does; none when it does nothing.
func (k *keymap) action(event *tcell.EventKey) action {
	return k.of[pressed(event)]
}

// usual says whether an event is of one of the keys, and that does what it does
// where nothing is bound otherwise. A page may then give it a meaning of its own.
func (k *keymap) usual(event *tcell.EventKey, keys ...chord) bool {
	c := pressed(event)
	return slices.Contains(keys, c) && k.of[c] == actionOf[c]
}

// pressed is the key of an event.
func pressed(event *tcell.EventKey) chord {
	if event.Key() == tcell.KeyRune {
		return chord{r: event.Rune()}
	}
	return chord{key: event.Key()}
}

// now writes keys as a label in the program names them, such as "1 2", as they
// are now. What has no key is left out.
func (k *keymap) now(label string) string {
	words := strings.Fields(label)
	for i, word := range words {
		c, ok := chordOf(word)
		if a := actionOf[c]; ok && a != none && k.of[c] != a {
			words[i] = k.first[a]
		}
	}
	return strings.Join(slices.DeleteFunc(words, func(s string) bool { return s == "" }), " ")
}

// reword puts the keys as they are now into the words that name one.
func (k *keymap) reword(w *words) *words {
	changed := *w
	if !k.renamed([]spokenKey{
		{&changed.noExchanges, "2"}, {&changed.exchangesHint, "Enter"}, {&changed.messagesHint, "w"}, {&changed.openedMessages, "w"},
		{&changed.pictureHint, "x"}, {&changed.moreAlone, "b"}, {&changed.foldsAlone, "b"}, {&changed.partCut, "r"},
	}) {
		return w
	}
	return &changed
}

// rewordLadder does so for the words of the ladder.
func (k *keymap) rewordLadder(w *ladderWords) *ladderWords {
	changed := *w
	if !k.renamed([]spokenKey{
		{&changed.foldedHint, "Enter"}, {&changed.closeHint, "Enter"}, {&changed.nextQuestion, "Enter"}, {&changed.quizOver, "Esc"},
		{&changed.grown, "G"}, {&changed.choose, "2"},
	}) {
		return w
	}
	return &changed
}

// spokenKey is a text that names a key.
type spokenKey struct {
	text *string
	key  string
}

// renamed puts the keys as they are now into texts, and says whether any is another.
func (k *keymap) renamed(texts []spokenKey) (changed bool) {
	for _, spoken := range texts {
		if now := k.now(spoken.key); now != spoken.key && now != "" {
			changed = true
			alone := regexp.MustCompile(`(^|[^A-Za-z%])` + spoken.key + `($|[^A-Za-z])`)
			*spoken.text = alone.ReplaceAllString(*spoken.text, "${1}"+strings.ReplaceAll(now, "$", "$$")+"${2}")
		}
	}
	return changed
}
