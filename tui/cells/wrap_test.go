package cells

import (
	"strings"
	"testing"

	"wiretalk/tui/theme"
)

func rows(lines []Line) []string {
	return strings.Split(strings.TrimSuffix(Plain(lines), "\n"), "\n")
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		name  string
		line  Line
		width int
		want  string // rows divided by |
	}{
		{"data breaks anywhere", Say(theme.Plain, "one two three"), 6, "one tw|o thre|e"},
		{"data that hangs", Line{Spans: []Span{{"abcdef", theme.Plain}}, Hang: 2}, 4, "abcd|  ef"},
		{"prose breaks between words", Prose(0, Span{"one two three", theme.Plain}), 8, "one two|three"},
		{"prose hangs below its label", Prose(5, Span{"label", theme.Name}, Span{"some words here", theme.Plain}), 12, "labelsome|     words|     here"},
		{"a word that is too wide", Prose(2, Span{"a abcdefghijkl b", theme.Plain}), 6, "a|  abcd|  efgh|  ijkl|  b"},
		{"words across spans", Prose(0, Span{"one ", theme.Dim}, Span{"two ", theme.Plain}, Span{"three", theme.Strong}), 8, "one two|three"},
		{"what belongs together stays", Prose(0, Span{"see " + Unbroken("RFC 9110 §7"), theme.Plain}), 13, "see|RFC 9110 §7"},
		{"Chinese has no blanks, and no line begins with a full stop", Prose(0, Span{"请求的起始行。", theme.Plain}), 12, "请求的起始|行。"},
		{"a hang wider than half the screen is less", Prose(30, Span{"aa bb cc dd", theme.Plain}), 8, "aa bb cc|    dd"},
	} {
		got := rows(Wrap([]Line{c.line}, c.width))
		for i := range got {
			got[i] = strings.TrimRight(got[i], " ")
		}
		if strings.Join(got, "|") != c.want {
			t.Errorf("%s: %q, want %q", c.name, strings.Join(got, "|"), c.want)
		}
	}
}

// A duration in a sentence is not parted from its unit.
func TestDurationsStayWhole(t *testing.T) {
	for _, l := range Wrap([]Line{Prose(0, Span{WithUnits("SYN to SYN,ACK took 15.0 µs, to ACK 1.00 s. It has 3 segments"), theme.Plain})}, 23) {
		text := ""
		for _, s := range l.Spans {
			text += s.Text
		}
		if strings.HasSuffix(strings.TrimSpace(text), "15.0") || strings.HasPrefix(text, "s.") || strings.Contains(text, NoBreak) {
			t.Errorf("%q", text)
		}
	}
}

// No row ends within the name of a state or a field.
func TestProseKeepsNames(t *testing.T) {
	for width := 12; width < 40; width++ {
		for _, l := range Wrap([]Line{Prose(0, Span{Text: "goes to FIN-WAIT-2, 尾部字段X-Lines给出所发内容的行数"})}, width) {
			if text := Text(l); strings.HasSuffix(strings.TrimRight(text, " "), "-") || strings.Contains(text, "‑") {
				t.Errorf("%d cells: %q", width, text)
			}
		}
	}
}
