package httpdecode

import (
	"strings"
	"testing"
)

// TestWhereTsharkReadsOtherwise has what tshark 4.0 reads in another way, and
// why this package does not follow it.
func TestWhereTsharkReadsOtherwise(t *testing.T) {
	ok := "HTTP/1.1 200 OK"
	checkRules(t, []rule{
		{"pairs only the first of several requests in a segment", "RFC 9112 §9.3.2 has the order of all",
			[]packet{c(lines("GET /0 HTTP/1.1") + lines("GET /1 HTTP/1.1")), s(lines("HTTP/1.1 204 X") + lines("HTTP/1.1 205 X", "Content-Length: 0"))},
			"GET /0 \"\" > 204 \"\"\nGET /1 \"\" > 205 \"\""},
		{"pairs no response that comes before its request ends", "RFC 9112 §9.5 allows it",
			[]packet{c(lines("POST / HTTP/1.1", "Content-Length: 2") + "a"), s(lines("HTTP/1.1 413 X", "Content-Length: 0")), c("b")},
			`POST / "ab" > 413 ""`},
		{"sees no fold in Transfer-Encoding, so that the response lasts until the close, and the next request is body", "RFC 9112 §5.2 makes it blanks",
			[]packet{c(lines("POST / HTTP/1.1", "Transfer-Encoding:\r\n chunked") + "0\r\n\r\n" + lines("GET /1 HTTP/1.1"))},
			"POST / \"\" > folded-field\nGET /1 \"\" >"},
		{"takes the first line of a folded Content-Length", "folded, it is no number (RFC 9112 §5.2, §6.3 rule 5), and browsers read until the close too",
			[]packet{plainGet, s(lines(ok, "Content-Length: 2\r\n 4") + "abcd"), serverEnd},
			`GET / "" > 200 "abcd" bad-length,folded-field`},
		{"does not see chunked after an empty element", "RFC 9110 §5.6.1.2 has a recipient ignore that",
			[]packet{plainGet, s(lines(ok, "Transfer-Encoding:,chunked") + "1\r\nx\r\n0\r\n\r\n")},
			`GET / "" > 200 "x"`},
		{"ends the head at CR CR after a line end", "a bare CR ends no line (RFC 9112 §2.2)",
			[]packet{plainGet, s("HTTP/1.1 200 OK\r\n\r\rA: b\r\nContent-Length: 1\r\n\r\nx")},
			`GET / "" > 200 "x" bare-cr,odd-field-name`},
		{"takes a target up to its first space", "RFC 9112 §3 divides at the last one too, and a server quotes all of it in its 400",
			[]packet{c("GET /a b HTTP/1.1\r\n\r\n"), s(lines("HTTP/1.0 400 Bad request syntax ('GET /a b HTTP/1.1')", "Content-Length: 0"))},
			`GET /a b "" > 400 "" odd-start-line`},
		{"reads requests behind a length of 2⁶⁴-1", "all that follows is the body (RFC 9112 §6.2)",
			[]packet{c(lines("POST / HTTP/1.1", "Content-Length: 18446744073709551615") + lines("GET /1 HTTP/1.1"))},
			`POST / "GET /1 HTTP/1.1\r\n\r\n" incomplete > truncated,huge-length`},
		{"sees no response in lower case", "browsers read HTTP in any case",
			[]packet{plainGet, s(lines("http/1.0 200 ok", "Content-Length: 1") + "x")},
			`GET / "" > 200 "x" odd-start-line`},
		{"sees no response behind other lines", "a start line stands at the next line",
			[]packet{plainGet, s(" \r\n\t\r\n" + lines(ok, "Content-Length: 1") + "x")},
			`GET / "" > 200 "x" skipped-bytes`},
		{"sees no response whose head does not end", "what there is of it is shown",
			[]packet{plainGet, s("HTTP/1.0 200 OK\nServer: a\r\n"), serverEnd},
			`GET / "" > 200 "" incomplete truncated,bare-lf`},
		{"sees no response whose body has a gap or no end", "what there is of it is shown",
			[]packet{plainGet, s(lines(ok, "Content-Length: 9") + "a"), serverGap(3), s("b"), serverEnd},
			`GET / "" > 200 "ab" incomplete gap,truncated`},
		{"knows no QUERY, and HTTP on few ports", "any token is a method (RFC 9110 §9.1), and bytes tell",
			[]packet{c(lines("QUERY /users HTTP/1.1", "Content-Length: 2") + "{}"), noBody},
			`QUERY /users "{}" > 204 ""`},
		{"knows no HTTP/0.9", "its request is a line, its response all that comes back (RFC 1945 §4.1)",
			[]packet{c("GET /bad.html\r\n"), s("<html>"), serverEnd},
			`GET /bad.html "" > 0 "<html>" http-0.9`},
		{"says nothing of an empty chunk line and other odd chunk sizes", "browsers read on",
			[]packet{plainGet, s(lines(ok, "Transfer-Encoding: chunked") + "\r\n1\r\nx\r\n\x0c1\r\ny\r\n0\r\n\r\n")},
			`GET / "" > 200 "xy" odd-chunk-size`},
		{"sees no response in a tunnel whose head is all", "it lasts until the close",
			[]packet{c(lines("CONNECT abc:443 HTTP/1.1") + "\n"), s(lines(ok) + "\n"), c(lines("GET / HTTP/1.1")), s(lines(ok)), serverEnd},
			"CONNECT abc:443 \"\" > 200 \"\"\nGET / \"\" > 200 \"\" empty-lines"},
	})
}

// TestOddResponses has responses as a server would send them that wants
// another reader than a browser to see another body: it is the same for all.
func TestOddResponses(t *testing.T) {
	const body = "all of the body, and nothing but the body"
	chunks := "5\r\n" + body[:5] + "\r\n24\r\n" + body[5:] + "\r\n0\r\n\r\n"
	sized := "Content-Length: 41"
	tests := []struct{ rule, response string }{
		{"chunked in another case", lines("HTTP/1.1 200 ok", "Transfer-Encoding: ChUnKeD") + chunks},
		{"chunked between others", lines("HTTP/1.1 200 ok", "Transfer-Encoding: a", "Transfer-Encoding: chunked", "Transfer-Encoding: b") + chunks},
		{"chunked between others, with a length", lines("HTTP/1.1 200 ok", "Transfer-Encoding: a, chunked, b", "Content-Length: 20") + chunks},
		{"chunked and a shorter length", lines("HTTP/1.1 200 ok", "Content-Length: 10", "Transfer-Encoding: chunked") + chunks},
		{"chunked is said and not done", lines("HTTP/1.1 200 ok", sized, "Transfer-Encoding: chunked") + body},
		{"chunked x", lines("HTTP/1.1 200 ok", "Transfer-Encoding: chunked x") + body},
		{"chunked in HTTP/1.0, not done", lines("HTTP/1.0 200 ok", sized, "Transfer-Encoding: chunked") + body},
		{"chunked in HTTP/1.0, done", lines("HTTP/1.0 200 ok", "Transfer-Encoding: chunked") + chunks},
		{"chunked in HTTP/2.0", lines("HTTP/2.0 200 ok", "Transfer-Encoding: chunked") + chunks},
		{"a version of more digits", lines("HTTP/1.00 200 ok", sized) + body},
		{"a version in lower case", lines("http/1.1 200 ok", sized) + body},
		{"a status that is none", lines("HTTP/1.1 20x ok", sized) + body},
		{"a tab for a space", lines("HTTP/1.1\t200\tok", sized) + body},
		{"no reason", lines("HTTP/1.1 200", sized) + body},
		{"a length twice", lines("HTTP/1.1 200 ok", sized, sized) + body},
		{"another length later", lines("HTTP/1.1 200 ok", sized, "Content-Length: 82") + body + body},
		{"no length that is one", lines("HTTP/1.1 200 ok", "Content-Length: 20 41") + body},
		{"a folded field with a field in it", lines("HTTP/1.1 200 ok", sized, "X: y\r\n Transfer-Encoding: chunked") + body},
		{"a fold of blanks", lines("HTTP/1.1 200 ok", sized, " ") + body},
		{"LF alone", "HTTP/1.1 200 ok\n" + sized + "\n\n" + body},
		{"LF and then CRLF", "HTTP/1.1 200 ok\r\n" + sized + "\n\r\n" + body},
		{"blanks before the colon", lines("HTTP/1.1 200 ok", "Transfer-Encoding\t : chunked") + chunks},
		{"CR before the colon is in the name", lines("HTTP/1.1 200 ok", sized, "Transfer-Encoding\r: chunked") + body},
		{"empty lines first", "\r\n\n" + lines("HTTP/1.1 200 ok", sized) + body},
		{"sizes with 0x", lines("HTTP/1.1 200 ok", "Transfer-Encoding: chunked") + strings.ReplaceAll(chunks, "24", "0x24")},
		{"sizes with zeros", lines("HTTP/1.1 200 ok", "Transfer-Encoding: chunked") + strings.ReplaceAll(chunks, "24", "000000000000000000000024")},
		{"sizes with blanks", lines("HTTP/1.1 200 ok", "Transfer-Encoding: chunked") + strings.ReplaceAll(chunks, "24", " \t24\t ")},
		{"sizes with extensions", lines("HTTP/1.1 200 ok", "Transfer-Encoding: chunked") + strings.ReplaceAll(chunks, "24", "24;41")},
		{"an interim response first", lines("HTTP/1.1 100 go", "Content-Length: 3") + lines("HTTP/1.1 200 ok", sized) + body},
		{"a music server", lines("ICY 200 OK") + body},
	}
	for _, test := range tests {
		t.Run(test.rule, func(t *testing.T) {
			got := run(t, plainGet, s(test.response), serverEnd)
			if len(got) == 0 || got[0].body[ToClient] != body || !got[0].whole[ToClient] || got[0].target != "/" {
				t.Errorf("%s", texts(got))
			}
		})
	}
}
