package tui

import (
	"fmt"
	"time"

	"wiretalk/httpdecode"
	"wiretalk/internal/phrase"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
	"wiretalk/tui/theme"
)

// overviewLines is what is known of an exchange as a whole.
func overviewLines(w *words, x *trace.Exchange, c *trace.Connection, zone *time.Location) []line {
	lines := []line{
		tell(theme.Dim, fmt.Sprintf("%s  %s → %s", fmt.Sprintf(w.connection, x.Stream), c.Ends[tcpreasm.Client], c.Ends[tcpreasm.Server])),
		tell(theme.Dim, w.started+" "+phrase.Date(firstSeen(x), zone)),
	}
	if t := timingLine(w, x, c); len(t.spans) > 0 {
		lines = append(lines, t)
	}
	if by := w.paired[x.Pairing]; by != "" {
		lines = append(lines, prose(2, span{by, theme.Dim}, span{w.sureness[x.Certainty], sureTone(x.Certainty)}))
	}
	if x.Pipelined > 0 {
		lines = append(lines, tell(theme.Warn, phrase.Sprintf(w.pipelined, x.Pipelined)))
	}
	if opened := messagesOf(x, c); opened > 0 {
		lines = append(lines, tell(theme.Plain, phrase.Sprintf(w.openedMessages, phrase.Count(int64(opened)))))
	}
	return append(lines, noteLines(w, x.Notes)...)
}

func sureTone(c httpdecode.Certainty) theme.Tone {
	if c == httpdecode.Likely {
		return theme.Warn
	}
	return theme.Dim
}

// messagesOf is how many WebSocket messages passed on what an exchange opened,
// as far as they are kept.
func messagesOf(x *trace.Exchange, c *trace.Connection) int {
	n := 0
	for i := range c.Messages {
		if c.Messages[i].Exchange == x.Index {
			n++
		}
	}
	return n
}

// timingLine divides an exchange's time into its steps; empty when none is
// known.
func timingLine(w *words, x *trace.Exchange, c *trace.Connection) line {
	var l []span
	add := func(word string, ns int64, t theme.Tone) {
		if len(l) > 0 {
			l = append(l, span{"   ", theme.Plain})
		}
		l = append(l, span{word + noBreak, theme.Dim}, span{unbroken(phrase.Took(ns)), t})
	}
	if d := c.Resolved; x.Index == 0 && d != nil {
		if ns, ok := d.Duration(); ok {
			add(w.resolve, ns, theme.Plain)
		}
	}
	if h := c.Handshake; x.Index == 0 && h.Complete() {
		add(w.connect, h.AckTime-h.SynTime, theme.Plain)
	}
	q, r := &x.Request, &x.Response
	if q.Seen && q.Complete {
		add(w.send, q.Last-q.First, theme.Plain)
		if r.Seen && r.First >= q.Last {
			add(w.wait, r.First-q.Last, theme.Plain)
		}
	}
	if r.Seen && r.Last != 0 {
		add(w.receive, r.Last-r.First, theme.Plain)
	}
	if d := x.Duration(); d >= 0 {
		add(w.total, d, theme.Strong)
	}
	return prose(2, l...)
}

// noteLines says what was odd, and what other readers may make of it.
func noteLines(w *words, notes httpdecode.Notes) []line {
	var lines []line
	for i, note := range httpdecode.NoteTable {
		if !notes.Has(1 << i) {
			continue
		}
		meaning, readers := w.note(&note)
		lines = append(lines, prose(2, span{note.Word, theme.Warn}, span{"  " + meaning, theme.Plain}))
		if readers != "" {
			lines = append(lines, prose(2, span{"  " + readers, theme.Dim}))
		}
	}
	return lines
}
