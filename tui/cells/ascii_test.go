package cells

import (
	"testing"

	"github.com/gdamore/tcell/v2"
)

// What stands for a sign on a poor terminal is as wide as the sign.
func TestPlainSignsAreAsWide(t *testing.T) {
	heard := listener{tcell.NewSimulationScreen("US-ASCII"), map[rune]string{}}
	InASCII(heard)
	if len(heard.said) == 0 {
		t.Fatal("nothing is said")
	}
	for sign, plain := range heard.said {
		if Width(string(sign)) != 1 || len(plain) != 1 || plain[0] < ' ' || plain[0] > '~' {
			t.Errorf("%c becomes %q", sign, plain)
		}
	}
}

// listener hears what stands for what.
type listener struct {
	tcell.Screen
	said map[rune]string
}

func (l listener) RegisterRuneFallback(r rune, s string) { l.said[r] = s }
