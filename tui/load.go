package tui

import (
	"context"
	"errors"
	"io"
	"strings"

	"wiretalk/httpdecode"
	"wiretalk/internal/trace"
)

const (
	maxShown   = 64 << 10  // bytes of a body that are shown
	maxFetched = 256 << 10 // bytes of a body that are read from the capture in order to show that
	maxRuns    = 64 << 10  // places in the capture that are read for it
)

// loaded is what has been read of a message again.
type loaded struct {
	head    []byte
	headErr error
	body    body
}

// body is the beginning of a message's content.
type body struct {
	parts    []part
	coding   string // that was undone, as in Content-Encoding; empty for none
	codingOf string // that could not be undone
	err      error  // why decoding stopped, or reading
	whole    bool   // parts are all of the content
}

// part is a run of content, and how many bytes are missing before it.
type part struct {
	missing int64
	data    []byte
}

// load reads a message from the capture again, as far as it is shown. It
// reads files and decompresses: it must not run on the event loop.
func load(ctx context.Context, t *trace.Trace, m *trace.Message) *loaded {
	l := &loaded{}
	if !m.Seen {
		return l
	}
	l.head, l.headErr = t.ReadHead(m)
	parts, whole, err := fetch(ctx, t, &m.Body)
	l.body = decode(fieldOf(l.head, "content-encoding"), parts, whole)
	if err != nil {
		l.body.err = err
	}
	l.body.limit()
	return l
}

// fetch reads the first runs of a body. Runs that the capture does not hold
// become the missing bytes of the part that follows.
func fetch(ctx context.Context, t *trace.Trace, places *httpdecode.Extents) (parts []part, whole bool, err error) {
	left, runs := int64(maxFetched), 0
	missing := int64(0)
	for run := range places.All() {
		runs++
		switch {
		case ctx.Err() != nil:
			return parts, false, ctx.Err()
		case left <= 0 || runs > maxRuns:
			return parts, false, nil
		case run.Offset < 0:
			missing += run.Length
			continue
		}
		cut := run.Length > left
		run.Length = min(run.Length, left)
		left -= run.Length
		var one trace.Message
		one.Body.Append(run.Offset, run.Length)
		data, err := io.ReadAll(t.OpenBody(&one))
		parts = appendPart(parts, missing, data)
		missing = 0
		if err != nil || cut {
			return parts, false, err
		}
	}
	if missing > 0 {
		parts = append(parts, part{missing: missing})
	}
	return parts, true, nil
}

func appendPart(parts []part, missing int64, data []byte) []part {
	if missing > 0 || len(parts) == 0 {
		return append(parts, part{missing, data})
	}
	end := &parts[len(parts)-1]
	end.data = append(end.data, data...)
	return parts
}

// decode undoes the content coding of what lies before the first missing
// byte. What cannot be decoded at all is given as it was sent.
func decode(coding string, parts []part, whole bool) body {
	b := body{parts: parts, whole: whole}
	if coding == "" || strings.EqualFold(coding, "identity") || len(parts) == 0 || parts[0].missing > 0 {
		if coding != "" && len(parts) > 0 && parts[0].missing > 0 {
			b.codingOf, b.err = coding, io.ErrUnexpectedEOF
		}
		return b
	}
	content, err := io.ReadAll(httpdecode.NewContentReader(coding, strings.NewReader(string(parts[0].data)), maxShown))
	cut := errors.Is(err, httpdecode.ErrContentLimit)
	if len(content) == 0 && err != nil && !cut {
		b.codingOf, b.err = coding, err
		return b
	}
	b.coding = coding
	if len(parts) == 1 {
		b.parts = []part{{data: content}}
	} else {
		b.parts = []part{{data: content}, {missing: parts[1].missing}}
	}
	b.whole = whole && err == nil && len(parts) == 1
	if err != nil && !cut && whole {
		b.err = err
	}
	return b
}

// limit cuts the content to what is shown.
func (b *body) limit() {
	left := maxShown
	for i := range b.parts {
		p := &b.parts[i]
		if len(p.data) > left {
			p.data = p.data[:left]
			b.parts, b.whole = b.parts[:i+1], false
			return
		}
		left -= len(p.data)
	}
}

// shown is how many bytes of content there are.
func (b *body) shown() int64 {
	n := int64(0)
	for _, p := range b.parts {
		n += int64(len(p.data))
	}
	return n
}

// fieldOf gives the first value of a field in a message's head; name is in
// lower case.
func fieldOf(head []byte, name string) string {
	for line := range strings.Lines(string(head)) {
		field, value, ok := strings.Cut(line, ":")
		if ok && lowerASCII(strings.TrimSpace(field)) == name {
			return strings.TrimSpace(value)
		}
	}
	return ""
}
