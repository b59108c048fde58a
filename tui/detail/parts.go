package detail

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"wiretalk/internal/body"
	"wiretalk/internal/meaning"
	"wiretalk/internal/phrase"
	"wiretalk/tui/cells"
	"wiretalk/tui/theme"
)

const (
	partLines    = 12 // that are shown of a part's content
	PartPictures = 4  // of a body that are drawn
)

// parts shows a multipart body as the list of its parts, each with its header
// and the beginning of its content.
func (r *Reading) parts(c *Content, from io.Reader, contentType string) error {
	reader, err := body.NewPartReader(io.LimitReader(from, MaxContent), contentType)
	if err != nil {
		return err
	}
	for n, drawn := 1, 0; ; n++ {
		part, err := reader.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if n > 1 && !r.add(c, cells.Line{}) {
			return nil
		}
		shown := &Content{size: -1}
		inner := *r
		inner.Limit, inner.folds, inner.draws = partLines, false, r.draws && drawn < PartPictures
		buffered := bufio.NewReaderSize(reader, maxPeek)
		begin, _ := buffered.Peek(body.SniffLength)
		shown.kind = body.KindOf(part.Get("Content-Type"), begin)
		shown.named = shown.kind
		if shown.kind == body.Multipart {
			shown.kind = body.PlainText // no parts within parts
		}
		if len(begin) > 0 {
			shown.note(inner.lay(shown, buffered, part.Get("Content-Type"), 0))
		}
		drawn += pictures(shown.Lines)
		// The size of a part is known once it is passed over.
		if _, err := io.Copy(io.Discard, buffered); err != nil {
			shown.note(err)
		}
		if !r.Reveal && !part.HasFile && meaning.IsSecretParameter(part.Name) {
			shown.Lines, shown.Cut = []cells.Line{cells.Say(theme.Plain, meaning.Masked)}, false
		}
		for _, l := range r.onePart(n, part, shown) {
			if !r.add(c, l) {
				return nil
			}
		}
	}
}

// pictures is how many of the lines are drawn as one.
func pictures(lines []cells.Line) (n int) {
	for i := range lines {
		if lines[i].Picture != nil {
			n++
		}
	}
	return n
}

// onePart is a part with its header and what is shown of its content.
func (r *Reading) onePart(n int, part *body.Part, shown *Content) []cells.Line {
	w := r.Words
	about := []string{}
	if part.Name != "" {
		about = append(about, fmt.Sprintf(w.PartName, cells.Clean(part.Name)))
	}
	if part.HasFile {
		about = append(about, fmt.Sprintf(w.PartFile, cells.Clean(part.Filename)))
	}
	about = append(about, w.BodyKinds[shown.kind], phrase.Size(part.Size))
	lines := []cells.Line{cells.Prose(2, cells.Ink(fmt.Sprintf(w.Part, n)+"  ", theme.Strong), cells.Ink(strings.Join(about, " · "), theme.Dim))}
	for _, f := range part.Fields {
		for _, l := range valueLines("  "+f.Name, " "+f.Value, r.Reveal) {
			l.Hang = 6
			lines = append(lines, l)
		}
	}
	for _, l := range shown.Lines {
		l.Spans = append([]cells.Span{cells.Ink("  │ ", theme.Dim)}, l.Spans...)
		l.Hang += 4
		lines = append(lines, l)
	}
	if shown.Cut {
		lines = append(lines, cells.Prose(4, cells.Ink("  │ "+fmt.Sprintf(w.PartCut, strconv.Itoa(partLines)), theme.Dim)))
	}
	return lines
}
