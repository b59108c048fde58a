package bpf_test

import (
	"errors"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"wiretalk/capture/bpf"
)

var links = []uint16{0, 9, 101, 105, 108, 113, 127, 228, 229, 276}

// question is a filter for a link type.
type question struct {
	link   uint16
	filter string
	whole  bool // try no packets that are cut
}

// questions reads testdata/filters.txt.
func questions(t testing.TB) (list []question) {
	text, err := os.ReadFile("testdata/filters.txt")
	if err != nil {
		t.Fatal(err)
	}
	for i, line := range strings.Split(string(text), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		if n, filter, ok := strings.Cut(line, ": "); ok {
			if link, err := strconv.Atoi(n); err == nil {
				list = append(list, question{link: uint16(link), filter: filter})
				continue
			}
		}
		other := links[i%len(links)]
		if strings.ContainsAny(line, "<>=") && (other == 105 || other == 127) {
			other = 9 // libpcap lets arithmetic overwrite the lengths of wireless headers
		}
		list = append(list, question{link: 1, filter: line}, question{link: other, filter: line})
	}
	return list
}

// TestFiltersAsTCPDump compares with tcpdump, on packets of every kind, the
// filters of testdata/filters.txt.
func TestFiltersAsTCPDump(t *testing.T) {
	needTCPDump(t)
	var wait sync.WaitGroup
	limit := make(chan bool, 4)
	for _, q := range questions(t) {
		wait.Add(1)
		limit <- true
		go func() {
			defer func() { <-limit; wait.Done() }()
			if difference := compare(q); difference != "" {
				t.Errorf("link type %d, %q: %s", q.link, q.filter, difference)
			}
		}()
	}
	wait.Wait()
}

// compare returns how Compile and tcpdump differ on q.
func compare(q question) string {
	theirs, err := ask(q.link, q.filter)
	if err != nil {
		return err.Error()
	}
	ours, err := bpf.Compile(q.filter, q.link, 0, likeTCPDump)
	switch {
	case err != nil && theirs.program == nil:
		return ""
	case err != nil && errors.Is(err, bpf.ErrNothing):
		return neverMatches(q, theirs.program)
	case err != nil && impossible.MatchString(err.Error()):
		return "" // libpcap lets it pass in a part that no packet reaches
	case err != nil:
		return "tcpdump accepts it: " + err.Error()
	case theirs.program != nil:
		return sameVerdicts(q, ours, theirs.program)
	case strings.Contains(theirs.refusal, "rejects all packets"):
		return neverMatches(q, ours)
	}
	return "tcpdump refuses it: " + theirs.refusal
}

var impossible = regexp.MustCompile("divides by zero|shifts by more")

// likeTCPDump are the options that make Compile do what tcpdump does without
// a file.
var likeTCPDump = bpf.Options{NoFile: true}

func sameVerdicts(q question, ours, theirs *bpf.Program) string {
	for _, f := range allFrames(q.link) {
		if q.whole && len(f.data) < f.wire {
			continue
		}
		if got, want := ours.Match(f.data, f.wire), theirs.Match(f.data, f.wire); got != want {
			return strings.Join([]string{"on ", f.name, " of ", strconv.Itoa(len(f.data)), " bytes got ",
				strconv.FormatBool(got), "\nours:\n", ours.String(), "tcpdump's:\n", theirs.String()}, "")
		}
	}
	return ""
}

// allFrames are the packets made here and those of the shared captures.
func allFrames(link uint16) []frame { return slices.Concat(frames(link), captured()[link]) }

func neverMatches(q question, p *bpf.Program) string {
	for _, f := range allFrames(q.link) {
		if p.Match(f.data, f.wire) {
			return "one says that nothing can match, and " + f.name + " does"
		}
	}
	return ""
}
