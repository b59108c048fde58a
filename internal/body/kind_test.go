package body

import "testing"

func TestKindOf(t *testing.T) {
	tests := []struct {
		contentType, begin string
		want               Kind
	}{
		{"text/html; charset=utf-8", "", HTML},
		{"Application/JSON;charset=UTF-8", "{}", JSON},
		{"application/problem+json", "", JSON},
		{"application/x-ndjson", "", JSON},
		{"application/atom+xml", "", XML},
		{"image/svg+xml", "", XML},
		{"image/png", "", Picture},
		{"text/css", "", PlainText},
		{"text/javascript", "", PlainText},
		{"application/javascript", "", PlainText},
		{"application/x-www-form-urlencoded", "a=b", Form},
		{"multipart/form-data; boundary=x", "", Multipart},
		{"video/mp4", "", Binary},
		// RFC 9110 §8.3: without Content-Type the recipient may look at the content.
		{"", "", PlainText},
		{"", "hello", PlainText},
		{"", " {\"a\":1}", JSON},
		{"", "\xef\xbb\xbf[1]", JSON},
		{"", "<!DOCTYPE html><p>", HTML},
		{"", "<?xml version='1.0'?>", XML},
		{"", "\x89PNG\r\n\x1a\n", Picture},
		{"", "\x00\x01\x02", Binary},
		{"application/octet-stream", "plain", PlainText},
		{"application/octet-stream", "\x1f\x8b\x08", Binary},
		{"nonsense", "plain", PlainText},
		// said to be text, and is not
		{"text/plain", "\x00\x01\x02\x03", Binary},
		{"application/json", "\x00\x01\x02\x03", Binary},
		{"text/plain", "\xff\xfea\x00b\x00", PlainText},
		{"text/plain; charset=utf-16le", "a\x00b\x00", PlainText},
	}
	for _, test := range tests {
		if got := KindOf(test.contentType, []byte(test.begin)); got != test.want {
			t.Errorf("%q of %q: %d, want %d", test.begin, test.contentType, got, test.want)
		}
	}
}

// RFC 9110 §5.6.6, and what is sent instead.
func TestParameter(t *testing.T) {
	tests := []struct{ field, name, want string }{
		{"text/html; charset=utf-8", "charset", "utf-8"},
		{"text/html;CHARSET = \"utf-8\" ; x=y", "charset", "utf-8"},
		{`a/b; x="a;b=c"; b=d`, "b", "d"},
		{`a/b; x="a\"b\\c"`, "x", `a"b\c`},
		{`a/b; x="C:\dir\file"`, "x", `C:\dir\file`},
		{`a/b; x="open`, "x", "open"},
		{"a/b; x=1; x=2", "x", "1"},
		{"a/b; x", "x", ""},
		{"charset=utf-8", "charset", ""},
		{"", "x", ""},
	}
	for _, test := range tests {
		if got := Parameter(test.field, test.name); got != test.want {
			t.Errorf("%s of %s: %q, want %q", test.name, test.field, got, test.want)
		}
	}
}
