package main

import (
	"bytes"
	"encoding/xml"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The pictures are what the program shows now.
func TestThePicturesAreTrue(t *testing.T) {
	for i := range shots {
		s := &shots[i]
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			p, err := s.take("../..")
			if err != nil {
				t.Fatal(err)
			}
			got := draw(p)
			for d := xml.NewDecoder(bytes.NewReader(got)); ; {
				if _, err := d.Token(); err == io.EOF {
					break
				} else if err != nil {
					t.Fatalf("this is no XML: %v", err)
				}
			}
			file := filepath.Join("..", "..", "docs", s.name+".svg")
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(want, got) {
				t.Errorf("%s is not what the program shows (go run ./internal/screenshot draws it anew):\n%s", file, cmp.Diff(string(want), string(got)))
			}
		})
	}
}
