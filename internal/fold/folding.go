package fold

// Fold folds what lies under a line, or unfolds it.
func (t *Tree) Fold(i int, folded bool) {
	if t.foldable(i) {
		t.folded[i], t.rows = folded, None
	}
}

// FoldAll folds all lines but the one that all others lie under.
func (t *Tree) FoldAll() {
	for i := range t.folded {
		t.folded[i] = t.foldable(i)
	}
	if len(t.lines) > 0 && int(t.lines[0].end) == len(t.lines) {
		t.folded[0] = false
	}
	t.rows = None
}

// UnfoldAll unfolds all lines.
func (t *Tree) UnfoldAll() {
	clear(t.folded)
	t.rows = None
}

// FoldAs folds the lines that have the places of those folded in another tree, which was
// made of less of the body, or with secrets masked.
func (t *Tree) FoldAs(other *Tree) {
	at := map[int64]bool{}
	for i, folded := range other.folded {
		if folded && other.lines[i].place > 0 {
			at[other.lines[i].place] = true
		}
	}
	for i := range t.lines {
		t.folded[i] = at[t.lines[i].place] && t.foldable(i)
	}
	t.rows = None
}

// At is the first line at a place or behind it, or the last; None without lines.
func (t *Tree) At(place int64) int {
	for i := range t.lines {
		if t.lines[i].place >= place {
			return i
		}
	}
	return len(t.lines) - 1
}

// Seen is line i, or if that is folded away the line in sight that it lies under.
func (t *Tree) Seen(i int) int {
	seen := i
	for p := t.lines[i].above(); p != None; p = t.lines[p].above() {
		if t.folded[p] && int(t.lines[p].end) > i {
			seen = p
		}
	}
	return seen
}

// above is the line under which a line may be folded away.
func (e *entry) above() int {
	if e.closer {
		return int(e.opener)
	}
	return int(e.parent)
}

// Reveal unfolds what a line is folded under.
func (t *Tree) Reveal(i int) {
	for p := t.lines[i].above(); p != None; p = t.lines[p].above() {
		t.folded[p] = false
	}
	t.rows = None
}

// Parent is the line that line i lies under, or closes; None at the top.
func (t *Tree) Parent(i int) int { return t.lines[i].above() }

// Next is the line in sight after line i; None after the last.
func (t *Tree) Next(i int) int {
	next := i + 1
	if t.folded[i] {
		next = int(t.lines[i].end)
	}
	if next >= len(t.lines) {
		return None
	}
	return next
}

// Before is the line in sight before line i; None before the first.
func (t *Tree) Before(i int) int {
	if i <= 0 {
		return None
	}
	return t.Seen(i - 1)
}

// Rows is how many lines are in sight.
func (t *Tree) Rows() int {
	if t.rows == None {
		t.rows = t.Row(len(t.lines))
	}
	return t.rows
}

// Row is how many lines in sight come before line i.
func (t *Tree) Row(i int) (n int) {
	for at := 0; at < i && at != None; at = t.Next(at) {
		n++
	}
	return n
}
