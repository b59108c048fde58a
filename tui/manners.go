package tui

import (
	"fmt"

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
