package tui

import (
	"slices"

	"wiretalk/tui/cells"
	"wiretalk/tui/theme"
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
var helpGroupOf = func() (of [actions]helpGroup) {
	for i := range of {
		of[i] = helpOther
	}
	for group, list := range map[helpGroup][]action{
		helpMoving: {down, up, pageDown, pageUp, halfDown, halfUp, first, last, open, back, switchPane, nextItem, previousItem,
			startSearch, searchNext, searchPrevious, goBack, goForward, nextMark, previousMark},
		helpViews: {togglePane, viewExchanges, viewConnections, viewMessages, viewSegments, viewBytes, viewLadder, viewLessons, viewStatistics, viewWaterfall, viewHealth,
			viewDelay, askFilter, orderBy, reverseOrder, chooseColumns},
		helpSelected: {toggleMeanings, toggleSecrets, turnBody, toggleHex, toggleRaw, showCurl, showExport, showCopy, markRow},
		helpPages:    {showDiagram, showQuiz, nextPhase, previousPhase, showAll, nextLesson, previousLesson, nextCapture, faster, slower, turnTime, readOn},
		helpLive:     {toggleFollow, togglePause, stopCapture},
	} {
		for _, a := range list {
			of[a] = group
		}
	}
	return of
}()

// hereLines lists the keys of the hints, for what is in sight.
func (s *screen) hereLines() []cells.Line {
	lines := []cells.Line{cells.Say(theme.Title, mannersWordsIn[s.words.language].here)}
	widest := widestLabel(s.keys)
	for _, h := range s.hints() {
		if label := s.keys.now(h.label); label != "" {
			lines = append(lines, cells.Prose(widest+2, cells.Ink(label+cells.Spaces(widest-cells.Width(label)+2), theme.Name), cells.Ink(s.hintWord(h), theme.Plain)))
		}
	}
	return lines
}

func widestLabel(k *keymap) (widest int) {
	for _, b := range bindings {
		widest = max(widest, cells.Width(k.labels[b.action]))
	}
	return widest
}

// helpLines lists all keys with what they do, in groups.
func helpLines(w *words, k *keymap) []cells.Line {
	widest := widestLabel(k)
	m := &mannersWordsIn[w.language]
	var lines []cells.Line
	for group := range helpGroups {
		lines = append(lines, cells.Say(theme.Title, m.groups[group]))
		for _, b := range bindings {
			label := k.labels[b.action]
			if helpGroupOf[b.action] != group || label == "" {
				continue
			}
			pad := cells.Spaces(widest - cells.Width(label) + 2)
			lines = append(lines, cells.Prose(widest+2, cells.Ink(label+pad, theme.Name), cells.Ink(w.actions[b.action], theme.Plain)))
		}
	}
	return slices.Clip(lines)
}
