package bodies

import (
	"encoding/hex"
	"strconv"

	"wiretalk/internal/body"
)

const indexHead = "file\tstream\tindex\tmessage\tframe\tmethod\tstatus\turl\ttype\tbytes\tsha256\tcomplete\tnote\n"

// entry is a line of the index. What does not apply is empty.
type entry struct {
	file, stream, index, message, frame string
	method, status, url, contentType    string
	bytes                               int64
	sha256                              []byte // of whole content only
	complete                            bool   // the file has all of the content
	note                                string // what it is otherwise
}

func entryOf(stream int, b *found, w *written) entry {
	e := entry{
		file: w.name, stream: strconv.Itoa(stream), index: strconv.Itoa(b.index), message: b.side, frame: strconv.FormatInt(b.frame, 10),
		method: b.method, url: b.url, contentType: b.contentType,
		bytes: w.size, complete: w.whole(), note: w.note(),
	}
	if b.status != 0 {
		e.status = strconv.Itoa(b.status)
	}
	if e.complete {
		e.sha256 = w.hash.Sum(nil)
	}
	return e
}

// appendLine appends the line. What comes from the capture can neither end
// it nor speak to a terminal.
func (e *entry) appendLine(dst []byte) []byte {
	for _, s := range [...]string{e.file, e.stream, e.index, e.message, e.frame, e.method, e.status, e.url, e.contentType} {
		dst = append(body.Printable(dst, s), '\t')
	}
	dst = append(strconv.AppendInt(dst, e.bytes, 10), '\t')
	dst = append(hex.AppendEncode(dst, e.sha256), '\t')
	dst = append(strconv.AppendBool(dst, e.complete), '\t')
	return append(body.Printable(dst, e.note), '\n')
}
