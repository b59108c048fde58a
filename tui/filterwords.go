package tui

import "wiretalk/tui/words"

func (s *screen) filterWords() *words.Filter { return &words.FilterIn[s.words.Language] }
