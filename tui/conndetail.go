package tui

import (
	"fmt"
	"strings"
	"time"

	"wiretalk/internal/phrase"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
	"wiretalk/tui/theme"
)

// connectionLines is the detail of a connection.
func connectionLines(w *words, c *trace.Connection, zone *time.Location) []line {
	lines := []line{
		tell(theme.Strong, c.Ends[tcpreasm.Client].String()+" → "+c.Ends[tcpreasm.Server].String()),
		tell(theme.Dim, w.started+" "+phrase.Date(c.Start, zone)+"  "+w.total+" "+phrase.Took(c.End-c.Start)),
	}
	verdict, tells := verdictLines(w, c)
	lines = append(append(lines, line{}), verdict...)
	if steps := stepLines(w, c, tells); len(steps) > 0 {
		lines = append(append(lines, line{}), steps...)
	}
	return append(append(lines, line{}), endsTable(w, c)...)
}

// step is a step of a connection's life, from the name to the close.
type step struct {
	label string
	spans []span
}

// stepLines are the steps with their labels in a column of their own, without
// those that the verdict tells of.
func stepLines(w *words, c *trace.Connection, tells func(string) bool) []line {
	steps := resolvedSteps(w, c)
	if c.Handshake.Complete() && !tells("open.complete") || !tells("open.") && !tells("close.") {
		steps = append(steps, step{w.handshake, handshakeSpans(w, c)})
	}
	if p := c.Protocol.String(); p != "" {
		steps = append(steps, step{w.protocolStep, []span{{p, theme.Plain}}})
	}
	steps = append(steps, tlsSteps(w, c.TLS)...)
	if n := exchangesOn(c); n > 0 {
		steps = append(steps, step{w.exchangesTab, []span{{phrase.Count(int64(n)), theme.Plain}, {"  " + w.exchangesHint, theme.Dim}}})
	}
	if c.WebSocket > 0 {
		steps = append(steps, step{"WebSocket", []span{{phrase.Sprintf(w.messageCount, phrase.Count(int64(c.WebSocket))), theme.Plain}, {"  " + w.messagesHint, theme.Dim}}})
	}
	if ended := closeCell(w, c); !tells("close.") {
		steps = append(steps, step{w.ended, []span{{ended.text, ended.tone}}})
	}
	widest := 0
	for _, s := range steps {
		widest = max(widest, textWidth(s.label))
	}
	var lines []line
	for _, s := range steps {
		lines = append(lines, prose(widest+2, append([]span{{s.label + spaces(widest+2-textWidth(s.label)), theme.Name}}, s.spans...)...))
	}
	return lines
}

func handshakeSpans(w *words, c *trace.Connection) []span {
	h := c.Handshake
	if !h.Complete() {
		return []span{{w.noHandshake, theme.Warn}}
	}
	return []span{{phrase.Took(h.AckTime - h.SynTime), theme.Plain},
		{"  SYN " + phrase.Count(h.Syn) + " → " + phrase.Took(h.SynAckTime-h.SynTime) + " → SYN,ACK " + phrase.Count(h.SynAck) +
			" → " + phrase.Took(h.AckTime-h.SynAckTime) + " → ACK " + phrase.Count(h.Ack), theme.Dim}}
}

// resolvedSteps is the DNS answer that led to the server, if it was seen.
func resolvedSteps(w *words, c *trace.Connection) []step {
	r := c.Resolved
	if r == nil {
		return nil
	}
	spans := []span{{clean(r.Name), theme.Strong}}
	for i := range min(len(r.Records), maxRecords) {
		to := r.Records[i].Target
		if to == "" {
			to = r.Records[i].Addr.String()
		}
		spans = append(spans, span{" → ", theme.Dim}, span{clean(to), theme.Plain})
	}
	if len(r.Records) > maxRecords {
		spans = append(spans, span{" …", theme.Dim})
	}
	if ns, ok := r.Duration(); ok {
		spans = append(spans, span{"  " + phrase.Took(ns), theme.Plain})
	}
	frames := phrase.Count(r.Answer.Frame)
	if r.Query.Frame > 0 {
		frames = phrase.Count(r.Query.Frame) + "–" + frames
	}
	about := fmt.Sprintf(w.frames, frames) + " · " + fmt.Sprintf(w.answeredBy, r.Server)
	if r.Repeats > 0 {
		about += " · " + phrase.Sprintf(w.askedAgain, r.Repeats)
	}
	return []step{{w.resolved, append(spans, span{"  " + about, theme.Dim})}}
}

const maxRecords = 8 // of an answer that are shown

// tlsSteps is what was said before a connection was encrypted.
func tlsSteps(w *words, t *trace.TLS) []step {
	if t == nil {
		return nil
	}
	var spans []span
	add := func(word, value string, of theme.Tone) {
		if value == "" {
			return
		}
		if len(spans) > 0 {
			spans = append(spans, span{"  ", theme.Plain})
		}
		if word != "" {
			spans = append(spans, span{word + noBreak, theme.Dim})
		}
		spans = append(spans, span{clean(value), of})
	}
	add("", t.Version, theme.Strong)
	add("SNI", t.ServerName, theme.Plain)
	add("ALPN", t.Chosen, theme.Plain)
	if t.Chosen == "" {
		add(w.alpnOffered, strings.Join(t.Offered, ", "), theme.Plain)
	}
	add("", t.Cipher, theme.Plain)
	add(w.certificate, t.Subject, theme.Plain)
	if t.Encrypted {
		add("", w.encryptedHello, theme.Dim)
	}
	add(w.refusedWith, t.Alert, theme.Bad)
	steps := []step{{"TLS", spans}}
	if t.JA4 != "" {
		steps = append(steps, step{"JA4", []span{{clean(t.JA4), theme.Plain}}})
	}
	return steps
}
