package tui

import "wiretalk/tui/words"

func (s *screen) filterWords() *words.Filter { return &words.FilterIn[s.words.Language] }

// FilterIn has the words of filters in each language of package meaning.
