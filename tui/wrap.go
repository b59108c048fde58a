package tui

import "strings"

// span is a run of text of one tone. Its text is clean.
type span struct {
	text string
	tone tone
}

// line is one line of a text that may be longer than the screen is wide.
type line []span

// say makes a line of one tone.
func say(t tone, text string) line { return line{{clean(text), t}} }

// wrap breaks lines so that none is wider than width. Breaks fall anywhere,
// as in a terminal: what is shown is data, not prose.
func wrap(lines []line, width int) []line {
	width = max(width, 2)
	out := make([]line, 0, len(lines))
	for _, l := range lines {
		out = wrapLine(out, l, width)
	}
	return out
}

func wrapLine(out []line, l line, width int) []line {
	current, left := line(nil), width
	for _, s := range l {
		for s.text != "" {
			head, rest := cut(s.text, left)
			if head == "" && left == width {
				break // a character wider than the screen
			}
			if head == "" {
				out = append(out, current)
				current, left = nil, width
				continue
			}
			current = append(current, span{head, s.tone})
			left -= textWidth(head)
			s.text = rest
		}
	}
	return append(out, current)
}

// expandTabs replaces tabs by spaces up to the next multiple of eight cells.
func expandTabs(s string) string {
	if !strings.Contains(s, "\t") {
		return s
	}
	var b strings.Builder
	at := 0
	for i, piece := range strings.Split(s, "\t") {
		if i > 0 {
			n := 8 - at%8
			b.WriteString("        "[:n])
			at += n
		}
		b.WriteString(piece)
		at += textWidth(clean(piece))
	}
	return b.String()
}
