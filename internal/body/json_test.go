package body

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"
)

func TestJSON(t *testing.T) {
	expect(t, JSON, `{"b":1,"a":[1.0, -0,1E+2,1e400,12345678901234567890.10],"a":{},"c":[ ],"d":"\u00e9\/é\"","e":{"f":null,"g":[true,false]}}`, `
{
  "b": 1,
  "a": [
    1.0,
    -0,
    1E+2,
    1e400,
    12345678901234567890.10
  ],
  "a": {},
  "c": [],
  "d": "\u00e9\/é\"",
  "e": {
    "f": null,
    "g": [
      true,
      false
    ]
  }
}
`)
	expect(t, JSON, "", "")
	expect(t, JSON, " \r\n ", "")
	expect(t, JSON, "3", "3\n")
}

func TestJSONRoles(t *testing.T) {
	want := "5:{|\n1:\"a\"|5:: |2:\"s\"|5:,|\n1:\"b\"|5:: |3:-1|5:,|\n1:\"c\"|5:: |4:null|\n5:}|\n"
	if got := roles(JSON, `{"a":"s","b":-1,"c":null}`); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestJSONSeveralTexts(t *testing.T) {
	expect(t, JSON, "{\"a\":1}\n{\"a\":2}\r\n3 4\n[]{}", "{\n  \"a\": 1\n}\n{\n  \"a\": 2\n}\n3\n4\n[]\n{}\n")
	expect(t, JSON, "\x1e{}\n\x1e1\n", "{}\n1\n") // RFC 7464
	expect(t, JSON, ")]}',\n[1]", ")]}',\n[\n  1\n]\n")
}

func TestJSONWrong(t *testing.T) {
	tests := []struct {
		text   string
		offset int64
		reason string
	}{
		{`{"a":1,}`, 7, "value is expected before"},
		{`[1,]`, 3, "value is expected before"},
		{`{a:1}`, 1, "key in double quotes"},
		{`{"a" 1}`, 5, "colon"},
		{`{"a":1 "b":2}`, 7, "comma"},
		{`[1 2]`, 3, "comma"},
		{`[1}`, 2, "nothing is open"},
		{`]`, 0, "nothing is open"},
		{`[01]`, 2, "comma"},
		{`01`, 1, "white space"},
		{`truefalse`, 4, "white space"},
		{`"a""b"`, 3, "white space"},
		{`[-]`, 2, "digit"},
		{`[1.]`, 3, "digit"},
		{`[1e+]`, 4, "digit"},
		{`[.5]`, 1, "a value is expected"},
		{`[NaN]`, 1, "a value is expected"},
		{`[nul]`, 4, "null"},
		{"[\"a\nb\"]", 3, "control character"},
		{`["\x"]`, 3, "escape"},
		{`["\u12g4"]`, 6, "hexadecimal"},
		{`{"a":[1,`, 8, "ends too early"},
		{`{"a`, 3, "ends within a string"},
		{`["\`, 3, "ends within a string"},
		{`["\u00`, 6, "ends within a string"},
		{`tr`, 2, "true"},
		{`-`, 1, "digit"},
		{`<html>`, 0, "a value is expected"},
		{`,`, 0, "a value is expected"},
	}
	for _, test := range tests {
		got, err := lay(JSON, test.text, Limits{})
		var wrong *SyntaxError
		if !errors.As(err, &wrong) || wrong.Offset != test.offset || !strings.Contains(wrong.Reason, test.reason) {
			t.Errorf("%s: %v; want %d: %s", test.text, err, test.offset, test.reason)
			continue
		}
		if shown := strings.Replace(got, err.Error()+"\n", "", 1); shown == got || squeeze(shown) != squeeze(test.text) {
			t.Errorf("%s is shown as\n%s", test.text, got)
		}
	}
}

func TestJSONWrongIsLaidOutUpToThere(t *testing.T) {
	got, err := lay(JSON, "{\"a\":[1,2],\n\"b\":oops, \"c\":\n[3]}\n", Limits{})
	want := "{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\": \nnot JSON from byte 16 on: a value is expected\noops, \"c\":\n[3]}\n"
	if got != want || err == nil {
		t.Errorf("%s%v", got, err)
	}
}

func TestJSONDeep(t *testing.T) {
	const depth = 10_000
	lines, deepest := 0, 0
	text := strings.Repeat(`[{"a":`, depth/2) + "1" + strings.Repeat("}]", depth/2)
	err := Layout(JSON, strings.NewReader(text), Limits{}, func(line Line) bool {
		lines++
		deepest = max(deepest, line.Indent)
		return true
	})
	if err != nil || deepest != depth || lines != 2*depth+1 {
		t.Errorf("%d lines, %d deep, %v", lines, deepest, err)
	}
	if _, err := lay(JSON, strings.Repeat("[", 1<<20), Limits{Lines: 1000}); err != ErrTooManyLines {
		t.Error(err)
	}
}

// squeeze takes out the white space that a layout may change.
func squeeze(s string) string {
	b := make([]byte, 0, len(s))
	for i := range len(s) {
		if !isSpace(s[i]) {
			b = append(b, s[i])
		}
	}
	return string(b)
}

// join is the text of a layout without line breaks and our messages.
func join(kind Kind, text string) (string, error) {
	var b strings.Builder
	err := Layout(kind, strings.NewReader(text), Limits{}, func(line Line) bool {
		for _, span := range line.Spans {
			if span.Role != Message {
				b.WriteString(span.Text)
			}
		}
		return true
	})
	return b.String(), err
}

// FuzzJSON holds the layout against encoding/json.
func FuzzJSON(f *testing.F) {
	for _, text := range []string{
		`{"a":[1,-2.5e+3,true,false,null],"a":{"b":"\u00e9\n"}}`, `[[],{},[{}]]`, "{}\n{}\n3", ")]}'\n[]", `{"a":1,}`, `01`, "\x1e1", `["`, `"\ud8`, "[1\u2028]",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, err := join(JSON, text)
		if err == ErrTooManyLines {
			return
		}
		if json.Valid([]byte(text)) {
			var compact bytes.Buffer
			json.Compact(&compact, []byte(text))
			if err != nil || ownSpace(got) != ownSpace(compact.String()) {
				t.Errorf("%q is laid out %q, %v", text, got, err)
			}
		} else if err == nil && !severalTexts(text) {
			t.Errorf("%q is no JSON, laid out %q", text, got)
		}
		if clean := strings.ReplaceAll(text, "\x1e", ""); squeeze(strings.ReplaceAll(got, "\x1e", "")) != squeeze(clean) {
			t.Errorf("%q lost or gained: %q", text, got)
		}
	})
}

// ownSpace takes spaces out, of which there is one after each colon.
func ownSpace(s string) string { return strings.ReplaceAll(s, " ", "") }

// severalTexts reports whether text is JSON texts, or none.
func severalTexts(text string) bool {
	if strings.HasPrefix(text, ")") {
		_, text, _ = strings.Cut(text, "\n")
	}
	d := json.NewDecoder(strings.NewReader(strings.ReplaceAll(text, "\x1e", " ")))
	for {
		var v json.RawMessage
		if err := d.Decode(&v); err != nil {
			return err.Error() == "EOF"
		}
	}
}
