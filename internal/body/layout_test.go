package body

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// lay is a layout as a person sees it.
func lay(kind Kind, text string, limits Limits) (string, error) {
	var b strings.Builder
	err := Layout(kind, strings.NewReader(text), limits, func(line Line) bool {
		b.WriteString(strings.Repeat("  ", line.Indent))
		if line.Continued {
			b.WriteString("…")
		}
		for _, span := range line.Spans {
			b.WriteString(span.Text)
		}
		b.WriteByte('\n')
		return true
	})
	return b.String(), err
}

func expect(t *testing.T, kind Kind, text, want string) {
	t.Helper()
	got, err := lay(kind, text, Limits{})
	if want = strings.TrimPrefix(want, "\n"); got != want || err != nil {
		t.Errorf("%q is laid out\n%s%v, want\n%s", text, got, err, want)
	}
}

// roles is a layout with the role of each span.
func roles(kind Kind, text string) string {
	var b strings.Builder
	Layout(kind, strings.NewReader(text), Limits{}, func(line Line) bool {
		for _, span := range line.Spans {
			fmt.Fprintf(&b, "%d:%s|", span.Role, span.Text)
		}
		b.WriteByte('\n')
		return true
	})
	return b.String()
}

func TestPlainTextStaysAsItIs(t *testing.T) {
	expect(t, PlainText, "a\r\n\r\n  b {color:red}\n\tc", `
a

  b {color:red}
	c
`)
	expect(t, PlainText, "", "")
	expect(t, PlainText, "a\rb\n", "a\rb\n")
}

func TestLongLinesAreContinued(t *testing.T) {
	got, err := lay(PlainText, "abcdefghij\näöüäö\n", Limits{Width: 4})
	if want := "abcd\n…efgh\n…ij\näö\n…üä\n…ö\n"; got != want || err != nil {
		t.Errorf("%q, %v; want %q", got, err, want)
	}
	got, _ = lay(PlainText, strings.Repeat("\x80", 20), Limits{Width: 4})
	if want := "\x80\x80\x80\x80\x80\x80\x80\x80\n…\x80"; !strings.HasPrefix(got, want) {
		t.Errorf("bytes that begin no character: %q, want %q", got, want)
	}
	got, _ = lay(JSON, `{"a":"0123456789"}`, Limits{Width: 8})
	if want := "{\n  \"a\": \"01\n  …23456789\n  …\"\n}\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestLinesAreLimited(t *testing.T) {
	for kind, text := range map[Kind]string{
		PlainText: strings.Repeat("\n", 11), JSON: strings.Repeat("[", 11), XML: strings.Repeat("<a>", 11),
		HTML: strings.Repeat("<div>", 11), Form: strings.Repeat("a&", 11),
	} {
		got, err := lay(kind, text, Limits{Lines: 10})
		if err != ErrTooManyLines || strings.Count(got, "\n") != 10 {
			t.Errorf("%d: %q, %v", kind, got, err)
		}
		if got, err = lay(kind, text, Limits{Lines: 12}); errors.Is(err, ErrTooManyLines) || strings.Count(got, "\n") < 11 {
			t.Errorf("%d, one more: %q, %v", kind, got, err)
		}
	}
}

func TestReceiverStops(t *testing.T) {
	for kind, text := range map[Kind]string{
		PlainText: "a\nb\nc", JSON: `[1,2,3]`, XML: "<a><b/></a>", HTML: "<p><p><script>\n\n", Form: "a&b&c",
	} {
		n := 0
		err := Layout(kind, strings.NewReader(text), Limits{}, func(Line) bool { n++; return n < 2 })
		if err != nil || n != 2 {
			t.Errorf("%q: %d lines, %v", text, n, err)
		}
	}
}

// A body that is cut short shows what there is, and the error says why.
func TestReaderFails(t *testing.T) {
	lost := errors.New("lost")
	for kind, text := range map[Kind]string{
		PlainText: "abc", JSON: `{"a`, XML: "<a b", HTML: "<script>abc", Form: "a=b",
	} {
		var got strings.Builder
		err := Layout(kind, io.MultiReader(strings.NewReader(text), iotest.ErrReader(lost)), Limits{}, func(line Line) bool {
			for _, span := range line.Spans {
				got.WriteString(span.Text)
			}
			return true
		})
		if err != lost || strings.ReplaceAll(got.String(), " ", "") != strings.ReplaceAll(text, " ", "") {
			t.Errorf("%q: %q, %v", text, got.String(), err)
		}
	}
}

func TestOffsetsAreOfTheText(t *testing.T) {
	for kind, text := range map[Kind]string{
		PlainText: "#ab\n#c\n#", JSON: "[#", XML: "<#>  <#/>\n<!#-->x</#>", Form: "#=1&#=2",
	} {
		Layout(kind, strings.NewReader(text), Limits{}, func(line Line) bool {
			if first := line.Spans[0]; first.Role != Message && text[line.Offset] != first.Text[0] {
				t.Errorf("%q: line %q is said to be at %d", text, first.Text, line.Offset)
			}
			return true
		})
	}
}

func TestHexDump(t *testing.T) {
	var got strings.Builder
	err := Hex(strings.NewReader("0123456789abcdef\x00\xff\x1b[mé"), 0x1000, Limits{}, func(line Line) bool {
		for _, span := range line.Spans {
			got.WriteString(span.Text)
		}
		got.WriteByte('\n')
		return true
	})
	want := "00001000  30 31 32 33 34 35 36 37  38 39 61 62 63 64 65 66  0123456789abcdef\n" +
		"00001010  00 ff 1b 5b 6d c3 a9                              ...[m..\n"
	if got.String() != want || err != nil {
		t.Errorf("%v\n%s", err, got.String())
	}
	lines := 0
	err = Hex(zeros{}, 0, Limits{Lines: 5}, func(Line) bool { lines++; return true })
	if lines != 5 || err != ErrTooManyLines {
		t.Errorf("%d lines, %v", lines, err)
	}
	err = Hex(io.MultiReader(strings.NewReader("a"), iotest.ErrReader(io.ErrUnexpectedEOF)), 0, Limits{}, func(Line) bool { lines++; return true })
	if lines != 6 || err != io.ErrUnexpectedEOF {
		t.Errorf("cut short: %d lines, %v", lines-5, err)
	}
}
