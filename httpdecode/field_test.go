package httpdecode

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

func TestFields(t *testing.T) {
	tests := []struct{ rule, lines, want, notes string }{
		{"blanks around the value", "A:  b c \t\r\nB:c\r\n", "[A|b c][B|c]", ""},
		{"empty value", "A:\r\nB: \r\n", "[A|][B|]", ""},
		{"colons in the value", "A: b:c\r\n", "[A|b:c]", ""},
		{"spelling and order are kept", "b: 1\r\nB: 2\r\na: 3\r\n", "[b|1][B|2][a|3]", ""},
		{"bare LF", "A: b\nB: c\r\n", "[A|b][B|c]", "bare-lf"},
		{"bare CR", "A: b\rc\r\n", "[A|b\rc]", "bare-cr"},
		{"NUL", "A: b\x00c\r\n", "[A|b\x00c]", "nul-byte"},
		{"folded", "A: b\r\n  c\r\n\td\r\nB: e\r\n", "[A|b    c   d][B|e]", "folded-field"},
		{"folded empty value", "A:\r\n b\r\n", "[A|b]", "folded-field"},
		{"folded empty value, twice", "A: \r\n \r\n b\r\n c\r\n", "[A|b   c]", "folded-field"},
		{"folded, nothing in it", "A: b\r\n \r\nB: c\r\n", "[A|b][B|c]", "folded-field"},
		{"folded at once", " A: b\r\nB: c\r\n", "[B|c]", "folded-field"},
		{"folded after no field", "A: b\r\nnothing\r\n c\r\n", "[A|b]", "folded-field,no-colon"},
		{"blanks before the colon", "A : b\r\nB\t: c\r\n", "[A|b][B|c]", "space-before-colon"},
		{"no colon", "A: b\r\nnothing\r\nB: c\r\n", "[A|b][B|c]", "no-colon"},
		{"no name", ": b\r\nB: c\r\n", "[B|c]", "no-colon"},
		{"cut within a line", "A: b\r\nB: c", "[A|b]", ""},
		{"other charsets", "A: \xe9\xff\r\n", "[A|\xe9\xff]", ""},
	}
	for _, test := range tests {
		t.Run(test.rule, func(t *testing.T) {
			var m Message
			m.head = []byte("GET / HTTP/1.1\r\n" + test.lines)
			notes, ok := m.parseHead(ToServer, lineEnds(m.head))
			if got := fieldText(m.Fields); !ok || got != test.want || noteWords(notes) != test.notes {
				t.Errorf("got %q, notes %q; want %q, %q", got, noteWords(notes), test.want, test.notes)
			}
		})
	}
}

func TestStartLines(t *testing.T) {
	tests := []struct {
		d    Direction
		line string
		want string // divided by |, empty when it is none
		odd  bool
	}{
		{ToServer, "GET / HTTP/1.1", "GET|/|HTTP/1.1", false},
		{ToServer, "OPTIONS * HTTP/1.0", "OPTIONS|*|HTTP/1.0", false},
		{ToServer, "get http://a/b?c HTTP/1.1", "get|http://a/b?c|HTTP/1.1", false},
		{ToServer, "GET /a b HTTP/1.1", "GET|/a b|HTTP/1.1", true},
		{ToServer, "GET  /a  HTTP/1.1 ", "GET|/a|HTTP/1.1", true},
		{ToServer, "GET  HTTP/1.1", "GET||HTTP/1.1", true},
		{ToServer, "GET /", "GET|/|", false},
		{ToServer, "FOO /", "", false},
		{ToServer, "GET key", "", false},
		{ToServer, "GET / http/1.1", "GET|/|http/1.1", true},
		{ToServer, "GET / HTTP/1.00", "GET|/|HTTP/1.00", true},
		{ToServer, "FOO / http/1.1", "", false},
		{ToServer, "GET\t/a\x0bHTTP/1.1\r", "GET|/a|HTTP/1.1", true},
		{ToServer, "GET /a\tb HTTP/1.1", "GET|/a\tb|HTTP/1.1", true},
		{ToServer, "G[T / HTTP/1.1", "", false},
		{ToServer, "GET", "", false},
		{ToServer, " / HTTP/1.1", "", false},
		{ToServer, "", "", false},
		{ToServer, strings.Repeat("M", 65) + " / HTTP/1.1", "", false},
		{ToClient, "HTTP/1.1 200 OK", "200|OK|HTTP/1.1", false},
		{ToClient, "HTTP/1.1 200 ", "200||HTTP/1.1", false},
		{ToClient, "HTTP/1.1 200", "200||HTTP/1.1", false},
		{ToClient, "HTTP/1.0  404 Not here", "404|Not here|HTTP/1.0", true},
		{ToClient, "HTTP/1.1 700 \xe4\xbd\xa0", "700|\xe4\xbd\xa0|HTTP/1.1", false},
		{ToClient, "HTTP/1.1 20 OK", "20|OK|HTTP/1.1", true},
		{ToClient, "HTTP/1.1 20x ok", "20|x ok|HTTP/1.1", true},
		{ToClient, "HTTP/1.1 200ok", "200|ok|HTTP/1.1", true},
		{ToClient, "HTTP/1.1\t200\tOK", "200|OK|HTTP/1.1", true},
		{ToClient, "HTTP/1.1 2000", "2000||HTTP/1.1", true},
		{ToClient, "HTTP/1.1 20000", "", false},
		{ToClient, "HTTP/1.1 OK", "", false},
		{ToClient, "HTTP/1.1", "", false},
		{ToClient, "HTTP/1.1foobar", "", false},
		{ToClient, "HTTP/11 200 OK", "200|OK|HTTP/11", true},
		{ToClient, "HTTP/1.00 200 OK", "200|OK|HTTP/1.00", true},
		{ToClient, "http/1.0 200 ok", "200|ok|http/1.0", true},
		{ToClient, "HTTP/2 200", "200||HTTP/2", true},
		{ToClient, "HTTP/x.1 200 OK", "", false},
		{ToClient, "ICY 200 OK", "200|OK|ICY", true},
		{ToClient, "RTSP/1.0 200 OK", "", false},
	}
	for _, test := range tests {
		var l startLine
		got := ""
		if l.parse(test.d, []byte(test.line)) {
			if got = fmt.Sprintf("%s|%s|%s", l.method, l.target, l.version); test.d == ToClient {
				got = fmt.Sprintf("%d|%s|%s", l.status, l.reason, l.version)
			}
		}
		if got != test.want || got != "" && l.isOdd() != test.odd {
			t.Errorf("%q: %q, odd %v; want %q, %v", test.line, got, l.isOdd(), test.want, test.odd)
		}
		for i := 1; test.want != "" && i <= len(test.line); i++ {
			if !couldStart(test.d, []byte(test.line[:i]), !l.loose) {
				t.Errorf("%q is said not to begin a start line", test.line[:i])
			}
		}
	}
}

func TestParseHead(t *testing.T) {
	var m Message
	head := []byte("HTTP/1.1 200 OK\r\nA: b\r\n c\r\nSet-Cookie: x\r\n\r\n")
	before := string(head)
	if err := ParseHead(head, ToClient, &m); err != nil || m.Status != 200 || string(m.Get("a")) != "b   c" || m.HeaderBytes != int64(len(head)) {
		t.Errorf("%+v, %v", m, err)
	}
	if string(head) != before {
		t.Errorf("what was given is changed to %q", head)
	}
	if m.Get("B") != nil {
		t.Errorf("a field that is not there is %q", m.Get("B"))
	}
	err := ParseHead([]byte("rubbish\r\nA: b\r\n\r\n"), ToClient, &m)
	if e := new(HeadError); !errors.As(err, &e) || !strings.Contains(err.Error(), `"rubbish\r" is no status line`) {
		t.Errorf("error %v", err)
	}
}

func TestURL(t *testing.T) {
	tests := []struct{ head, url, host string }{
		{lines("GET /a?b HTTP/1.1", "Host: h:81"), "http://h:81/a?b", "h:81"},
		{lines("GET http://u:p@x:8080/a?b=http://y/ HTTP/1.1", "Host: h"), "http://u:p@x:8080/a?b=http://y/", "x:8080"},
		{lines("GET https://x HTTP/1.1"), "https://x", "x"},
		{lines("GET /?u=http://y/ HTTP/1.1", "host: h"), "http://h/?u=http://y/", "h"},
		{lines("CONNECT h:443 HTTP/1.1", "Host: other"), "h:443", "h:443"},
		{lines("OPTIONS * HTTP/1.1", "Host: h"), "http://h", "h"},
		{lines("GET a HTTP/1.1", "Host: h"), "http://h/a", "h"},
		{lines("GET / HTTP/1.0"), "http://192.0.2.1:80/", ""},
	}
	for _, test := range tests {
		var x Exchange
		if err := ParseHead([]byte(test.head), ToServer, &x.Request); err != nil {
			t.Fatal(err)
		}
		if url, host := URL(nil, &x, "192.0.2.1:80"), Host(&x); string(url) != test.url || string(host) != test.host {
			t.Errorf("%q: %s of %s; want %s of %s", test.head, url, host, test.url, test.host)
		}
	}
}

func TestMediaType(t *testing.T) {
	for value, want := range map[string]string{"text/html; charset=utf-8": "text/html", " Text/HTML ;x": "Text/HTML", "": ""} {
		m := Message{Fields: []Field{{[]byte("content-type"), []byte(value)}}}
		if got := string(m.MediaType()); got != want {
			t.Errorf("%q: %q, want %q", value, got, want)
		}
	}
}
