package httpdecode

import (
	"strings"
	"testing"
)

// lines joins the lines of a head and ends it.
func lines(l ...string) string { return strings.Join(l, "\r\n") + "\r\n\r\n" }

// TestResponseLength has RFC 9112 §6.3 rule by rule: how long the response is
// that answers a request, seen by what is left for the next one.
func TestResponseLength(t *testing.T) {
	const next = "HTTP/1.1 299 Next\r\nContent-Length: 0\r\n\r\n"
	ok := "HTTP/1.1 200 OK"
	tests := []struct {
		rule, method, head, rest string
		body                     string
		framing                  string
		notes                    string
	}{
		{"1: HEAD", "HEAD", lines(ok, "Content-Length: 5"), "", "", "none", ""},
		{"1: HEAD and chunked", "HEAD", lines(ok, "Transfer-Encoding: chunked"), "", "", "none", ""},
		{"1: 204", "GET", lines("HTTP/1.1 204 No Content", "Content-Length: 5"), "", "", "none", "forbidden-content"},
		{"1: 304", "GET", lines("HTTP/1.1 304 Not Modified", "Content-Length: 5"), "", "", "none", ""},
		{"2: CONNECT refused", "CONNECT", lines("HTTP/1.1 403 No", "Content-Length: 2"), "no", "no", "length", "odd-start-line,host-differs"},
		{"3: both", "GET", lines(ok, "Content-Length: 3", "Transfer-Encoding: chunked"), "5\r\nhello\r\n0\r\n\r\n", "hello", "chunks", "length-and-chunked"},
		{"3: both, the other way round", "GET", lines(ok, "Transfer-Encoding: chunked", "Content-Length: x"), "0\r\n\r\n", "", "chunks", "length-and-chunked,bad-length"},
		{"4: chunked in any case", "GET", lines(ok, "transfer-encoding: gzip , CHUNKED"), "1\r\nx\r\n0\r\n\r\n", "x", "chunks", ""},
		{"4: chunked in two fields", "GET", lines(ok, "Transfer-Encoding: gzip", "Transfer-Encoding: chunked"), "0\r\n\r\n", "", "chunks", ""},
		{"4: chunked with a parameter", "GET", lines(ok, "Transfer-Encoding: chunked;q=1"), "0\r\n\r\n", "", "chunks", "odd-coding"},
		{"4: identity is none", "GET", lines(ok, "Transfer-Encoding: identity", "Content-Length: 1"), "x", "x", "length", "odd-coding"},
		{"4: chunked in HTTP/1.0", "GET", lines("HTTP/1.0 200 OK", "Transfer-Encoding: chunked"), "0\r\n\r\n", "", "chunks", "chunked-in-1.0"},
		{"5: the same length twice", "GET", lines(ok, "Content-Length: 5", "Content-Length: 5"), "hello", "hello", "length", "length-repeated"},
		{"5: the same length in a list", "GET", lines(ok, "Content-Length: 5, 5"), "hello", "hello", "length", "length-repeated"},
		{"5: lengths differ, the first holds", "GET", lines(ok, "Content-Length: 5", "Content-Length: 7"), "hello", "hello", "length", "lengths-differ"},
		{"5: lengths differ in a list", "GET", lines(ok, "Content-Length: 5,7"), "hello", "hello", "length", "lengths-differ"},
		{"6: length", "GET", lines(ok, "CONTENT-LENGTH:5"), "hello", "hello", "length", ""},
		{"6: length 0", "GET", lines(ok, "Content-Length: 0"), "", "", "length", ""},
		{"6: zeros before", "GET", lines(ok, "Content-Length: 0005"), "hello", "hello", "length", "odd-length"},
		{"4: chunked not last", "GET", lines(ok, "Transfer-Encoding: chunked, gzip"), "hello", "hello" + next, "close", "not-chunked-last,bad-chunk"},
		{"4: chunked not last, and yet in chunks", "GET", lines(ok, "Transfer-Encoding: chunked, gzip"), "5\r\nhello\r\n0\r\n\r\n", "hello", "chunks", "not-chunked-last"},
		{"4: no coding that is known", "GET", lines(ok, "Transfer-Encoding: x", "Content-Length: 3"), "hello", "hello" + next, "close", "length-and-chunked,not-chunked-last"},
		{"4: chunked twice", "GET", lines(ok, "Transfer-Encoding: chunked, chunked"), "5\r\nhello\r\n0\r\n\r\n", "hello", "chunks", "chunked-twice"},
		{"4: folded", "GET", lines(ok, "Transfer-Encoding:\r\n chunked"), "5\r\nhello\r\n0\r\n\r\n", "hello", "chunks", "folded-field"},
		{"4: an empty element", "GET", lines(ok, "Transfer-Encoding: ,chunked"), "0\r\n\r\n", "", "chunks", ""},
		{"3: both, and not in chunks", "GET", lines(ok, "Transfer-Encoding: chunked", "Content-Length: 5"), "hello", "hello", "length", "length-and-chunked,bad-chunk"},
		{"3: both, too short for chunks", "GET", lines(ok, "Transfer-Encoding: chunked", "Content-Length: 3"), "3\r\nabc\r\n0\r\n\r\n", "abc", "chunks", "length-and-chunked"},
		{"4: HTTP/1.0, not in chunks", "GET", lines("HTTP/1.0 200 OK", "Transfer-Encoding: chunked", "Content-Length: 5"), "hello", "hello", "length", "length-and-chunked,chunked-in-1.0,bad-chunk"},
		{"4: HTTP/1.00 in another spelling", "GET", lines("http/1.00 200 OK", "Transfer-Encoding: chunked"), "0\r\n\r\n", "", "chunks", "chunked-in-1.0,odd-start-line"},
		{"5: no number", "GET", lines(ok, "Content-Length: five"), "hello", "hello" + next, "close", "bad-length"},
		{"5: negative", "GET", lines(ok, "Content-Length: -5"), "hello", "hello" + next, "close", "bad-length"},
		{"5: empty", "GET", lines(ok, "Content-Length:"), "hello", "hello" + next, "close", "bad-length"},
		{"8: neither", "GET", lines(ok), "hello", "hello" + next, "close", ""},
		{"8: multipart/byteranges without length", "GET", lines("HTTP/1.1 206 Partial", "Content-Type: multipart/byteranges; boundary=x"), "--x--", "--x--" + next, "close", ""},
	}
	framings := map[string]Framing{"none": NoBody, "length": ByLength, "chunks": ByChunks, "close": ByClose}
	for _, test := range tests {
		t.Run(test.rule, func(t *testing.T) {
			h := &framingHandler{recorder: newRecorder(t, nil)}
			play(h, []packet{
				c(test.method + " / HTTP/1.1\r\nHost: a\r\n\r\n"), c("GET /next HTTP/1.1\r\n\r\n"),
				s(test.head + test.rest), s(next), serverEnd,
			}, whole)
			first := h.done[0]
			if first.body[1] != test.body || h.framing[0] != framings[test.framing] || noteWords(first.notes) != test.notes || !first.whole[1] {
				t.Errorf("body %q framing %d, want %q by %s, notes %q, want %q\n%s", first.body[1], h.framing[0], test.body, test.framing, noteWords(first.notes), test.notes, first.text)
			}
			want := 299
			if test.framing == "close" {
				want = 0
			}
			if h.done[1].status != want {
				t.Errorf("the next response has status %d, want %d", h.done[1].status, want)
			}
		})
	}
}

type framingHandler struct {
	*recorder
	framing []Framing
}

func (h *framingHandler) Done(x *Exchange) {
	h.framing = append(h.framing, x.Response.Framing)
	h.recorder.Done(x)
}

// TestRequestLength has the rules of RFC 9112 §6.3 for requests.
func TestRequestLength(t *testing.T) {
	tests := []struct{ rule, head, rest, body, notes string }{
		{"7: neither", lines("POST / HTTP/1.1"), "", "", ""},
		{"6: length", lines("POST / HTTP/1.1", "Content-Length: 3"), "abc", "abc", ""},
		{"3: both", lines("POST / HTTP/1.1", "Content-Length: 3", "Transfer-Encoding: chunked"), "1\r\na\r\n0\r\n\r\n", "a", "length-and-chunked"},
		{"4: not chunked last", lines("POST / HTTP/1.1", "Transfer-Encoding: gzip"), "", "", "not-chunked-last"},
		{"4: chunked not last, not in chunks", lines("POST / HTTP/1.1", "Transfer-Encoding: chunked, gzip"), "", "", "not-chunked-last,bad-chunk"},
		{"4: chunked not last, and yet in chunks", lines("POST / HTTP/1.1", "Transfer-Encoding: chunked, gzip"), "1\r\na\r\n0\r\n\r\n", "a", "not-chunked-last"},
		{"4: folded", lines("POST / HTTP/1.1", "Transfer-Encoding:\r\n chunked"), "0\r\n\r\n", "", "folded-field"},
		{"5: no number", lines("POST / HTTP/1.1", "Content-Length: +3"), "", "", "bad-length"},
		{"4: HTTP/1.0, not in chunks", lines("POST / HTTP/1.0", "Transfer-Encoding: chunked"), "", "", "chunked-in-1.0,bad-chunk"},
		{"5: lengths differ", lines("POST / HTTP/1.1", "Content-Length: 1", "Content-Length: 3"), "a", "a", "lengths-differ"},
		{"space before the colon", lines("POST / HTTP/1.1", "Transfer-Encoding : chunked"), "0\r\n\r\n", "", "space-before-colon"},
		{"HEAD with content", lines("HEAD / HTTP/1.1", "Content-Length: 3"), "abc", "abc", "unexpected-content"},
	}
	for _, test := range tests {
		t.Run(test.rule, func(t *testing.T) {
			got := run(t, c(test.head+test.rest), c(lines("GET /next HTTP/1.1")))
			if known := got[0].notes&(NoteBadLength|NoteNotChunkedLast|NoteChunkedIn10) == 0 || got[0].body[0] != ""; got[0].whole[0] != known {
				t.Errorf("complete is %v, want %v", got[0].whole[0], known)
			}
			if len(got) != 2 || got[1].target != "/next" || got[0].body[0] != test.body || noteWords(got[0].notes) != test.notes {
				t.Errorf("got %v, notes %q, want %q", got, noteWords(got[0].notes), test.notes)
			}
		})
	}
}
