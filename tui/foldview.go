package tui

import (
	"context"
	"fmt"

	"github.com/gdamore/tcell/v2"

	"wiretalk/internal/fold"
	"wiretalk/internal/phrase"
	"wiretalk/tui/cells"
	"wiretalk/tui/detail"
	"wiretalk/tui/keys"
	"wiretalk/tui/theme"
)

// foldView shows a body alone as a tree that folds, and one line of it selected.
type foldView struct {
	words   *detail.ContentWords
	content *detail.Content
	about   []cells.Line // of the body, above the tree
	at      int          // the line selected
	top     int          // the first line in sight
	page    int          // lines in sight at the last drawing
}

// foldsOf is the tree of the body that an exchange shows alone; nil when it shows
// another thing. What was folded before stays so.
func foldsOf(v *detail.View, keys *keys.Map, before *foldView) *foldView {
	c := v.ResponseBody
	switch v.Look.Focus {
	case detail.Everything:
		return nil
	case detail.RequestBody:
		c = v.RequestBody
	}
	if c == nil || c.Tree == nil || c.Tree.Len() == 0 {
		return nil
	}
	f := &foldView{words: &detail.ContentWordsIn[v.Words.Language], content: c, about: v.Lines()}
	f.about = append(f.about, cells.Tell(theme.Dim, fmt.Sprintf(f.words.Folds, keys.Now("Space"), keys.Now("-"), keys.Now("+"), keys.Now("/"))))
	if before != nil {
		t, old := c.Tree, before.content.Tree
		t.FoldAs(old)
		if f.at, f.top = before.at, before.top; t.Len() != old.Len() {
			f.at, f.top = t.At(old.Line(before.at).Place), t.At(old.Line(before.top).Place)
		}
		f.at, f.top = t.Seen(f.at), t.Seen(f.top)
	}
	return f
}

// act does what a key stands for; false when it means nothing of its own here.
func (f *foldView) act(a keys.Action) bool {
	t := f.content.Tree
	switch a {
	case keys.Down:
		f.move(1)
	case keys.Up:
		f.move(-1)
	case keys.PageDown:
		f.move(f.page)
	case keys.PageUp:
		f.move(-f.page)
	case keys.HalfDown:
		f.move(max(f.page/2, 1))
	case keys.HalfUp:
		f.move(-max(f.page/2, 1))
	case keys.First:
		f.at = 0
	case keys.Last:
		f.at = t.Seen(t.Len() - 1)
	case keys.Open:
		l := t.Line(f.at)
		if !l.Foldable {
			return false
		}
		t.Fold(f.at, !l.Folded)
	case keys.TogglePane:
		f.toggle()
	case keys.Slower:
		t.FoldAll()
		f.at, f.top = t.Seen(f.at), t.Seen(f.top)
	case keys.Faster:
		t.UnfoldAll()
	default:
		return false
	}
	return true
}

// toggle folds or unfolds the line selected, or folds what it lies in.
func (f *foldView) toggle() {
	t := f.content.Tree
	l := t.Line(f.at)
	if parent := t.Parent(f.at); !l.Foldable && parent != fold.None {
		f.at = parent
		l.Folded = false
	}
	t.Fold(f.at, !l.Folded)
	f.top = t.Seen(f.top)
}

// move selects another line in sight.
func (f *foldView) move(rows int) {
	t := f.content.Tree
	for ; rows > 0; rows-- {
		next := t.Next(f.at)
		if next == fold.None {
			return
		}
		f.at = next
	}
	for ; rows < 0; rows++ {
		before := t.Before(f.at)
		if before == fold.None {
			return
		}
		f.at = before
	}
}

// findText goes to the next line with a text, which it unfolds; it looks beside the
// event loop.
func (f *foldView) findText(s *screen, text string, step int) {
	t, at, shown := f.content.Tree, f.at, s.wanted
	s.message = fmt.Sprintf(s.words.Searching, shown)
	s.jobs.start("search", func(ctx context.Context) func() {
		i := t.Search(ctx, []byte(text), at, step)
		return func() {
			s.jobs.stop("search")
			if s.folds == nil || s.folds.content.Tree != t {
				return
			}
			s.message = fmt.Sprintf(s.words.NotFound, shown)
			if i != fold.None {
				s.message = fmt.Sprintf(s.words.Found, shown)
				t.Reveal(i)
				s.folds.at = i
			}
		}
	}, func(err error) { s.message = err.Error() })
}

// rows are those of a line of the tree.
func (f *foldView) rows(i, width int) []cells.Line {
	t := f.content.Tree
	l := t.Line(i)
	indent := cells.Spaces(min(2*l.Indent, width/2))
	mark := "  "
	switch {
	case l.Folded:
		mark = "▸ "
	case l.Foldable:
		mark = "▾ "
	}
	out := cells.Line{Spans: []cells.Span{cells.Ink(mark, theme.Dim), cells.Ink(indent, theme.Plain)}, Hang: len(indent) + 4}
	for _, s := range l.Spans {
		out.Spans = append(out.Spans, cells.Ink(cells.Clean(cells.ExpandTabs(s.Text)), detail.RoleTones[s.Role]))
	}
	if l.Folded {
		out.Spans = append(out.Spans, cells.Ink("… ", theme.Dim))
		if l.Closer != fold.None {
			for _, s := range t.Line(l.Closer).Spans {
				out.Spans = append(out.Spans, cells.Ink(cells.Clean(s.Text), detail.RoleTones[s.Role]))
			}
		}
		out.Spans = append(out.Spans, cells.Ink("  "+f.held(&l), theme.Dim))
	}
	return cells.Wrap([]cells.Line{out}, width)
}

// held says how much a folded line holds.
func (f *foldView) held(l *fold.Line) string {
	last := ""
	if n := len(l.Spans); n > 0 && l.Spans[n-1].Text != "" {
		text := l.Spans[n-1].Text
		last = text[len(text)-1:]
	}
	format, n := f.words.Inside, l.Members
	switch {
	case n == 0:
		format, n = f.words.Lines, l.Under
	case last == "{":
		format = f.words.Members
	case last == "[":
		format = f.words.Elements
	}
	text := phrase.Sprintf(format, phrase.Count(int64(n)))
	if n == l.Members && !l.Closed && (last == "{" || last == "[") {
		text = f.words.AtLeast + text
	}
	return text
}

// draw draws what is said of the body, and below it the tree.
func (f *foldView) draw(canvas tcell.Screen, th *theme.Theme, active bool, x, y, width, height int) {
	about := cells.Wrap(f.about, width)
	about = about[:min(len(about), max(height/3, min(height, 1)))]
	for _, l := range about {
		cells.DrawLine(canvas, th, x, y, width, l)
		y, height = y+1, height-1
	}
	f.settle(width, height)
	t := f.content.Tree
	f.page = 0
	for i := f.top; height > 0; i = t.Next(i) {
		if i == fold.None {
			cells.Fill(canvas, x, y, width, th.Tone[theme.Plain])
			y, height = y+1, height-1
			for ; height > 0; y, height = y+1, height-1 {
				cells.Fill(canvas, x, y, width, th.Tone[theme.Plain])
			}
			break
		}
		style := th.Selected
		if !active {
			style = th.Resting
		}
		for _, l := range f.rows(i, width) {
			if height == 0 {
				break
			}
			if i == f.at {
				cells.DrawStyled(canvas, style, x, y, width, l)
			} else {
				cells.DrawLine(canvas, th, x, y, width, l)
			}
			y, height = y+1, height-1
		}
		f.page++
	}
	f.page = max(f.page-1, 1)
}

// settle brings the line selected in sight.
func (f *foldView) settle(width, height int) {
	t := f.content.Tree
	if f.top > f.at {
		f.top = f.at
	}
	first, used := f.at, len(f.rows(f.at, width))
	for first > f.top {
		before := t.Before(first)
		if before == fold.None {
			break
		}
		if used += len(f.rows(before, width)); used > height {
			break
		}
		first = before
	}
	f.top = first
}

// place is where in the tree one is.
func (f *foldView) place() string {
	t := f.content.Tree
	return fmt.Sprintf(f.words.TreeLine, phrase.Count(int64(t.Row(f.at)+1)), phrase.Count(int64(t.Rows())))
}

// standing is where in the body the line selected begins, from 1; 0 when that is not
// known.
func (f *foldView) standing() int64 {
	return f.content.Tree.Line(f.at).Place
}
