package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// ending is what a connection of testdata/tcp came to.
type ending struct {
	client, server, kind, by, handshake, clientEnd string
}

// guesses are the captures that do not show which end is the client.
var guesses = []string{"begins-with-second-fin"}

// TestKernelsConnectionsEndAsTheFramesSay holds the records of captures made
// from real kernels to what was read off their frames with RFC 9293.
func TestKernelsConnectionsEndAsTheFramesSay(t *testing.T) {
	folder := filepath.Join("..", "..", "testdata", "tcp")
	wanted := readEndings(t, filepath.Join(folder, "expect.tsv"))
	for capture, want := range wanted {
		t.Run(capture, func(t *testing.T) {
			got := endings(t, records(t, "-r", filepath.Join(folder, capture+".pcap"), "-T", "json"))
			if len(got) != len(want) {
				t.Errorf("%d connections, want %d", len(got), len(want))
			}
			if slices.Contains(guesses, capture) {
				return
			}
			for stream := range want {
				if stream < len(got) && !want[stream].allows(got[stream]) {
					t.Errorf("stream %d: got %+v, want %+v", stream, got[stream], want[stream])
				}
			}
		})
	}
}

// allows says whether each word is among those that the frames leave open.
func (e ending) allows(got ending) bool {
	for _, pair := range [][2]string{{e.client, got.client}, {e.server, got.server}, {e.kind, got.kind}, {e.by, got.by},
		{e.handshake, got.handshake}, {e.clientEnd, got.clientEnd}} {
		if !slices.Contains(strings.Split(pair[0], "|"), pair[1]) {
			return false
		}
	}
	return true
}

func readEndings(t *testing.T, name string) map[string][]ending {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	found := map[string][]ending{}
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		c := strings.Split(lines.Text(), "\t")
		if len(c) != 8 {
			t.Fatalf("%s: %q has %d columns, want 8", name, lines.Text(), len(c))
		}
		if c[0] == "capture" {
			continue
		}
		if c[1] != fmt.Sprint(len(found[c[0]])) {
			t.Fatalf("%s: stream %s of %s is out of order", name, c[1], c[0])
		}
		found[c[0]] = append(found[c[0]], ending{c[2], c[3], c[4], c[5], c[6], c[7]})
	}
	if len(found) < 70 {
		t.Fatalf("%s names %d captures", name, len(found))
	}
	return found
}

// endings are the connections among records, by stream.
func endings(t *testing.T, lines []byte) []ending {
	t.Helper()
	found := map[int]ending{}
	for line := range bytes.Lines(lines) {
		var r struct {
			Type      string
			Stream    int
			Client    struct{ IP, Port any }
			State     struct{ Client, Server string }
			Close     struct{ Kind, By string }
			Handshake struct{ Complete bool }
		}
		if err := json.Unmarshal(line, &r); err != nil {
			t.Fatal(err)
		}
		if r.Type != "connection" {
			continue
		}
		e := ending{r.State.Client, r.State.Server, r.Close.Kind, r.Close.By, "no", net.JoinHostPort(fmt.Sprint(r.Client.IP), fmt.Sprint(r.Client.Port))}
		if r.Handshake.Complete {
			e.handshake = "yes"
		}
		if e.by == "" {
			e.by = "-"
		}
		found[r.Stream] = e
	}
	list := make([]ending, len(found))
	for stream := range list {
		list[stream] = found[stream]
	}
	return list
}
