package har

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"wiretalk/httpdecode"
	"wiretalk/internal/delay"
	"wiretalk/tcpreasm"
)

// DefaultLimit is how many bytes of a message's content an entry has, unless
// a Recorder says otherwise.
const DefaultLimit = 8 << 20

// Recorder renders exchanges as entries of a document, each begun by a comma.
// An exchange that opened a WebSocket is rendered when its connection is over,
// with the messages of that. The methods may run on several goroutines at once,
// but those that are given the same connection.
type Recorder struct {
	Capture io.ReaderAt // to read bodies from again
	Limit   int         // bytes of content an entry has of each message; 0 is DefaultLimit
	Masked  bool        // mask the secrets of URLs, fields, cookies and forms; other content is what was sent

	talks talks
}

const opening = ",\n" + `{"connection":"`

// Exchange renders an exchange.
func (r *Recorder) Exchange(dst []byte, c *tcpreasm.Info, x *httpdecode.Exchange) (out []byte, hole int) {
	e := r.entry(c, x)
	if opensWebSocket(&x.Response) {
		if r.talks.hold(c, &e) {
			return dst, len(dst)
		}
		e.ResourceType = "websocket"
		e.Comment = strings.TrimSpace(e.Comment + " Its WebSocket messages are not here: more WebSockets are open than are held.")
	}
	return appendEntry(dst, &e)
}

func appendEntry(dst []byte, e *entry) (out []byte, hole int) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(e); err != nil {
		panic(fmt.Sprintf("an entry of strings and numbers cannot be written as JSON: %v", err))
	}
	hole = len(dst) + len(opening)
	dst = append(dst, ",\n"...)
	return appendHarmless(dst, bytes.TrimSuffix(b.Bytes(), []byte{'\n'})), hole
}

func (r *Recorder) entry(c *tcpreasm.Info, x *httpdecode.Exchange) entry {
	silence := delay.SilenceOf(c, x)
	t, began, total := timingsOf(c, x, silence)
	e := entry{
		Started: started(began), Time: milliseconds(total), Timings: t,
		Request: r.request(c, x), Response: r.response(x),
		Index: x.Index, Pipelined: x.Pipelined,
	}
	if x.Request.Seen && x.Response.Seen {
		e.Pairing, e.Certainty = x.Pairing.String(), x.Certainty.String()
	}
	if server := c.Ends[tcpreasm.Server]; server.IsValid() {
		e.Server = server.Addr().WithZone("").String()
	}
	var said []string
	if !x.Request.Seen {
		said = append(said, "The capture does not hold the request.")
	}
	if !x.Response.Seen {
		said = append(said, "No response was seen.")
	}
	if began == 0 {
		said = append(said, "The capture does not say when.")
	}
	for i, note := range httpdecode.NoteTable {
		if x.Notes.Has(1 << i) {
			e.Notes = append(e.Notes, note.Word)
			said = append(said, note.Word+": "+note.Meaning)
		}
	}
	e.Comment = strings.Join(said, " ")
	if r.Masked {
		e.mask()
	}
	return e
}

// appendHarmless appends JSON without what a terminal would obey or not
// show. Such characters stand only in strings, where they can be escaped.
func appendHarmless(dst, text []byte) []byte {
	from := 0
	for i := 0; i < len(text); {
		if c := text[i]; c < utf8.RuneSelf && c != 0x7f {
			i++
			continue
		}
		r, n := utf8.DecodeRune(text[i:])
		if r < 0xa0 || r <= 0xffff && unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp) {
			dst = append(dst, text[from:i]...)
			dst = fmt.Appendf(dst, `\u%04x`, r)
			from = i + n
		}
		i += n
	}
	return append(dst, text[from:]...)
}
