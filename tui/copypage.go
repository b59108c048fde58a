package tui

import (
	"context"
	"fmt"
	"net/netip"
	"os"
	"strconv"
	"strings"

	"github.com/gdamore/tcell/v2"

	"wiretalk/httpdecode"
	"wiretalk/internal/curl"
	"wiretalk/internal/meaning"
	"wiretalk/internal/phrase"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
	"wiretalk/tui/cells"
	"wiretalk/tui/detail"
	"wiretalk/tui/keys"
	"wiretalk/tui/table"
	"wiretalk/tui/theme"
	"wiretalk/tui/words"
)

// maxCopied is how many bytes are copied: terminals take no more.
const maxCopied = 64 << 10

// copyPage offers parts of what is selected to be copied to the clipboard of
// the terminal.
type copyPage struct {
	*choices
	words *exportWords
	of    int  // the connection
	begun bool // the heads are being read, or were
	note  string
	stale bool // the words changed

	x        trace.Exchange // what is copied of; not Seen when there is none
	c        trace.Connection
	reveal   bool
	request  *detail.Head // nil while it is being read
	response *detail.Head
}

// keys.ShowCopy offers what can be copied of the selected row.
func (s *screen) showCopy() {
	if _, open := s.top().(*copyPage); open {
		return
	}
	w := &exportWordsIn[s.words.Language]
	stream, ok := s.selectedStream()
	if on, is := s.top().(ofStream); is {
		stream, ok = on.stream(), true
	}
	exchange, is := s.selectedExchange()
	is = is && s.top() == nil
	if on, has := s.top().(onExchange); has {
		if exchange, is = on.exchange(); is {
			x := s.trace.Exchange(exchange)
			stream, ok = x.Stream, !x.Gone
		}
	}
	if !ok {
		return
	}
	p := &copyPage{choices: newChoices(s, [2]string{w.copyTitle, ""}), words: w, of: stream, c: s.trace.Connection(stream), reveal: s.look.Reveal}
	if is {
		p.x = s.trace.Exchange(exchange)
	}
	s.openPage(p)
	p.offerAll(s)
}

func (p *copyPage) stream() int { return p.of }

func (p *copyPage) table() *table.Grid { return p.grid }

func (p *copyPage) title(*words.Screen) string { return p.words.copyTitle }

func (p *copyPage) status(*words.Screen) string { return p.choices.status() }

func (p *copyPage) hints() []keys.Hint {
	return []keys.Hint{keys.Back.As("Esc"), keys.Open.As("Enter"), keys.ToggleSecrets.As("u"), keys.StartSearch.As("/")}
}

func (p *copyPage) hintWord(a keys.Action) string {
	if a == keys.Open {
		return p.words.copyTitle
	}
	return ""
}

func (p *copyPage) draw(canvas tcell.Screen, th *theme.Theme, x, y, width, height int) {
	p.choices.draw(canvas, th, x, y, width, height, p.note)
}

func (p *copyPage) act(s *screen, a keys.Action) bool {
	if a == keys.ToggleSecrets {
		s.turn(a)
		p.reveal = s.look.Reveal
		p.offerAll(s)
		return true
	}
	return p.choices.act(s, a)
}

func (p *copyPage) search(_ *screen, text string, step int) bool { return p.choices.search(text, step) }

// speak implements speaker.
func (p *copyPage) speak(w *words.Screen) {
	p.words, p.stale = &exportWordsIn[w.Language], true
	p.retitle([2]string{p.words.copyTitle, ""})
}

// refresh reads the heads once.
func (p *copyPage) refresh(s *screen) {
	if p.stale {
		p.stale = false
		p.offerAll(s)
	}
	if p.begun || !p.hasExchange() {
		return
	}
	p.begun = true
	x := p.x
	s.jobs.start("copy", func(context.Context) func() {
		request, response := detail.ReadHead(s.trace, &x.Request, httpdecode.ToServer), detail.ReadHead(s.trace, &x.Response, httpdecode.ToClient)
		return func() {
			s.jobs.stop("copy")
			p.request, p.response = request, response
			p.offerAll(s)
		}
	}, func(err error) { s.message = err.Error() })
}

func (p *copyPage) hasExchange() bool {
	return !p.x.Gone && (p.x.Request.Seen || p.x.Response.Seen)
}

// offerAll makes the menu of what is known so far.
func (p *copyPage) offerAll(s *screen) {
	w := p.words
	var list []choice
	add := func(label, text string, secret bool) {
		if text != "" {
			text = cells.Clean(text)
			list = append(list, choice{cells.Clean(label), text, func() { s.copyOut(label, text, secret && !p.reveal) }})
		}
	}
	if p.hasExchange() {
		p.offerExchange(s, &list, add)
	}
	client, server := p.c.Ends[tcpreasm.Client], p.c.Ends[tcpreasm.Server]
	add(w.displayFilter, displayFilterOf(client, server), false)
	add(w.displayFilter, "tcp.stream == "+strconv.Itoa(p.of), false)
	add(w.captureFilter, captureFilterOf(client, server), false)
	add(w.clientEnd, client.String(), false)
	add(w.serverEnd, server.String(), false)
	p.offer(list)
}

func (p *copyPage) offerExchange(s *screen, list *[]choice, add func(label, text string, secret bool)) {
	w := p.words
	masked := func(text string, mask func(string) string) (string, bool) {
		if hidden := mask(text); !p.reveal && hidden != text {
			return hidden, true
		}
		return text, false
	}
	if p.x.Request.Seen {
		url, secret := masked(exchangeURL(&p.x, &p.c), meaning.MaskURL)
		add(w.url, url, secret)
		*list = append(*list, choice{w.curl, "curl …", func() { p.copyCurl(s) }})
		add(w.host, p.x.Host, false)
	}
	for _, m := range []struct {
		head    *detail.Head
		message *trace.Message
		body    string
	}{{p.request, &p.x.Request, w.requestBody}, {p.response, &p.x.Response, w.responseBody}} {
		if m.message.BodyBytes > 0 && m.head != nil {
			*list = append(*list, choice{m.body, phrase.Size(m.message.BodyBytes), func() { p.copyBody(s, m.message, m.head, m.body) }})
		}
	}
	for _, m := range []struct {
		head        *detail.Head
		line, field string
	}{{p.request, w.requestLine, w.requestField}, {p.response, w.statusLine, w.responseField}} {
		if m.head == nil {
			continue
		}
		for text := range detail.FieldLines(string(m.head.Bytes)) {
			name, value, isField := strings.Cut(detail.Unfolded(text), ":")
			if m.line != "" {
				start, secret := masked(text, meaning.MaskURL)
				add(m.line, start, secret)
				m.line = ""
				continue
			}
			if !isField {
				continue
			}
			value, secret := masked(strings.TrimSpace(value), func(v string) string { return meaning.MaskField(strings.TrimSpace(name), v) })
			add(fmt.Sprintf(m.field, name), value, secret)
		}
	}
}

// copyOut copies a text, and says what that depends on.
func (s *screen) copyOut(what, text string, masked bool) {
	w := &exportWordsIn[s.words.Language]
	if len(text) > maxCopied {
		s.message = fmt.Sprintf(w.tooLong, phrase.Size(maxCopied), s.keys.Now("e"))
		return
	}
	s.toCopy = []byte(text)
	how := w.osc52
	if os.Getenv("TMUX") != "" {
		how = w.tmux
	}
	s.message = fmt.Sprintf(w.copied, what) + s.words.Comma + how
	if masked {
		s.message += w.masked
	}
}

// copyCurl copies the request as a curl command.
func (p *copyPage) copyCurl(s *screen) {
	x, reveal, server := p.x, p.reveal, p.c.Ends[tcpreasm.Server].String()
	s.message = p.words.reading
	s.jobs.start("copy out", func(ctx context.Context) func() {
		command, notes := curlCommand(ctx, s.trace, &x, server, reveal)
		return func() {
			s.jobs.stop("copy out")
			masked := false
			for _, note := range notes {
				masked = masked || note == curl.NoteMasked
			}
			s.copyOut(p.words.curl, command, masked)
		}
	}, func(err error) { s.message = err.Error() })
}

// copyBody copies a body as text, decoded.
func (p *copyPage) copyBody(s *screen, m *trace.Message, h *detail.Head, what string) {
	message, reveal := *m, p.reveal
	s.message = p.words.reading
	s.jobs.start("copy out", func(ctx context.Context) func() {
		text, masked := bodyText(ctx, s, &message, h, reveal)
		return func() {
			s.jobs.stop("copy out")
			s.copyOut(what, text, masked)
		}
	}, func(err error) { s.message = err.Error() })
}

// bodyText is a body as text; somewhat more than is copied at most. One with
// secrets that are not to be shown is laid out, which says where they are.
func bodyText(ctx context.Context, s *screen, m *trace.Message, h *detail.Head, reveal bool) (text string, masked bool) {
	read := func(f detail.Form, reveal bool) string {
		of := detail.Reading{Ctx: ctx, Trace: s.trace, Words: s.words, Form: f, Limit: maxCopied / 8, Reveal: reveal}
		c := of.Read(m, h)
		var b strings.Builder
		for _, l := range c.Lines {
			for _, span := range l.Spans {
				b.WriteString(strings.ReplaceAll(span.Text, cells.NoBreak, " "))
			}
			b.WriteByte('\n')
			if b.Len() > maxCopied {
				break
			}
		}
		if c.Cut {
			b.WriteString(strings.Repeat(" ", maxCopied)) // which is too long
		}
		return b.String()
	}
	if !reveal {
		if text := read(detail.LaidOut, false); text != read(detail.LaidOut, true) {
			return text, true
		}
	}
	return read(detail.AsSent, true), false
}

// displayFilterOf finds a connection by its ends, in the language of display
// filters.
func displayFilterOf(a, b netip.AddrPort) string {
	if !a.IsValid() || !b.IsValid() {
		return ""
	}
	field := func(addr netip.Addr) string {
		if addr.Is4() {
			return "ip.addr"
		}
		return "ipv6.addr"
	}
	of := func(e netip.AddrPort) string {
		return fmt.Sprintf("%s == %s && tcp.port == %d", field(e.Addr()), e.Addr().WithZone(""), e.Port())
	}
	return of(a) + " && " + of(b)
}

// captureFilterOf finds it in that of capture filters.
func captureFilterOf(a, b netip.AddrPort) string {
	if !a.IsValid() || !b.IsValid() {
		return ""
	}
	return fmt.Sprintf("tcp port %d and port %d and host %s and host %s", a.Port(), b.Port(), a.Addr().WithZone(""), b.Addr().WithZone(""))
}
