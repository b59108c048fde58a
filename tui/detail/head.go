package detail

import (
	"strconv"
	"strings"

	"wiretalk/httpdecode"
	"wiretalk/internal/meaning"
	"wiretalk/internal/trace"
	"wiretalk/tui/cells"
	"wiretalk/tui/lists"
	"wiretalk/tui/theme"
	"wiretalk/tui/words"
)

// Head is a message's start line and fields, read from the capture again.
type Head struct {
	httpdecode.Message
	Bytes []byte
	err   error // why not all could be read

	faulty bool // what was read is no head
}

// ReadHead reads a head again; it must not run on the event loop. What the trace
// knows of the message is filled in.
func ReadHead(t *trace.Trace, m *trace.Message, d httpdecode.Direction) *Head {
	h := new(Head)
	if !m.Seen {
		h.Interim = m.Interim
		return h
	}
	h.Bytes, h.err = t.ReadHead(m)
	if m.HeaderBytes > 0 { // HTTP/0.9 has responses without a head
		// What is no head at all has no fields, and is shown as it is.
		if err := httpdecode.ParseHead(h.Bytes, d, &h.Message); h.err == nil && err != nil {
			h.faulty = true
		}
	}
	h.Seen, h.Complete, h.Framing, h.Interim = true, m.Complete, m.Framing, m.Interim
	h.BodyBytes, h.MissingBytes = m.BodyBytes, m.MissingBytes
	h.First = httpdecode.Position{Frame: m.FirstFrame, Time: m.First}
	h.Content.Frame = m.ContentFrame
	return h
}

// readable reports whether the start line and fields are there to be explained.
func (h *Head) readable() bool { return h.err == nil && !h.faulty }

// headView shows heads.
type headView struct {
	words   *words.Screen
	look    Look
	request bool
}

// lines shows a start line and fields as they were sent, but for secrets.
func (v *headView) lines(bytes []byte) []cells.Line {
	var lines []cells.Line
	for text := range FieldLines(string(bytes)) {
		if len(lines) == 0 {
			lines = append(lines, v.start(text))
		} else {
			lines = append(lines, v.field(text)...)
		}
	}
	return lines
}

// trailers shows the fields that follow a body.
func (v *headView) trailers(text string) []cells.Line {
	lines := []cells.Line{cells.Say(theme.Dim, v.words.Trailers)}
	for text := range strings.Lines(text) {
		lines = append(lines, v.field(strings.TrimRight(text, "\n"))...)
	}
	return lines
}

// FieldLines goes through the lines of a head, each with those that continue
// it (obsolete folding, RFC 9112 §5.2).
func FieldLines(text string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		first := true
		for text != "" {
			end := lineEnd(text)
			for !first && end < len(text) && (text[end] == ' ' || text[end] == '\t') {
				end += lineEnd(text[end:])
			}
			field := strings.TrimRight(text[:end], "\r\n")
			if field != "" && !yield(field) {
				return
			}
			first = first && field == ""
			text = text[end:]
		}
	}
}

func lineEnd(text string) int {
	if i := strings.IndexByte(text, '\n'); i >= 0 {
		return i + 1
	}
	return len(text)
}

// start shows a request line or a status line.
func (v *headView) start(text string) cells.Line {
	if !v.request {
		version, rest, _ := strings.Cut(text, " ")
		code, reason, _ := strings.Cut(rest, " ")
		status := 0
		if n, err := strconv.Atoi(code); err == nil {
			status = n
		}
		return cells.Of(cells.Ink(cells.Clean(version+" "), theme.Dim), cells.Ink(cells.Clean(code), lists.StatusTone(status)), cells.Ink(cells.Clean(" "+reason), theme.Strong))
	}
	if !v.look.Reveal {
		text = meaning.MaskURL(text)
	}
	method, target, _ := strings.Cut(text, " ")
	version := ""
	if i := strings.LastIndexByte(target, ' '); i >= 0 {
		target, version = target[:i], target[i:]
	}
	return cells.Line{Spans: []cells.Span{cells.Ink(cells.Clean(method+" "), theme.Strong), cells.Ink(cells.Clean(target), theme.Plain), cells.Ink(cells.Clean(version), theme.Dim)}, Hang: 4}
}

// field shows a field, and what it does when that is asked.
func (v *headView) field(text string) []cells.Line {
	colon := strings.IndexByte(text, ':')
	if colon <= 0 {
		return []cells.Line{cells.Say(theme.Warn, cells.ExpandTabs(Unfolded(text)))}
	}
	field, value := text[:colon], text[colon+1:]
	lines := valueLines(field, value, v.look.Reveal)
	if v.look.Meanings {
		lines = append(lines, v.meaning(strings.TrimSpace(field), strings.TrimSpace(Unfolded(value)))...)
	}
	return lines
}

// valueLines is a field as sent, or with its secrets masked on one line.
func valueLines(field, value string, reveal bool) []cells.Line {
	if whole := strings.TrimSpace(Unfolded(value)); !reveal {
		if masked := meaning.MaskField(strings.TrimSpace(field), whole); masked != whole {
			value = " " + masked
		}
	}
	var lines []cells.Line
	for text := range strings.Lines(value) {
		text = cells.Clean(cells.ExpandTabs(strings.TrimRight(text, "\r\n")))
		l := cells.Line{Spans: []cells.Span{cells.Ink(text, theme.Plain)}, Hang: 4}
		if len(lines) == 0 {
			l.Spans = []cells.Span{cells.Ink(cells.Clean(field+":"), theme.Name), cells.Ink(text, theme.Plain)}
		}
		lines = append(lines, l)
	}
	if len(lines) == 0 {
		lines = []cells.Line{cells.Say(theme.Name, field+":")}
	}
	return lines
}

// Unfolded puts the lines of a folded field together.
func Unfolded(text string) string {
	if !strings.Contains(text, "\n") {
		return text
	}
	var parts []string
	for part := range strings.Lines(text) {
		parts = append(parts, strings.Trim(part, "\r\n\t "))
	}
	return strings.Join(parts, " ")
}
