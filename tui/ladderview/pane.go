package ladderview

import (
	"wiretalk/tcpreasm"
	"wiretalk/tui/cells"
	"wiretalk/tui/theme"
)

// Assumed says whether a change of the first segment, which an end sent, is only
// the reason for it: that an end opened was not captured.
func Assumed(c tcpreasm.Change, from tcpreasm.Side) bool {
	return c.Cause == tcpreasm.PassiveOpen || c.Cause == tcpreasm.SendSyn && c.Side != from
}

// Turned is a value before and after, once when it stayed.
func Turned(from, to string, state bool) []cells.Span {
	if from == to {
		return []cells.Span{cells.Ink(cells.Unbroken(to), theme.Plain)}
	}
	return []cells.Span{cells.Ink(cells.Unbroken(from)+cells.NoBreak+"→"+cells.NoBreak, theme.Dim), cells.Ink(cells.Unbroken(to), theme.Strong)}
}
