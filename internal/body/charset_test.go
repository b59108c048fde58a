package body

import (
	"io"
	"strings"
	"testing"
)

func TestUTF8(t *testing.T) {
	tests := []struct {
		name, contentType string
		kind              Kind
		text, want, label string
	}{
		{"a mark comes first", "text/plain; charset=iso-8859-1", PlainText, "\xef\xbb\xbfé", "é", "utf-8"},
		{"a mark of UTF-16", "", PlainText, "\xfe\xff\x00a\x00\xe9", "aé", "utf-16be"},
		{"a mark of UTF-16, the other way", "", JSON, "\xff\xfea\x00", "a", "utf-16le"},
		{"Content-Type", "text/html; charset=Shift_JIS", HTML, "\x83\x65\x83\x58\x83\x67", "テスト", "shift_jis"},
		{"Content-Type before meta", "text/html; charset=gbk", HTML, "<meta charset=koi8-r>\xc4\xe3", "<meta charset=koi8-r>你", "gbk"},
		{"latin-1 is windows-1252", "text/plain; charset=iso-8859-1", PlainText, "\x80\xe9", "€é", "windows-1252"},
		{"a charset that does not exist", "text/plain; charset=foo", PlainText, "é", "é", "utf-8"},
		{"a charset that browsers refuse", "text/plain; charset=iso-2022-kr", PlainText, "plain", "plain", "utf-8"},
		{"the same in HTML", "text/html", HTML, "<meta charset=hz-gb-2312>é", "<meta charset=hz-gb-2312>é", "utf-8"},
		{"RFC 8259 §8.1: JSON", "application/json", JSON, "\"\xff\"", "\"\xff\"", "utf-8"},
		{"HTML's meta", "text/html", HTML, "<meta charset=koi8-r>\xc1", "<meta charset=koi8-r>а", "koi8-r"},
		{"HTML's older meta", "text/html", HTML, `<meta http-equiv=content-type content="text/html; charset=euc-kr">` + "\xb0\xa1", `<meta http-equiv=content-type content="text/html; charset=euc-kr">가`, "euc-kr"},
		{"meta in what is not HTML", "text/plain", PlainText, "<meta charset=koi8-r>\xc1", "<meta charset=koi8-r>Á", "windows-1252"},
		{"XML's declaration", "text/xml", XML, `<?xml version="1.0" encoding='iso-8859-2'?>` + "\xb1", `<?xml version="1.0" encoding='iso-8859-2'?>ą`, "iso-8859-2"},
		{"XML without one", "text/xml", XML, "<a>é</a>", "<a>é</a>", "utf-8"},
		{"XML appendix F", "text/xml", XML, "<\x00?\x00x\x00", "<?x", "utf-16le"},
		{"a declaration that its own text belies", "text/xml", XML, `<?xml encoding="utf-16"?>`, `<?xml encoding="utf-16"?>`, "utf-8"},
		{"text that is UTF-8", "text/plain", PlainText, "naïve", "naïve", "utf-8"},
		{"text that is not", "text/plain", PlainText, "na\xefve", "naïve", "windows-1252"},
		{"text that begins with ASCII", "text/plain", PlainText, strings.Repeat("a", 2000) + "é", strings.Repeat("a", 2000) + "é", "utf-8"},
		{"a character at the end of what is looked at", "text/html", HTML, strings.Repeat("a", 1020) + "éé", strings.Repeat("a", 1020) + "éé", "utf-8"},
		{"one cut short", "text/plain", PlainText, "é\xc3", "é\xc3", "utf-8"},
		{"nothing", "", PlainText, "", "", "utf-8"},
		{"a character cut in two", "text/plain; charset=euc-jp", PlainText, "a\xa4", "a\ufffd", "euc-jp"},
	}
	for _, test := range tests {
		r, label := UTF8(strings.NewReader(test.text), test.contentType, test.kind)
		got, err := io.ReadAll(r)
		if string(got) != test.want || label != test.label || err != nil {
			t.Errorf("%s: %q in %s, %v; want %q in %s", test.name, got, label, err, test.want, test.label)
		}
	}
}

func TestPrintable(t *testing.T) {
	tests := []struct{ text, want string }{
		{"plain é 漢 👩‍🚀", "plain é 漢 👩‍🚀"},
		{"\x1b]0;title\x07\x1b[2J", "␛]0;title␇␛[2J"},
		{"a\tb\r\n\x00\x7f", "a b␍␊␀␡"},
		{"\u009b31m", "<U+009B>31m"},
		{"\u202etxt.exe\u200b\ufeff", "<U+202E>txt.exe<U+200B><U+FEFF>"},
		{"\xff\xc3", "<FF><C3>"},
		{"\U000e0041\U0010ffff", "<U+E0041><U+10FFFF>"},
		{"\u00a0\u3000\ufffd", "\u00a0\u3000\ufffd"},
	}
	for _, test := range tests {
		if got := string(Printable(nil, test.text)); got != test.want {
			t.Errorf("%q: %q, want %q", test.text, got, test.want)
		}
	}
}
