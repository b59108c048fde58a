package curl

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"wiretalk/httpdecode"
	"wiretalk/internal/meaning"
)

// maxInline is how many bytes of a body stand in the command; systems bound
// the length of an argument.
const maxInline = 64 << 10

// Options of Command.
type Options struct {
	Server   string // address and port of the server, as "10.0.0.2:80"
	Body     []byte // of the request, as it was sent, chunk framing left out
	BodyFile string // names the file that has Body, for when it cannot stand in the command; empty for "body.bin"
	Reveal   bool   // do not mask secrets
}

// Notes on where the command is not all that was sent, or needs more than a
// POSIX shell.
const (
	NoteMasked     = "secrets are masked: the server will not take it for the same request"
	NoteBodyFile   = "the body must be saved to the file that the command names"
	NoteShell      = "it has $'…', which bash, zsh, ksh and shells of POSIX 2024 know"
	NoteDropped    = "fields that curl cannot send are left out"
	NoteIncomplete = "the capture does not hold all of the request"
	NoteTunnel     = "CONNECT only asks a proxy for a tunnel; what went through it is not here"
	NoteNoRequest  = "the capture does not hold the request"
)

// Command is the curl command that sends an exchange's request, over several
// lines, and notes on it. Without a request it is empty.
func Command(x *httpdecode.Exchange, o Options) (command string, notes []string) {
	if !x.Request.Seen {
		return "", []string{NoteNoRequest}
	}
	w := &writer{m: &x.Request, options: o, notes: map[string]bool{}}
	w.where = whereOf(w.m, o.Server)
	w.request()
	w.fields()
	w.body()
	for _, note := range [...]string{NoteIncomplete, NoteTunnel, NoteMasked, NoteDropped, NoteBodyFile, NoteShell} {
		if w.notes[note] {
			notes = append(notes, note)
		}
	}
	return "curl " + strings.Join(w.lines, " \\\n  "), notes
}

// writer collects the lines of a command.
type writer struct {
	m       *httpdecode.Message
	options Options
	where   where
	lines   []string
	notes   map[string]bool
}

// option adds a line with an option and its values.
func (w *writer) option(name string, values ...string) {
	for _, value := range values {
		word, plain := quote(value)
		if !plain {
			w.notes[NoteShell] = true
		}
		name += " " + word
	}
	w.lines = append(w.lines, name)
}

// masked is text with its secrets masked by mask, unless they were asked for.
func (w *writer) masked(text string, mask func(string) string) string {
	if w.options.Reveal {
		return text
	}
	hidden := mask(text)
	if hidden != text {
		w.notes[NoteMasked] = true
	}
	return hidden
}

// request adds where to send what, and how.
func (w *writer) request() {
	m, to := w.m, &w.where
	w.option("--url", w.masked(to.url, meaning.MaskURL))
	if strings.ContainsAny(to.url, "[]{}") {
		w.option("--globoff")
	}
	if strings.Contains(to.url, "/.") || strings.Contains(strings.ToLower(to.url), "%2e") {
		w.option("--path-as-is")
	}
	if to.target != "" {
		w.argument("--request-target", w.masked(to.target, meaning.MaskURL))
	}
	if to.proxy != "" {
		w.option("--proxy", to.proxy)
	}
	if to.tunnel {
		w.option("--proxytunnel")
		w.notes[NoteTunnel] = true
	}
	if to.connectTo != "" {
		w.option("--connect-to", to.connectTo)
	}
	switch string(m.Version) {
	case "HTTP/1.1":
		w.option("--http1.1")
	case "HTTP/1.0":
		w.option("--http1.0")
	case "":
		w.option("--http0.9")
	}
	if !m.Complete || m.MissingBytes > 0 {
		w.notes[NoteIncomplete] = true
	}
	method, usual := string(m.Method), "GET"
	if w.hasBody() {
		usual = "POST"
	}
	switch {
	case to.tunnel || method == usual:
	case method == "HEAD" && !w.hasBody():
		w.option("--head")
	default:
		w.argument("--request", method)
	}
}

// argument adds an option whose value may hold NUL, which is left out.
func (w *writer) argument(name, value string) {
	if strings.IndexByte(value, 0) >= 0 {
		value = strings.ReplaceAll(value, "\x00", "")
		w.notes[NoteDropped] = true
	}
	w.option(name, value)
}

func (w *writer) hasBody() bool { return len(w.options.Body) > 0 || w.m.BodyBytes > 0 }

// body adds the body.
func (w *writer) body() {
	b := w.options.Body
	switch {
	case !w.hasBody():
	case len(b) > 0 && len(b) <= maxInline && utf8.Valid(b) && bytes.IndexByte(b, 0) < 0 && (w.options.Reveal || !holdsSecret(w.m, b)):
		w.option("--data-raw", string(b))
	default:
		name := w.options.BodyFile
		if name == "" {
			name = "body.bin"
		}
		w.option("--data-binary", "@"+name)
		w.notes[NoteBodyFile] = true
	}
}
