package bodies

import (
	"bytes"
	"io"
	"strings"

	"wiretalk/httpdecode"
)

// Content that is longer than each of these is taken to be made to do harm, and
// is not read to its end. The time that many small bodies cost is bounded by the
// second, that of a large one by the third.
const (
	smallContent  = 1 << 20 // bytes
	deflateRatio  = 1100    // times as many bytes as the body, more than deflate can make, up to modestContent
	modestContent = 64 << 20
	usualRatio    = 200 // times as many bytes as the body, without end; text rarely shrinks to a fiftieth
)

// Limit is how many bytes of content a body of so many bytes may have.
func Limit(bodyBytes int64) int64 {
	bodyBytes = min(bodyBytes, 1<<50) // which is no body's length
	return max(smallContent, min(deflateRatio*bodyBytes, modestContent), usualRatio*bodyBytes)
}

// Content reads the content of a message, with transfer and content codings
// undone. It gives no more than limit bytes, then httpdecode.ErrContentLimit
// if there are more. Of a body with bytes missing it ends before them, with a
// *GapError.
func Content(capture io.ReaderAt, m *httpdecode.Message, limit int64) io.Reader {
	return httpdecode.NewContentReader(Codings(m), NewWire(capture, &m.Body), limit)
}

// Codings is what was done to the content of a message, as in Content-Encoding:
// its content codings (RFC 9110 §8.4), then the transfer codings but chunked
// (RFC 9112 §7), which were applied last. It is empty if nothing was done.
func Codings(m *httpdecode.Message) string {
	return strings.Join(append(codingsIn(m, "Content-Encoding"), codingsIn(m, "Transfer-Encoding")...), ", ")
}

// codingsIn lists what a field names, but what changes nothing and chunked.
func codingsIn(m *httpdecode.Message, field string) []string {
	var codings []string
	for name := range strings.SplitSeq(combined(m, field), ",") {
		name, _, _ = strings.Cut(name, ";")
		switch name = strings.ToLower(strings.Trim(name, " \t")); name {
		case "", "identity", "chunked":
		default:
			codings = append(codings, name)
		}
	}
	return codings
}

// combined is the values of all fields of that name as one list (RFC 9110
// §5.3).
func combined(m *httpdecode.Message, name string) string {
	var all []string
	for i := range m.Fields {
		if f := &m.Fields[i]; len(f.Name) == len(name) && bytes.EqualFold(f.Name, []byte(name)) {
			all = append(all, string(f.Value))
		}
	}
	return strings.Join(all, ", ")
}
