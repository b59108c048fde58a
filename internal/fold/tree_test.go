package fold

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"wiretalk/internal/body"
)

// tree is what a text becomes; a line's place is its offset plus one.
func tree(kind body.Kind, text string) *Tree {
	t := New()
	_ = body.Layout(kind, strings.NewReader(text), body.Limits{Lines: MaxLines, Width: 40}, func(l body.Line) bool { return t.Add(&l, l.Offset+1) })
	t.End()
	return t
}

// shown is what is in sight of a tree, folded lines with what they hold.
func shown(t *Tree) string {
	var lines []string
	for i := 0; i < t.Len() && i != None; i = t.Next(i) {
		l := t.Line(i)
		text := strings.Repeat(" ", l.Indent)
		for _, s := range l.Spans {
			text += s.Text
		}
		if l.Folded {
			text += fmt.Sprintf("…%d", l.Members)
			if l.Closer != None {
				text += t.Line(l.Closer).Spans[0].Text
			}
		}
		lines = append(lines, text)
	}
	return strings.Join(lines, "\n")
}

const sample = `{"a":{"b":1.0,"b":1e400},"c":[{"x":"Needle"},[],2],"d":{}}`

func TestFolding(t *testing.T) {
	f := tree(body.JSON, sample)
	open := shown(f)
	if want := "{\n \"a\": {\n  \"b\": 1.0,\n  \"b\": 1e400\n },\n \"c\": [\n  {\n   \"x\": \"Needle\"\n  },\n  [],\n  2\n ],\n \"d\": {}\n}"; open != want {
		t.Fatalf("%s\nwant\n%s", open, want)
	}
	f.FoldAll()
	if got, want := shown(f), "{\n \"a\": {…2},\n \"c\": […3],\n \"d\": {}\n}"; got != want || f.Rows() != 5 {
		t.Errorf("all folded, %d rows:\n%s\nwant\n%s", f.Rows(), got, want)
	}
	// What is folded within stays folded.
	f.Fold(5, false)
	if got, want := shown(f), "{\n \"a\": {…2},\n \"c\": [\n  {…1},\n  [],\n  2\n ],\n \"d\": {}\n}"; got != want {
		t.Errorf("one unfolded:\n%s\nwant\n%s", got, want)
	}
	f.Fold(0, true)
	if got := shown(f); got != "{…3}" || f.Rows() != 1 {
		t.Errorf("the whole folded: %s", got)
	}
	f.UnfoldAll()
	if got := shown(f); got != open {
		t.Errorf("all unfolded:\n%s", got)
	}
	f.Fold(2, true) // a number folds not
	if got := shown(f); got != open {
		t.Errorf("a number folded:\n%s", got)
	}
}

func TestKindsOfTrees(t *testing.T) {
	for _, c := range []struct {
		name string
		kind body.Kind
		text string
		want string
	}{
		{"several texts", body.JSON, "{\"a\":1}\n[2,3]", "{…1}\n[…2]"},
		{"cut short: its members are not all", body.JSON, `[1,[2,3`, "[\n 1,\n […2\nnot JSON from byte 7 on: the text ends too early"},
		{"what is no JSON any more stays text", body.JSON, "[[1] 2]\nrest", "[\n […1]\nnot JSON from byte 5 on: a comma or the closing bracket is expected\n2]\nrest"},
		{"XML", body.XML, "<a><b><c/><d>x</d></b></a>", "<a>\n <b>…2</"},
		{"a long string", body.JSON, `["` + strings.Repeat("x", 100) + `"]`, "[\n \"" + strings.Repeat("x", 39) + "…0\n]"},
		{"nothing", body.JSON, "", ""},
	} {
		f := tree(c.kind, c.text)
		f.FoldAll()
		if c.name == "what is no JSON any more stays text" || strings.HasPrefix(c.name, "cut short") {
			f.Fold(0, false)
		}
		if got := shown(f); !strings.HasPrefix(got, c.want) {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

func TestSearchWithinFolded(t *testing.T) {
	f := tree(body.JSON, sample)
	f.FoldAll()
	i := f.Search(context.Background(), []byte("needle"), 0, 1)
	if i != 7 {
		t.Fatalf("found on line %d, want 7", i)
	}
	if f.Seen(i) != 5 {
		t.Errorf("it is folded under line %d, want 5", f.Seen(i))
	}
	f.Reveal(i)
	if got := shown(f); !strings.Contains(got, "Needle") || !strings.Contains(got, "\"a\": {…2}") {
		t.Errorf("revealed:\n%s", got)
	}
	if got := f.Search(context.Background(), []byte(`"b"`), 2, 1); got != 3 {
		t.Errorf("the next on line %d, want 3", got)
	}
	if got := f.Search(context.Background(), []byte(`"b"`), 2, -1); got != 3 {
		t.Errorf("the one before, round the end, on line %d, want 3", got)
	}
	if got := f.Search(context.Background(), []byte("nowhere"), 0, 1); got != None {
		t.Errorf("found what is not there on line %d", got)
	}
	long := tree(body.JSON, `["`+strings.Repeat("x", 38)+`needle"]`) // broken within the word
	if got := long.Search(context.Background(), []byte("needle"), 0, 1); got != 1 {
		t.Errorf("a broken word on line %d, want 1", got)
	}
}

// When more of a body came, what was folded stays so.
func TestFoldAs(t *testing.T) {
	before, after := tree(body.JSON, `{"a":[1],"b":[2`), tree(body.JSON, `{"a":[1],"b":[2,3],"c":[4]}`)
	before.FoldAll()
	before.Fold(0, false)
	after.FoldAs(before)
	if got, want := shown(after), "{\n \"a\": […1],\n \"b\": […2],\n \"c\": [\n  4\n ]\n}"; got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}

// A text that nests as deep as it is long, and one of nothing but commas' worth of
// lines, stay within bounds.
func TestHostileTrees(t *testing.T) {
	deep := tree(body.JSON, strings.Repeat("[", 100_000))
	deep.FoldAll()
	deep.Reveal(deep.Len() - 2)
	if got := deep.Before(deep.Len() - 1); got < 99_000 || deep.Rows() < 100_000 {
		t.Errorf("before the last is line %d of %d", got, deep.Len())
	}
	if many := tree(body.JSON, "["+strings.Repeat("1,", MaxLines+10)); many.Len() > MaxLines {
		t.Errorf("%d lines", many.Len())
	}
	big := New()
	for big.Add(&body.Line{Spans: []body.Span{{Text: strings.Repeat("x", 1<<20)}}}, 0) {
	}
	if big.Len() != MaxText>>20 {
		t.Errorf("%d MiB", big.Len())
	}
}

// Whatever the text, steps go over all lines in sight and only those, and every line can
// be revealed.
func FuzzTree(f *testing.F) {
	f.Add(sample, uint8(body.JSON), []byte{0, 5, 9})
	f.Add("<a><b>c</b><d/>", uint8(body.XML), []byte{1})
	f.Add("{\"a\":[1}\n]", uint8(body.JSON), []byte{1, 1})
	f.Fuzz(func(t *testing.T, text string, kind uint8, keys []byte) {
		tr := tree(body.Kind(kind)%(body.Picture+1), text)
		if tr.Len() == 0 {
			return
		}
		for _, k := range keys {
			tr.Fold(int(k)%tr.Len(), k < 128)
		}
		rows, last := 0, None
		for i := 0; i != None; i = tr.Next(i) {
			if i <= last || tr.Seen(i) != i || tr.Before(i) != last {
				t.Fatalf("line %d after %d: seen %d, before it %d", i, last, tr.Seen(i), tr.Before(i))
			}
			rows, last = rows+1, i
		}
		if rows != tr.Rows() {
			t.Fatalf("%d rows, not %d", rows, tr.Rows())
		}
		for i := range tr.Len() {
			if tr.Seen(i) > i {
				t.Fatalf("line %d is seen at %d", i, tr.Seen(i))
			}
		}
		i := len(text) % tr.Len()
		tr.Reveal(i)
		if tr.Seen(i) != i {
			t.Fatalf("line %d is folded under %d", i, tr.Seen(i))
		}
	})
}
