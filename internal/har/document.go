package har

import (
	"encoding/json"
	"io"
)

// Document puts head and tail around entries as a Recorder renders them. What
// was written is a document once it is closed, whether or not there was an
// entry.
type Document struct {
	out   io.Writer
	head  []byte
	begun bool
}

// NewDocument returns a Document that is written to out and names the version
// of the program.
func NewDocument(out io.Writer, version string) *Document {
	word, err := json.Marshal(version)
	if err != nil {
		word = []byte(`""`)
	}
	head := append([]byte(`{"log":{"version":"1.2","creator":{"name":"wiretalk","version":`), word...)
	return &Document{out: out, head: append(head, `},"pages":[],"entries":[`...)}
}

// Write writes whole entries.
func (d *Document) Write(entries []byte) (int, error) {
	if len(entries) == 0 {
		return 0, nil
	}
	if d.begun {
		return d.out.Write(entries)
	}
	d.begun = true
	if _, err := d.out.Write(d.head); err != nil {
		return 0, err
	}
	n, err := d.out.Write(entries[1:]) // no comma before the first
	return n + 1, err
}

// Close writes what ends the document.
func (d *Document) Close() error {
	tail := []byte("\n]}}\n")
	if !d.begun {
		tail = append(d.head, tail...)
	}
	_, err := d.out.Write(tail)
	return err
}
