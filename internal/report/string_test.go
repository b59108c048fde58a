package report

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"
)

// A JSON string is the text that went in, with U+FFFD for what is not UTF-8,
// and is spelled so that a terminal has nothing to obey.
func TestJSONString(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"empty", "", `""`},
		{"plain", "GET /index.html", `"GET /index.html"`},
		{"eight plain bytes and a quote", `12345678"`, `"12345678\""`},
		{"a quote among eight", `123"5678`, `"123\"5678"`},
		{"backslash", `C:\x`, `"C:\\x"`},
		{"line ends and tab", "a\r\n\tb", `"a\r\n\tb"`},
		{"NUL", "a\x00b", `"a\u0000b"`},
		{"escape sequence", "\x1b[2J", `"\u001b[2J"`},
		{"the last control character and the first that is none", "\x1f ", `"\u001f "`},
		{"DEL", "~\x7f", `"~\u007f"`},
		{"C1 as UTF-8", "\u0085\u009b31m", `"\u0085\u009b31m"`},
		{"no-break space is no control", "\u00a0", "\"\u00a0\""},
		{"direction turned round", "a\u202eb\u2066c\u061c", `"a\u202eb\u2066c\u061c"`},
		{"line separator", "\u2028", `"\u2028"`},
		{"soft hyphen and byte order mark", "\u00ad\ufeff", `"\u00ad\ufeff"`},
		{"format character beyond 16 bits", "\U000e0041", `"\udb40\udc41"`},
		{"text of other scripts stays", "网络 ελ ß 😀", `"网络 ελ ß 😀"`},
		{"C1 as a lone byte", "a\x9bb", `"a` + "\ufffd" + `b"`},
		{"each wrong byte on its own", "\xff\xfe", `"` + "\ufffd\ufffd" + `"`},
		{"cut in the middle of a rune", "\xe7\xbd", `"` + "\ufffd\ufffd" + `"`},
		{"overlong", "\xc0\xaf", `"` + "\ufffd\ufffd" + `"`},
		{"surrogate", "\xed\xa0\x80", `"` + "\ufffd\ufffd\ufffd" + `"`},
		{"U+FFFD itself", "\ufffd", `"` + "\ufffd" + `"`},
	} {
		got := string(appendString(nil, []byte(c.in)))
		if got != c.want {
			t.Errorf("%s: %q is %s, want %s", c.name, c.in, got, c.want)
		}
		checkString(t, c.in, got)
	}
}

// Each byte, at each place of the eight that are looked at together, comes
// out right.
func TestJSONStringOfEachByteAtEachPlace(t *testing.T) {
	for c := range 256 {
		for at := range 19 {
			in := []byte(strings.Repeat("a", 19))
			in[at] = byte(c)
			checkString(t, string(in), string(appendString(nil, in)))
		}
	}
}

func checkString(t *testing.T, in, got string) {
	t.Helper()
	var back string
	if err := json.Unmarshal([]byte(got), &back); err != nil {
		t.Fatalf("%q is no JSON: %v: %s", in, err, got)
	}
	if want := string([]rune(in)); back != want { // one U+FFFD for each wrong byte, as encoding/json does
		t.Fatalf("%q is read back as %q, want %q", in, back, want)
	}
	checkTerminal(t, got)
}

// checkTerminal fails if a terminal that shows s would do more than show it.
func checkTerminal(t *testing.T, s string) {
	t.Helper()
	if !utf8.ValidString(s) {
		t.Fatalf("not UTF-8: %q", s)
	}
	for _, r := range s {
		if isObeyed(r) {
			t.Fatalf("%U in %q", r, s)
		}
	}
}

// What is shown to people never holds what a terminal obeys.
func TestClean(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"plain", "text/html", "text/html"},
		{"escape sequence", "\x1b]0;title\a", "\ufffd]0;title\ufffd"},
		{"line end", "a\r\nb", "a\ufffd\ufffdb"},
		{"C1", "\u009b2J", "\ufffd2J"},
		{"DEL", "\x7f", "\ufffd"},
		{"not UTF-8", "\xff\xc3", "\ufffd\ufffd"},
		{"direction turned round", "evil\u202egnp.exe", "evil\ufffdgnp.exe"},
		{"Arabic letter mark", "\u061c", "\ufffd"},
		{"no width", "a\u200bb\u2060c", "a\ufffdb\ufffdc"},
		{"text of other scripts stays", "首页 é", "首页 é"},
	} {
		if got := string(appendClean(nil, c.in)); got != c.want {
			t.Errorf("%s: %q is shown as %q, want %q", c.name, c.in, got, c.want)
		}
	}
}

func FuzzString(f *testing.F) {
	for _, s := range []string{"", "abcdefgh\"", "\x1b[31m", "\u202e\U000e0041", "\xff\xed\xa0\x80", "12345678\x7f"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		checkString(t, string(in), string(appendString(nil, in)))
		checkTerminal(t, string(appendClean(nil, in)))
	})
}
