package tui

import (
	"context"
	"io"
	"slices"
	"strings"

	"wiretalk/httpdecode"
	"wiretalk/internal/curl"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
	"wiretalk/tui/cells"
	"wiretalk/tui/detail"
	"wiretalk/tui/theme"
	"wiretalk/tui/words"
)

// maxCurlBody is how many bytes of a body are read for a command; of more the
// command names a file.
const maxCurlBody = 64<<10 + 1

// curl shows the selected exchange's request as a curl command, and copies it
// to the clipboard of the terminal.
func (s *screen) curl() {
	row, ok := s.grid().Current()
	if !ok || s.view != exchangesView {
		return
	}
	x := s.trace.Exchange(row)
	server := s.trace.Connection(x.Stream).Ends[tcpreasm.Server].String()
	w, reveal := s.words, s.look.Reveal
	s.jobs.start("curl", func(ctx context.Context) func() {
		command, notes := curlCommand(ctx, s.trace, &x, server, reveal)
		return func() {
			s.jobs.stop("curl")
			s.over = newOverlay(w.CurlTitle, curlLines(w, command, notes))
			if command != "" {
				s.copyOut(exportWordsIn[w.Language].curl, command, slices.Contains(notes, curl.NoteMasked))
			}
		}
	}, func(err error) { s.message = err.Error() })
}

// curlCommand reads a request again and makes a command of it.
func curlCommand(ctx context.Context, t *trace.Trace, x *trace.Exchange, server string, reveal bool) (string, []string) {
	again := httpdecode.Exchange{Request: detail.ReadHead(t, &x.Request, httpdecode.ToServer).Message}
	// Where it cannot be read, the command names a file for it.
	body, _ := io.ReadAll(io.LimitReader(&detail.Counter{R: t.OpenBody(&x.Request), Ctx: ctx}, maxCurlBody))
	return curl.Command(&again, curl.Options{Server: server, Body: body, Reveal: reveal})
}

// curlLines shows a command and what is to be known of it.
func curlLines(w *words.Screen, command string, notes []string) []cells.Line {
	var lines []cells.Line
	for text := range strings.Lines(command) {
		lines = append(lines, cells.Line{Spans: []cells.Span{cells.Ink(cells.Clean(strings.TrimRight(text, "\n")), theme.Plain)}, Hang: 4})
	}
	if len(lines) > 0 {
		lines = append(lines, cells.Line{})
	}
	for _, note := range notes {
		if word, ok := w.CurlNotes[note]; ok {
			note = word
		}
		lines = append(lines, cells.Tell(theme.Warn, note))
	}
	return lines
}
