package main

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden outputs anew; read them before you believe them")

// Each bundled capture gives the records kept in testdata/golden, in both
// formats and on any number of processors. A compressed capture has no golden of
// its own: it gives the records of the plain one.
func TestBundledCapturesGiveGoldenRecords(t *testing.T) {
	for _, capture := range bundled(t) {
		name := filepath.Base(capture)
		for format, ending := range map[string]string{formatText: ".txt", formatJSON: ".jsonl"} {
			t.Run(name+"/"+format, func(t *testing.T) {
				plain, _, _ := strings.Cut(name, ".")
				golden := filepath.Join("testdata", "golden", plain+ending)
				got := records(t, "-r", capture, "-T", format, "--shards", "1")
				if *update && !strings.HasSuffix(name, ".gz") {
					if err := os.WriteFile(golden, got, 0o644); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(golden)
				if err != nil {
					t.Fatal(err)
				}
				compare(t, "one processor", want, got)
				compare(t, "three processors", want, records(t, "-r", capture, "-T", format, "--shards", "3"))
			})
		}
	}
}

// Each segment of a few connections, with what was found of it.
func TestSegmentsGiveGoldenRecords(t *testing.T) {
	for _, name := range []string{"loss", "reset"} {
		for format, ending := range map[string]string{formatText: ".segments.txt", formatJSON: ".segments.jsonl"} {
			t.Run(name+"/"+format, func(t *testing.T) {
				golden := filepath.Join("testdata", "golden", name+ending)
				capture := filepath.Join(pcaps, name+".pcap")
				got := records(t, "-r", capture, "-T", format, "--segments", "--shards", "1")
				if *update {
					if err := os.WriteFile(golden, got, 0o644); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(golden)
				if err != nil {
					t.Fatal(err)
				}
				compare(t, "one processor", want, got)
				compare(t, "three processors", want, records(t, "-r", capture, "-T", format, "--segments", "--shards", "3"))
			})
		}
	}
}

func compare(t *testing.T, how string, want, got []byte) {
	t.Helper()
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(string(got), "\n")); diff != "" {
		t.Errorf("%s (-golden +printed):\n%s", how, diff)
	}
}

// A golden without its capture would be believed for ever.
func TestEveryGoldenHasItsCapture(t *testing.T) {
	goldens, err := filepath.Glob(filepath.Join("testdata", "golden", "*"))
	if err != nil || len(goldens) == 0 {
		t.Fatalf("golden outputs: %q, %v", goldens, err)
	}
	for _, golden := range goldens {
		plain, _, _ := strings.Cut(filepath.Base(golden), ".")
		if found, _ := filepath.Glob(filepath.Join(pcaps, plain+".pcap*")); len(found) == 0 {
			t.Errorf("%s: no such capture in %s", golden, pcaps)
		}
	}
}
