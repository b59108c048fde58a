package main

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"
)

// difference is one value of one capture, by both programs.
type difference struct {
	capture, place, field, tshark, ours string
}

func (d difference) key() [3]string { return [3]string{d.capture, d.place, d.field} }

func (d difference) String() string {
	return fmt.Sprintf("%s %s %s: tshark has %s, we have %s", d.capture, d.place, d.field, d.tshark, d.ours)
}

// differences is testdata/differences.tsv: two columns give a reason its name,
// six say what differs and the name of the reason.
type differences struct {
	names   []string // of the reasons, in their order
	reasons map[string]string
	lines   []difference
	because map[[3]string]string
}

func readDifferences(t *testing.T, path string) *differences {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	l := &differences{reasons: map[string]string{}, because: map[[3]string]string{}}
	for line := range strings.Lines(string(content)) {
		switch c := strings.Split(strings.TrimSuffix(line, "\n"), "\t"); len(c) {
		case 2:
			l.names = append(l.names, c[0])
			l.reasons[c[0]] = c[1]
		case 6:
			d := difference{c[0], c[1], c[2], c[3], c[4]}
			l.lines = append(l.lines, d)
			l.because[d.key()] = c[5]
		default:
			t.Fatalf("%s: %q has %d columns, want 2 or 6", path, line, len(c))
		}
	}
	return l
}

func (l *differences) text() []byte {
	var out bytes.Buffer
	for _, name := range l.names {
		fmt.Fprintf(&out, "%s\t%s\n", name, l.reasons[name])
	}
	for _, d := range l.lines {
		fmt.Fprintf(&out, "%s\t%s\t%s\t%s\t%s\t%s\n", d.capture, d.place, d.field, d.tshark, d.ours, l.because[d.key()])
	}
	return out.Bytes()
}

// check holds what differs against what is listed.
func (l *differences) check(t *testing.T, all []difference) {
	t.Helper()
	listed, used := map[difference]bool{}, map[string]bool{}
	for _, d := range l.lines {
		listed[d] = true
		name := l.because[d.key()]
		used[name] = true
		if l.reasons[name] == "" {
			t.Errorf("%v: no reason is given; look at the packets", d)
		}
	}
	for _, name := range l.names {
		if !used[name] {
			t.Errorf("the reason %s explains nothing any more", name)
		}
	}
	for _, d := range all {
		if !listed[d] {
			t.Errorf("%v: not listed", d)
		}
		delete(listed, d)
	}
	for d := range listed {
		t.Errorf("%v: is listed, and is so no longer", d)
	}
}
