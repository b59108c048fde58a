package tui

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gdamore/tcell/v2"
	"github.com/google/go-cmp/cmp"
)

// styled is the screen as text, below each row the styles of its cells as
// letters, and what the letters mean.
func (m *terminal) styled(letters map[tcell.Style]byte, legend *strings.Builder) string {
	cells, width, height := m.contents()
	var b strings.Builder
	for y := range height {
		var text, styles strings.Builder
		for x := 0; x < width; {
			c := cells[y*width+x]
			letter, ok := letters[c.Style]
			if !ok {
				letter = "abcdefghijklmnopqrstuvwxyz"[len(letters)]
				letters[c.Style] = letter
				fg, bg, attributes := c.Style.Decompose()
				fmt.Fprintf(legend, "%c %s on %s%s\n", letter, fg, bg, attributeNames(attributes))
			}
			r := string(c.Runes)
			n := max(textWidth(r), 1)
			text.WriteString(r)
			styles.WriteString(strings.Repeat(string(letter), n))
			x += n
		}
		b.WriteString(strings.TrimRight(text.String(), " ") + "\n  " + styles.String() + "\n")
	}
	return b.String()
}

func attributeNames(a tcell.AttrMask) string {
	names := ""
	for _, n := range []struct {
		mask tcell.AttrMask
		name string
	}{{tcell.AttrBold, " bold"}, {tcell.AttrDim, " dim"}, {tcell.AttrUnderline, " underline"}, {tcell.AttrReverse, " reverse"}} {
		if a&n.mask != 0 {
			names += n.name
		}
	}
	return names
}

// A few screens in each theme.
func TestGoldenThemes(t *testing.T) {
	for _, name := range ThemeNames() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			letters, legend := map[tcell.Style]byte{}, new(strings.Builder)
			var b strings.Builder
			m := sit(t, small().Trace, 90, 16, Options{Theme: name})
			for _, part := range []struct {
				what string
				keys []string
				see  string
			}{
				{"exchanges", []string{"G", "k"}, "▸  5"},
				{"an exchange", []string{"g", "j", "j", "Enter", "Enter", "m"}, "one server can serve"},
				{"a body", []string{"b", "b"}, "password = ***"},
				{"connections", []string{"b", "Esc", "Esc", "2"}, "refused by"},
				{"help", []string{"?"}, "Moving"},
			} {
				m.press(part.keys...).see(strings.TrimPrefix(part.see, "▸  "))
				m.rest()
				fmt.Fprintf(&b, "== %s\n%s", part.what, m.styled(letters, legend))
			}
			m.leave()
			got := legend.String() + b.String()
			file := filepath.Join("testdata", "themes", name+".txt")
			if *update {
				if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("%s (go test ./tui -run GoldenThemes -update writes it anew):\n%s", file, diff)
			}
		})
	}
}

// rest waits until nothing has been drawn for a while.
func (m *terminal) rest() {
	for {
		_, drawn := m.look()
		select {
		case <-drawn:
		case <-quiet():
			return
		}
	}
}
