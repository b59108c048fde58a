package tui

import "wiretalk/tui/keys"

// Error names the action, and says what is wrong.

// reword puts the keys as they are now into the words that name one.
func reword(k *keys.Map, w *words) *words {
	changed := *w
	if !k.Rename([]keys.Spoken{
		{Text: &changed.noExchanges, Key: "2"}, {Text: &changed.exchangesHint, Key: "Enter"}, {Text: &changed.messagesHint, Key: "w"}, {Text: &changed.openedMessages, Key: "w"},
		{Text: &changed.pictureHint, Key: "x"}, {Text: &changed.moreAlone, Key: "b"}, {Text: &changed.foldsAlone, Key: "b"}, {Text: &changed.partCut, Key: "r"},
	}) {
		return w
	}
	return &changed
}

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
