package segments

import (
	"bufio"
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"wiretalk/internal/body"
	"wiretalk/internal/explain"
	"wiretalk/internal/meaning"
	"wiretalk/internal/phrase"
	"wiretalk/internal/replay"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
	"wiretalk/tui/cells"
	"wiretalk/tui/detail"
	"wiretalk/tui/theme"
	"wiretalk/tui/words"
)

// View is all that the detail of a segment is made of.
type View struct {
	Words  *words.Screen
	List   *List
	Number int
	Said   explain.Explanation
	Parts  []Part
	Hex    bool

	Payload []byte // nil while it is being read
	Err     error  // why it cannot be read
}

// Part is bytes of an HTTP message in a segment.
type Part struct {
	Exchange int
	name     string // of the exchange
	from     tcpreasm.Side
	head     bool
	first    int64 // bytes of the body, from 0
	last     int64 // negative when what is carried is neither head nor body
	again    int64 // the frame that first brought them; 0 when this did
}

// Lines is the detail of a segment.
func (v *View) Lines() []cells.Line {
	l, w := v.List, v.List.Words
	s := &l.Steps[v.Number]
	lines := []cells.Line{cells.Prose(2,
		cells.Ink(w.ends[s.From]+" → "+w.ends[s.From.Peer()], theme.Strong), cells.Ink("  "+s.Flags.String(), flagTone(s.Flags)),
		cells.Ink("  "+phrase.Date(s.Time, l.Zone), theme.Dim))}
	add := func(t theme.Tone, list ...explain.Sentence) {
		for i := range list {
			if list[i].Text[v.Words.Language] != "" {
				lines = append(lines, detail.Sentence(v.Words.Language, &list[i], t))
			}
		}
	}
	add(theme.Plain, v.Said.What)
	add(theme.Dim, v.Said.Why)
	if found, t := l.analysis(v.Number); len(found) > 0 {
		lines = append(lines, cells.Tell(t, strings.Join(found, ", ")))
	}
	add(theme.Plain, v.Said.Sums...)
	add(theme.Moved, v.Said.Changes...)
	for i := range v.Parts {
		lines = append(lines, cells.Prose(2, cells.Ink(v.Parts[i].text(w), theme.Name)))
	}
	lines = append(append(lines, cells.Line{}), v.header(s)...)
	if texts := l.optionTexts(s); len(texts) > 0 {
		lines = append(lines, cells.Line{}, cells.Say(theme.Title, w.options))
		for _, text := range texts {
			lines = append(lines, cells.Tell(theme.Plain, text))
		}
	}
	lines = append(append(lines, cells.Line{}), v.payloadLines(s)...)
	lines = append(lines, cells.Line{})
	add(theme.Dim, v.Said.Next...)
	return lines
}

// text says what of a message is carried.
func (p *Part) text(w *Words) string {
	message := fmt.Sprintf(w.request, p.name)
	if p.from == tcpreasm.Server {
		message = fmt.Sprintf(w.response, p.name)
	}
	switch {
	case p.again != 0:
		return fmt.Sprintf(w.carriesAgain, phrase.Frame(p.again), message)
	case p.head:
		return fmt.Sprintf(w.carriesHead, message)
	case p.last >= 0:
		return fmt.Sprintf(w.carriesBody, phrase.Count(p.first), phrase.Count(p.last), message)
	}
	return fmt.Sprintf(w.carriesFraming, message)
}

// header is a segment's header, as it is understood and as it was sent.
func (v *View) header(s *replay.Step) []cells.Line {
	w := v.List.Words
	rows := [][2]string{{w.sequence, fmt.Sprintf(w.relative, strconv.FormatUint(uint64(s.RelativeSeq()), 10), s.Seq)}}
	if s.Flags.Has(tcpreasm.ACK) {
		rows = append(rows, [2]string{w.acknowledgement, fmt.Sprintf(w.relative, strconv.FormatUint(uint64(s.RelativeAck()), 10), s.Ack)})
	}
	window := fmt.Sprintf(w.notScaled, s.Window)
	if n := s.Observation.Window; n >= 0 {
		window = phrase.Sprintf(w.scaled, phrase.Count(n)) + v.Words.Comma + window
	}
	rows = append(rows, [2]string{w.windowHeader, window})
	length := phrase.Sprintf(w.scaled, phrase.Count(int64(s.Length)))
	if s.Captured < s.Length {
		length = fmt.Sprintf(w.ofCaptured, length, phrase.Count(int64(s.Captured)))
	}
	rows = append(rows, [2]string{w.lengths, length})
	if s.InFlight >= 0 {
		rows = append(rows, [2]string{w.flight, phrase.Sprintf(w.scaled, phrase.Count(s.InFlight))})
	}
	if s.Flags.Has(tcpreasm.URG) {
		rows = append(rows, [2]string{w.urgent, strconv.Itoa(int(s.Urgent))})
	}
	rows = append(rows, [2]string{w.ends[0], s.States[0].String()}, [2]string{w.ends[1], s.States[1].String()})
	widest := 0
	for _, row := range rows {
		widest = max(widest, cells.Width(row[0]))
	}
	lines := []cells.Line{cells.Say(theme.Title, w.header)}
	for _, row := range rows {
		lines = append(lines, cells.Prose(widest+2, cells.Ink(row[0]+cells.Spaces(widest+2-cells.Width(row[0])), theme.Name), cells.Ink(row[1], theme.Plain)))
	}
	return lines
}

// payloadLines shows the payload as text or in hex.
func (v *View) payloadLines(s *replay.Step) []cells.Line {
	w := v.List.Words
	if s.Length == 0 {
		return []cells.Line{cells.Say(theme.Dim, w.noPayload)}
	}
	lines := []cells.Line{cells.Of(cells.Ink(w.payload, theme.Title), cells.Ink("  "+phrase.Size(int64(s.Length)), theme.Dim))}
	switch {
	case v.Err != nil:
		return append(lines, detail.Unreadable(v.Words, v.Err))
	case s.Captured > 0 && s.Offset < 0:
		return append(lines, cells.Tell(theme.Warn, w.unread))
	case v.Payload == nil && s.Captured > 0:
		return append(lines, cells.Say(theme.Dim, v.Words.Loading))
	}
	if !v.List.Reveal && len(v.Payload) > 0 {
		said := w.partlyMasked
		if v.Hex {
			said = w.notMasked
		}
		lines = append(lines, cells.Tell(theme.Dim, said))
	}
	if v.Hex {
		_ = body.Hex(bytes.NewReader(v.Payload), 0, body.Limits{}, func(l body.Line) bool {
			lines = append(lines, detail.BodyLines(&l)...)
			return true
		})
	} else {
		lines = append(lines, payloadText(v.Payload, v.List.Reveal)...)
	}
	if s.Captured < s.Length {
		lines = append(lines, cells.Tell(theme.Warn, fmt.Sprintf(w.payloadCut, phrase.Size(int64(s.Captured)), phrase.Size(int64(s.Length)))))
	}
	return lines
}

// payloadText shows bytes as lines of text, secrets in fields and URLs masked
// unless reveal.
func payloadText(b []byte, reveal bool) (lines []cells.Line) {
	for scanner := bufio.NewReader(bytes.NewReader(b)); ; {
		text, err := scanner.ReadString('\n')
		if text != "" {
			lines = append(lines, cells.Say(theme.Plain, cells.ExpandTabs(Readable(ShownLine(strings.TrimRight(text, "\r\n"), reveal)))))
		}
		if err != nil {
			return lines
		}
	}
}

// ShownLine is a line of what an end sent, with the secrets of a field, of URLs,
// or of a form in one line masked unless reveal.
func ShownLine(text string, reveal bool) string {
	if reveal {
		return text
	}
	field, value, ok := strings.Cut(text, ":")
	if ok && field != "" && !strings.ContainsAny(field, " \t\"/?") {
		whole := strings.TrimSpace(value)
		if masked := meaning.MaskField(field, whole); masked != whole {
			return field + ": " + masked
		}
		return text
	}
	return strings.TrimPrefix(meaning.MaskURL("?"+text), "?") // a form may begin with a secret
}

// Readable puts a dot in the place of each byte that is no UTF-8, so that what
// is no text takes no more room than it has bytes.
func Readable(text string) string { return strings.ToValidUTF8(text, "·") }

// CarriedBy says which messages a segment has bytes of.
func CarriedBy(t *trace.Trace, l *List, number int) (parts []Part) {
	s := &l.Steps[number]
	if s.Length == 0 {
		return nil
	}
	offset, again := s.Offset, int64(0)
	if s.Found&sentBefore != 0 {
		again = l.origin(number)
	}
	for _, m := range l.Http.around(s.From, s.Frame) {
		parts = append(parts, carriedOf(t, &m, s, offset)...)
	}
	if len(parts) == 0 && again != 0 {
		for _, m := range l.Http.around(s.From, again) {
			p := Part{Exchange: m.exchange, from: s.From, last: -1, again: again}
			t.View(func(r *trace.Reader) { p.name = messageName(r, m.exchange, s.From, l.Reveal) })
			return []Part{p}
		}
	}
	for i := range parts {
		t.View(func(r *trace.Reader) { parts[i].name = messageName(r, parts[i].Exchange, s.From, l.Reveal) })
	}
	return parts
}

// carriedOf says which bytes of a message lie in a segment.
func carriedOf(t *trace.Trace, m *messageFrames, s *replay.Step, offset int64) (parts []Part) {
	x := t.Exchange(m.exchange)
	if x.Gone {
		return nil
	}
	message := &x.Request
	if s.From == tcpreasm.Server {
		message = &x.Response
	}
	end := offset + int64(s.Captured)
	if offset >= 0 {
		if _, _, ok := detail.Within(&message.Head, offset, end); ok {
			parts = append(parts, Part{Exchange: m.exchange, from: s.From, head: true})
		}
		if first, last, ok := detail.Within(&message.Body, offset, end); ok {
			parts = append(parts, Part{Exchange: m.exchange, from: s.From, first: first, last: last})
		}
	}
	// Between its first and last frame what it sends is of it, but what came twice is none.
	if inside := m.first < s.Frame && s.Frame < m.last; len(parts) == 0 && inside && s.Found&sentBefore == 0 && s.SameAs == 0 {
		parts = append(parts, Part{Exchange: m.exchange, from: s.From, last: -1})
	}
	return parts
}
