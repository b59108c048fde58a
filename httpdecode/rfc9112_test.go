package httpdecode

import (
	"fmt"
	"strings"
	"testing"
)

// rule is a sentence of an RFC with a conversation that it decides.
type rule struct {
	section, rule string
	packets       []packet
	want          string // summary of each exchange
}

// summary is a line for an exchange: the messages with their bodies, what is
// incomplete, and the notes.
func summary(r record) string {
	var b strings.Builder
	if r.seen[ToServer] {
		fmt.Fprintf(&b, "%s %s %q", r.method, r.target, r.body[ToServer])
		if !r.whole[ToServer] {
			b.WriteString(" incomplete")
		}
	}
	b.WriteString(" > ")
	if r.seen[ToClient] {
		fmt.Fprintf(&b, "%d %q", r.status, r.body[ToClient])
		if !r.whole[ToClient] {
			b.WriteString(" incomplete")
		}
	}
	if r.notes != 0 {
		b.WriteString(" " + noteWords(r.notes))
	}
	return strings.ReplaceAll(strings.TrimSpace(b.String()), "  ", " ")
}

func checkRules(t *testing.T, rules []rule) {
	for _, test := range rules {
		t.Run(test.section+" "+test.rule, func(t *testing.T) {
			for _, cut := range []func(int) int{whole, func(int) int { return 1 }} {
				r := newRecorder(t, captureOf(test.packets))
				play(r, test.packets, cut)
				var got []string
				for _, x := range r.done {
					got = append(got, summary(x))
				}
				if strings.Join(got, "\n") != test.want {
					t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), test.want)
				}
			}
		})
	}
}

var (
	plainGet = c(lines("GET / HTTP/1.1", "Host: a"))
	noBody   = s(lines("HTTP/1.1 204 No Content"))
)

// TestRFC9112 has the rules and examples of RFC 9112.
func TestRFC9112(t *testing.T) {
	ok := "HTTP/1.1 200 OK"
	checkRules(t, []rule{
		{"2.1", "the example of a message exchange",
			[]packet{c("GET /hello.txt HTTP/1.1\r\nUser-Agent: curl/7.64.1\r\nHost: www.example.com\r\nAccept-Language: en, mi\r\n\r\n"),
				s("HTTP/1.1 200 OK\r\nDate: Mon, 27 Jul 2009 12:28:53 GMT\r\nServer: Apache\r\nLast-Modified: Wed, 22 Jul 2009 19:15:56 GMT\r\nETag: \"34aa387-d-1568eb00\"\r\n" +
					"Accept-Ranges: bytes\r\nContent-Length: 51\r\nVary: Accept-Encoding\r\nContent-Type: text/plain\r\n\r\nHello World! My content includes a trailing CRLF.\r\n")},
			`GET /hello.txt "" > 200 "Hello World! My content includes a trailing CRLF.\r\n"`},
		{"2.2", "a recipient may recognise a single LF as a line terminator", []packet{c("GET / HTTP/1.1\nHost: a\n\n"), s("HTTP/1.1 200 OK\nContent-Length: 1\n\nx")},
			`GET / "" > 200 "x" bare-lf`},
		{"2.2", "a bare CR is no line terminator", []packet{c("GET / HTTP/1.1\r\nA: b\rc: d\r\n\r\n"), noBody}, `GET / "" > 204 "" bare-cr`},
		{"2.2", "an empty line before a request line is ignored", []packet{c("\r\n" + lines("GET / HTTP/1.1")), noBody}, `GET / "" > 204 ""`},
		{"2.2", "and so are more of them", []packet{c("\r\n\r\n" + lines("GET / HTTP/1.1")), noBody}, `GET / "" > 204 "" empty-lines`},
		{"2.2", "and after a body", []packet{c(lines("POST / HTTP/1.1", "Content-Length: 1") + "x\r\n" + lines("GET /1 HTTP/1.1")), noBody, noBody},
			"POST / \"x\" > 204 \"\"\nGET /1 \"\" > 204 \"\""},
		{"2.2", "whitespace between start line and first field is consumed with its line", []packet{c("GET / HTTP/1.1\r\n Transfer-Encoding: chunked\r\nHost: a\r\n\r\n"), noBody},
			`GET / "" > 204 "" folded-field`},
		{"2.3", "the version is two digits", []packet{c(lines("GET / HTTP/2.7")), s(lines("HTTP/1.9 204 X"))}, `GET / "" > 204 "" odd-version`},
		{"2.3", "the name is case-sensitive, and read in any case", []packet{plainGet, s(lines("http/1.1 204 X"))}, `GET / "" > 204 "" odd-start-line`},
		{"2.3", "more digits are read too", []packet{plainGet, s(lines("HTTP/1.00 200 X", "Content-Length: 1") + "x")}, `GET / "" > 200 "x" odd-start-line`},
		{"3", "any form of whitespace may separate", []packet{c("GET\t/a\x0bHTTP/1.1\r\n\r\n"), noBody}, `GET /a "" > 204 "" odd-start-line`},
		{"3", "whitespace in the target stays there", []packet{c("GET /a b HTTP/1.1\r\n\r\n"), noBody}, `GET /a b "" > 204 "" odd-start-line`},
		{"3.1", "the method is case-sensitive, any token", []packet{c(lines("get / HTTP/1.1") + lines("QUERY / HTTP/1.1", "Content-Length: 1") + "q" + lines("!#$%&'*+-.^_`|~aZ09 / HTTP/1.1"))},
			"get / \"\" >\nQUERY / \"q\" >\n!#$%&'*+-.^_`|~aZ09 / \"\" >"},
		{"3.2.1", "origin-form", []packet{c("GET /where?q=now HTTP/1.1\r\nHost: www.example.org\r\n\r\n")}, `GET /where?q=now "" >`},
		{"3.2.2", "absolute-form", []packet{c("GET http://www.example.org/pub/WWW/TheProject.html HTTP/1.1\r\n\r\n")}, `GET http://www.example.org/pub/WWW/TheProject.html "" >`},
		{"3.2.3", "authority-form", []packet{c("CONNECT www.example.com:80 HTTP/1.1\r\nHost: www.example.com\r\n\r\n")}, `CONNECT www.example.com:80 "" >`},
		{"3.2.4", "asterisk-form", []packet{c("OPTIONS * HTTP/1.1\r\nHost: www.example.org:8001\r\n\r\n")}, `OPTIONS * "" >`},
		{"3", "a long request line, at least 8000 octets", []packet{c(lines("GET /" + strings.Repeat("x", 9000) + " HTTP/1.1")), noBody}, `GET /` + strings.Repeat("x", 9000) + ` "" > 204 ""`},
		{"4", "the reason may be empty or missing, of any octets", []packet{c(lines("GET /0 HTTP/1.1") + lines("GET /1 HTTP/1.1") + lines("GET /2 HTTP/1.1")),
			s("HTTP/1.1 204 \r\n\r\nHTTP/1.1 204\r\n\r\nHTTP/1.1 204 \xe9\x80\xff\r\n\r\n")},
			"GET /0 \"\" > 204 \"\"\nGET /1 \"\" > 204 \"\"\nGET /2 \"\" > 204 \"\""},
		{"4", "the status is three digits; fewer are read as they are", []packet{plainGet, s(lines("HTTP/1.1 20x ok", "Content-Length: 1") + "x")}, `GET / "" > 20 "x" odd-start-line,odd-status`},
		{"5", "a field name is case-insensitive", []packet{plainGet, s(lines(ok, "cONTENT-lENGTH: 1") + "x")}, `GET / "" > 200 "x"`},
		{"5.1", "no whitespace is allowed before the colon; it is removed from a response", []packet{plainGet, s(lines(ok, "Content-Length : 1") + "x")}, `GET / "" > 200 "x" space-before-colon`},
		{"5.1", "whitespace around the value is no part of it", []packet{plainGet, s(lines(ok, "Content-Length:\t 1 \t") + "x")}, `GET / "" > 200 "x"`},
		{"5.2", "an obsolete fold is read as spaces", []packet{plainGet, s(lines(ok, "Transfer-Encoding:\r\n chunked") + "1\r\nx\r\n0\r\n\r\n")}, `GET / "" > 200 "x" folded-field`},
		{"6", "a body in the request is signalled by a length or coding, whatever the method", []packet{c(lines("GET / HTTP/1.1", "Content-Length: 2") + "ab"), noBody}, `GET / "ab" > 204 "" unexpected-content`},
		{"6.1", "Transfer-Encoding overrides Content-Length", []packet{c(lines("POST / HTTP/1.1", "Content-Length: 30", "Transfer-Encoding: chunked") + "1\r\nx\r\n0\r\n\r\n"), noBody},
			`POST / "x" > 204 "" length-and-chunked`},
		{"6.1", "a sender must not apply chunked twice", []packet{plainGet, s(lines(ok, "Transfer-Encoding: chunked, chunked") + "1\r\nx\r\n0\r\n\r\n")}, `GET / "" > 200 "x" chunked-twice`},
		{"6.1", "the example of gzip and chunked", []packet{plainGet, s(lines(ok, "Transfer-Encoding: gzip, chunked") + "2\r\n\x1f\x8b\r\n0\r\n\r\n")}, `GET / "" > 200 "\x1f\x8b"`},
		{"6.1", "HTTP/1.0 does not know Transfer-Encoding", []packet{plainGet, s(lines("HTTP/1.0 200 OK", "Transfer-Encoding: chunked") + "1\r\nx\r\n0\r\n\r\n"), serverEnd},
			`GET / "" > 200 "x" chunked-in-1.0`},
		{"6.1", "nor is it always true there", []packet{plainGet, s(lines("HTTP/1.0 200 OK", "Transfer-Encoding: chunked") + "xyz"), serverEnd},
			`GET / "" > 200 "xyz" chunked-in-1.0,bad-chunk`},
		{"6.2", "any length is valid", []packet{c(lines("POST / HTTP/1.1", "Content-Length: 18446744073709551615") + lines("GET /smuggled HTTP/1.1"))},
			`POST / "GET /smuggled HTTP/1.1\r\n\r\n" incomplete > truncated,huge-length`},
		{"6.3 rule 1", "responses to HEAD, 1xx, 204 and 304 end with their head",
			[]packet{c(lines("HEAD /0 HTTP/1.1") + lines("GET /1 HTTP/1.1") + lines("GET /2 HTTP/1.1")),
				s(lines(ok, "Content-Length: 9") + lines("HTTP/1.1 102 X", "Content-Length: 9") + lines("HTTP/1.1 204 X", "Content-Length: 9") + lines("HTTP/1.1 304 X", "Transfer-Encoding: chunked"))},
			"HEAD /0 \"\" > 200 \"\"\nGET /1 \"\" > 204 \"\" forbidden-content\nGET /2 \"\" > 304 \"\""},
		{"6.3 rule 2", "a 2xx response to CONNECT has no body, whatever its fields say", []packet{c(lines("CONNECT a:1 HTTP/1.1")), s(lines(ok, "Content-Length: 3", "Transfer-Encoding: chunked") + "abc")},
			`CONNECT a:1 "" > 200 "" forbidden-content`},
		{"6.3 rule 4", "chunked is final: until it ends", []packet{plainGet, s(lines(ok, "Transfer-Encoding: chunked") + "0\r\n\r\n")}, `GET / "" > 200 ""`},
		{"6.3 rule 4", "not final in a response: until the connection closes", []packet{plainGet, s(lines(ok, "Transfer-Encoding: gzip", "Content-Length: 1") + "xyz"), serverEnd},
			`GET / "" > 200 "xyz" length-and-chunked,not-chunked-last`},
		{"6.3 rule 4", "not final in a request: the length cannot be known", []packet{c(lines("POST / HTTP/1.1", "Transfer-Encoding: gzip") + "xyz"), s(lines("HTTP/1.1 400 X", "Content-Length: 0"))},
			`POST / "" incomplete > 400 "" not-chunked-last`},
		{"6.3 rule 5", "an invalid length in a response is unrecoverable: all that follows is shown", []packet{plainGet, s(lines(ok, "Content-Length: 1x") + "xyz"), serverEnd}, `GET / "" > 200 "xyz" bad-length`},
		{"6.3 rule 5", "folded, it is invalid too", []packet{plainGet, s(lines(ok, "Content-Length: 2\r\n 1") + "xyz"), serverEnd}, `GET / "" > 200 "xyz" bad-length,folded-field`},
		{"6.3 rule 5", "unless all values in the list are valid and the same", []packet{plainGet, s(lines(ok, "Content-Length: 2, 2", "Content-Length: 2") + "ab"), noBody}, "GET / \"\" > 200 \"ab\" length-repeated\n> 204 \"\" unasked"},
		{"6.3 rule 6", "the length is the number of octets; if the end comes before, it is incomplete", []packet{plainGet, s(lines(ok, "Content-Length: 5") + "abc"), serverEnd}, `GET / "" > 200 "abc" incomplete truncated`},
		{"6.3 rule 7", "a request without either has no body", []packet{c(lines("POST / HTTP/1.1") + lines("GET /1 HTTP/1.1"))}, "POST / \"\" >\nGET /1 \"\" >"},
		{"6.3 rule 8", "a response without either lasts until the connection closes", []packet{plainGet, s(lines(ok) + "abc"), s(lines(ok)), serverEnd}, `GET / "" > 200 "abcHTTP/1.1 200 OK\r\n\r\n"`},
		{"6.3 rule 8", "multipart/byteranges does not delimit itself any more", []packet{plainGet, s(lines("HTTP/1.1 206 X", "Content-Type: multipart/byteranges; boundary=b") + "--b\r\n\r\nx\r\n--b--\r\n"), serverEnd},
			`GET / "" > 206 "--b\r\n\r\nx\r\n--b--\r\n"`},
		{"7.1", "chunks with sizes in either case and needless zeros", []packet{plainGet, s(lines(ok, "Transfer-Encoding: chunked") + "0000000A\r\n0123456789\r\n00b\r\n0123456789x\r\n000\r\n\r\n")}, `GET / "" > 200 "01234567890123456789x"`},
		{"7.1", "large sizes must not overflow", []packet{c(lines("POST / HTTP/1.1", "Transfer-Encoding: chunked") + "10000000000000002\r\nab\r\n0\r\n\r\n" + lines("GET /smuggled HTTP/1.1"))},
			`POST / "ab\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\n\r\n" incomplete > truncated,huge-length`},
		{"7.1.1", "chunk extensions are ignored", []packet{plainGet, s(lines(ok, "Transfer-Encoding: chunked") + "1;a\r\nx\r\n1 ; b = \"c;\\\"d\"\r\ny\r\n0;e=f\r\n\r\n")}, `GET / "" > 200 "xy" odd-chunk-size`},
		{"7.1.2", "trailer fields do not change the framing", []packet{plainGet, s(lines(ok, "Transfer-Encoding: chunked") + "1\r\nx\r\n0\r\nContent-Length: 9\r\nExpires: 0\r\n\r\n"), noBody},
			"GET / \"\" > 200 \"x\" forbidden-trailer\n> 204 \"\" unasked"},
		{"8", "chunked without its last chunk is incomplete", []packet{plainGet, s(lines(ok, "Transfer-Encoding: chunked") + "1\r\nx\r\n"), serverEnd}, `GET / "" > 200 "x" incomplete truncated`},
		{"8", "a request without its end is incomplete", []packet{c(lines("POST / HTTP/1.1", "Content-Length: 5") + "ab"), s(lines("HTTP/1.1 400 X", "Content-Length: 0")), clientEnd}, `POST / "ab" incomplete > 400 "" truncated`},
		{"9.2", "requests and responses are in one order", []packet{c(lines("GET /0 HTTP/1.1") + lines("HEAD /1 HTTP/1.1") + lines("GET /2 HTTP/1.1")),
			s(lines(ok, "Content-Length: 1") + "x" + lines(ok, "Content-Length: 1") + lines(ok, "Content-Length: 1") + "z")},
			"GET /0 \"\" > 200 \"x\"\nHEAD /1 \"\" > 200 \"\"\nGET /2 \"\" > 200 \"z\""},
		{"9.2", "a response without an outstanding request is none", []packet{s(lines("HTTP/1.1 408 Timeout", "Content-Length: 0")), serverEnd}, `> 408 ""`},
		{"9.3.2", "pipelined requests after the last response of a closing server are not answered", []packet{c(lines("GET /0 HTTP/1.1") + lines("GET /1 HTTP/1.1")), s(lines(ok, "Connection: close", "Content-Length: 0")), serverEnd},
			"GET /0 \"\" > 200 \"\"\nGET /1 \"\" >"},
		{"9.5", "a response may come before its request is complete", []packet{c(lines("POST / HTTP/1.1", "Content-Length: 4") + "ab"), s(lines("HTTP/1.1 413 X", "Content-Length: 0")), c("cd" + lines("GET /1 HTTP/1.1")), noBody},
			"POST / \"abcd\" > 413 \"\"\nGET /1 \"\" > 204 \"\""},
		{"11.2", "a front end by length and a back end by chunks", []packet{c(lines("POST / HTTP/1.1", "Content-Length: 6", "Transfer-Encoding: chunked") + "0\r\n\r\nG")}, `POST / "" > length-and-chunked`},
		{"11.2", "a front end by chunks and a back end by length", []packet{c(lines("POST / HTTP/1.1", "Content-Length: 3", "Transfer-Encoding: chunked") + "8\r\nSMUGGLED\r\n0\r\n\r\n")}, `POST / "SMUGGLED" > length-and-chunked`},
		{"11.2", "a coding that one of them does not recognise", []packet{c(lines("POST / HTTP/1.1", "Transfer-Encoding: xchunked", "Content-Length: 1") + "x")}, `POST / "" incomplete > length-and-chunked,not-chunked-last,odd-coding`},
		{"Appendix A.2 of RFC 7230, RFC 1945 §4.1", "a simple request has a simple response", []packet{c("GET /hello.html\r\n"), s("<p>hello\r\n"), serverEnd}, `GET /hello.html "" > 0 "<p>hello\r\n" http-0.9`},
	})
}
