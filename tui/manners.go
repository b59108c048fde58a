package tui

import (
	"fmt"
	"strings"

	"wiretalk/tui/keys"
	"wiretalk/tui/theme"
)

// turnManners changes what the screen looks like, or what it listens to.
func (s *screen) turnManners(a keys.Action) {
	w := &mannersWordsIn[s.words.Language]
	switch a {
	case keys.NextTheme:
		s.setTheme(theme.After(s.theme))
		s.message = fmt.Sprintf(w.theme, w.themes[s.theme.Name])
	case keys.ToggleMouse:
		s.mouse.on = !s.mouse.on
		s.mouse.enable(s.mouse.on)
		s.message = w.mouseOff
		if s.mouse.on {
			s.message = w.mouseOn
		}
	}
}

func init() {
	addCommands(command{name: "theme", args: "NAME", means: [2]string{"show everything in another theme of colours; without NAME in the next", "换用另一个颜色主题；省略则为下一个"},
		run: func(s *screen, args string) error { return s.useTheme(args) }, complete: completeTheme})
}

// useTheme shows everything in the theme of that name, or in the next.
func (s *screen) useTheme(name string) error {
	w := &mannersWordsIn[s.words.Language]
	if name == "" {
		s.turnManners(keys.NextTheme)
		return nil
	}
	t, ok := theme.Named(name)
	if !ok {
		return fmt.Errorf(w.noTheme, name, strings.Join(theme.Names(), " "))
	}
	s.setTheme(t)
	s.message = fmt.Sprintf(w.theme, w.themes[t.Name])
	return nil
}

func completeTheme(s *screen, args string, at int) (int, []candidate) {
	var list []candidate
	for _, name := range theme.Names() {
		if strings.HasPrefix(name, args[:at]) {
			list = append(list, candidate{name, mannersWordsIn[s.words.Language].themes[name]})
		}
	}
	return 0, list
}
