package tui

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// Every page that is open when the language changes looks as one that was
// opened in that language.
func TestEveryPageChangesItsLanguage(t *testing.T) {
	tr, in := reread(t, "../testdata/pcaps/keep-alive.pcap")
	for _, keys := range [][]string{{}, {" "}, {"2"}, {"2", " "}, {"3"}, {"3", "]", "]"}, {"4"}, {"5"}, {"t"}, {"s"}, {"2", "s"}, {"d"}, {"d", "x"}, {"l"}, {"l", "D"}, {"2", "l", "G"}, {"o"}, {"o", "j"}, {"C"}, {"2", "C", "j"}, {"e"}, {"e", "Tab"}, {"y"}, {"2", "y"}} {
		chinese := sit(t, tr, 100, 30, Options{Again: in, Lang: "zh"})
		want := chinese.pressEach(keys)
		chinese.leave()
		changed := sit(t, tr, 100, 30, Options{Again: in, Lang: "en"})
		english := changed.pressEach(keys)
		changed.press("L").await("what it shows in Chinese after "+strings.Join(keys, " ")+":\n"+strings.Join(want, "\n"), func(lines []string) bool { return slices.Equal(lines, want) })
		changed.press("L").await("what it showed in English:\n"+strings.Join(english, "\n"), func(lines []string) bool { return slices.Equal(lines, english) })
		changed.leave()
	}
	m := sit(t, tr, 100, 30, Options{Again: in})
	m.press("s", " ").see("payload").press("L").see("载荷").gone("payload").leave()
}

// pressEach presses keys, each once the screen has come to rest, and is what is
// shown then.
func (m *terminal) pressEach(keys []string) []string {
	lines := m.settles()
	for _, k := range keys {
		m.press(k)
		lines = m.settles()
	}
	return lines
}

// settles is what is shown when nothing changes any more.
func (m *terminal) settles() []string {
	for {
		lines, drawn := m.look()
		if !comes(drawn, 200) && lines != nil {
			return lines
		}
	}
}

// comes says whether something happens within some milliseconds.
func comes(happens <-chan struct{}, ms int) bool {
	select {
	case <-happens:
		return true
	case <-time.After(time.Duration(ms) * time.Millisecond):
		return false
	}
}
