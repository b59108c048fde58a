package tcpreasm_test

import (
	"bytes"
	"cmp"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"wiretalk/capture"
	"wiretalk/internal/decode"
	"wiretalk/tcpreasm"
)

var askTshark = flag.Bool("tshark", false, "ask tshark, which must be installed, for testdata/analysis-tshark.tsv anew")

// TestEachSegmentIsJudgedAsTsharkDoes holds what is found of each segment of
// the bundled captures against testdata/analysis-tshark.tsv. A line is a
// segment: capture, frame, tshark 4.0's flags, ours when they differ, and why.
// Segments without a line have no flags. Of the captures beside the project it
// has only the lines that differ; with -tshark they are compared too.
func TestEachSegmentIsJudgedAsTsharkDoes(t *testing.T) {
	path := filepath.Join("testdata", "analysis-tshark.tsv")
	listed := readJudgements(t, path)
	captures := capturesByName(t)
	if *askTshark {
		listed = compareAnew(t, captures, listed)
		if err := os.WriteFile(path, listed.text(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for name, file := range captures {
		found := findings(t, file)
		for at, j := range listed {
			if at.capture != name {
				continue
			}
			if j.tshark != j.ours && j.reason == "" {
				t.Errorf("%s frame %d: tshark has %q, we have %q, and no reason is given", name, at.frame, j.tshark, j.ours)
			}
			if found[at.frame] != j.ours {
				t.Errorf("%s frame %d: found %q, want %q", name, at.frame, found[at.frame], j.ours)
			}
		}
		for frame, flags := range found {
			if _, is := listed[place{name, frame}]; !is && !beside(name) && flags != "" {
				t.Errorf("%s frame %d: found %q, want nothing", name, frame, flags)
			}
		}
	}
}

type place struct {
	capture string // after its folder
	frame   int64
}

// judgement is the flags of one segment by both, as text.
type judgement struct{ tshark, ours, reason string }

type judgements map[place]judgement

func readJudgements(t *testing.T, path string) judgements {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	all := judgements{}
	for line := range strings.Lines(string(content)) {
		c := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(c) != 5 {
			t.Fatalf("%s: %q has %d columns, want 5", path, line, len(c))
		}
		frame, err := strconv.ParseInt(c[1], 10, 64)
		if err != nil {
			t.Fatalf("%s: %q: %v", path, line, err)
		}
		j := judgement{c[2], c[3], c[4]}
		if j.ours == same {
			j.ours = j.tshark
		}
		all[place{c[0], frame}] = j
	}
	return all
}

// same stands for our flags where they are tshark's.
const same = "="

func (all judgements) text() []byte {
	places := slices.SortedFunc(maps.Keys(all), func(a, b place) int {
		return cmp.Or(cmp.Compare(a.capture, b.capture), cmp.Compare(a.frame, b.frame))
	})
	var out bytes.Buffer
	for _, at := range places {
		j := all[at]
		if j.ours == j.tshark {
			j.ours, j.reason = same, ""
		}
		fmt.Fprintf(&out, "%s\t%d\t%s\t%s\t%s\n", at.capture, at.frame, j.tshark, j.ours, j.reason)
	}
	return out.Bytes()
}

// compareAnew asks tshark and keeps the reasons.
func compareAnew(t *testing.T, captures map[string]string, listed judgements) judgements {
	all := judgements{}
	agree, total := map[string]int{}, map[string]int{}
	for name, file := range captures {
		ours, theirs := findings(t, file), tsharksFindings(t, file)
		for frame := range theirs {
			j := judgement{theirs[frame], ours[frame], listed[place{name, frame}].reason}
			if j.tshark != j.ours || j.tshark != "" && !beside(name) {
				all[place{name, frame}] = j
			}
			for _, word := range tcpreasm.Finding(1<<15 - 1).Words() {
				a, b := hasWord(j.tshark, word), hasWord(j.ours, word)
				if a || b {
					total[word]++
				}
				if a && b {
					agree[word]++
				}
			}
		}
	}
	for word, n := range total {
		t.Logf("%-24s %d of %d segments agree", word, agree[word], n)
	}
	return all
}

func hasWord(flags, word string) bool { return slices.Contains(strings.Fields(flags), word) }

// beside says whether a capture lies beside the project.
func beside(name string) bool { return strings.HasPrefix(name, "shared/") }

// capturesByName finds the bundled captures and those beside the project.
func capturesByName(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	for folder, pattern := range map[string]string{
		"pcaps":  filepath.Join("..", "testdata", "pcaps", "*.pcap*"),
		"tcp":    filepath.Join("..", "testdata", "tcp", "*.pcap"),
		"shared": filepath.Join("..", "..", "shared", "pcaps", "*.pcap*"),
	} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			all[folder+"/"+filepath.Base(file)] = file
		}
	}
	if len(all) < 80 {
		t.Fatalf("%d captures, want at least 80", len(all))
	}
	return all
}

// findings are the flags of each segment of a capture, by frame, with the
// number of a duplicate acknowledgement as Wireshark writes it: 3#2.
func findings(t *testing.T, file string) map[int64]string {
	t.Helper()
	in, err := capture.Open([]string{file}, capture.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	all := map[int64]string{}
	decoder, tracker := decode.New(), tcpreasm.New(silence{}, tcpreasm.Limits{})
	var batch capture.Batch
	for err == nil {
		err = in.ReadBatch(&batch)
		for i := range batch.Packets {
			p := &batch.Packets[i]
			tracker.Advance(p.Time)
			s := tcpreasm.Segment{Frame: p.Frame, Time: p.Time, Offset: p.Offset}
			if !decoder.Decode(uint16(p.Link), p.Data, p.Length, &s) {
				continue
			}
			c := tracker.Segment(&s)
			o := tracker.Observation()
			flags := o.Found.Words()
			if o.Found&tcpreasm.FoundDuplicateAck != 0 {
				of, number := c.DuplicateAck(o.From)
				flags = append(flags, fmt.Sprintf("%d#%d", of, number))
			}
			all[p.Frame] = strings.Join(flags, " ")
		}
	}
	if err != io.EOF && !errors.As(err, new(*capture.Error)) {
		t.Fatal(err)
	}
	return all
}

// tsharksFindings asks tshark. On a fast or spurious retransmission it has the
// field of a plain one as well, which is not counted here.
func tsharksFindings(t *testing.T, file string) map[int64]string {
	t.Helper()
	words := tcpreasm.Finding(1<<15 - 1).Words()
	args := []string{"-n", "-o", "tcp.check_checksum:FALSE", "-o", "ip.check_checksum:FALSE", "-r", file, "-Y", "tcp and not icmp and not icmpv6",
		"-T", "fields", "-E", "occurrence=l", "-e", "frame.number", "-e", "tcp.analysis.duplicate_ack_frame", "-e", "tcp.analysis.duplicate_ack_num"}
	for _, word := range words {
		args = append(args, "-e", "tcp.analysis."+word)
	}
	out, err := exec.Command("tshark", args...).Output()
	if err != nil && !errors.As(err, new(*exec.ExitError)) { // it fails where a capture is cut short
		t.Fatal(err)
	}
	all := map[int64]string{}
	for line := range strings.Lines(string(out)) {
		c := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(c) != 3+len(words) {
			t.Fatalf("tshark on %s: %q", file, line)
		}
		frame, err := strconv.ParseInt(c[0], 10, 64)
		if err != nil {
			t.Fatalf("tshark on %s: %v", file, err)
		}
		var found []string
		for i, word := range words {
			if c[3+i] != "" {
				found = append(found, word)
			}
		}
		if slices.Contains(found, "fast_retransmission") || slices.Contains(found, "spurious_retransmission") {
			found = slices.DeleteFunc(found, func(word string) bool { return word == "retransmission" })
		}
		if c[1] != "" {
			found = append(found, c[1]+"#"+c[2])
		}
		all[frame] = strings.Join(found, " ")
	}
	return all
}

// silence is a tcpreasm.Handler that keeps nothing.
type silence struct{}

func (silence) Opened(*tcpreasm.Conn)                                         {}
func (silence) Data(*tcpreasm.Conn, tcpreasm.Side, []byte, tcpreasm.Position) {}
func (silence) Gap(*tcpreasm.Conn, tcpreasm.Side, int64, tcpreasm.Position)   {}
func (silence) Finished(*tcpreasm.Conn, tcpreasm.Side, tcpreasm.Position)     {}
func (silence) Closed(*tcpreasm.Conn)                                         {}
