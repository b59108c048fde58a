package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// The picture in the README is what the command that stands there prints.
func TestHandshakePicture(t *testing.T) {
	got := records(t, "-r", filepath.Join("..", "..", "testdata", "tcp", "handshake.pcap"), "-c", "3", "-T", formatLadderSVG, "--lang", "en")
	picture := filepath.Join("..", "..", "docs", "handshake.svg")
	if *update {
		if err := os.WriteFile(picture, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(picture)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("docs/handshake.svg is not what the program draws; look at it, then write it anew with -update")
	}
}
