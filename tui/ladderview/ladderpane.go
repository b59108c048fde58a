package ladderview

import (
	"strings"

	"wiretalk/internal/replay"
	"wiretalk/tcpreasm"
	"wiretalk/tui/cells"
)

// Counts says whether a number of an end's stands in a segment, counted from the
// end's SYN. An end of which there is nothing but a RST may never have sent one.
func (m *Model) Counts(s *replay.Step, side tcpreasm.Side) bool {
	if s.From == side {
		return m.spoke[side] || !s.Flags.Has(tcpreasm.RST)
	}
	return s.Flags.Has(tcpreasm.ACK)
}

// HeadLines are the heads of the messages that begin in a segment.
func (m *Model) HeadLines(s *replay.Step) (lines []cells.Line) {
	head := m.Heads[HeadAt{int(s.From), s.Frame}]
	if s.Length == 0 {
		return nil
	}
	for text := range strings.Lines(head) {
		lines = append(lines, cells.Say(sideTone(s.From), "  "+strings.TrimRight(text, "\r\n")))
	}
	return lines
}
