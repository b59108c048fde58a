package tui

import "wiretalk/tui/keys"

// Error names the action, and says what is wrong.

// rewordLadder does so for the words of the ladder.
func rewordLadder(k *keys.Map, w *ladderWords) *ladderWords {
	changed := *w
	if !k.Rename([]keys.Spoken{
		{Text: &changed.foldedHint, Key: "Enter"}, {Text: &changed.closeHint, Key: "Enter"}, {Text: &changed.nextQuestion, Key: "Enter"}, {Text: &changed.quizOver, Key: "Esc"},
		{Text: &changed.grown, Key: "G"}, {Text: &changed.choose, Key: "2"},
	}) {
		return w
	}
	return &changed
}
