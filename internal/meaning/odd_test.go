package meaning

import (
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write testdata/odd.txt anew; read what changed")

// TestOddExchanges holds every sentence of odd exchanges, each a block of
// testdata/odd.txt: what it is about, the exchange as trace has it, and what is
// said of it.
func TestOddExchanges(t *testing.T) {
	const file = "testdata/odd.txt"
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	blocks := strings.Split(strings.TrimRight(string(b), "\n"), "\n\n")
	for i, block := range blocks[1:] {
		title, exchange, topics := partsOf(block)
		got := title + "\n" + exchange + saidOf(trace(exchange), topics)
		if d := cmp.Diff(block, got); d != "" && !*update {
			t.Errorf("%s\n%s", title, d)
		}
		blocks[i+1] = got
	}
	if *update {
		if err := os.WriteFile(file, []byte(strings.Join(blocks, "\n\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// partsOf divides a block into its title, its exchange and the topics named in
// the title.
func partsOf(block string) (title, exchange string, topics map[string]bool) {
	title, rest, _ := strings.Cut(block, "\n")
	names, _, _ := strings.Cut(strings.TrimPrefix(title, "# "), " | ")
	topics = make(map[string]bool)
	for name := range strings.SplitSeq(names, ",") {
		topics[name] = true
	}
	for line := range strings.Lines(rest + "\n") {
		if strings.HasPrefix(line, ">") || strings.HasPrefix(line, "<") || strings.HasPrefix(line, "!") {
			exchange += line
		}
	}
	return title, strings.TrimSuffix(exchange, "\n"), topics
}

func saidOf(x Exchange, topics map[string]bool) string {
	said := ""
	for _, r := range Explain(x) {
		if topics[r.Topic.Text()[English]] {
			said += "\n  " + r.Text[English] + " (" + r.Section + ")\n  " + r.Text[Chinese]
		}
	}
	return said
}
