package tui

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"wiretalk/tui/keys"
	"wiretalk/tui/octets"
	"wiretalk/tui/segments"
	"wiretalk/tui/words"
)

// The words of the pages are there in both languages.
func TestPageWordsAreThere(t *testing.T) {
	for _, all := range []any{segments.WordsIn[0], segments.WordsIn[1], octets.WordsIn[0], octets.WordsIn[1], rereadingWordsIn[0], rereadingWordsIn[1]} {
		v := reflect.ValueOf(all)
		for i := range v.NumField() {
			switch field, name := v.Field(i), v.Type().Field(i).Name; field.Kind() {
			case reflect.String:
				if field.String() == "" {
					t.Errorf("no word for %s", name)
				}
			case reflect.Array:
				for k := range field.Len() {
					if field.Index(k).String() == "" {
						t.Errorf("no word for %s[%d]", name, k)
					}
				}
			}
		}
	}
}

// The hints of the pages name keys that do what they say.
func TestPageHintsNameKeys(t *testing.T) {
	segments := func(p segmentsPage) page {
		p.list = &segments.List{Words: &segments.WordsIn[0]}
		return &p
	}
	for _, p := range []page{segments(segmentsPage{}), segments(segmentsPage{pane: split}), segments(segmentsPage{inDetail: true}), &bytesPage{words: &octets.WordsIn[0]}} {
		for _, h := range p.hints() {
			checkHint(t, p, h)
		}
	}
}

func checkHint(t *testing.T, p page, h keys.Hint) {
	t.Helper()
	own, named := p.(namesKeys).hintWord(h.Action), false
	for _, b := range keys.Bindings {
		for _, key := range strings.Fields(h.Label) {
			named = named || b.Action == h.Action && slices.Contains(strings.Fields(b.Label), key)
		}
	}
	if !named || own == "" && (words.English.Hints[h.Action] == "" || words.Chinese.Hints[h.Action] == "") {
		t.Errorf("no key %q, or no word for it", h.Label)
	}
}

// What the payload of a segment shows of secrets is said, unless they are to be seen.
func TestUnmaskedPayloadIsSaid(t *testing.T) {
	tr, o := readAgain(t, "cookies.pcap")
	m := sit(t, tr, 120, 50, o)
	m.press("s").see("#1 GET /login").press("Enter").see("Payload", "begun in an earlier segment, are not masked")
	m.press("x").see("as sent: secrets are not masked").press("u").gone("not masked").press("x").gone("not masked").leave()
}
