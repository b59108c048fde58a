package ladder

import (
	"bytes"
	"encoding/xml"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"wiretalk/internal/conversations"
	"wiretalk/internal/meaning"
	"wiretalk/internal/replay"
	"wiretalk/tcpreasm"
)

var update = flag.Bool("update", false, "draw the ladders anew")

// conversation is the first connection of a capture.
func conversation(t *testing.T, name string) (*tcpreasm.Info, []replay.Step) {
	t.Helper()
	first := conversations.In(t, filepath.Join("../../testdata", name))[0]
	return first.Info, first.Steps
}

// The drawings of these captures were looked at.
func TestDrawings(t *testing.T) {
	for _, name := range []string{"half-close", "refused", "unanswered", "loss", "reset"} {
		c, steps := conversation(t, "pcaps/"+name+".pcap")
		l := build(t, c, steps, nil, nil)
		for language, suffix := range []string{"en", "zh"} {
			for format, draw := range map[string]func(io.Writer) error{
				"80.txt":  func(w io.Writer) error { return l.Text(w, Options{Language: language}) },
				"200.txt": func(w io.Writer) error { return l.Text(w, Options{Language: language, Width: 200, Sentences: true}) },
				"md":      func(w io.Writer) error { return l.Markdown(w, Options{Language: language, Sentences: true}) },
				"svg":     func(w io.Writer) error { return l.SVG(w, Options{Language: language}) },
			} {
				var b bytes.Buffer
				if err := draw(&b); err != nil {
					t.Fatal(err)
				}
				golden := filepath.Join("testdata", name+"."+suffix+"."+format)
				if *update {
					if err := os.WriteFile(golden, b.Bytes(), 0o644); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(golden)
				if err != nil {
					t.Fatal(err)
				}
				if !bytes.Equal(b.Bytes(), want) {
					t.Errorf("%s has changed; look at it, then draw it anew with -update", golden)
				}
			}
		}
	}
}

// Whatever the capture, no line is wider than was asked for, and the SVG is
// well-formed.
func TestEveryCapture(t *testing.T) {
	names, _ := filepath.Glob("../../testdata/*/*.pcap*")
	if len(names) < 50 {
		t.Fatalf("only %d captures", len(names))
	}
	for _, name := range names {
		c, steps := conversation(t, strings.TrimPrefix(name, "../../testdata/"))
		messages := []*Message{{FirstFrame: steps[0].Frame, Frame: steps[len(steps)-1].Frame, Label: strings.Repeat("<&\"长>", 40)}}
		l := build(t, c, steps, messages, nil)
		for _, width := range []int{80, 120, 200} {
			for language := range languages {
				var b strings.Builder
				if err := l.Text(&b, Options{Language: language, Width: width, Sentences: true}); err != nil {
					t.Fatal(err)
				}
				for line := range strings.Lines(b.String()) {
					if n := columns(strings.TrimSuffix(line, "\n")); n > width {
						t.Errorf("%s: %d columns of %d: %s", name, n, width, line)
					}
				}
			}
		}
		var b bytes.Buffer
		if err := l.SVG(&b, Options{Language: meaning.Chinese}); err != nil {
			t.Fatal(err)
		}
		decoder := xml.NewDecoder(&b)
		for {
			if _, err := decoder.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
	}
}

// Every segment is in one row, in order; open folds show their segments.
func TestRowsHoldEverySegment(t *testing.T) {
	names, _ := filepath.Glob("../../testdata/*/*.pcap*")
	folds := 0
	for _, name := range names {
		c, steps := conversation(t, strings.TrimPrefix(name, "../../testdata/"))
		open := make(map[int]bool)
		for range 2 {
			next := 0
			for _, r := range build(t, c, steps, nil, open).Rows {
				if r.Kind == Silence {
					continue
				}
				if r.Step != next || r.Kind == Arrow && r.Last != r.Step || r.Kind == Fold && open[r.Step] {
					t.Fatalf("%s: row %+v after %d", name, r, next)
				}
				next = r.Last + 1
				if r.Kind == Fold {
					folds++
					open[r.Step] = true
				}
			}
			if next != len(steps) {
				t.Errorf("%s: %d of %d segments", name, next, len(steps))
			}
		}
	}
	if folds == 0 {
		t.Error("nothing was folded")
	}
}

// Bytes that follow a probe with the first of them are no repetition, nor is
// the probe that comes again.
func TestProbesAreNoRepetitions(t *testing.T) {
	c, steps := conversation(t, "tcp/probe-with-byte.pcap")
	for _, r := range build(t, c, steps, nil, nil).Rows {
		if r.Repeats != 0 {
			t.Errorf("frame %d is said to repeat %d", steps[r.Step].Frame, r.Repeats)
		}
	}
}
