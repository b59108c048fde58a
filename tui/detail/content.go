package detail

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
	MaxContent = 16 << 20 // bytes of a body that are looked at, its codings undone
	maxPeek    = 32 << 10 // bytes of a picture that are looked at for its size
	maxIndent  = 32       // levels; deeper ones are not told apart
	treeWidth  = 200      // bytes of a line of a tree, so that it fits the smallest screen
)

// Content is a message's body as it is shown.
type Content struct {
	kind    body.Kind
	named   body.Kind // that it is said to be, though it is not laid out as that
	Charset string    // of text
	Codings string    // that were undone
	isCoded bool      // there are codings
	size    int64     // in bytes, of what they made; negative while not known
	Lines   []cells.Line
	Places  []int64 // of each line's first byte in the body as it was sent, from 1; 0 when that is not known
	Cut     bool    // lines are not all: there were too many

	Tree *fold.Tree // the lines instead, where they fold

	place int64 // of the lines that are added

	behind    int64 // bytes behind the end of a coding, passed over
	Undecoded error // why the codings were not undone; lines are as sent
	Stopped   error // why reading ended before the end
}

// Folds says whether the body becomes a tree where it is shown alone.
func (c *Content) Folds() bool {
	return c.kind == body.JSON || c.kind == body.XML || c.kind == body.HTML
}

// Reading reads a body for the screen. It reads the capture and undoes
// codings, so it must not run on the event loop.
type Reading struct {
	Ctx   context.Context
	Trace *trace.Trace
	Words *words.Screen
	Form  Form
	Limit int // lines

	Reveal bool // secrets as they are
	folds  bool // what has a structure becomes a tree
	draws  bool // pictures are drawn
}

// mask hides secrets, or nothing.
func (r *Reading) mask() *body.Mask {
	if r.Reveal {
		return nil
	}
	return &body.Mask{Secret: meaning.IsSecretParameter, Text: meaning.Masked}
}

// Read reads a body as far as it is shown.
func (r *Reading) Read(m *trace.Message, h *Head) *Content {
	c := &Content{size: -1}
	r.readInto(c, m, h)
	if c.Tree != nil {
		c.Tree.End()
	}
	return c
}

func (r *Reading) readInto(c *Content, m *trace.Message, h *Head) {
	contentType := string(h.Get("Content-Type"))
	runs := r.Trace.OpenRuns(m)
	missing, ok := runs.Next()
	if !ok {
		return
	}
	r.gap(c, missing)
	codings := bodies.Codings(&h.Message)
	c.isCoded = codings != ""
	if r.Form == Coded {
		codings = ""
	}
	if codings != "" && missing == 0 {
		if r.decoded(c, codings, contentType, runs) {
			if missing, ok := runs.Next(); ok {
				r.gap(c, missing)
				if c.Stopped == nil {
					c.Stopped = io.ErrUnexpectedEOF
				}
			}
			return
		}
		runs = r.Trace.OpenRuns(m)
		runs.Next()
	} else if codings != "" {
		c.Undecoded, c.Codings = io.ErrUnexpectedEOF, codings
	}
	for at := missing; ; {
		counted := &Counter{R: runs, Ctx: r.Ctx}
		r.run(c, counted, contentType, at)
		missing, ok := runs.Next()
		if !ok || c.Cut || c.Stopped != nil {
			return
		}
		r.gap(c, missing)
		at += counted.n + missing
	}
}

// gap says that bytes are missing.
func (r *Reading) gap(c *Content, missing int64) {
	if missing > 0 && c.Tree != nil {
		c.Tree.Add(&body.Line{Spans: []body.Span{{Role: body.Message, Text: phrase.Sprintf(r.Words.Gap, phrase.Count(missing))}}}, 0)
	} else if missing > 0 {
		c.place = 0
		r.add(c, cells.Tell(theme.Warn, phrase.Sprintf(r.Words.Gap, phrase.Count(missing))))
	}
}

// decoded shows what codings make of a run; false when they make nothing.
func (r *Reading) decoded(c *Content, codings, contentType string, run io.Reader) bool {
	c.Codings = codings
	undone := httpdecode.NewContentReader(codings, &Counter{R: run, Ctx: r.Ctx}, MaxContent)
	counted := &Counter{R: undone, Ctx: r.Ctx}
	buffered := bufio.NewReaderSize(counted, maxPeek)
	if begin, err := buffered.Peek(1); len(begin) == 0 && err != io.EOF {
		c.Undecoded = err
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
		c.Stopped = err
	} else {
		c.size = counted.n
	}
	c.behind = httpdecode.TrailingBytes(undone)
	return true
}

// run shows a run of bytes that is the body's from at on.
func (r *Reading) run(c *Content, from io.Reader, contentType string, at int64) {
	buffered := bufio.NewReaderSize(from, maxPeek)
	begin, _ := buffered.Peek(body.SniffLength)
	c.kind = body.KindOf(contentType, begin)
	switch c.named = c.kind; {
	case r.Form == Coded && c.isCoded:
		c.kind = body.Binary // whatever its beginning looks like
	case at > 0 && c.kind != body.Binary && c.kind != body.Picture:
		c.kind = body.PlainText // what has lost its beginning cannot be laid out
	case r.folds && r.Form == LaidOut && c.Folds():
		c.Tree = fold.New()
	}
	c.note(r.lay(c, buffered, contentType, at))
}

// lay shows bytes as their kind and the form ask for.
func (r *Reading) lay(c *Content, from *bufio.Reader, contentType string, at int64) error {
	limits := body.Limits{Lines: max(r.Limit-len(c.Lines), 1)}
	if c.Tree != nil {
		limits = body.Limits{Lines: fold.MaxLines, Width: treeWidth}
	}
	emit := func(l body.Line) bool {
		c.place = r.place(c, at, &l)
		if c.kind == body.JSON && r.Form == LaidOut {
			respell(&l)
		}
		if c.Tree != nil {
			c.Cut = !c.Tree.Add(&l, c.place)
			return !c.Cut
		}
		for _, l := range BodyLines(&l) {
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
	case known && r.Form == LaidOut:
		r.add(c, cells.Prose(2, cells.Ink(ContentWordsIn[r.Words.Language].describe(picture), theme.Plain), cells.Ink("  "+r.Words.PictureHint, theme.Dim)))
		if r.draws {
			return r.draw(c, from)
		}
		return nil
	case r.Form == InHex || c.kind == body.Binary || c.kind == body.Picture:
		return r.mask().Hex(c.named, contentType, from, at, limits, emit)
	case c.kind == body.Multipart && r.Form == LaidOut:
		c.place = 0
		return r.parts(c, from, contentType)
	}
	var text io.Reader
	text, c.Charset = body.UTF8(from, contentType, c.kind)
	if r.Form != LaidOut || c.kind == body.PlainText {
		return r.mask().AsSent(c.named, contentType, text, limits, emit)
	}
	return r.mask().Layout(c.kind, text, limits, emit)
}

// place is where in the body as it was sent a line of it begins, from 1; 0 when
// that is not known. at is where the run is that is laid out.
func (r *Reading) place(c *Content, at int64, l *body.Line) int64 {
	switch {
	case c.Codings != "" && c.Undecoded == nil:
		return 0
	case len(l.Spans) > 0 && l.Spans[0].Role == body.Offset: // a dump, which counts from at itself
		return l.Offset + 1
	case c.Charset == "utf-8":
		return at + l.Offset + 1
	}
	return 0
}

// add adds a line; false when there is no room.
func (r *Reading) add(c *Content, l cells.Line) bool {
	if len(c.Lines) >= r.Limit {
		c.Cut = true
		return false
	}
	c.Lines, c.Places = append(c.Lines, l), append(c.Places, c.place)
	return true
}

// note takes what ended the laying out. Where text stops being what it is said
// to be, the lines say so themselves.
func (c *Content) note(err error) {
	var syntax *body.SyntaxError
	switch {
	case err == nil || errors.As(err, &syntax):
	case errors.Is(err, body.ErrTooManyLines):
		c.Cut = true
	default:
		c.Stopped = err
	}
}

// Counter counts what is read, and stops when the reading is not wanted any
// more.
type Counter struct {
	R   io.Reader
	Ctx context.Context
	n   int64
	err error
}

// Read reads on and counts what came.
func (c *Counter) Read(p []byte) (int, error) {
	if err := c.Ctx.Err(); err != nil {
		return 0, err
	}
	n, err := c.R.Read(p)
	c.n += int64(n)
	if err != nil {
		c.err = err
	}
	return n, err
}

// RoleTones say how the pieces of a laid-out body look.
var RoleTones = [...]theme.Tone{
	body.Text: theme.Plain, body.Key: theme.Name, body.String: theme.Quoted, body.Number: theme.Number, body.Literal: theme.Number, body.Punctuation: theme.Dim,
	body.Tag: theme.Name, body.Attribute: theme.Name, body.Value: theme.Quoted, body.Comment: theme.Dim, body.Raw: theme.Plain, body.Message: theme.Warn,
	body.Offset: theme.Dim, body.HexByte: theme.Plain,
}

// BodyLines is a line of a body with its indentation; several when it holds
// line ends, as a form's value may.
func BodyLines(l *body.Line) []cells.Line {
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
			current.Spans = append(current.Spans, cells.Ink(cells.Clean(cells.ExpandTabs(text)), RoleTones[s.Role]))
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
