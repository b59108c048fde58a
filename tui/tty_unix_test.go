//go:build unix

package tui

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"github.com/gdamore/tcell/v2"
)

// input is a terminal of which only what is typed matters.
type input struct {
	tcell.Tty
	io.Reader
}

func (i input) Read(p []byte) (int, error) { return i.Reader.Read(p) }

// keysOf is what is heard of what was typed, n bytes at a time.
func keysOf(t testing.TB, typed io.Reader) string {
	t.Helper()
	tty := &cleanTTY{Tty: input{Reader: typed}, inUTF8: func() bool { return true }}
	var heard bytes.Buffer
	for p := make([]byte, 128); ; {
		n, err := tty.Read(p)
		heard.Write(p[:n])
		if err == io.EOF {
			return heard.String()
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

func TestOnlyUTF8IsHeard(t *testing.T) {
	for typed, want := range map[string]string{
		"j\x1b[A":           "j\x1b[A",
		"漢é🚀\ufffd":         "漢é🚀\ufffd",
		"a\xffb\xc3(c":      "ab(c",
		"\xed\xa0\x80x":     "x",
		"\xf4\x90\x80\x80x": "x",
		"\x9b31m":           "31m",
		"a\xe6\xbc":         "a",
		"\x1b[M \xa1\xa1":   "\x1b[M ",
	} {
		if got := keysOf(t, strings.NewReader(typed)); got != want {
			t.Errorf("%q was heard as %q, not %q", typed, got, want)
		}
		if got := keysOf(t, iotest.OneByteReader(strings.NewReader(typed))); got != want {
			t.Errorf("%q byte by byte was heard as %q, not %q", typed, got, want)
		}
	}
}

func FuzzOnlyUTF8IsHeard(f *testing.F) {
	f.Add([]byte("漢\xff\xe6\xbc\xf0\x9f"))
	f.Fuzz(func(t *testing.T, typed []byte) {
		heard := keysOf(t, iotest.HalfReader(bytes.NewReader(typed)))
		if !utf8.ValidString(heard) {
			t.Errorf("%q was heard as %q", typed, heard)
		}
		if utf8.Valid(typed) && heard != string(typed) {
			t.Errorf("%q was heard as %q", typed, heard)
		}
	})
}
