package tui

import (
	"strings"
	"testing"

	"wiretalk/tui/theme"
)

func rows(lines []line) []string {
	return strings.Split(strings.TrimSuffix(plainText(lines), "\n"), "\n")
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		name  string
		line  line
		width int
		want  string // rows divided by |
	}{
		{"data breaks anywhere", say(theme.Plain, "one two three"), 6, "one tw|o thre|e"},
		{"data that hangs", line{spans: []span{{"abcdef", theme.Plain}}, hang: 2}, 4, "abcd|  ef"},
		{"prose breaks between words", prose(0, span{"one two three", theme.Plain}), 8, "one two|three"},
		{"prose hangs below its label", prose(5, span{"label", theme.Name}, span{"some words here", theme.Plain}), 12, "labelsome|     words|     here"},
		{"a word that is too wide", prose(2, span{"a abcdefghijkl b", theme.Plain}), 6, "a|  abcd|  efgh|  ijkl|  b"},
		{"words across spans", prose(0, span{"one ", theme.Dim}, span{"two ", theme.Plain}, span{"three", theme.Strong}), 8, "one two|three"},
		{"what belongs together stays", prose(0, span{"see " + unbroken("RFC 9110 §7"), theme.Plain}), 13, "see|RFC 9110 §7"},
		{"Chinese has no blanks, and no line begins with a full stop", prose(0, span{"请求的起始行。", theme.Plain}), 12, "请求的起始|行。"},
		{"a hang wider than half the screen is less", prose(30, span{"aa bb cc dd", theme.Plain}), 8, "aa bb cc|    dd"},
	} {
		got := rows(wrap([]line{c.line}, c.width))
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
	for _, l := range wrap([]line{prose(0, span{withUnits("SYN to SYN,ACK took 15.0 µs, to ACK 1.00 s. It has 3 segments"), theme.Plain})}, 23) {
		text := ""
		for _, s := range l.spans {
			text += s.text
		}
		if strings.HasSuffix(strings.TrimSpace(text), "15.0") || strings.HasPrefix(text, "s.") || strings.Contains(text, noBreak) {
			t.Errorf("%q", text)
		}
	}
}
