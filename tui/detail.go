package tui

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"wiretalk/httpdecode"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
)

// exchangeLines is the detail of an exchange. A message that is nil is still
// being loaded.
func exchangeLines(w *words, x *trace.Exchange, c *trace.Connection, request, response *loaded, zone *time.Location) []line {
	lines := []line{
		say(dim, fmt.Sprintf("%s  %s → %s", fmt.Sprintf(w.connection, x.Stream), c.Ends[tcpreasm.Client], c.Ends[tcpreasm.Server])),
		say(dim, w.started+" "+date(firstSeen(x), zone)),
	}
	if t := timingLine(w, x, c); t != nil {
		lines = append(lines, t)
	}
	if x.Pipelined > 0 {
		lines = append(lines, say(warn, fmt.Sprintf(w.pipelined, x.Pipelined)))
	}
	lines = append(lines, noteLines(w, x.Notes)...)
	lines = append(lines, nil)
	lines = append(lines, messageLines(w, w.request, x.Done, &x.Request, request)...)
	lines = append(lines, nil)
	return append(lines, messageLines(w, w.response, x.Done, &x.Response, response)...)
}

// timingLine divides an exchange's time into its steps; nil when none is
// known.
func timingLine(w *words, x *trace.Exchange, c *trace.Connection) line {
	var l line
	add := func(word string, ns int64) {
		if len(l) > 0 {
			l = append(l, span{"   ", plain})
		}
		l = append(l, span{word + " ", dim}, span{took(ns), plain})
	}
	if h := c.Handshake; x.Index == 0 && h.Complete() {
		add(w.connect, h.AckTime-h.SynTime)
	}
	q, r := &x.Request, &x.Response
	if q.Seen && q.Complete {
		add(w.send, q.Last-q.First)
		if r.Seen && r.First >= q.Last {
			add(w.wait, r.First-q.Last)
		}
	}
	if r.Seen && r.Last != 0 {
		add(w.receive, r.Last-r.First)
	}
	if d := x.Duration(); d >= 0 {
		add(w.total, d)
		l[len(l)-1].tone = strong
	}
	return l
}

func noteLines(w *words, notes httpdecode.Notes) []line {
	var lines []line
	for i, note := range httpdecode.NoteTable {
		if notes.Has(1 << i) {
			lines = append(lines, line{{note.Word, warn}, {"  " + note.Meaning, plain}})
		}
	}
	return lines
}

// messageLines is a message with its head and body.
func messageLines(w *words, heading string, done bool, m *trace.Message, l *loaded) []line {
	if !m.Seen {
		word := w.noMessageYet
		if done {
			word = w.noMessage
		}
		return []line{{{heading, title}, {"  " + word, warn}}}
	}
	lines := []line{{{heading, title}, {"  " + measures(w, m), dim}}}
	if !m.Complete {
		word := w.growing
		if done {
			word = w.incomplete
		}
		lines = append(lines, say(warn, word))
	}
	if m.MissingBytes > 0 {
		lines = append(lines, say(warn, fmt.Sprintf(w.missing, count(m.MissingBytes))))
	}
	if l == nil {
		return append(lines, say(dim, w.loading))
	}
	lines = append(lines, headLines(l.head)...)
	if l.headErr != nil {
		lines = append(lines, say(bad, fmt.Sprintf(w.unreadable, l.headErr)))
	}
	content := contentLines(w, m, l)
	if len(content) > 0 {
		lines = append(lines, nil)
	}
	return append(lines, content...)
}

func measures(w *words, m *trace.Message) string {
	frames := count(m.FirstFrame)
	if m.Frame > m.FirstFrame {
		frames += "–" + count(m.Frame)
	}
	body := w.noBody
	if m.BodyBytes > 0 {
		body = fmt.Sprintf(w.body, size(m.BodyBytes))
	}
	return strings.Join([]string{fmt.Sprintf(w.frames, frames), fmt.Sprintf(w.head, size(m.HeaderBytes)), body}, " · ")
}

// headLines shows a start line and fields as they were sent.
func headLines(head []byte) []line {
	var lines []line
	for text := range strings.Lines(string(head)) {
		text = strings.TrimSuffix(strings.TrimSuffix(text, "\n"), "\r")
		colon := strings.IndexByte(text, ':')
		switch {
		case len(lines) == 0:
			lines = append(lines, say(strong, text))
		case text == "":
		case colon > 0 && text[0] != ' ' && text[0] != '\t':
			lines = append(lines, line{{clean(text[:colon+1]), name}, {clean(expandTabs(text[colon+1:])), plain}})
		default:
			lines = append(lines, say(plain, expandTabs(text)))
		}
	}
	return lines
}

// contentLines is a message's body, with what there is to say of it.
func contentLines(w *words, m *trace.Message, l *loaded) []line {
	b := &l.body
	var lines []line
	if b.coding != "" {
		lines = append(lines, say(dim, fmt.Sprintf(w.decodedFrom, b.coding)))
	}
	if b.codingOf != "" {
		lines = append(lines, say(warn, fmt.Sprintf(w.notDecoded, b.codingOf, b.err)))
	}
	lines = append(lines, bodyLines(w, b, fieldOf(l.head, "content-type"))...)
	if b.err != nil && b.codingOf == "" {
		lines = append(lines, say(bad, fmt.Sprintf(w.stopped, b.err)))
	}
	if !b.whole && b.err == nil && b.shown() > 0 {
		lines = append(lines, nil, say(warn, firstOf(w, m, b)))
	}
	return slices.Clip(lines)
}

// firstOf says how much of a body is shown. How large decoded content is in
// all is not known without decoding it, so its size as sent is told.
func firstOf(w *words, m *trace.Message, b *body) string {
	whole := size(m.BodyBytes)
	if b.coding != "" {
		whole += " " + b.coding
	}
	return fmt.Sprintf(w.firstOf, size(b.shown()), whole)
}
