package tui

import (
	"os"

	"wiretalk/tui/theme"
)

// setTheme shows everything in another theme.
func (s *screen) setTheme(t *theme.Theme) {
	s.theme = t
	s.prompt.SetLabelStyle(t.Tone[theme.Strong]).SetFieldStyle(t.Tone[theme.Plain])
}

// beginTheme shows everything in the theme of that name; when it is empty, in
// the one that suits the terminal.
func (s *screen) beginTheme(name string) {
	t, ok := theme.Named(name)
	if !ok {
		t, _ = theme.Named(theme.Suiting(os.Getenv))
	}
	s.setTheme(t)
}
