package meaning

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestMediaTypeWeight(t *testing.T) { // RFC 9110 §12.5.1
	const accept = "text/*;q=0.3, text/plain;q=0.7, text/plain;format=flowed, text/plain;format=fixed;q=0.4, */*;q=0.5"
	for _, c := range []struct {
		accept, media string
		want          float64
		known         bool
	}{
		{accept, "text/html", 0.3, true}, {accept, "image/jpeg", 0.5, true}, {accept, "text/plain", 0, false},
		{"text/html", "TEXT/HTML; charset=utf-8", 1, true}, {"text/html", "image/png", 0, true}, {"image/png;q=0, */*", "image/png", 0, true},
		{"text/html;q=2", "text/html", 0, false}, {"text/html;q=0.0001", "text/html", 0, false}, {"text/html;q=0.5, text/html;q=1", "text/html", 0.5, false}, {"text/html;q=1.", "text/html", 1, true}, {"text/html", "html", 0, false}, {"", "text/html", 0, false},
	} {
		if w, known := MediaTypeWeight(c.accept, c.media); w != c.want || known != c.known {
			t.Errorf("%s of %q: %v, %v", c.media, c.accept, w, known)
		}
	}
}

func TestCodingWeight(t *testing.T) { // RFC 9110 §12.5.3
	for _, c := range []struct {
		accept, coding string
		want           float64
	}{{"gzip, br;q=0.5", "br", 0.5}, {"gzip", "zstd", 0}, {"*;q=0.1", "zstd", 0.1}, {"gzip;q=0, *", "gzip", 0}, {"x-gzip", "gzip", 1}, {"", "gzip", 0}} {
		if w, known := CodingWeight(c.accept, c.coding); w != c.want || !known {
			t.Errorf("%s of %q: %v, want %v", c.coding, c.accept, w, c.want)
		}
	}
}

func TestParseContentRange(t *testing.T) { // RFC 9110 §14.4
	for in, want := range map[string]ContentRange{
		"bytes 42-1233/1234": {"bytes", "42", "1233", "1234", false},
		"bytes 42-1233/*":    {"bytes", "42", "1233", "", false},
		"bytes */1234":       {"bytes", "", "", "1234", true},
		"bytes 007-9/00010":  {"bytes", "7", "9", "10", false},
		"bytes 9223372036854775806-99999999999999999999/100000000000000000000": {"bytes", "9223372036854775806", "99999999999999999999", "100000000000000000000", false},
		"seconds 0-0/1": {"seconds", "0", "0", "1", false},
	} {
		got, ok := ParseContentRange(in)
		if d := cmp.Diff(want, got); d != "" || !ok {
			t.Errorf("%s: %v\n%s", in, ok, d)
		}
	}
	for _, in := range []string{"", "bytes", "bytes 5-4/10", "bytes 0-10/10", "bytes */*", "bytes -5/10", "bytes 0-/10", "bytes 0-1", "bytes=0-1/2", "bytes 0-1/x"} {
		if c, ok := ParseContentRange(in); ok {
			t.Errorf("%q is %+v, want it not valid", in, c)
		}
	}
}

func TestExplainRangesAndExpect(t *testing.T) {
	for _, c := range []struct{ name, trace, says string }{
		{"§14.4: a part", "> GET / HTTP/1.1\n> Range: bytes=0-9\n< HTTP/1.1 206 P\n< Content-Range: bytes 0-9/100", "bytes 0 to 9 of 100 are sent."},
		{"§14.4: a part of what is not known", "> GET / HTTP/1.1\n> Range: bytes=0-9\n< HTTP/1.1 206 P\n< Content-Range: bytes 0-9/*", "not told"},
		{"§14.4: wrong", "> GET / HTTP/1.1\n> Range: bytes=0-9\n< HTTP/1.1 206 P\n< Content-Range: bytes 9-0/1", "not valid"},
		{"§14.2: ignored", "> GET / HTTP/1.1\n> Range: bytes=0-9\n< HTTP/1.1 200 OK", "the answer is 200, the whole"},
		{"§15.5.17: none", "> GET / HTTP/1.1\n> Range: bytes=500-\n< HTTP/1.1 416 R\n< Content-Range: bytes */100", "the whole has 100 bytes"},
		{"§15.3.7.2: several", "> GET / HTTP/1.1\n> Range: bytes=0-1,5-6\n< HTTP/1.1 206 P\n< Content-Type: multipart/byteranges; boundary=x", "each of its parts is to tell its own place"},
		{"§10.1.1: continued", "> PUT / HTTP/1.1\n> Content-Length: 9\n> Expect: 100-Continue\n< HTTP/1.1 100 Continue\n< HTTP/1.1 201 Created", "says go on (100)"},
		{"§10.1.1: refused", "> PUT / HTTP/1.1\n> Content-Length: 9\n> Expect: 100-continue\n< HTTP/1.1 417 E", "repeat the request without Expect"},
		{"§10.1.1: at once", "> PUT / HTTP/1.1\n> Content-Length: 9\n> Expect: 100-continue\n< HTTP/1.1 413 E", "No 100 was seen before the final response"},
		{"§10.1.1: open", "> PUT / HTTP/1.1\n> Content-Length: 9\n> Expect: 100-continue", "Neither a response nor content"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, r := range Explain(trace(c.trace)) {
				if r.Topic == Ranges || r.Topic == Expectation {
					got = append(got, r.Text[English])
				}
			}
			if len(got) != 1 || !strings.Contains(got[0], c.says) {
				t.Errorf("%q, want %q", got, c.says)
			}
		})
	}
}
