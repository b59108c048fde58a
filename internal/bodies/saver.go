package bodies

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"wiretalk/httpdecode"
	"wiretalk/internal/meaning"
	"wiretalk/tcpreasm"
)

// maxSuffix is the highest number put behind a name that is taken.
const maxSuffix = 9999

// Saver writes bodies to files of one folder, decoded, and an index that says
// which is which. Nothing is written outside the folder and nothing that exists is
// overwritten, whatever the capture says and whoever else writes there. Captures
// hold secrets: files and folder are their owner's alone.
type Saver struct {
	// Masked says that the secrets of URLs are masked in the index and in the
	// names of files; bodies are what was sent. It is set before the first Exchange.
	Masked bool

	root    *os.Root
	dir     string
	capture io.ReaderAt
	problem func(error)
	index   *os.File
	ranges  ranges

	saved   Saved
	reading error // the first error of the capture
	writing error // the error that ended saving
}

// Saved is how much was saved.
type Saved struct {
	Files  int    // bodies that have a file, those put together of ranges left out
	Partly int    // of them those that are not whole, or not decoded
	Why    string // what the first of those is instead
}

// NewSaver makes the folder unless it exists, and begins its index. problem is
// told, each at most once, that the capture cannot be read again, that nothing
// more can be written, and how many responses were not put together.
func NewSaver(dir string, capture io.ReaderAt, problem func(error)) (*Saver, error) {
	failed := func(err error) error { return fmt.Errorf("saving bodies to %s: %w", dir, plainError(err)) }
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, failed(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, failed(err)
	}
	s := &Saver{root: root, dir: dir, capture: capture, problem: problem}
	if s.index, _, err = s.create("index", ".tsv"); err == nil {
		_, err = s.index.WriteString(indexHead)
	}
	if err != nil {
		s.Close()
		return nil, failed(err)
	}
	return s, nil
}

// plainError leaves out what the sentence around it says already.
func plainError(err error) error {
	if e := (*fs.PathError)(nil); errors.As(err, &e) {
		return e.Err
	}
	return err
}

// Exchange copies what saving an exchange's bodies needs. The function it
// returns saves them, and is nil where there are none. Exchange may run on several
// goroutines at once; what it returns runs on one, and gives the same
// files if it always runs in the same order.
func (s *Saver) Exchange(c *tcpreasm.Info, x *httpdecode.Exchange) func(stream int) {
	if x.Request.BodyBytes == 0 && x.Response.BodyBytes == 0 {
		return nil
	}
	found := copyOf(c, x)
	return func(stream int) {
		for i := range found {
			s.save(stream, &found[i])
		}
	}
}

// save writes one body. After an error of writing it does nothing.
func (s *Saver) save(stream int, b *found) {
	if s.writing != nil {
		return
	}
	name, extension := fileName(stream, b.index, b.side, s.shown(b.url), b.contentType)
	file, name, err := s.create(name, extension)
	if err != nil {
		s.fail(err)
		return
	}
	w := newWritten(file, name)
	w.content(s.capture, b)
	if err := file.Close(); w.failed == nil && err != nil {
		w.failed = err
	}
	if w.failed != nil {
		s.root.Remove(name)
		s.fail(w.failed)
		return
	}
	if s.saved.Files++; !w.whole() {
		if s.saved.Partly++; s.saved.Partly == 1 {
			s.saved.Why = w.note()
		}
	}
	s.noteCapture(errors.Join(w.why...))
	s.put(entryOf(stream, b, w))
	if err := s.ranges.add(s, b); err != nil {
		s.fail(err)
	}
}

// create makes a file under the first name that is not taken. A symbolic
// link counts as taken, wherever it leads.
func (s *Saver) create(stem, extension string) (*os.File, string, error) {
	name := stem + extension
	for n := 2; ; n++ {
		file, err := s.root.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
		if err == nil || !errors.Is(err, fs.ErrExist) || n > maxSuffix {
			return file, name, err
		}
		name = fmt.Sprintf("%s-%d%s", stem, n, extension)
	}
}

// put adds a line to the index.
func (s *Saver) put(e entry) {
	if s.writing != nil {
		return
	}
	e.url = s.shown(e.url)
	if _, err := s.index.Write(e.appendLine(nil)); err != nil {
		s.fail(err)
	}
}

// shown is a URL as the index has it.
func (s *Saver) shown(url string) string {
	if s.Masked {
		return meaning.MaskURL(url)
	}
	return url
}

// Saved is how much was saved so far.
func (s *Saver) Saved() Saved { return s.saved }

func (s *Saver) fail(err error) {
	if s.writing == nil {
		s.writing = fmt.Errorf("saving bodies to %s: %w; no more are saved: make room or name another folder", s.dir, plainError(err))
		s.problem(s.writing)
	}
}

// noteCapture tells of the first body that could not be read again.
func (s *Saver) noteCapture(err error) {
	if trouble := (*CaptureError)(nil); errors.As(err, &trouble) && s.reading == nil {
		s.reading = trouble
		s.problem(fmt.Errorf("saving bodies to %s: %w; %s says which are not whole", s.dir, trouble, filepath.Base(s.index.Name())))
	}
}

// Close finishes the files that several responses were put together in. It
// returns what kept a body from being saved, of which problem was told.
func (s *Saver) Close() error {
	s.ranges.close(s)
	if s.index != nil {
		if err := s.index.Close(); err != nil {
			s.fail(err)
		}
	}
	s.root.Close()
	return errors.Join(s.reading, s.writing)
}
