package lesson

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"
	"sync"

	"wiretalk/internal/meaning"
	"wiretalk/testdata/pcaps"
	"wiretalk/testdata/tcp"
)

// Lesson is one lesson.
type Lesson struct {
	Name     string // by which it is asked for, as in "three-way-handshake"
	Title    meaning.Text
	Look     meaning.Text // what to look at
	Captures []Capture
	Heads    bool // the heads of HTTP messages belong to it

	texts [2][]string // paragraphs, with their markers
}

// Capture is a bundled capture with the connections that a lesson is about.
type Capture struct {
	File    string // in testdata, such as "tcp/handshake.pcap"
	Streams []int
}

// Name is the file's without folder and ending.
func (c *Capture) Name() string {
	name, _, _ := strings.Cut(path.Base(c.File), ".")
	return name
}

// Bytes is the capture itself.
func (c *Capture) Bytes() ([]byte, error) {
	folder, name := path.Split(c.File)
	files := map[string]embed.FS{"tcp/": tcp.Captures, "pcaps/": pcaps.Captures}[folder]
	data, err := files.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("the bundled capture %s: %w", c.File, err)
	}
	return data, nil
}

//go:embed data/*.md
var files embed.FS

var all = sync.OnceValues(func() ([]*Lesson, error) {
	names, err := fs.Glob(files, "data/*.md")
	if err != nil {
		return nil, err
	}
	var lessons []*Lesson
	for _, name := range names { // in the order of the numbers before the names
		text, err := files.ReadFile(name)
		if err != nil {
			return nil, err
		}
		l, err := parse(path.Base(name), string(text))
		if err != nil {
			return nil, fmt.Errorf("internal/lesson/%s: %w", name, err)
		}
		lessons = append(lessons, l)
	}
	return lessons, nil
})

// All are the lessons in the order in which they build on each other.
func All() []*Lesson {
	lessons, err := all()
	if err != nil {
		panic(err) // a test reads them all
	}
	return lessons
}

// Find is the lesson of that name; nil when there is none.
func Find(name string) *Lesson {
	for _, l := range All() {
		if l.Name == name {
			return l
		}
	}
	return nil
}

// parse reads a file of a lesson.
func parse(file, text string) (*Lesson, error) {
	_, name, ok := strings.Cut(strings.TrimSuffix(file, ".md"), "-")
	if !ok {
		return nil, fmt.Errorf("its name is not NN-name.md")
	}
	l := &Lesson{Name: name}
	head, body, _ := strings.Cut(text, "\n\n")
	for line := range strings.SplitSeq(head, "\n") {
		key, value, ok := strings.Cut(line, ":")
		if !ok {
			return nil, fmt.Errorf("%q is no \"key: value\"", line)
		}
		if err := l.set(key, strings.TrimSpace(value)); err != nil {
			return nil, err
		}
	}
	texts := strings.Split(body, "\n---\n")
	if len(texts) != 2 {
		return nil, fmt.Errorf("%d texts, parted by ---; expected English and Chinese", len(texts))
	}
	for language, text := range texts {
		for paragraph := range strings.SplitSeq(strings.TrimSpace(text), "\n\n") {
			l.texts[language] = append(l.texts[language], joined(paragraph, language))
		}
	}
	return l, nil
}

// joined is a paragraph as one line. Lines in Chinese are joined without a
// blank.
func joined(paragraph string, language int) string {
	by := " "
	if language == meaning.Chinese {
		by = ""
	}
	return strings.Join(strings.Split(strings.TrimSpace(paragraph), "\n"), by)
}

func (l *Lesson) set(key, value string) error {
	switch key {
	case "title":
		l.Title[meaning.English] = value
	case "title.zh":
		l.Title[meaning.Chinese] = value
	case "look":
		l.Look[meaning.English] = value
	case "look.zh":
		l.Look[meaning.Chinese] = value
	case "heads":
		l.Heads = value == "yes"
	case "capture":
		c := Capture{}
		for i, word := range strings.Fields(value) {
			if i == 0 {
				c.File = word
				continue
			}
			n, err := strconv.Atoi(word)
			if err != nil {
				return fmt.Errorf("capture: %q is no number of a connection", word)
			}
			c.Streams = append(c.Streams, n)
		}
		l.Captures = append(l.Captures, c)
	default:
		return fmt.Errorf("there is no key %q", key)
	}
	return nil
}
