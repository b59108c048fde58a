package detail

import (
	"fmt"
	"strings"
	"time"

	"wiretalk/internal/phrase"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
	"wiretalk/tui/cells"
	"wiretalk/tui/lists"
	"wiretalk/tui/theme"
	"wiretalk/tui/words"
)

// Connection is the detail of a connection.
func Connection(w *words.Screen, c *trace.Connection, zone *time.Location) []cells.Line {
	lines := []cells.Line{
		cells.Tell(theme.Strong, c.Ends[tcpreasm.Client].String()+" → "+c.Ends[tcpreasm.Server].String()),
		cells.Tell(theme.Dim, w.Started+" "+phrase.Date(c.Start, zone)+"  "+w.Total+" "+phrase.Took(c.End-c.Start)),
	}
	verdict, tells := verdictLines(w, c)
	lines = append(append(lines, cells.Line{}), verdict...)
	if steps := stepLines(w, c, tells); len(steps) > 0 {
		lines = append(append(lines, cells.Line{}), steps...)
	}
	return append(append(lines, cells.Line{}), Ends(w, c)...)
}

// step is a step of a connection's life, from the name to the close.
type step struct {
	label string
	spans []cells.Span
}

// stepLines are the steps with their labels in a column of their own, without
// those that the verdict tells of.
func stepLines(w *words.Screen, c *trace.Connection, tells func(string) bool) []cells.Line {
	steps := resolvedSteps(w, c)
	if c.Handshake.Complete() && !tells("open.complete") || !tells("open.") && !tells("close.") {
		steps = append(steps, step{w.Handshake, handshakeSpans(w, c)})
	}
	if p := c.Protocol.String(); p != "" {
		steps = append(steps, step{w.ProtocolStep, []cells.Span{cells.Ink(p, theme.Plain)}})
	}
	steps = append(steps, tlsSteps(w, c.TLS)...)
	if n := lists.ExchangesOn(c); n > 0 {
		steps = append(steps, step{w.ExchangesTab, []cells.Span{cells.Ink(phrase.Count(int64(n)), theme.Plain), cells.Ink("  "+w.ExchangesHint, theme.Dim)}})
	}
	if c.WebSocket > 0 {
		steps = append(steps, step{"WebSocket", []cells.Span{cells.Ink(phrase.Sprintf(w.MessageCount, phrase.Count(int64(c.WebSocket))), theme.Plain), cells.Ink("  "+w.MessagesHint, theme.Dim)}})
	}
	if ended := lists.CloseCell(w, c); !tells("close.") {
		steps = append(steps, step{w.Ended, []cells.Span{cells.Ink(ended.Text, ended.Tone)}})
	}
	widest := 0
	for _, s := range steps {
		widest = max(widest, cells.Width(s.label))
	}
	var lines []cells.Line
	for _, s := range steps {
		lines = append(lines, cells.Prose(widest+2, append([]cells.Span{cells.Ink(s.label+cells.Spaces(widest+2-cells.Width(s.label)), theme.Name)}, s.spans...)...))
	}
	return lines
}

func handshakeSpans(w *words.Screen, c *trace.Connection) []cells.Span {
	h := c.Handshake
	if !h.Complete() {
		return []cells.Span{cells.Ink(w.NoHandshake, theme.Warn)}
	}
	return []cells.Span{cells.Ink(phrase.Took(h.AckTime-h.SynTime), theme.Plain),
		cells.Ink("  SYN "+phrase.Count(h.Syn)+" → "+phrase.Took(h.SynAckTime-h.SynTime)+" → SYN,ACK "+phrase.Count(h.SynAck)+
			" → "+phrase.Took(h.AckTime-h.SynAckTime)+" → ACK "+phrase.Count(h.Ack), theme.Dim)}
}

// resolvedSteps is the DNS answer that led to the server, if it was seen.
func resolvedSteps(w *words.Screen, c *trace.Connection) []step {
	r := c.Resolved
	if r == nil {
		return nil
	}
	spans := []cells.Span{cells.Ink(cells.Clean(r.Name), theme.Strong)}
	for i := range min(len(r.Records), maxRecords) {
		to := r.Records[i].Target
		if to == "" {
			to = r.Records[i].Addr.String()
		}
		spans = append(spans, cells.Ink(" → ", theme.Dim), cells.Ink(cells.Clean(to), theme.Plain))
	}
	if len(r.Records) > maxRecords {
		spans = append(spans, cells.Ink(" …", theme.Dim))
	}
	if ns, ok := r.Duration(); ok {
		spans = append(spans, cells.Ink("  "+phrase.Took(ns), theme.Plain))
	}
	frames := phrase.Count(r.Answer.Frame)
	if r.Query.Frame > 0 {
		frames = phrase.Count(r.Query.Frame) + "–" + frames
	}
	about := fmt.Sprintf(w.Frames, frames) + " · " + fmt.Sprintf(w.AnsweredBy, r.Server)
	if r.Repeats > 0 {
		about += " · " + phrase.Sprintf(w.AskedAgain, r.Repeats)
	}
	return []step{{w.Resolved, append(spans, cells.Ink("  "+about, theme.Dim))}}
}

const maxRecords = 8 // of an answer that are shown

// tlsSteps is what was said before a connection was encrypted.
func tlsSteps(w *words.Screen, t *trace.TLS) []step {
	if t == nil {
		return nil
	}
	var spans []cells.Span
	add := func(word, value string, of theme.Tone) {
		if value == "" {
			return
		}
		if len(spans) > 0 {
			spans = append(spans, cells.Ink("  ", theme.Plain))
		}
		if word != "" {
			spans = append(spans, cells.Ink(word+cells.NoBreak, theme.Dim))
		}
		spans = append(spans, cells.Ink(cells.Clean(value), of))
	}
	add("", t.Version, theme.Strong)
	add("SNI", t.ServerName, theme.Plain)
	add("ALPN", t.Chosen, theme.Plain)
	if t.Chosen == "" {
		add(w.AlpnOffered, strings.Join(t.Offered, ", "), theme.Plain)
	}
	add("", t.Cipher, theme.Plain)
	add(w.Certificate, t.Subject, theme.Plain)
	if t.Encrypted {
		add("", w.EncryptedHello, theme.Dim)
	}
	add(w.RefusedWith, t.Alert, theme.Bad)
	steps := []step{{"TLS", spans}}
	if t.JA4 != "" {
		steps = append(steps, step{"JA4", []cells.Span{cells.Ink(cells.Clean(t.JA4), theme.Plain)}})
	}
	return steps
}
