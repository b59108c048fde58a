package tui

import (
	"slices"

	"wiretalk/tui/cells"
	"wiretalk/tui/keys"
	"wiretalk/tui/theme"
	"wiretalk/tui/words"
)

// overlay is a text before everything else, until a key takes it away.
type overlay struct {
	title string
	pager cells.Pager
}

func newOverlay(title string, lines []cells.Line) *overlay {
	o := &overlay{title: title}
	o.pager.SetLines(lines)
	return o
}

// helpGroup is a part of the help.
type helpGroup uint8

const (
	helpMoving helpGroup = iota
	helpViews
	helpSelected // what is selected
	helpPages    // on some pages
	helpLive
	helpOther
	helpGroups
)

// helpGroupOf has the part of the help that an action is in; helpOther where it
// is not named.
var helpGroupOf = func() (of [keys.Actions]helpGroup) {
	for i := range of {
		of[i] = helpOther
	}
	for group, list := range map[helpGroup][]keys.Action{
		helpMoving: {keys.Down, keys.Up, keys.PageDown, keys.PageUp, keys.HalfDown, keys.HalfUp, keys.First, keys.Last, keys.Open, keys.Back, keys.SwitchPane, keys.NextItem, keys.PreviousItem,
			keys.StartSearch, keys.SearchNext, keys.SearchPrevious, keys.GoBack, keys.GoForward, keys.NextMark, keys.PreviousMark, keys.NextFailing, keys.PreviousFailing},
		helpViews: {keys.TogglePane, keys.ViewExchanges, keys.ViewConnections, keys.ViewMessages, keys.ViewSegments, keys.ViewBytes, keys.ViewLadder, keys.ViewLessons, keys.ViewStatistics, keys.ViewWaterfall, keys.ViewHealth,
			keys.ViewDelay, keys.AskFilter, keys.OrderBy, keys.ReverseOrder, keys.ChooseColumns},
		helpSelected: {keys.ToggleMeanings, keys.ToggleSecrets, keys.TurnBody, keys.ToggleHex, keys.ToggleRaw, keys.ShowCurl, keys.ShowExport, keys.ShowCopy, keys.MarkRow},
		helpPages:    {keys.ShowDiagram, keys.ShowQuiz, keys.NextPhase, keys.PreviousPhase, keys.ShowAll, keys.NextLesson, keys.PreviousLesson, keys.NextCapture, keys.Faster, keys.Slower, keys.TurnTime, keys.ReadOn},
		helpLive:     {keys.ToggleFollow, keys.TogglePause, keys.StopCapture},
	} {
		for _, a := range list {
			of[a] = group
		}
	}
	return of
}()

// hereLines lists the keys of the hints, for what is in sight.
func (s *screen) hereLines() []cells.Line {
	lines := []cells.Line{cells.Say(theme.Title, mannersWordsIn[s.words.Language].here)}
	widest := widestLabel(s.keys)
	for _, h := range s.hints() {
		if label := s.keys.Now(h.Label); label != "" {
			lines = append(lines, cells.Prose(widest+2, cells.Ink(label+cells.Spaces(widest-cells.Width(label)+2), theme.Name), cells.Ink(s.hintWord(h), theme.Plain)))
		}
	}
	return lines
}

func widestLabel(k *keys.Map) (widest int) {
	for _, b := range keys.Bindings {
		widest = max(widest, cells.Width(k.Labels[b.Action]))
	}
	return widest
}

// helpLines lists all keys with what they do, in groups.
func helpLines(w *words.Screen, k *keys.Map) []cells.Line {
	widest := widestLabel(k)
	m := &mannersWordsIn[w.Language]
	var lines []cells.Line
	for group := range helpGroups {
		lines = append(lines, cells.Say(theme.Title, m.groups[group]))
		for _, b := range keys.Bindings {
			label := k.Labels[b.Action]
			if helpGroupOf[b.Action] != group || label == "" {
				continue
			}
			pad := cells.Spaces(widest - cells.Width(label) + 2)
			lines = append(lines, cells.Prose(widest+2, cells.Ink(label+pad, theme.Name), cells.Ink(w.Actions[b.Action], theme.Plain)))
		}
	}
	return slices.Clip(lines)
}
