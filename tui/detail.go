package tui

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

// exchangeView is all that the detail of an exchange is made of.
type exchangeView struct {
	words *words.Screen
	zone  *time.Location
	look  look
	x     trace.Exchange
	c     trace.Connection

	account delay.Account // where its time went, as far as the trace knows

	// nil or zero while they are being read
	request, response         *head
	requestBody, responseBody *content
	related                   related

	bodies       [2]shownBody // in lines, as they were last made
	responseFrom int          // line at which the response begins; 0 when it is not shown
}

// read reads what is shown of an exchange again.
func (v *exchangeView) read(ctx context.Context, t *trace.Trace) {
	v.request = readHead(t, &v.x.Request, httpdecode.ToServer)
	v.response = readHead(t, &v.x.Response, httpdecode.ToClient)
	limit := v.look.lines
	if v.look.focus == everything {
		limit = min(limit, besideLines)
	}
	of := reading{ctx: ctx, trace: t, words: v.words, form: v.look.form, limit: limit, reveal: v.look.reveal, folds: v.look.focus != everything, draws: true}
	if v.look.focus == everything {
		v.related = relatedTo(ctx, t, &v.x, explained(&v.x, v.request, v.response, v.look.reveal))
	}
	if v.look.focus != responseBody {
		v.requestBody = of.read(&v.x.Request, v.request)
	}
	of.limit = v.look.lines
	if v.look.focus != requestBody {
		v.responseBody = of.read(&v.x.Response, v.response)
	}
}

// more says whether there is more of the last body than is shown.
func (v *exchangeView) more() bool {
	last := v.responseBody
	if v.look.focus == requestBody {
		last = v.requestBody
	}
	return last != nil && last.cut && last.tree == nil && v.look.lines < mostLines
}

// lines is the detail of an exchange.
func (v *exchangeView) lines() []cells.Line {
	w := v.words
	v.bodies, v.responseFrom = [2]shownBody{}, 0
	switch v.look.focus {
	case requestBody:
		return v.body(w.RequestBody, &v.x.Request, v.requestBody, true)
	case responseBody:
		return v.body(w.ResponseBody, &v.x.Response, v.responseBody, true)
	}
	lines := v.asked()
	v.responseFrom = len(lines) + 1
	lines = append(append(lines, cells.Line{}), v.message(w.Response, &v.x.Response, v.response, false)...)
	lines = append(lines, v.remarks()...)
	return v.withResponseBody(lines)
}

// sides is the detail with the request beside the response. What is said of the whole
// exchange stands with the request.
func (v *exchangeView) sides() (left, right []cells.Line) {
	v.bodies, v.responseFrom = [2]shownBody{}, 0
	left = append(v.asked(), v.remarks()...)
	return left, v.withResponseBody(v.message(v.words.Response, &v.x.Response, v.response, false))
}

// asked is the exchange as a whole and its request.
func (v *exchangeView) asked() []cells.Line {
	w := v.words
	lines := append(overviewLines(w, v.overview(), &v.c, v.zone), waterfall.Line(&words.DelayIn[w.Language], v.account.Slices)...)
	lines = append(append(lines, cells.Line{}), v.message(w.Request, &v.x.Request, v.request, true)...)
	if v.requestBody != nil && v.x.Request.BodyBytes > 0 {
		at := len(lines) + 1
		lines = append(append(lines, cells.Line{}), v.body(w.RequestBody, &v.x.Request, v.requestBody, false)...)
		v.bodies[0].from += at
	}
	return lines
}

// overview is the exchange without the note of which its response says more.
func (v *exchangeView) overview() *trace.Exchange {
	x := v.x
	if v.account.Cut != nil {
		x.Notes &^= httpdecode.NoteTruncated
	}
	return &x
}

// withResponseBody is lines and the response's body below.
func (v *exchangeView) withResponseBody(lines []cells.Line) []cells.Line {
	if v.responseBody != nil && v.x.Response.BodyBytes > 0 {
		at := len(lines) + 1
		lines = append(append(lines, cells.Line{}), v.body(v.words.ResponseBody, &v.x.Response, v.responseBody, true)...)
		v.bodies[1].from += at
	}
	return lines
}

// coded says whether a body of the exchange has codings.
func (v *exchangeView) coded() bool {
	return v.requestBody != nil && v.requestBody.isCoded || v.responseBody != nil && v.responseBody.isCoded
}

// remarks is what the exchange means, in words, as far as both its heads are there to be
// explained.
func (v *exchangeView) remarks() []cells.Line {
	if v.request == nil || v.response == nil || !v.request.readable() || !v.response.readable() {
		return nil
	}
	remarks := meaning.Explain(explained(&v.x, v.request, v.response, v.look.reveal))
	lines := append([]cells.Line{{}, cells.Say(theme.Title, v.words.Meaning)}, remarkLines(v.words, byTopic(append(remarks, v.related.remarks...)))...)
	if v.related.next > 0 {
		lines = append(lines, cells.Tell(theme.Plain, fmt.Sprintf(v.words.FollowedBy, phrase.Count(int64(v.related.next)))))
	}
	return lines
}

// message is a message without its body; h is nil while it is being read.
func (v *exchangeView) message(heading string, m *trace.Message, h *head, request bool) []cells.Line {
	w := v.words
	if !m.Seen {
		word := w.NoMessageYet
		if v.x.Done {
			word = w.NoMessage
		}
		if s := v.account.Silence; s != nil && s.Ending != delay.StillWaiting && !request {
			word = silenceWordsIn[w.Language].brief(s, len(m.Interim) > 0)
		}
		return append([]cells.Line{cells.Of(cells.Ink(heading, theme.Title), cells.Ink("  "+word, theme.Warn))}, v.interim(m)...)
	}
	lines := []cells.Line{cells.Prose(2, cells.Ink(heading, theme.Title), cells.Ink("  "+measures(w, m), theme.Dim))}
	if !m.Complete {
		word := w.Growing
		if v.x.Done {
			word = w.Incomplete
		}
		if cut := v.account.Cut; cut != nil && !request {
			note := &httpdecode.NoteTable[bits.TrailingZeros64(uint64(httpdecode.NoteTruncated))]
			lines = append(lines, cells.Prose(2, cells.Ink(note.Word, theme.Warn), cells.Ink("  "+cutWordsIn[w.Language].brief(cut, m, sizeToCome(h)), theme.Plain)))
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
	view := headView{w, v.look, request}
	lines = append(lines, view.lines(h.bytes)...)
	if h.err != nil {
		lines = append(lines, unreadable(w, h.err))
	}
	if m.Trailers != "" {
		lines = append(lines, view.trailers(m.Trailers)...)
	}
	return lines
}

// interim lists the 1xx responses before the final one.
func (v *exchangeView) interim(m *trace.Message) []cells.Line {
	var lines []cells.Line
	for _, i := range m.Interim {
		info, _ := meaning.Status(i.Status)
		where := fmt.Sprintf(v.words.InFrame, phrase.Count(i.Position.Frame))
		if i.Position.Time > 0 && m.First >= i.Position.Time {
			where += v.words.Comma + fmt.Sprintf(v.words.Before, phrase.Took(m.First-i.Position.Time))
		}
		lines = append(lines, cells.Prose(4, cells.Ink(fmt.Sprintf("%d  ", i.Status), theme.Name), cells.Ink(info.Text[v.words.Language]+" ", theme.Plain), cells.Ink(fmt.Sprintf(v.words.Aside, where), theme.Dim)))
		view := headView{words: v.words, look: v.look}
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
func (v *exchangeView) body(heading string, m *trace.Message, c *content, last bool) []cells.Line {
	w := v.words
	if c == nil {
		return []cells.Line{cells.Say(theme.Title, heading), cells.Say(theme.Dim, w.Loading)}
	}
	if m.BodyBytes == 0 {
		return []cells.Line{cells.Of(cells.Ink(heading, theme.Title), cells.Ink("  "+noBody(w, m), theme.Dim))}
	}
	lines := []cells.Line{cells.Prose(2, cells.Ink(heading, theme.Title), cells.Ink("  "+bodyMeasures(w, m, c, v.look.form), theme.Dim))}
	if c.folds() && v.look.focus == everything && v.look.form == laidOut && len(c.lines) > 1 {
		lines[0].Spans = append(lines[0].Spans, cells.Ink("  "+w.FoldsAlone, theme.Dim))
	}
	if errors.Is(c.undecoded, store.ErrLetGo) || errors.Is(c.stopped, store.ErrLetGo) && len(c.lines) == 0 && (c.tree == nil || c.tree.Len() == 0) {
		return []cells.Line{cells.Of(cells.Ink(heading, theme.Title), cells.Ink("  "+phrase.Size(m.BodyBytes), theme.Dim)), cells.Tell(theme.Warn, w.Unkept)}
	}
	if c.undecoded != nil {
		lines = append(lines, cells.Tell(theme.Warn, fmt.Sprintf(w.NotDecoded, c.codings, c.undecoded)))
	}
	// Who would scroll to the end of a bomb?
	tooMuch := errors.Is(c.stopped, httpdecode.ErrContentLimit)
	if tooMuch {
		lines = append(lines, cells.Tell(theme.Bad, stoppedBy(w, c.stopped)))
	}
	if shown := (shownBody{len(lines), c}); m == &v.x.Response {
		v.bodies[1] = shown
	} else {
		v.bodies[0] = shown
	}
	lines = append(lines, c.lines...)
	switch {
	case c.tree != nil && c.cut:
		lines = append(lines, cells.Tell(theme.Warn, fmt.Sprintf(w.TooLong, phrase.Count(int64(c.tree.Len())))))
	case c.cut && last && v.look.lines < mostLines:
		lines = append(lines, cells.Tell(theme.Dim, w.MoreBelow))
	case c.cut && !last:
		lines = append(lines, cells.Tell(theme.Dim, w.MoreAlone))
	case c.cut:
		lines = append(lines, cells.Tell(theme.Warn, fmt.Sprintf(w.TooLong, phrase.Count(int64(len(c.lines))))))
	}
	if c.behind > 0 {
		lines = append(lines, cells.Tell(theme.Warn, phrase.Sprintf(w.Behind, phrase.Count(c.behind))))
	}
	if c.stopped != nil && !tooMuch {
		lines = append(lines, cells.Tell(theme.Bad, stoppedBy(w, c.stopped)))
	}
	return lines
}

func bodyMeasures(w *words.Screen, m *trace.Message, c *content, f form) string {
	pieces := []string{w.BodyKinds[c.kind]}
	if c.charset != "" {
		pieces = append(pieces, c.charset)
	}
	sent := phrase.Size(m.BodyBytes)
	switch {
	case c.codings == "" || c.undecoded != nil:
		pieces = append(pieces, sent)
	case c.size >= 0:
		pieces = append(pieces, fmt.Sprintf(w.DecodedFrom, phrase.Size(c.size), cells.Clean(c.codings), sent))
	default:
		pieces = append(pieces, fmt.Sprintf(w.DecodedPart, cells.Clean(c.codings), sent))
	}
	word := w.Forms[f]
	switch {
	case f == asSent && c.codings != "" && c.undecoded == nil:
		word = contentWordsIn[w.Language].notLaidOut
	case f == coded && !c.isCoded:
		word = w.Forms[asSent]
	}
	if word != "" && (c.kind != body.Binary || f == coded && c.isCoded) {
		pieces = append(pieces, word)
	}
	return strings.Join(pieces, " · ")
}

// unreadable says in plain words why something cannot be read again.
func unreadable(w *words.Screen, err error) cells.Line {
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
		return fmt.Sprintf(w.ContentLimit, phrase.Size(maxContent))
	case errors.As(err, &coded) && errors.Is(err, io.ErrUnexpectedEOF):
		return fmt.Sprintf(w.CodedCut, cells.Clean(coded.Coding))
	}
	return fmt.Sprintf(w.Stopped, err)
}
