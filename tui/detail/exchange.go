package detail

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/bits"
	"strings"
	"time"

	"wiretalk/capture/store"
	"wiretalk/httpdecode"
	"wiretalk/internal/body"
	"wiretalk/internal/delay"
	"wiretalk/internal/meaning"
	"wiretalk/internal/phrase"
	"wiretalk/internal/trace"
	"wiretalk/tui/cells"
	"wiretalk/tui/theme"
	"wiretalk/tui/waterfall"
	"wiretalk/tui/words"
)

// View is all that the detail of an exchange is made of.
type View struct {
	Words *words.Screen
	Zone  *time.Location
	Look  Look
	X     trace.Exchange
	C     trace.Connection

	Account delay.Account // where its time went, as far as the trace knows

	// nil or zero while they are being read
	Request, Response         *Head
	RequestBody, ResponseBody *Content
	related                   related

	Bodies       [2]shownBody // in lines, as they were last made
	ResponseFrom int          // line at which the response begins; 0 when it is not shown
}

// Read reads what is shown of an exchange again.
func (v *View) Read(ctx context.Context, t *trace.Trace) {
	v.Request = ReadHead(t, &v.X.Request, httpdecode.ToServer)
	v.Response = ReadHead(t, &v.X.Response, httpdecode.ToClient)
	limit := v.Look.Lines
	if v.Look.Focus == Everything {
		limit = min(limit, BesideLines)
	}
	of := Reading{Ctx: ctx, Trace: t, Words: v.Words, Form: v.Look.Form, Limit: limit, Reveal: v.Look.Reveal, folds: v.Look.Focus != Everything, draws: true}
	if v.Look.Focus == Everything {
		v.related = relatedTo(ctx, t, &v.X, explained(&v.X, v.Request, v.Response, v.Look.Reveal))
	}
	if v.Look.Focus != ResponseBody {
		v.RequestBody = of.Read(&v.X.Request, v.Request)
	}
	of.Limit = v.Look.Lines
	if v.Look.Focus != RequestBody {
		v.ResponseBody = of.Read(&v.X.Response, v.Response)
	}
}

// More says whether there is more of the last body than is shown.
func (v *View) More() bool {
	last := v.ResponseBody
	if v.Look.Focus == RequestBody {
		last = v.RequestBody
	}
	return last != nil && last.Cut && last.Tree == nil && v.Look.Lines < MostLines
}

// Lines is the detail of an exchange.
func (v *View) Lines() []cells.Line {
	w := v.Words
	v.Bodies, v.ResponseFrom = [2]shownBody{}, 0
	switch v.Look.Focus {
	case RequestBody:
		return v.body(w.RequestBody, &v.X.Request, v.RequestBody, true)
	case ResponseBody:
		return v.body(w.ResponseBody, &v.X.Response, v.ResponseBody, true)
	}
	lines := v.asked()
	v.ResponseFrom = len(lines) + 1
	lines = append(append(lines, cells.Line{}), v.message(w.Response, &v.X.Response, v.Response, false)...)
	lines = append(lines, v.remarks()...)
	return v.withResponseBody(lines)
}

// Sides is the detail with the request beside the response. What is said of the whole
// exchange stands with the request.
func (v *View) Sides() (left, right []cells.Line) {
	v.Bodies, v.ResponseFrom = [2]shownBody{}, 0
	left = append(v.asked(), v.remarks()...)
	return left, v.withResponseBody(v.message(v.Words.Response, &v.X.Response, v.Response, false))
}

// asked is the exchange as a whole and its request.
func (v *View) asked() []cells.Line {
	w := v.Words
	lines := append(Overview(w, v.overview(), &v.C, v.Zone), waterfall.Line(&words.DelayIn[w.Language], v.Account.Slices)...)
	lines = append(append(lines, cells.Line{}), v.message(w.Request, &v.X.Request, v.Request, true)...)
	if v.RequestBody != nil && v.X.Request.BodyBytes > 0 {
		at := len(lines) + 1
		lines = append(append(lines, cells.Line{}), v.body(w.RequestBody, &v.X.Request, v.RequestBody, false)...)
		v.Bodies[0].From += at
	}
	return lines
}

// overview is the exchange without the note of which its response says more.
func (v *View) overview() *trace.Exchange {
	x := v.X
	if v.Account.Cut != nil {
		x.Notes &^= httpdecode.NoteTruncated
	}
	return &x
}

// withResponseBody is lines and the response's body below.
func (v *View) withResponseBody(lines []cells.Line) []cells.Line {
	if v.ResponseBody != nil && v.X.Response.BodyBytes > 0 {
		at := len(lines) + 1
		lines = append(append(lines, cells.Line{}), v.body(v.Words.ResponseBody, &v.X.Response, v.ResponseBody, true)...)
		v.Bodies[1].From += at
	}
	return lines
}

// Coded says whether a body of the exchange has codings.
func (v *View) Coded() bool {
	return v.RequestBody != nil && v.RequestBody.isCoded || v.ResponseBody != nil && v.ResponseBody.isCoded
}

// remarks is what the exchange means, in words, as far as both its heads are there to be
// explained.
func (v *View) remarks() []cells.Line {
	if v.Request == nil || v.Response == nil || !v.Request.readable() || !v.Response.readable() {
		return nil
	}
	remarks := meaning.Explain(explained(&v.X, v.Request, v.Response, v.Look.Reveal))
	lines := append([]cells.Line{{}, cells.Say(theme.Title, v.Words.Meaning)}, remarkLines(v.Words, byTopic(append(remarks, v.related.remarks...)))...)
	if v.related.next > 0 {
		lines = append(lines, cells.Tell(theme.Plain, fmt.Sprintf(v.Words.FollowedBy, phrase.Count(int64(v.related.next)))))
	}
	return lines
}

// message is a message without its body; h is nil while it is being read.
func (v *View) message(heading string, m *trace.Message, h *Head, request bool) []cells.Line {
	w := v.Words
	if !m.Seen {
		word := w.NoMessageYet
		if v.X.Done {
			word = w.NoMessage
		}
		if s := v.Account.Silence; s != nil && s.Ending != delay.StillWaiting && !request {
			word = SilenceWordsIn[w.Language].brief(s, len(m.Interim) > 0)
		}
		return append([]cells.Line{cells.Of(cells.Ink(heading, theme.Title), cells.Ink("  "+word, theme.Warn))}, v.interim(m)...)
	}
	lines := []cells.Line{cells.Prose(2, cells.Ink(heading, theme.Title), cells.Ink("  "+measures(w, m), theme.Dim))}
	if !m.Complete {
		word := w.Growing
		if v.X.Done {
			word = w.Incomplete
		}
		if cut := v.Account.Cut; cut != nil && !request {
			note := &httpdecode.NoteTable[bits.TrailingZeros64(uint64(httpdecode.NoteTruncated))]
			lines = append(lines, cells.Prose(2, cells.Ink(note.Word, theme.Warn), cells.Ink("  "+CutWordsIn[w.Language].brief(cut, m, SizeToCome(h)), theme.Plain)))
		} else {
			lines = append(lines, cells.Tell(theme.Warn, word))
		}
	}
	if m.MissingBytes > 0 {
		lines = append(lines, cells.Tell(theme.Warn, phrase.Sprintf(w.Missing, phrase.Count(m.MissingBytes))))
	}
	lines = append(lines, v.interim(m)...)
	if h == nil {
		return append(lines, cells.Say(theme.Dim, w.Loading))
	}
	view := headView{w, v.Look, request}
	lines = append(lines, view.lines(h.Bytes)...)
	if h.err != nil {
		lines = append(lines, Unreadable(w, h.err))
	}
	if m.Trailers != "" {
		lines = append(lines, view.trailers(m.Trailers)...)
	}
	return lines
}

// interim lists the 1xx responses before the final one.
func (v *View) interim(m *trace.Message) []cells.Line {
	var lines []cells.Line
	for _, i := range m.Interim {
		info, _ := meaning.Status(i.Status)
		where := fmt.Sprintf(v.Words.InFrame, phrase.Count(i.Position.Frame))
		if i.Position.Time > 0 && m.First >= i.Position.Time {
			where += v.Words.Comma + fmt.Sprintf(v.Words.Before, phrase.Took(m.First-i.Position.Time))
		}
		lines = append(lines, cells.Prose(4, cells.Ink(fmt.Sprintf("%d  ", i.Status), theme.Name), cells.Ink(info.Text[v.Words.Language]+" ", theme.Plain), cells.Ink(fmt.Sprintf(v.Words.Aside, where), theme.Dim)))
		view := headView{words: v.Words, look: v.Look}
		for _, f := range view.lines(i.Head)[min(1, len(i.Head)):] {
			f.Spans = append([]cells.Span{cells.Ink("    ", theme.Plain)}, f.Spans...)
			lines = append(lines, f)
		}
	}
	return lines
}

// noBody says why none is shown.
func noBody(w *words.Screen, m *trace.Message) string {
	if !m.Complete && m.Framing == httpdecode.NoBody {
		return w.BodyUnknown
	}
	return w.NoBody
}

func measures(w *words.Screen, m *trace.Message) string {
	frames := phrase.Count(m.FirstFrame)
	if m.Frame > m.FirstFrame {
		frames += "–" + phrase.Count(m.Frame)
	}
	length := noBody(w, m)
	if m.BodyBytes > 0 {
		length = fmt.Sprintf(w.Body, phrase.Size(m.BodyBytes))
	}
	return strings.Join([]string{fmt.Sprintf(w.Frames, frames), fmt.Sprintf(w.Head, phrase.Size(m.HeaderBytes)), length}, " · ")
}

// body is a message's body, with what there is to say of it. last says that
// scrolling to its end brings more of it.
func (v *View) body(heading string, m *trace.Message, c *Content, last bool) []cells.Line {
	w := v.Words
	if c == nil {
		return []cells.Line{cells.Say(theme.Title, heading), cells.Say(theme.Dim, w.Loading)}
	}
	if m.BodyBytes == 0 {
		return []cells.Line{cells.Of(cells.Ink(heading, theme.Title), cells.Ink("  "+noBody(w, m), theme.Dim))}
	}
	lines := []cells.Line{cells.Prose(2, cells.Ink(heading, theme.Title), cells.Ink("  "+bodyMeasures(w, m, c, v.Look.Form), theme.Dim))}
	if c.Folds() && v.Look.Focus == Everything && v.Look.Form == LaidOut && len(c.Lines) > 1 {
		lines[0].Spans = append(lines[0].Spans, cells.Ink("  "+w.FoldsAlone, theme.Dim))
	}
	if errors.Is(c.Undecoded, store.ErrLetGo) || errors.Is(c.Stopped, store.ErrLetGo) && len(c.Lines) == 0 && (c.Tree == nil || c.Tree.Len() == 0) {
		return []cells.Line{cells.Of(cells.Ink(heading, theme.Title), cells.Ink("  "+phrase.Size(m.BodyBytes), theme.Dim)), cells.Tell(theme.Warn, w.Unkept)}
	}
	if c.Undecoded != nil {
		lines = append(lines, cells.Tell(theme.Warn, fmt.Sprintf(w.NotDecoded, c.Codings, c.Undecoded)))
	}
	// Who would scroll to the end of a bomb?
	tooMuch := errors.Is(c.Stopped, httpdecode.ErrContentLimit)
	if tooMuch {
		lines = append(lines, cells.Tell(theme.Bad, stoppedBy(w, c.Stopped)))
	}
	if shown := (shownBody{len(lines), c}); m == &v.X.Response {
		v.Bodies[1] = shown
	} else {
		v.Bodies[0] = shown
	}
	lines = append(lines, c.Lines...)
	switch {
	case c.Tree != nil && c.Cut:
		lines = append(lines, cells.Tell(theme.Warn, fmt.Sprintf(w.TooLong, phrase.Count(int64(c.Tree.Len())))))
	case c.Cut && last && v.Look.Lines < MostLines:
		lines = append(lines, cells.Tell(theme.Dim, w.MoreBelow))
	case c.Cut && !last:
		lines = append(lines, cells.Tell(theme.Dim, w.MoreAlone))
	case c.Cut:
		lines = append(lines, cells.Tell(theme.Warn, fmt.Sprintf(w.TooLong, phrase.Count(int64(len(c.Lines))))))
	}
	if c.behind > 0 {
		lines = append(lines, cells.Tell(theme.Warn, phrase.Sprintf(w.Behind, phrase.Count(c.behind))))
	}
	if c.Stopped != nil && !tooMuch {
		lines = append(lines, cells.Tell(theme.Bad, stoppedBy(w, c.Stopped)))
	}
	return lines
}

func bodyMeasures(w *words.Screen, m *trace.Message, c *Content, f Form) string {
	pieces := []string{w.BodyKinds[c.kind]}
	if c.Charset != "" {
		pieces = append(pieces, c.Charset)
	}
	sent := phrase.Size(m.BodyBytes)
	switch {
	case c.Codings == "" || c.Undecoded != nil:
		pieces = append(pieces, sent)
	case c.size >= 0:
		pieces = append(pieces, fmt.Sprintf(w.DecodedFrom, phrase.Size(c.size), cells.Clean(c.Codings), sent))
	default:
		pieces = append(pieces, fmt.Sprintf(w.DecodedPart, cells.Clean(c.Codings), sent))
	}
	word := w.Forms[f]
	switch {
	case f == AsSent && c.Codings != "" && c.Undecoded == nil:
		word = ContentWordsIn[w.Language].NotLaidOut
	case f == Coded && !c.isCoded:
		word = w.Forms[AsSent]
	}
	if word != "" && (c.kind != body.Binary || f == Coded && c.isCoded) {
		pieces = append(pieces, word)
	}
	return strings.Join(pieces, " · ")
}

// Unreadable says in plain words why something cannot be read again.
func Unreadable(w *words.Screen, err error) cells.Line {
	if errors.Is(err, store.ErrLetGo) {
		return cells.Tell(theme.Warn, w.Unkept)
	}
	return cells.Tell(theme.Bad, fmt.Sprintf(w.Unreadable, err))
}

// stoppedBy says in plain words why a body was not read to its end.
func stoppedBy(w *words.Screen, err error) string {
	var coded *httpdecode.ContentError
	switch {
	case errors.Is(err, store.ErrLetGo):
		return w.Unkept
	case errors.As(err, &coded) && coded.Bomb():
		return fmt.Sprintf(w.Bomb, cells.Clean(coded.Coding), phrase.Size(coded.Output), phrase.Size(coded.Read), coded.Ratio())
	case errors.As(err, &coded) && errors.Is(err, httpdecode.ErrContentLimit):
		return fmt.Sprintf(w.ContentLimit, phrase.Size(MaxContent))
	case errors.As(err, &coded) && errors.Is(err, io.ErrUnexpectedEOF):
		return fmt.Sprintf(w.CodedCut, cells.Clean(coded.Coding))
	}
	return fmt.Sprintf(w.Stopped, err)
}

// shownBody is where in the detail of an exchange a body is.
type shownBody struct {
	From    int // its first line
	Content *Content
}
