package tui

import "slices"

// overlay is a text before everything else, until a key takes it away.
type overlay struct {
	title string
	pager pager
}

func newOverlay(title string, lines []line) *overlay {
	o := &overlay{title: title}
	o.pager.setLines(lines)
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
		helpViews: {togglePane, viewExchanges, viewConnections, viewMessages, viewSegments, viewBytes, viewLadder, viewStatistics, viewWaterfall, viewHealth,
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

// helpLines lists all keys with what they do, in groups.
func helpLines(w *words, k *keymap) []line {
	widest := 0
	for _, b := range bindings {
		widest = max(widest, textWidth(k.labels[b.action]))
	}
	m := &mannersWordsIn[w.language]
	var lines []line
	for group := range helpGroups {
		lines = append(lines, say(title, m.groups[group]))
		for _, b := range bindings {
			label := k.labels[b.action]
			if helpGroupOf[b.action] != group || label == "" {
				continue
			}
			pad := spaces(widest - textWidth(label) + 2)
			lines = append(lines, prose(widest+2, span{label + pad, name}, span{w.actions[b.action], plain}))
		}
	}
	return slices.Clip(lines)
}
