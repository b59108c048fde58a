package explain

import (
	_ "embed"
	"strings"
	"sync"

	"wiretalk/internal/meaning"
	"wiretalk/internal/phrase"
)

// Sentence is something said, and where the rule behind it stands.
type Sentence struct {
	Key     string // in one of data/*.tsv
	Text    meaning.Text
	Section string // such as "RFC 9293 §3.5"; empty for what no RFC rules
}

//go:embed data/tcp.tsv
var tcpText string

//go:embed data/options.tsv
var optionsText string

//go:embed data/ecn.tsv
var ecnText string

// rows are the sentences by key.
var rows = sync.OnceValue(func() map[string]Sentence {
	all := make(map[string]Sentence)
	for line := range strings.Lines(tcpText + "\n" + optionsText + "\n" + ecnText) {
		column := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if strings.HasPrefix(line, "#") || len(column) != 4 {
			continue
		}
		section := column[1]
		if section != "" && !strings.HasPrefix(section, "RFC") {
			section = "RFC 9293 §" + section
		}
		all[column[0]] = Sentence{column[0], meaning.Text{column[2], column[3]}, section}
	}
	return all
})

// word is put into a sentence: the same in both languages, or not.
type word struct {
	name  string
	texts meaning.Text
}

// is gives a sentence a word.
func is(name, text string) word { return word{name, meaning.Text{text, text}} }

// say makes the sentence of a key. Each word stands for its name in braces.
func say(key string, words ...word) Sentence {
	s, ok := rows()[key]
	if !ok {
		panic("explain: no sentence " + key)
	}
	for language := range s.Text {
		for _, w := range words {
			s.Text[language] = phrase.Put(s.Text[language], w.name, w.texts[language])
		}
	}
	return s
}

// has says whether there is a sentence of that key.
func has(key string) bool { _, ok := rows()[key]; return ok }
