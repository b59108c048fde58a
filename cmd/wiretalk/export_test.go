package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// served is a line of bodies.tsv: what a message carried by the file that was
// served or sent.
type served struct {
	message, exchange, sha256 string
	size                      int64
	complete                  bool
}

// servedIn lists what the bundled captures carried.
func servedIn(t *testing.T) map[string][]served {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(pcaps, "bodies.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	list := map[string][]served{}
	for i, line := range strings.Split(strings.TrimSpace(string(content)), "\n") {
		c := strings.Split(line, "\t")
		if i == 0 {
			continue
		}
		size, err := strconv.ParseInt(c[4], 10, 64)
		if err != nil || len(c) != 6 {
			t.Fatalf("line %q: %v", line, err)
		}
		list[c[0]] = append(list[c[0]], served{c[1], c[2], c[3], size, c[5] == "true"})
	}
	return list
}

// The digest of each body is that of the file that was served; of one that is
// not whole there is none.
func TestDigestsAreThoseOfTheFilesServed(t *testing.T) {
	type message struct {
		Bytes  *int64 `json:"content_bytes"`
		SHA256 string `json:"body_sha256"`
		Error  string `json:"content_error"`
	}
	for capture, list := range servedIn(t) {
		found := map[string][]message{}
		for line := range bytes.Lines(records(t, "-r", filepath.Join(pcaps, capture), "-T", "json", "--digest")) {
			var r struct {
				Type    string
				Request struct {
					Method, Target string
					message
				}
				Response message
			}
			if err := json.Unmarshal(line, &r); err != nil {
				t.Fatal(err)
			}
			if r.Type == "http" {
				exchange := r.Request.Method + " " + r.Request.Target
				found["request "+exchange] = append(found["request "+exchange], r.Request.message)
				found["response "+exchange] = append(found["response "+exchange], r.Response)
			}
		}
		for _, s := range list {
			fits := slices.ContainsFunc(found[s.message+" "+s.exchange], func(m message) bool {
				if !s.complete {
					return m.Bytes == nil && m.SHA256 == "" && m.Error != ""
				}
				return m.SHA256 == s.sha256 && m.Bytes != nil && *m.Bytes == s.size && m.Error == ""
			})
			if !fits {
				t.Errorf("%s: %s %s: %+v; the file has %d bytes, SHA-256 %s", capture, s.message, s.exchange, found[s.message+" "+s.exchange], s.size, s.sha256)
			}
		}
	}
}

// The files that are saved are those that were served; of one that is not
// whole there is what passed, and the index says so. They are the same on any
// number of processors.
func TestSavedBodiesAreTheFilesServed(t *testing.T) {
	for capture, list := range servedIn(t) {
		dir, dir3 := filepath.Join(t.TempDir(), "one"), filepath.Join(t.TempDir(), "three")
		printed := records(t, "-r", filepath.Join(pcaps, capture), "-T", "json", "--save-bodies", dir, "--shards", "1")
		compare(t, capture, records(t, "-r", filepath.Join(pcaps, capture), "-T", "json"), printed)
		records(t, "-r", filepath.Join(pcaps, capture), "--save-bodies", dir3, "--shards", "3")
		index, err := os.ReadFile(filepath.Join(dir, "index.tsv"))
		if err != nil {
			t.Fatal(err)
		}
		index3, err := os.ReadFile(filepath.Join(dir3, "index.tsv"))
		if err != nil || !bytes.Equal(index, index3) {
			t.Errorf("%s: three processors give another index: %v", capture, err)
		}
		lines := strings.Split(string(index), "\n")
		for _, s := range list {
			fits := slices.ContainsFunc(lines, func(line string) bool {
				c := strings.Split(line, "\t")
				if len(c) != 13 || c[3] != s.message || c[11] != strconv.FormatBool(s.complete) {
					return false
				}
				content, err := os.ReadFile(filepath.Join(dir, c[0]))
				return err == nil && int64(len(content)) == s.size && fmt.Sprintf("%x", sha256.Sum256(content)) == s.sha256
			})
			if !fits {
				t.Errorf("%s: %s %s was not saved:\n%s", capture, s.message, s.exchange, index)
			}
		}
	}
}

// What is read from a pipe is kept, so that bodies can be read again.
func TestBodiesFromAPipe(t *testing.T) {
	name := filepath.Join(pcaps, "gzip.pcap")
	capture, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"-T", "har"}, {"-T", "json", "--digest"}} {
		command := program(t, append([]string{"-r", "-"}, args...))
		command.Stdin = bytes.NewReader(capture) // by a pipe, since it is no file
		got, err := command.Output()
		if err != nil {
			t.Fatal(err)
		}
		compare(t, strings.Join(args, " "), records(t, append([]string{"-r", name}, args...)...), got)
	}
}

var creatorVersion = regexp.MustCompile(`"creator":{"name":"wiretalk","version":"[^"]*"}`)

// HAR of one capture is kept to be read by people; package har holds that of
// every capture against the format.
func TestGoldenHAR(t *testing.T) {
	golden := filepath.Join("testdata", "golden", "gzip.har")
	for _, shards := range []string{"1", "3"} {
		got := records(t, "-r", filepath.Join(pcaps, "gzip.pcap"), "-T", "har", "--shards", shards)
		got = creatorVersion.ReplaceAll(got, []byte(`"creator":{"name":"wiretalk","version":"VERSION"}`))
		if *update {
			if err := os.WriteFile(golden, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		compare(t, shards, want, got)
	}
}
