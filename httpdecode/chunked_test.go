package httpdecode

import (
	"math"
	"strings"
	"testing"
)

func TestChunkSize(t *testing.T) {
	tests := []struct {
		line  string
		size  int64
		notes string
	}{
		{"0\r\n", 0, ""},
		{"1aF\r\n", 0x1af, ""},
		{"5;a=b; c=\"d\"\r\n", 5, ""},
		{"5\n", 5, "bare-lf"},
		{"5 \r\n", 5, "odd-chunk-size"},
		{" \t5\r\n", 5, "odd-chunk-size"},
		{"5 ;a\r\n", 5, "odd-chunk-size"},
		{"000000005\r\n", 5, "odd-chunk-size"},
		{"00000000000000000000000005\r\n", 5, "odd-chunk-size"},
		{"fffffffffffffff\r\n", 0xfffffffffffffff, ""},
		{"ffffffffffffffff\r\n", math.MaxInt64, "huge-length"},
		{"10000000000000005\r\n", math.MaxInt64, "huge-length"},
		{"\r\n", noSize, "odd-chunk-size"},
		{"\x0c5\r\n", 5, "odd-chunk-size"},
		{"5\r\r\n", 5, "odd-chunk-size"},
		{"0x5\r\n", 5, "odd-chunk-size"},
		{"5 5\r\n", 5, "odd-chunk-size"},
		{";a\r\n", badSize, ""},
		{"0x\r\n", badSize, ""},
		{"-5\r\n", badSize, ""},
		{"5_0\r\n", badSize, ""},
		{"five\r\n", badSize, ""},
	}
	for _, test := range tests {
		if size, notes := parseChunkSize([]byte(test.line)); size != test.size || noteWords(notes) != test.notes {
			t.Errorf("%q: %d, notes %q; want %d, %q", test.line, size, noteWords(notes), test.size, test.notes)
		}
	}
}

func TestChunkedBody(t *testing.T) {
	tests := []struct {
		rule, chunks, body, trailers string
		complete                     bool
		notes                        string
	}{
		{"extensions and trailers", "3;x=y\r\nabc\r\n2\r\nde\r\n0;z\r\nA: b\r\nC: d\r\n\r\n", "abcde", "[A|b][C|d]", true, ""},
		{"no chunk but the last", "0\r\n\r\n", "", "", true, ""},
		{"last chunk of several zeros", "000\r\n\r\n", "", "", true, ""},
		{"CRLF within a chunk", "4\r\n\r\n\r\n\r\n0\r\n\r\n", "\r\n\r\n", "", true, ""},
		{"bare LF", "3\nabc\n0\n\n", "abc", "", true, "bare-lf"},
		{"folded trailer", "0\r\nA: b\r\n c\r\n\r\n", "", "[A|b   c]", true, "folded-field"},
		{"no line end after the data", "3\r\nabcd\r\n0\r\n\r\n", "abc", "", false, "bad-chunk"},
		{"no size", ";\r\n", "", "", false, "bad-chunk"},
		{"an empty line before a size", "3\r\nabc\r\n\r\n1\r\nd\r\n0\r\n\r\n", "abcd", "", true, "odd-chunk-size"},
		{"extensions without end", "1;" + strings.Repeat("x", 3*MaxChunkLine), "", "", false, "truncated,odd-chunk-size"},
		{"long extensions", "1;" + strings.Repeat("x", 3*MaxChunkLine) + "\r\nA\r\n0\r\n\r\n", "A", "", true, "odd-chunk-size"},
		{"digits without end", strings.Repeat("1", 3*MaxChunkLine), "", "", false, "bad-chunk"},
	}
	for _, test := range tests {
		t.Run(test.rule, func(t *testing.T) {
			r := run(t, c(lines("GET / HTTP/1.1")), s(lines("HTTP/1.1 200 OK", "Transfer-Encoding: chunked")+test.chunks))[0]
			if r.body[1] != test.body || r.whole[1] != test.complete || noteWords(r.notes) != test.notes || !strings.Contains(r.text, "trailers="+test.trailers+" ") {
				t.Errorf("want body %q, trailers %q, complete %v, notes %q; got\n%s", test.body, test.trailers, test.complete, test.notes, r.text)
			}
		})
	}
}
