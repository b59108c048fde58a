package cells

import (
	"testing"

	"wiretalk/tui/theme"
)

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"plain [red]":               "plain [red]",
		"\x1b[2J\a\x7f":             "␛[2J␇␡",
		"\xff\xc3":                  `\xff\xc3`,
		"a\u009bb\u202ec":           `a\u009bb\u202ec`,
		"张三 é":                      "张三 é",
		"e\u0301\u0301\u0301\u0301": "e\u0301\u0301\u0301" + `\u0301`,
		"\u0301":                    `\u0301`,
	} {
		if got := Clean(in); got != want {
			t.Errorf("clean(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestClipCountsCells(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{Clip("abcdef", 6), "abcdef"}, {Clip("abcdef", 4), "abc…"}, {Clip("张三李四", 6), "张三…"}, {Clip("abc", 0), ""},
		{ClipStart("10.0.0.1:80", 6), "….1:80"}, {ClipStart("张三李四", 4), "…四"}, {ClipStart("ab", 2), "ab"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func FuzzClean(f *testing.F) {
	f.Add("GET /\x1b]52;c;x\a HTTP/1.1", 7)
	f.Add("\u0301\u0301\u0301\u0301\u0301 张\u200d三 \xf0\x9f", 3)
	f.Fuzz(func(t *testing.T, s string, width int) {
		got := Clean(s)
		for _, r := range got {
			if !Printable(r) {
				t.Fatalf("%U is left in %q", r, got)
			}
		}
		width %= 300
		if w := Width(Clip(got, width)); w > max(width, 0) {
			t.Errorf("clip(%q, %d) takes %d", got, width, w)
		}
		if w := Width(ClipStart(got, width)); w > max(width, 0) {
			t.Errorf("clipStart(%q, %d) takes %d", got, width, w)
		}
		if width < 2 {
			return
		}
		for _, l := range Wrap([]Line{Say(theme.Plain, s), Tell(theme.Plain, s), Prose(7, Span{"label", theme.Name}, Span{Clean(s), theme.Plain})}, width) {
			w := 0
			for _, span := range l.Spans {
				w += Width(span.Text)
			}
			if w > width {
				t.Errorf("a line of %d cells, not %d: %q", w, width, Plain([]Line{l}))
			}
		}
	})
}
