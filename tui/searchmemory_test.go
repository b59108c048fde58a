package tui

import (
	"slices"
	"testing"
)

// notebook is a Memory for one test.
type notebook map[string][]string

func (n notebook) Lines(name string) []string       { return slices.Clone(n[name]) }
func (n notebook) Keep(name string, lines []string) { n[name] = lines }

func TestWhatWasSearchedForIsRecalled(t *testing.T) {
	n := notebook{searchMemory: {"crash", "old\x1b[31m"}}
	m := sit(t, small().Trace, 80, 24, Options{Memory: n})
	m.see("/api").press("/", "mine", "Up").see("/old␛[31m").press("Up", "Up").see("/crash").press("Down", "Down", "Down").see("/mine")
	m.press("Up", "Up", "Enter").on("/crash")
	m.press("/", "login", "Enter").on("/login")
	m.leave()
	if got := n[searchMemory]; !slices.Equal(got, []string{"old\x1b[31m", "crash", "login"}) {
		t.Errorf("%q", got)
	}
}

func TestColumnsAreThoseOfTheMemory(t *testing.T) {
	m := sit(t, small().Trace, 80, 24, Options{Memory: notebook{exchangeColumnMemory: {"status", "target", "gone"}, connectionColumnMemory: {"close"}}})
	m.see(" code target").gone("verb").on("200 /api/users?page=1").press("2").see("close", "fin by client").gone("93.184")
	m.leave()
}
