// Command screenshot draws the pictures of the screen that the README shows,
// from the program itself: a bundled capture is read, keys are pressed, and the
// cells of the screen become an SVG.
//
//	go run ./internal/screenshot    # from the top of the tree, into docs
//
// A test says when they are not what the program shows now.
package main

import (
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	for i := range shots {
		s := &shots[i]
		cells, err := s.take(".")
		if err == nil {
			err = os.WriteFile(filepath.Join("docs", s.name+".svg"), draw(cells), 0o644)
		}
		if err != nil {
			fmt.Fprintf(os.Stderr, "screenshot: %s: %v\n", s.name, err)
			os.Exit(1)
		}
	}
}
