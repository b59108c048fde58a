package tui

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"wiretalk/tui/cells"
	"wiretalk/tui/keys"
	"wiretalk/tui/segments"
	"wiretalk/tui/words"
)

// What is hostile in a payload does not reach the terminal, and fits.
func FuzzTextRows(f *testing.F) {
	f.Add([]byte("GET / HTTP/1.1\r\nCookie: a=b\r\n\r\n"), []byte("Cookie: a"), 20)
	f.Add([]byte("\x1b[2J\xe8\xa3"), []byte("\xe8"), 1)
	f.Fuzz(func(t *testing.T, data, lead []byte, width int) {
		width = min(max(width, 2), 300)
		l := &byteLayout{width: width}
		row := byteRow{begins: len(lead) == 0}
		for _, r := range l.breakLine(nil, &row, lead, data) {
			if cells.Clean(r.text) != r.text || cells.Width(r.text) > width {
				t.Errorf("%d cells: %q", width, r.text)
			}
		}
	})
}

// The words of the pages are there in both languages.
func TestPageWordsAreThere(t *testing.T) {
	for _, all := range []any{segments.WordsIn[0], segments.WordsIn[1], bytesWordsIn[0], bytesWordsIn[1], rereadingWordsIn[0], rereadingWordsIn[1]} {
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
	for _, p := range []page{segments(segmentsPage{}), segments(segmentsPage{pane: split}), segments(segmentsPage{inDetail: true}), &bytesPage{words: &bytesWordsIn[0]}} {
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
