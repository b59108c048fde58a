package bodies

import (
	"crypto/sha256"
	"hash"
	"io"
	"os"

	"wiretalk/httpdecode"
	"wiretalk/internal/phrase"
)

// maxHole is how many missing bytes are left as holes in a file; behind more
// nothing is written.
const maxHole = 16 << 20

// written is a file with a body, and what is to be said of it.
type written struct {
	file   *os.File
	name   string
	size   int64
	hash   hash.Hash // of what was written, without holes
	holes  int64     // bytes missing, for which the file has zeros
	why    []error   // it is not all of the content
	asSent bool      // its coding could not be undone
	behind int64     // bytes behind the end of its coding, passed over
	failed error     // of writing
}

func newWritten(file *os.File, name string) *written {
	return &written{file: file, name: name, hash: sha256.New()}
}

// whole says whether the file has all of the content and nothing else.
func (w *written) whole() bool { return len(w.why) == 0 && w.holes == 0 && !w.asSent }

// content writes the body decoded, or as it was sent where no byte of it can
// be decoded.
func (w *written) content(capture io.ReaderAt, b *found) {
	if !b.complete {
		w.why = append(w.why, ErrIncomplete)
	}
	if b.codings != "" {
		content := httpdecode.NewContentReader(b.codings, NewWire(capture, &b.extents), Limit(b.bodyBytes))
		undecoded := w.copy(content)
		w.because(undecoded)
		w.behind = httpdecode.TrailingBytes(content)
		if w.size > 0 || undecoded == nil || w.failed != nil {
			return
		}
		w.asSent = true
	}
	w.because(w.copy(NewWire(capture, &b.extents)))
	if w.holes > 0 && w.failed == nil {
		w.failed = w.file.Truncate(w.size) // a hole at the end is of the file too
	}
}

func (w *written) because(err error) {
	if err != nil {
		w.why = append(w.why, err)
	}
}

// copy writes what r reads, and returns why that is not all. Holes keep what
// is behind them at its place.
func (w *written) copy(r io.Reader) error {
	buffer := buffers.Get().(*[32 << 10]byte)
	defer buffers.Put(buffer)
	for {
		n, err := r.Read(buffer[:])
		if n > 0 {
			if _, w.failed = w.file.Write(buffer[:n]); w.failed != nil {
				return nil
			}
			w.size += int64(n)
			w.hash.Write(buffer[:n])
		}
		gap, isGap := err.(*GapError)
		switch {
		case err == nil:
		case err == io.EOF:
			return nil
		case isGap && w.holes+gap.Length <= maxHole:
			if _, w.failed = w.file.Seek(gap.Length, io.SeekCurrent); w.failed != nil {
				return nil
			}
			w.size += gap.Length
			w.holes += gap.Length
		default:
			return err
		}
	}
}

// note says what the file is, if it is not just the content.
func (w *written) note() string {
	note := ""
	add := func(s string) {
		if note != "" {
			note += "; "
		}
		note += s
	}
	if w.asSent {
		add("as it was sent")
	}
	if w.holes > 0 {
		add(phrase.Sprintf("%d {byte is|bytes are} not in the capture, zeros stand for {it|them}", w.holes))
	}
	if w.behind > 0 {
		add(phrase.Sprintf("%d {byte follows|bytes follow} the end of its coding, which {is|are} none of it", w.behind))
	}
	for _, err := range w.why {
		add(err.Error())
	}
	return note
}
