package tui

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"strings"

	"wiretalk/httpdecode"
	"wiretalk/internal/bodies"
	"wiretalk/internal/body"
	"wiretalk/internal/fold"
	"wiretalk/internal/meaning"
	"wiretalk/internal/phrase"
	"wiretalk/internal/trace"
	"wiretalk/tui/cells"
	"wiretalk/tui/theme"
	"wiretalk/tui/words"
)

const (
	maxContent = 16 << 20 // bytes of a body that are looked at, its codings undone
	maxPeek    = 32 << 10 // bytes of a picture that are looked at for its size
	maxIndent  = 32       // levels; deeper ones are not told apart
	treeWidth  = 200      // bytes of a line of a tree, so that it fits the smallest screen
)

// content is a message's body as it is shown.
type content struct {
	kind    body.Kind
	named   body.Kind // that it is said to be, though it is not laid out as that
	charset string    // of text
	codings string    // that were undone
	isCoded bool      // there are codings
	size    int64     // in bytes, of what they made; negative while not known
	lines   []cells.Line
	places  []int64 // of each line's first byte in the body as it was sent, from 1; 0 when that is not known
	cut     bool    // lines are not all: there were too many

	tree *fold.Tree // the lines instead, where they fold

	place int64 // of the lines that are added

	behind    int64 // bytes behind the end of a coding, passed over
	undecoded error // why the codings were not undone; lines are as sent
	stopped   error // why reading ended before the end
}

// folds says whether the body becomes a tree where it is shown alone.
func (c *content) folds() bool {
	return c.kind == body.JSON || c.kind == body.XML || c.kind == body.HTML
}

// reading reads a body for the screen. It reads the capture and undoes
// codings, so it must not run on the event loop.
type reading struct {
	ctx   context.Context
	trace *trace.Trace
	words *words.Screen
	form  form
	limit int // lines

	reveal bool // secrets as they are
	folds  bool // what has a structure becomes a tree
	draws  bool // pictures are drawn
}

// mask hides secrets, or nothing.
func (r *reading) mask() *body.Mask {
	if r.reveal {
		return nil
	}
	return &body.Mask{Secret: meaning.IsSecretParameter, Text: meaning.Masked}
}

// read reads a body as far as it is shown.
func (r *reading) read(m *trace.Message, h *head) *content {
	c := &content{size: -1}
	r.readInto(c, m, h)
	if c.tree != nil {
		c.tree.End()
	}
	return c
}

func (r *reading) readInto(c *content, m *trace.Message, h *head) {
	contentType := string(h.Get("Content-Type"))
	runs := r.trace.OpenRuns(m)
	missing, ok := runs.Next()
	if !ok {
		return
	}
	r.gap(c, missing)
	codings := bodies.Codings(&h.Message)
	c.isCoded = codings != ""
	if r.form == coded {
		codings = ""
	}
	if codings != "" && missing == 0 {
		if r.decoded(c, codings, contentType, runs) {
			if missing, ok := runs.Next(); ok {
				r.gap(c, missing)
				if c.stopped == nil {
					c.stopped = io.ErrUnexpectedEOF
				}
			}
			return
		}
		runs = r.trace.OpenRuns(m)
		runs.Next()
	} else if codings != "" {
		c.undecoded, c.codings = io.ErrUnexpectedEOF, codings
	}
	for at := missing; ; {
		counted := &counter{r: runs, ctx: r.ctx}
		r.run(c, counted, contentType, at)
		missing, ok := runs.Next()
		if !ok || c.cut || c.stopped != nil {
			return
		}
		r.gap(c, missing)
		at += counted.n + missing
	}
}

// gap says that bytes are missing.
func (r *reading) gap(c *content, missing int64) {
	if missing > 0 && c.tree != nil {
		c.tree.Add(&body.Line{Spans: []body.Span{{Role: body.Message, Text: phrase.Sprintf(r.words.Gap, phrase.Count(missing))}}}, 0)
	} else if missing > 0 {
		c.place = 0
		r.add(c, cells.Tell(theme.Warn, phrase.Sprintf(r.words.Gap, phrase.Count(missing))))
	}
}

// decoded shows what codings make of a run; false when they make nothing.
func (r *reading) decoded(c *content, codings, contentType string, run io.Reader) bool {
	c.codings = codings
	undone := httpdecode.NewContentReader(codings, &counter{r: run, ctx: r.ctx}, maxContent)
	counted := &counter{r: undone, ctx: r.ctx}
	buffered := bufio.NewReaderSize(counted, maxPeek)
	if begin, err := buffered.Peek(1); len(begin) == 0 && err != io.EOF {
		c.undecoded = err
		return false
	}
	r.run(c, buffered, contentType, 0)
	// What is not shown is read all the same: only its end tells how much it
	// is, and whether it is harmless.
	_, err := io.Copy(io.Discard, buffered)
	if err == nil && counted.err != io.EOF {
		err = counted.err
	}
	if err != nil {
		c.stopped = err
	} else {
		c.size = counted.n
	}
	c.behind = httpdecode.TrailingBytes(undone)
	return true
}

// run shows a run of bytes that is the body's from at on.
func (r *reading) run(c *content, from io.Reader, contentType string, at int64) {
	buffered := bufio.NewReaderSize(from, maxPeek)
	begin, _ := buffered.Peek(body.SniffLength)
	c.kind = body.KindOf(contentType, begin)
	switch c.named = c.kind; {
	case r.form == coded && c.isCoded:
		c.kind = body.Binary // whatever its beginning looks like
	case at > 0 && c.kind != body.Binary && c.kind != body.Picture:
		c.kind = body.PlainText // what has lost its beginning cannot be laid out
	case r.folds && r.form == laidOut && c.folds():
		c.tree = fold.New()
	}
	c.note(r.lay(c, buffered, contentType, at))
}

// lay shows bytes as their kind and the form ask for.
func (r *reading) lay(c *content, from *bufio.Reader, contentType string, at int64) error {
	limits := body.Limits{Lines: max(r.limit-len(c.lines), 1)}
	if c.tree != nil {
		limits = body.Limits{Lines: fold.MaxLines, Width: treeWidth}
	}
	emit := func(l body.Line) bool {
		c.place = r.place(c, at, &l)
		if c.kind == body.JSON && r.form == laidOut {
			respell(&l)
		}
		if c.tree != nil {
			c.cut = !c.tree.Add(&l, c.place)
			return !c.cut
		}
		for _, l := range bodyLines(&l) {
			if !r.add(c, l) {
				return false
			}
		}
		return true
	}
	picture, known := body.ImageInfo{}, false
	if c.kind == body.Picture {
		begin, _ := from.Peek(maxPeek)
		picture, known = body.Image(bytes.NewReader(begin))
	}
	switch {
	case known && r.form == laidOut:
		r.add(c, cells.Prose(2, cells.Ink(contentWordsIn[r.words.Language].describe(picture), theme.Plain), cells.Ink("  "+r.words.PictureHint, theme.Dim)))
		if r.draws {
			return r.draw(c, from)
		}
		return nil
	case r.form == inHex || c.kind == body.Binary || c.kind == body.Picture:
		return r.mask().Hex(c.named, contentType, from, at, limits, emit)
	case c.kind == body.Multipart && r.form == laidOut:
		c.place = 0
		return r.parts(c, from, contentType)
	}
	var text io.Reader
	text, c.charset = body.UTF8(from, contentType, c.kind)
	if r.form != laidOut || c.kind == body.PlainText {
		return r.mask().AsSent(c.named, contentType, text, limits, emit)
	}
	return r.mask().Layout(c.kind, text, limits, emit)
}

// place is where in the body as it was sent a line of it begins, from 1; 0 when
// that is not known. at is where the run is that is laid out.
func (r *reading) place(c *content, at int64, l *body.Line) int64 {
	switch {
	case c.codings != "" && c.undecoded == nil:
		return 0
	case len(l.Spans) > 0 && l.Spans[0].Role == body.Offset: // a dump, which counts from at itself
		return l.Offset + 1
	case c.charset == "utf-8":
		return at + l.Offset + 1
	}
	return 0
}

// add adds a line; false when there is no room.
func (r *reading) add(c *content, l cells.Line) bool {
	if len(c.lines) >= r.limit {
		c.cut = true
		return false
	}
	c.lines, c.places = append(c.lines, l), append(c.places, c.place)
	return true
}

// note takes what ended the laying out. Where text stops being what it is said
// to be, the lines say so themselves.
func (c *content) note(err error) {
	var syntax *body.SyntaxError
	switch {
	case err == nil || errors.As(err, &syntax):
	case errors.Is(err, body.ErrTooManyLines):
		c.cut = true
	default:
		c.stopped = err
	}
}

// counter counts what is read, and stops when the reading is not wanted any
// more.
type counter struct {
	r   io.Reader
	ctx context.Context
	n   int64
	err error
}

func (c *counter) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := c.r.Read(p)
	c.n += int64(n)
	if err != nil {
		c.err = err
	}
	return n, err
}

// roleTones say how the pieces of a laid-out body look.
var roleTones = [...]theme.Tone{
	body.Text: theme.Plain, body.Key: theme.Name, body.String: theme.Quoted, body.Number: theme.Number, body.Literal: theme.Number, body.Punctuation: theme.Dim,
	body.Tag: theme.Name, body.Attribute: theme.Name, body.Value: theme.Quoted, body.Comment: theme.Dim, body.Raw: theme.Plain, body.Message: theme.Warn,
	body.Offset: theme.Dim, body.HexByte: theme.Plain,
}

// bodyLines is a line of a body with its indentation; several when it holds
// line ends, as a form's value may.
func bodyLines(l *body.Line) []cells.Line {
	indent := 2 * min(l.Indent, maxIndent)
	current := cells.Line{Hang: indent}
	if indent > 0 {
		current.Hang += 2
		current.Spans = append(current.Spans, cells.Ink(cells.Spaces(indent), theme.Plain))
	}
	var lines []cells.Line
	for i, s := range l.Spans {
		for rest := s.Text; ; {
			text, after, more := strings.Cut(rest, "\n")
			if more || i == len(l.Spans)-1 {
				text = strings.TrimSuffix(text, "\r")
			}
			current.Spans = append(current.Spans, cells.Ink(cells.Clean(cells.ExpandTabs(text)), roleTones[s.Role]))
			if !more {
				break
			}
			rest = after
			lines = append(lines, current)
			current = cells.Line{Spans: []cells.Span{cells.Ink(cells.Spaces(indent+4), theme.Plain)}, Hang: indent + 4}
		}
	}
	return append(lines, current)
}
