package har

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"unicode/utf8"

	"wiretalk/httpdecode"
	"wiretalk/internal/bodies"
	"wiretalk/internal/body"
	"wiretalk/internal/phrase"
)

// text is the content of a message as an entry has it.
type text struct {
	kind   body.Kind
	raw    []byte // decoded, up to the limit
	text   string // raw in UTF-8, or in base64
	base64 bool
	size   int64 // of all of the content, as far as it can be read
	why    error // why that is not all
	behind int64 // bytes behind the end of its coding
	asSent bool  // no byte of it could be decoded
}

// read reads the content of a message that has a body.
func (r *Recorder) read(m *httpdecode.Message) *text {
	limit := int64(r.Limit)
	if limit <= 0 {
		limit = DefaultLimit
	}
	t := new(text)
	t.take(bodies.Content(r.Capture, m, bodies.Limit(m.BodyBytes)), limit)
	if t.size == 0 && t.why != nil && bodies.Codings(m) != "" {
		coding := t.why
		t.asSent, t.why = true, nil
		t.take(bodies.NewWire(r.Capture, &m.Body), limit)
		t.why = coding
	}
	if t.why == nil && !m.Complete {
		t.why = bodies.ErrIncomplete
	}
	contentType := string(m.Get("Content-Type"))
	t.kind = body.KindOf(contentType, t.raw)
	if t.asSent || !t.decode(contentType) {
		t.base64, t.text = true, base64.StdEncoding.EncodeToString(t.raw)
	}
	return t
}

// take reads content up to the limit, and counts what follows.
func (t *text) take(r io.Reader, limit int64) {
	var b bytes.Buffer
	t.size, t.why = b.ReadFrom(io.LimitReader(r, limit))
	t.raw = b.Bytes()
	if t.why == nil && t.size == limit {
		rest, err := io.Copy(io.Discard, r)
		t.size, t.why = t.size+rest, err
	}
	t.behind = httpdecode.TrailingBytes(r)
}

// cut says whether there is more content than raw has.
func (t *text) cut() bool { return t.size > int64(len(t.raw)) }

// decode makes text of raw, if it is text and can be told in UTF-8 without
// loss.
func (t *text) decode(contentType string) bool {
	switch t.kind {
	case body.PlainText, body.JSON, body.XML, body.HTML, body.Form:
	case body.Multipart: // whose parts may have any charset
		t.text = string(t.raw)
		return utf8.Valid(t.raw) && bytes.IndexByte(t.raw, 0) < 0
	default:
		return false
	}
	reader, charset := body.UTF8(bytes.NewReader(t.raw), contentType, t.kind)
	decoded, err := io.ReadAll(reader)
	if err != nil || charset != "utf-8" && bytes.Contains(withoutCut(decoded, t.cut()), []byte("\ufffd")) {
		return false
	}
	if bytes.IndexByte(decoded, 0) >= 0 {
		return false
	}
	decoded = withoutCut(decoded, t.cut())
	t.text = string(decoded)
	return utf8.Valid(decoded)
}

// withoutCut takes a character off the end of text that the limit has cut in
// two.
func withoutCut(b []byte, isCut bool) []byte {
	if !isCut {
		return b
	}
	if s, ok := bytes.CutSuffix(b, []byte("\ufffd")); ok {
		return s
	}
	for i := 1; i < utf8.UTFMax && i <= len(b); i++ {
		if tail := b[len(b)-i:]; utf8.RuneStart(tail[0]) {
			if !utf8.FullRune(tail) {
				return b[:len(b)-i]
			}
			break
		}
	}
	return b
}

// comment says in which way the text is not all of the content; it is empty
// if it is all.
func (t *text) comment() string {
	var said []string
	if t.asSent {
		said = append(said, "The body is as it was sent, for its coding could not be undone.")
	}
	if t.cut() {
		said = append(said, fmt.Sprintf("Only the first %d bytes of the content are here.", len(t.raw)))
	}
	if t.behind > 0 {
		said = append(said, phrase.Sprintf("%d {byte follows|bytes follow} the end of its coding, which {is|are} none of it.", t.behind))
	}
	switch gap := (*bodies.GapError)(nil); {
	case errors.As(t.why, &gap):
		said = append(said, fmt.Sprintf("What follows was not read: %v.", gap))
	case t.why != nil:
		said = append(said, fmt.Sprintf("The content is not whole: %v.", t.why))
	}
	return strings.Join(said, " ")
}

// valuesOf goes through the values of the fields of a name.
func valuesOf(m *httpdecode.Message, name string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for i := range m.Fields {
			if f := &m.Fields[i]; len(f.Name) == len(name) && strings.EqualFold(string(f.Name), name) && !yield(string(f.Value)) {
				return
			}
		}
	}
}

// maxParam is how many bytes of a part are shown as a parameter's value;
// longer ones are in the text only.
const maxParam = 64 << 10

// partsOf lists the parts of a form (RFC 7578); the content of files is in the
// text only.
func partsOf(raw []byte, contentType string) []param {
	list := []param{}
	reader, err := body.NewPartReader(bytes.NewReader(raw), contentType)
	if err != nil {
		return list
	}
	for {
		part, err := reader.Next()
		if err != nil {
			return list
		}
		p := param{Name: part.Name, FileName: part.Filename, ContentType: part.Get("Content-Type")}
		if !part.HasFile {
			value, err := io.ReadAll(io.LimitReader(reader, maxParam+1))
			if err == nil && len(value) <= maxParam && utf8.Valid(value) {
				p.Value = string(value)
			}
		}
		list = append(list, p)
	}
}
