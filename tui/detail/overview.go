package detail

import (
	"fmt"
	"time"

	"wiretalk/httpdecode"
	"wiretalk/internal/phrase"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
	"wiretalk/tui/cells"
	"wiretalk/tui/lists"
	"wiretalk/tui/theme"
	"wiretalk/tui/words"
)

// Overview is what is known of an exchange as a whole.
func Overview(w *words.Screen, x *trace.Exchange, c *trace.Connection, zone *time.Location) []cells.Line {
	lines := []cells.Line{
		cells.Tell(theme.Dim, fmt.Sprintf("%s  %s → %s", fmt.Sprintf(w.Connection, x.Stream), c.Ends[tcpreasm.Client], c.Ends[tcpreasm.Server])),
		cells.Tell(theme.Dim, w.Started+" "+phrase.Date(lists.FirstSeen(x), zone)),
	}
	if t := timingLine(w, x, c); len(t.Spans) > 0 {
		lines = append(lines, t)
	}
	if by := w.Paired[x.Pairing]; by != "" {
		lines = append(lines, cells.Prose(2, cells.Ink(by, theme.Dim), cells.Ink(w.Sureness[x.Certainty], sureTone(x.Certainty))))
	}
	if x.Pipelined > 0 {
		lines = append(lines, cells.Tell(theme.Warn, phrase.Sprintf(w.Pipelined, x.Pipelined)))
	}
	if opened := messagesOf(x, c); opened > 0 {
		lines = append(lines, cells.Tell(theme.Plain, phrase.Sprintf(w.OpenedMessages, phrase.Count(int64(opened)))))
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
func timingLine(w *words.Screen, x *trace.Exchange, c *trace.Connection) cells.Line {
	var l []cells.Span
	add := func(word string, ns int64, t theme.Tone) {
		if len(l) > 0 {
			l = append(l, cells.Ink("   ", theme.Plain))
		}
		l = append(l, cells.Ink(word+cells.NoBreak, theme.Dim), cells.Ink(cells.Unbroken(phrase.Took(ns)), t))
	}
	if d := c.Resolved; x.Index == 0 && d != nil {
		if ns, ok := d.Duration(); ok {
			add(w.Resolve, ns, theme.Plain)
		}
	}
	if h := c.Handshake; x.Index == 0 && h.Complete() {
		add(w.Connect, h.AckTime-h.SynTime, theme.Plain)
	}
	q, r := &x.Request, &x.Response
	if q.Seen && q.Complete {
		add(w.Send, q.Last-q.First, theme.Plain)
		if r.Seen && r.First >= q.Last {
			add(w.Wait, r.First-q.Last, theme.Plain)
		}
	}
	if r.Seen && r.Last != 0 {
		add(w.Receive, r.Last-r.First, theme.Plain)
	}
	if d := x.Duration(); d >= 0 {
		add(w.Total, d, theme.Strong)
	}
	return cells.Prose(2, l...)
}

// noteLines says what was odd, and what other readers may make of it.
func noteLines(w *words.Screen, notes httpdecode.Notes) []cells.Line {
	var lines []cells.Line
	for i, note := range httpdecode.NoteTable {
		if !notes.Has(1 << i) {
			continue
		}
		meaning, readers := w.Note(&note)
		lines = append(lines, cells.Prose(2, cells.Ink(note.Word, theme.Warn), cells.Ink("  "+meaning, theme.Plain)))
		if readers != "" {
			lines = append(lines, cells.Prose(2, cells.Ink("  "+readers, theme.Dim)))
		}
	}
	return lines
}
