package fold

import (
	"wiretalk/internal/body"
)

const (
	MaxLines = 500_000  // of a tree
	MaxText  = 32 << 20 // bytes of all lines
)

// None is no line.
const None = -1

// Tree is lines that fold. It is made by Add and End on one goroutine. Then
// Search may run on others, while lines fold and unfold on one.
type Tree struct {
	text   []byte
	spans  []span
	lines  []entry
	folded []bool
	open   []int32 // lines under which the next may lie, while the tree is made
	rows   int     // lines in sight; negative while not known
}

// span is a piece of the text, which begins where the one before ends.
type span struct {
	role body.Role
	end  uint32
}

type entry struct {
	place     int64
	text      uint32 // where it begins
	span      uint32 // the first
	indent    int32
	parent    int32 // the line that it folds under, or None
	end       int32 // the first line that does not fold under it
	members   int32
	opener    int32 // the line that it closes
	continued bool
	closer    bool // it closes one
}

// Line is a line of the tree.
type Line struct {
	Indent   int // levels
	Spans    []body.Span
	Place    int64 // as it was given to Add
	Foldable bool
	Folded   bool
	Members  int  // that fold under it; 0 for what is but the rest of a long line
	Under    int  // lines that fold under it
	Closed   bool // its end is there, so there are no more members
	Closer   int  // the line that closes it, or None
}

// New is a tree without lines.
func New() *Tree { return &Tree{rows: None} }

// Add adds the next line; false when there is no room for it. What place says is
// the caller's, as where in the body the line begins.
func (t *Tree) Add(l *body.Line, place int64) bool {
	size := 0
	for _, s := range l.Spans {
		size += len(s.Text)
	}
	if len(t.lines) >= MaxLines || len(t.text)+size > MaxText {
		return false
	}
	i := int32(len(t.lines))
	e := entry{place: place, text: uint32(len(t.text)), span: uint32(len(t.spans)), indent: int32(l.Indent), parent: None, end: i + 1}
	e.continued = l.Continued && i > 0
	for _, s := range l.Spans {
		t.text = append(t.text, s.Text...)
		t.spans = append(t.spans, span{s.Role, uint32(len(t.text))})
	}
	if !e.continued {
		t.close(i, &e, l.Spans)
	}
	if n := len(t.open); n > 0 {
		e.parent = t.open[n-1]
		if !e.continued && !e.closer {
			t.lines[e.parent].members++
		}
	}
	if !e.continued {
		t.open = append(t.open, i)
	}
	t.lines, t.folded = append(t.lines, e), append(t.folded, false)
	return true
}

// close ends what line i does not lie under, the last of which it may close.
func (t *Tree) close(i int32, e *entry, spans []body.Span) {
	for n := len(t.open); n > 0; n = len(t.open) {
		opener := t.open[n-1]
		last := &t.lines[opener]
		if last.indent < e.indent {
			break
		}
		last.end = i
		if last.indent == e.indent && last.members > 0 && ends(spans) {
			last.end, e.closer, e.opener = i+1, true, opener
		}
		t.open = t.open[:n-1]
	}
}

// ends says whether a line is a closing bracket or tag.
func ends(spans []body.Span) bool {
	if len(spans) == 0 || spans[0].Role != body.Punctuation || spans[0].Text == "" {
		return false
	}
	c := spans[0].Text[0]
	return c == '}' || c == ']' || c == '<' && len(spans[0].Text) > 1 && spans[0].Text[1] == '/'
}

// End ends what is still open; nothing is added afterwards.
func (t *Tree) End() {
	for _, i := range t.open {
		t.lines[i].end = int32(len(t.lines))
	}
	t.open = nil
}

// Len is how many lines there are.
func (t *Tree) Len() int { return len(t.lines) }

// Line is line i.
func (t *Tree) Line(i int) Line {
	e := &t.lines[i]
	l := Line{Indent: int(e.indent), Place: e.place, Foldable: t.foldable(i), Folded: t.folded[i], Members: int(e.members), Under: int(e.end) - i - 1, Closer: None}
	if last := int(e.end) - 1; last > i && t.lines[last].closer && int(t.lines[last].opener) == i {
		l.Closed, l.Closer = true, last
	}
	at := e.text
	for _, s := range t.spansOf(i) {
		l.Spans = append(l.Spans, body.Span{Role: s.role, Text: string(t.text[at:s.end])})
		at = s.end
	}
	return l
}

func (t *Tree) spansOf(i int) []span {
	end := len(t.spans)
	if i+1 < len(t.lines) {
		end = int(t.lines[i+1].span)
	}
	return t.spans[t.lines[i].span:end]
}

func (t *Tree) foldable(i int) bool { return int(t.lines[i].end) > i+1 }
