package ladderview

import (
	"wiretalk/internal/replay"
	"wiretalk/tcpreasm"
	"wiretalk/tui/cells"
	"wiretalk/tui/theme"
)

// Around is the span of stages where one is; the last that is passed when none.
func Around(order []Stage, how *[Stages]Reached) (from, to int) {
	from = -1
	for i, at := range order {
		if how[at] == Here {
			if from < 0 {
				from = i
			}
			to = i + 1
		}
	}
	if from >= 0 && to-from <= 2 {
		return from, to
	}
	return max(to-1, 0), max(to, 1)
}

// StripPieces are the names of the stages in a row, each in the tone of how it was gone through.
func StripPieces(order []Stage, names, groups [Stages]string, how *[Stages]Reached, grouped bool) (pieces []cells.Span) {
	for i, at := range order {
		if i > 0 {
			between := " "
			if at == StageLine || at == StageStatus || at == StageEnd || at == StageData || at == StageOpen {
				between = " ─ "
			}
			pieces = append(pieces, cells.Ink(between, theme.Dim))
		}
		if grouped && groups[at] != "" {
			pieces = append(pieces, cells.Ink(groups[at], theme.Dim))
		}
		switch how[at] {
		case Here:
			pieces = append(pieces, cells.Ink("["+names[at]+"]", theme.Title))
		case passed:
			pieces = append(pieces, cells.Ink(names[at]+"✓", theme.Plain))
		case unseen:
			pieces = append(pieces, cells.Ink(names[at]+"?", theme.Dim))
		case broken:
			pieces = append(pieces, cells.Ink(names[at]+"✗", theme.Bad))
		case absent:
			pieces = append(pieces, cells.Ink(names[at]+"–", theme.Dim))
		default:
			pieces = append(pieces, cells.Ink(names[at], theme.Dim))
		}
	}
	return pieces
}

// Over says whether both ends have done with the connection.
func Over(s *replay.Step) bool {
	for _, state := range s.States {
		if state != tcpreasm.Closed && state != tcpreasm.TimeWait {
			return false
		}
	}
	return true
}
