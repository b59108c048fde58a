package words

import (
	"fmt"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"wiretalk/httpdecode"
	"wiretalk/internal/meaning"
	"wiretalk/internal/websocket"
	"wiretalk/tui/keys"
)

// mayBeEmpty are places in lists of words that stand for nothing.
var mayBeEmpty = map[string]bool{
	"Actions[0]": true, "Forms[0]": true, "Closer[0]": true, "Paired[0]": true, "Sureness[0]": true,
}

var allHints = [][]keys.Hint{
	keys.TableHints, keys.DoneHints, keys.SplitHints, keys.DetailHints, keys.FullHints, keys.MessageHints, keys.ExchangeHints, keys.SplitExchangeHints, keys.FullExchangeHints, keys.TextHints, keys.SideHints, keys.FullSideHints,
}

func TestEveryWordIsThereInEachLanguage(t *testing.T) {
	for lang, w := range map[string]*Screen{"en": For("en"), "zh": For("zh_CN.UTF-8")} {
		v := reflect.ValueOf(*w)
		for i := range v.NumField() {
			name, field := v.Type().Field(i).Name, v.Field(i)
			switch {
			case field.Kind() == reflect.String && field.String() == "":
				t.Errorf("%s has no word for %s", lang, name)
			case field.Kind() == reflect.Array && name != "Hints" && name != "opcodes":
				for k := range field.Len() {
					at := fmt.Sprintf("%s[%d]", name, k)
					if field.Index(k).String() == "" && !mayBeEmpty[at] {
						t.Errorf("%s has no word for %s", lang, at)
					}
				}
			}
		}
		for _, o := range []websocket.Opcode{websocket.Continuation, websocket.Text, websocket.Binary, websocket.Close, websocket.Ping, websocket.Pong} {
			if w.opcodes[o] == "" {
				t.Errorf("%s has no word for opcode %v", lang, o)
			}
		}
		for _, hints := range allHints {
			for _, h := range hints {
				if w.Hints[h.Action] == "" {
					t.Errorf("%s has no word for the hint %s", lang, h.Label)
				}
			}
		}
	}
}

// A hint names a key that does what it says.
func TestHintsNameKeys(t *testing.T) {
	for _, hints := range allHints {
		for _, h := range hints {
			named := false
			for _, b := range keys.Bindings {
				for _, key := range strings.Fields(h.Label) {
					named = named || b.Action == h.Action && strings.Contains(b.Label, key)
				}
			}
			if !named {
				t.Errorf("no key %q does %q", h.Label, English.Hints[h.Action])
			}
		}
	}
}

// What other packages say in English is said in Chinese too, with the same
// sections, and of other readers where they are told of.
func TestNotesAreInBothLanguages(t *testing.T) {
	sections := func(text string) string {
		return strings.Join(regexp.MustCompile(`[0-9]{4}|§[0-9.]+[0-9]`).FindAllString(text, -1), " ")
	}
	for _, note := range httpdecode.NoteTable {
		text, readers := Chinese.Note(&note)
		if text == note.Meaning || sections(text) != sections(note.Meaning) || (readers == "") != (note.Readers == "") || sections(readers) != sections(note.Readers) {
			t.Errorf("note %s: %q, %q", note.Word, text, readers)
		}
		if text, readers := English.Note(&note); text != note.Meaning || readers != note.Readers {
			t.Errorf("note %s: %q, %q", note.Word, text, readers)
		}
	}
	for _, note := range websocket.NoteTable {
		if text := Chinese.MessageNote(&note); text == note.Meaning || sections(text) != sections(note.Meaning) {
			t.Errorf("note %s: %q", note.Word, text)
		}
		if text := English.MessageNote(&note); text != note.Meaning {
			t.Errorf("note %s: %q", note.Word, text)
		}
	}
}

// A close code has a word wherever it has one in English (RFC 6455 §7.4).
func TestCloseCodesAreInBothLanguages(t *testing.T) {
	words := map[string]string{}
	for code := range 70_000 {
		c := websocket.CloseCode(code)
		zh, en := Chinese.CloseCode(c), English.CloseCode(c)
		if zh == "" || en != c.Meaning() {
			t.Fatalf("%d: %q, %q", code, zh, en)
		}
		if was, ok := words[en]; ok && was != zh {
			t.Fatalf("%d: %q is %q and %q", code, en, was, zh)
		}
		words[en] = zh
	}
	if got := Chinese.CloseCode(1009); got != "消息过大" {
		t.Error(got)
	}
}

func TestLanguagesAreThoseOfMeaning(t *testing.T) {
	if English.Language != meaning.English || Chinese.Language != meaning.Chinese {
		t.Error(English.Language, Chinese.Language)
	}
}
