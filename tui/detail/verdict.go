package detail

import (
	"strings"

	"wiretalk/internal/explain"
	"wiretalk/internal/trace"
	"wiretalk/tui/cells"
	"wiretalk/tui/theme"
	"wiretalk/tui/words"
)

// verdictLines say how a connection opened, how it closed, and what is not
// known, each with the section of the RFC that has the rule. tells says for a
// part of them, such as "close.", whether they tell of it.
func verdictLines(w *words.Screen, c *trace.Connection) (lines []cells.Line, tells func(part string) bool) {
	said := explain.Verdict(&c.Info)
	for _, s := range said {
		lines = append(lines, Sentence(w.Language, &s, toneOfVerdict(s.Key)))
	}
	return lines, func(part string) bool {
		for _, s := range said {
			if strings.HasPrefix(s.Key, part) {
				return true
			}
		}
		return false
	}
}

// Sentence is one with its section behind it.
func Sentence(language int, s *explain.Sentence, t theme.Tone) cells.Line {
	l := cells.Prose(2, cells.Ink(cells.WithUnits(cells.Clean(s.Text[language])), t))
	if s.Section != "" {
		l.Spans = append(l.Spans, cells.Ink("  "+cells.Unbroken(s.Section), theme.Dim))
	}
	return l
}

// toneOfVerdict tells what went well from what did not, and from what is not known.
func toneOfVerdict(key string) theme.Tone {
	switch key {
	case "open.complete", "open.complete.untimed", "close.four", "close.three":
		return theme.Good
	case "open.partial", "open.pickedup", "open.guess", "open.syn-ack", "close.half", "close.unacknowledged", "close.opening", "loss.some", "missing.bytes", "missing.oneway":
		return theme.Warn
	case "close.refused", "close.unanswered", "close.rst", "close.rst.fin":
		return theme.Bad
	}
	return theme.Plain
}
