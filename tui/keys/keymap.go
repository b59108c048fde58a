package keys

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

// Map is what each key does, as its user has it.
type Map struct {
	of     map[Chord]Action
	Labels [Actions]string // how an action's keys are written
	First  [Actions]string // and the first of them
}

// ActionNames are the names of the actions in a configuration. They stay what
// they are.
var ActionNames = [Actions]string{
	Down: "down", Up: "up", PageDown: "page-down", PageUp: "page-up", HalfDown: "half-page-down", HalfUp: "half-page-up",
	First: "first", Last: "last", Open: "open", Back: "back", TogglePane: "detail", SwitchPane: "switch",
	NextItem: "next", PreviousItem: "previous", ViewExchanges: "exchanges", ViewConnections: "connections",
	ViewMessages: "messages", ViewSegments: "segments", ToggleMeanings: "meanings", ToggleSecrets: "secrets",
	TurnBody: "body", ToggleHex: "hex", ToggleRaw: "raw", ShowCurl: "curl", StartSearch: "search",
	SearchNext: "search-next", SearchPrevious: "search-previous", ToggleFollow: "follow", TogglePause: "pause",
	StopCapture: "stop", Suspend: "suspend", ShowHelp: "help", Quit: "quit",
	ViewStatistics: "statistics", ViewWaterfall: "waterfall", ViewHealth: "health", ViewDelay: "delay", ViewLadder: "ladder", ViewLessons: "lessons",
	ShowDiagram: "states", ShowQuiz: "quiz", NextPhase: "next-phase", PreviousPhase: "previous-phase", ShowAll: "show-all",
	NextLesson: "next-lesson", PreviousLesson: "previous-lesson", NextCapture: "next-capture", Faster: "faster", Slower: "slower",
	ToggleLanguage: "language", ViewBytes: "bytes", TurnTime: "times", ReadOn: "read-on", AskFilter: "filter", AskCommand: "command",
	OrderBy: "order", ReverseOrder: "order-reversed", ChooseColumns: "columns", MarkRow: "mark", NextMark: "next-mark",
	PreviousMark: "previous-mark", NextFailing: "next-failing", PreviousFailing: "previous-failing", GoBack: "go-back", GoForward: "go-forward",
	NextTheme: "theme", ToggleMouse: "mouse", ShowExport: "export", ShowCopy: "copy",
}

// Names are the names of what keys can be bound to.
func Names() []string {
	names := slices.DeleteFunc(slices.Clone(ActionNames[:]), func(s string) bool { return s == "" })
	slices.Sort(names)
	return names
}

// keyNames are the keys that have a name, in lower case.
var keyNames = func() map[string]Chord {
	m := map[string]Chord{
		"space": {Rune: ' '}, "enter": {Key: tcell.KeyEnter}, "esc": {Key: tcell.KeyEscape}, "tab": {Key: tcell.KeyTab},
		"shift-tab": {Key: tcell.KeyBacktab}, "backspace": {Key: tcell.KeyBackspace2}, "up": {Key: tcell.KeyUp}, "down": {Key: tcell.KeyDown},
		"left": {Key: tcell.KeyLeft}, "right": {Key: tcell.KeyRight}, "pgup": {Key: tcell.KeyPgUp}, "pgdn": {Key: tcell.KeyPgDn},
		"home": {Key: tcell.KeyHome}, "end": {Key: tcell.KeyEnd}, "ins": {Key: tcell.KeyInsert}, "del": {Key: tcell.KeyDelete},
	}
	for i := range 12 {
		m[fmt.Sprintf("f%d", i+1)] = Chord{Key: tcell.KeyF1 + tcell.Key(i)}
	}
	for r := 'a'; r <= 'z'; r++ {
		m["ctrl-"+string(r)] = Chord{Key: tcell.KeyCtrlA + tcell.Key(r-'a')}
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
func parseKey(text string) (c Chord, label string, err error) {
	if r, n := utf8.DecodeRuneInString(text); n == len(text) && n > 0 && r != utf8.RuneError && unicode.IsPrint(r) && r != ' ' && cells.Width(text) > 0 {
		return Chord{Rune: r}, text, nil
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

// Error says which action's keys cannot be as asked for.
type Error struct {
	Name string // of the action
	Err  error
}

// Error names the action, and says what is wrong.
func (e *Error) Error() string { return e.Name + ": " + e.Err.Error() }

// New gives the actions that are named the keys that are asked for, in
// place of their own, and takes those keys from whatever else they did.
func New(asked map[string][]string) (*Map, error) {
	k := &Map{of: maps.Clone(ActionOf)}
	for _, b := range Bindings {
		k.Labels[b.Action], k.First[b.Action] = b.Label, firstWord(b.Label)
	}
	owner := map[Chord]string{}
	for _, name := range slices.Sorted(maps.Keys(asked)) {
		a := actionNamed(name)
		if a == None {
			return nil, &Error{name, fmt.Errorf("there is no such action: expected one of %s", strings.Join(Names(), ", "))}
		}
		maps.DeleteFunc(k.of, func(c Chord, of Action) bool { return of == a && owner[c] == "" })
		var labels []string
		for _, text := range asked[name] {
			c, label, err := parseKey(text)
			if err != nil {
				return nil, &Error{name, err}
			}
			if other := owner[c]; other != "" && other != name {
				return nil, &Error{name, fmt.Errorf("%s is the key of %s too", label, other)}
			}
			owner[c] = name
			k.of[c] = a
			labels = append(labels, label)
		}
		if a == Quit {
			k.of[Chord{Key: tcell.KeyCtrlC}] = Quit
			labels = append(labels, "Ctrl-C")
		}
		k.Labels[a], k.First[a] = strings.Join(labels, " "), firstWord(strings.Join(labels, " "))
	}
	return k, k.relabel(asked)
}

// relabel writes anew the keys of actions that lost some to others. An action
// that lost all of them is an error: nobody would miss it on purpose.
func (k *Map) relabel(asked map[string][]string) error {
	for _, b := range Bindings {
		name := ActionNames[b.Action]
		if _, ok := asked[name]; ok && name != "" {
			continue
		}
		had, has := 0, 0
		for _, c := range b.keys {
			had++
			if k.of[c] == b.Action {
				has++
			}
		}
		if has == had {
			continue
		}
		if has == 0 {
			return &Error{k.thief(b.keys[0]), fmt.Errorf("that takes the only key of %s: give that another, or [] if it shall have none", name)}
		}
		var left []string
		for _, word := range strings.Fields(b.Label) {
			if c, ok := chordOf(word); !ok || k.of[c] == b.Action {
				left = append(left, word)
			}
		}
		for _, c := range b.keys { // those that the help does not name are better than none
			if len(left) == 0 && k.of[c] == b.Action {
				left = append(left, chordLabel(c))
			}
		}
		k.Labels[b.Action], k.First[b.Action] = strings.Join(left, " "), firstWord(strings.Join(left, " "))
	}
	return nil
}

// thief is the action that has a key now.
func (k *Map) thief(c Chord) string { return ActionNames[k.of[c]] }

func actionNamed(name string) Action {
	return Action(max(slices.Index(ActionNames[:], name), 0))
}

// chordOf is the key that a word of a label stands for.
func chordOf(word string) (Chord, bool) {
	for key, arrow := range arrows {
		if word == arrow {
			return keyNames[key], true
		}
	}
	c, _, err := parseKey(word)
	return c, err == nil
}

func chordLabel(c Chord) string {
	for key, other := range keyNames {
		if other == c {
			_, label, _ := parseKey(key)
			return label
		}
	}
	return string(c.Rune)
}

func firstWord(s string) string {
	word, _, _ := strings.Cut(s, " ")
	return word
}

// Action is what a key does; none when it does nothing.
func (k *Map) Action(event *tcell.EventKey) Action {
	return k.of[pressed(event)]
}

// Usual says whether an event is of one of the keys, and that does what it does
// where nothing is bound otherwise. A page may then give it a meaning of its own.
func (k *Map) Usual(event *tcell.EventKey, keys ...Chord) bool {
	c := pressed(event)
	return slices.Contains(keys, c) && k.of[c] == ActionOf[c]
}

// pressed is the key of an event.
func pressed(event *tcell.EventKey) Chord {
	if event.Key() == tcell.KeyRune {
		return Chord{Rune: event.Rune()}
	}
	return Chord{Key: event.Key()}
}

// Now writes keys as a label in the program names them, such as "1 2", as they
// are now. What has no key is left out.
func (k *Map) Now(label string) string {
	words := strings.Fields(label)
	for i, word := range words {
		c, ok := chordOf(word)
		if a := ActionOf[c]; ok && a != None && k.of[c] != a {
			words[i] = k.First[a]
		}
	}
	return strings.Join(slices.DeleteFunc(words, func(s string) bool { return s == "" }), " ")
}

// Spoken is a text that names a key.
type Spoken struct {
	Text *string
	Key  string
}

// Rename puts the keys as they are now into texts, and says whether any is another.
func (k *Map) Rename(texts []Spoken) (changed bool) {
	for _, spoken := range texts {
		if now := k.Now(spoken.Key); now != spoken.Key && now != "" {
			changed = true
			alone := regexp.MustCompile(`(^|[^A-Za-z%])` + spoken.Key + `($|[^A-Za-z])`)
			*spoken.Text = alone.ReplaceAllString(*spoken.Text, "${1}"+strings.ReplaceAll(now, "$", "$$")+"${2}")
		}
	}
	return changed
}
