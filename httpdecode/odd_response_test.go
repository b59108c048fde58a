package httpdecode

import (
	"strings"
	"testing"
)

// TestOddServers has what old, small and hostile servers send, each alone on a
// connection that the server closes, and what is made of it. Where RFC 9112
// leaves nothing to read, nothing is made up: the bytes are said to be skipped.
func TestOddServers(t *testing.T) {
	ok := "HTTP/1.1 200 OK"
	tests := []struct{ what, response, want string }{
		// Status lines (RFC 9112 §4).
		{"no reason", lines("HTTP/1.1 200", "Content-Length: 1") + "x", `200 "x"`},
		{"a blank and no reason", lines("HTTP/1.1 200 ", "Content-Length: 1") + "x", `200 "x"`},
		{"no status", lines("HTTP/1.1 OK", "Content-Length: 1") + "x", `skipped-bytes`},
		{"no status, and nothing", lines("HTTP/1.1", "Content-Length: 1") + "x", `skipped-bytes`},
		{"no version", lines("HTTP 200 OK", "Content-Length: 1") + "x", `skipped-bytes`},
		{"no HTTP", lines("200 OK", "Content-Length: 1") + "x", `skipped-bytes`},
		{"no head", "<html>hello</html>", `skipped-bytes`},
		{"another protocol", lines("SIP/2.0 200 OK", "Content-Length: 1") + "x", `skipped-bytes`},
		{"nothing at all", "", ``},
		{"music", lines("ICY 200 OK", "icy-name: radio") + "mp3", `200 "mp3" odd-start-line`},
		{"a tab", lines("HTTP/1.1\t200\tOK", "Content-Length: 1") + "x", `200 "x" odd-start-line`},
		{"two blanks", lines("HTTP/1.1  200  OK", "Content-Length: 1") + "x", `200 "x" odd-start-line`},
		{"no blank before the reason", lines("HTTP/1.1 200OK", "Content-Length: 1") + "x", `200 "x" odd-start-line`},
		{"no blank before the status", lines("HTTP/1.1200 OK", "Content-Length: 1") + "x", `skipped-bytes`},
		{"small letters", lines("http/1.1 200 ok", "content-length: 1") + "x", `200 "x" odd-start-line`},
		{"a blank before it", " " + lines(ok, "Content-Length: 1") + "x", `200 "x" odd-start-line`},
		{"the mark of UTF-8 before it", "\xef\xbb\xbf" + lines(ok, "Content-Length: 1") + "x", `200 "x" odd-start-line`},
		{"a line before it", "hello\r\n" + lines(ok, "Content-Length: 1") + "x", `200 "x" skipped-bytes`},
		{"empty lines before it", "\r\n\n" + lines(ok, "Content-Length: 1") + "x", `200 "x" empty-lines`},
		{"version 1", lines("HTTP/1 200 OK", "Content-Length: 1") + "x", `200 "x" odd-start-line`},
		{"version 1.00", lines("HTTP/1.00 200 OK", "Content-Length: 1") + "x", `200 "x" odd-start-line`},
		{"version 1.10", lines("HTTP/1.10 200 OK", "Content-Length: 1") + "x", `200 "x" odd-start-line`},
		{"version 1.1x", lines("HTTP/1.1x 200 OK", "Content-Length: 1") + "x", `200 "x" odd-start-line`},
		{"version 1.1 and a colon", lines("HTTP/1.1: 200 OK", "Content-Length: 1") + "x", `200 "x" odd-start-line`},
		{"version 1,1", lines("HTTP/1,1 200 OK", "Content-Length: 1") + "x", `200 "x" odd-start-line`},
		{"version 1.-1", lines("HTTP/1.-1 200 OK", "Content-Length: 1") + "x", `200 "x" odd-start-line`},
		{"version x.1", lines("HTTP/x.1 200 OK", "Content-Length: 1") + "x", `skipped-bytes`},
		{"version 0.9", lines("HTTP/0.9 200 OK", "Content-Length: 1") + "x", `200 "x" odd-version`},
		{"version 1.2", lines("HTTP/1.2 200 OK", "Content-Length: 1") + "x", `200 "x" odd-version`},
		{"version 2.0", lines("HTTP/2.0 200 OK", "Content-Length: 1") + "x", `200 "x" odd-version`},
		{"version 2", lines("HTTP/2 200", "content-length: 1") + "x", `200 "x" odd-start-line`},
		{"status 0", lines("HTTP/1.1 0 OK", "Content-Length: 1") + "x", `0 "x" odd-start-line,odd-status`},
		{"status 000", lines("HTTP/1.1 000 OK", "Content-Length: 1") + "x", `0 "x" odd-status`},
		{"status 099", lines("HTTP/1.1 099 OK", "Content-Length: 1") + "x", `99 "x" odd-status`},
		{"status 600", lines("HTTP/1.1 600 OK", "Content-Length: 1") + "x", `600 "x" odd-status`},
		{"status 999", lines("HTTP/1.1 999 OK", "Content-Length: 1") + "x", `999 "x" odd-status`},
		{"status 1000", lines("HTTP/1.1 1000 OK", "Content-Length: 1") + "x", `1000 "x" odd-start-line,odd-status`},
		{"status 65736", lines("HTTP/1.1 65736 OK", "Content-Length: 1") + "x", `skipped-bytes`},
		{"status -200", lines("HTTP/1.1 -200 OK", "Content-Length: 1") + "x", `skipped-bytes`},
		{"status 0x200", lines("HTTP/1.1 0x200 OK", "Content-Length: 1") + "x", `0 "x" odd-start-line,odd-status`},
		{"status 2 0 0", lines("HTTP/1.1 2 0 0", "Content-Length: 1") + "x", `2 "x" odd-start-line,odd-status`},

		// What a status says of the body (RFC 9110 §15).
		{"100 alone, with a body", lines("HTTP/1.1 100 Continue", "Content-Length: 5") + "hello", `skipped-bytes,forbidden-content`},
		{"100 with a body", lines("HTTP/1.1 100 Continue", "Content-Length: 5") + "hello" + lines(ok, "Content-Length: 1") + "x", `200 "x" skipped-bytes,forbidden-content`},
		{"100 with a body of lines", lines("HTTP/1.1 100 Continue", "Content-Length: 7") + "he\nl\r\no" + lines(ok, "Content-Length: 1") + "x", `200 "x" skipped-bytes,forbidden-content`},
		{"100 with a length and no body", lines("HTTP/1.1 100 Continue", "Content-Length: 5") + lines(ok, "Content-Length: 1") + "x", `200 "x" forbidden-content`},
		{"100 with a length of 0", lines("HTTP/1.1 100 Continue", "Content-Length: 0") + lines(ok, "Content-Length: 1") + "x", `200 "x"`},
		{"100 with a body in chunks", lines("HTTP/1.1 100 Continue", "Transfer-Encoding: chunked") + "1\r\nx\r\n0\r\n\r\n" + lines(ok, "Content-Length: 1") + "x", `200 "x" skipped-bytes,forbidden-content`},
		{"103 with a body", lines("HTTP/1.1 103 Early Hints", "Content-Length: 5") + "hello" + lines(ok, "Content-Length: 1") + "x", `200 "x" skipped-bytes,forbidden-content`},
		{"100 and an empty line", lines("HTTP/1.1 100 Continue") + "\r\n" + lines(ok, "Content-Length: 1") + "x", `200 "x" empty-lines`},
		{"204 with a body", lines("HTTP/1.1 204 No Content", "Content-Length: 5") + "hello", `204 "" forbidden-content`},
		{"204 with a length of 0", lines("HTTP/1.1 204 No Content", "Content-Length: 0"), `204 ""`},
		{"204 in chunks", lines("HTTP/1.1 204 No Content", "Transfer-Encoding: chunked") + "0\r\n\r\n", `204 "" forbidden-content`},
		{"205 with a body", lines("HTTP/1.1 205 Reset Content", "Content-Length: 5") + "hello", `205 "hello" forbidden-content`},
		{"205 in chunks", lines("HTTP/1.1 205 Reset Content", "Transfer-Encoding: chunked") + "1\r\nx\r\n0\r\n\r\n", `205 "x" forbidden-content`},
		{"205 in no chunk", lines("HTTP/1.1 205 Reset Content", "Transfer-Encoding: chunked") + "0\r\n\r\n", `205 ""`},
		{"205 until the close", lines("HTTP/1.1 205 Reset Content") + "hello", `205 "hello" forbidden-content`},
		{"304 with a length", lines("HTTP/1.1 304 Not Modified", "Content-Length: 5"), `304 ""`},
		{"304 with a coding", lines("HTTP/1.1 304 Not Modified", "Transfer-Encoding: chunked"), `304 ""`},
		{"101 with a length", lines("HTTP/1.1 101 Switching Protocols", "Upgrade: x", "Content-Length: 5") + "hello", `101 "" forbidden-content`},

		// Lengths (RFC 9112 §6.3).
		{"no length", lines(ok) + "hello", `200 "hello"`},
		{"no length in 1.0, which is kept alive", lines("HTTP/1.0 200 OK", "Connection: keep-alive") + "hello", `200 "hello"`},
		{"too short", lines(ok, "Content-Length: 9") + "hello", `200 "hello" incomplete truncated`},
		{"too long", lines(ok, "Content-Length: 5") + "hello, world", `200 "hello"`},
		{"empty length", lines(ok, "Content-Length: ") + "hello", `200 "hello" bad-length`},
		{"negative", lines(ok, "Content-Length: -1") + "hello", `200 "hello" bad-length`},
		{"huge", lines(ok, "Content-Length: 99999999999999999999") + "hello", `200 "hello" incomplete truncated,huge-length`},
		{"5, 5", lines(ok, "Content-Length: 5, 5") + "hello", `200 "hello" length-repeated`},
		{"5,6", lines(ok, "Content-Length: 5,6") + "hello!", `200 "hello" lengths-differ`},
		{"5,", lines(ok, "Content-Length: 5,") + "hello", `200 "hello" bad-length`},
		{",5", lines(ok, "Content-Length: ,5") + "hello", `200 "hello" bad-length`},
		{"5;", lines(ok, "Content-Length: 5;") + "hello", `200 "hello" bad-length`},
		{`"5"`, lines(ok, `Content-Length: "5"`) + "hello", `200 "hello" bad-length`},
		{"5 bytes", lines(ok, "Content-Length: 5 bytes") + "hello", `200 "hello" bad-length`},
		{"5-10", lines(ok, "Content-Length: 5-10") + "hello", `200 "hello" bad-length`},
		{"005", lines(ok, "Content-Length: 005") + "hello", `200 "hello" odd-length`},
		{"a fold before it", "HTTP/1.1 200 OK\r\nContent-Length:\r\n 5\r\n\r\nhello", `200 "hello" folded-field`},
		{"a CR before it", "HTTP/1.1 200 OK\r\nContent-Length:\r5\r\n\r\nhello", `200 "hello" bare-cr`},
		{"a blank before the colon", lines(ok, "Content-Length : 5") + "hello", `200 "hello" space-before-colon`},
		{"chunked in 1.0", lines("HTTP/1.0 200 OK", "Transfer-Encoding: chunked") + "5\r\nhello\r\n0\r\n\r\n", `200 "hello" chunked-in-1.0`},
		{"chunked in 1.0, and it is not", lines("HTTP/1.0 200 OK", "Transfer-Encoding: chunked") + "hello", `200 "hello" chunked-in-1.0,bad-chunk`},
		{"chunked, and it is not", lines(ok, "Transfer-Encoding: chunked") + "hello", `200 "" incomplete truncated,bad-chunk`},
		{"chunked without end", lines(ok, "Transfer-Encoding: chunked") + "5\r\nhello\r\n", `200 "hello" incomplete truncated`},
		{"chunked without empty line at the end", lines(ok, "Transfer-Encoding: chunked") + "5\r\nhello\r\n0\r\n", `200 "hello" incomplete truncated`},
		{"chunked, cut within a chunk", lines(ok, "Transfer-Encoding: chunked") + "9\r\nhello", `200 "hello" incomplete truncated`},
		{"chunked and more", lines(ok, "Transfer-Encoding: chunked") + "5\r\nhello\r\n0\r\n\r\nworld", `200 "hello"`},
		{"chunked twice over", lines(ok, "Transfer-Encoding: chunked, chunked") + "5\r\nhello\r\n0\r\n\r\n", `200 "hello" chunked-twice`},

		// Lines and fields (RFC 9112 §2.2, §5).
		{"LF alone", "HTTP/1.1 200 OK\nContent-Length: 5\n\nhello", `200 "hello" bare-lf`},
		{"LF alone once", "HTTP/1.1 200 OK\r\nContent-Length: 5\n\r\nhello", `200 "hello" bare-lf`},
		{"CR alone", "HTTP/1.1 200 OK\rContent-Length: 5\r\rhello", `skipped-bytes`},
		{"CR CR LF", "HTTP/1.1 200 OK\r\r\nContent-Length: 5\r\r\n\r\nhello", `200 "hello" bare-cr`},
		{"no colon", lines(ok, "hello", "Content-Length: 5") + "hello", `200 "hello" no-colon`},
		{"no name", lines(ok, ": hello", "Content-Length: 5") + "hello", `200 "hello" no-colon`},
		{"no value", lines(ok, "A:", "Content-Length: 5") + "hello", `200 "hello"`},
		{"a blank in the name", lines(ok, "A B: c", "Content-Length: 5") + "hello", `200 "hello" odd-field-name`},
		{"a name that is no ASCII", lines(ok, "\xc3\xa4: c", "Content-Length: 5") + "hello", `200 "hello" odd-field-name`},
		{"a second status line as a field", lines(ok, ok, "Content-Length: 5") + "hello", `200 "hello" no-colon`},
		{"a field that begins with a blank", lines(ok, " A: b", "Content-Length: 5") + "hello", `200 "hello" folded-field`},
		{"a line of blanks", lines(ok, " ", "Content-Length: 5") + "hello", `200 "hello" folded-field`},
		{"fields after the empty line", lines(ok) + "Content-Length: 5\r\n\r\nhello", `200 "Content-Length: 5\r\n\r\nhello"`},
		{"no empty line", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n", `200 "" incomplete truncated`},
		{"no empty line before the body", "HTTP/1.1 200 OK\r\nA: b\r\n<html>\r\n", `200 "" incomplete truncated,no-colon`},
		{"only a status line", "HTTP/1.1 200 OK\r\n", `200 "" incomplete truncated`},
		{"only a status line without end", "HTTP/1.1 200 OK", `skipped-bytes`},
		{"NUL in a value", lines(ok, "A: \x00", "Content-Length: 5") + "hello", `200 "hello" nul-byte`},

		// What does not change the framing.
		{"a content coding that it does not have", lines(ok, "Content-Encoding: gzip", "Content-Length: 5") + "hello", `200 "hello"`},
		{"an unknown charset", lines(ok, "Content-Type: text/html; charset=x-none", "Content-Length: 5") + "hello", `200 "hello"`},
		{"two media types", lines(ok, "Content-Type: a/b", "Content-Type: c/d", "Content-Length: 5") + "hello", `200 "hello"`},
		{"a list in Connection", lines(ok, "Connection: close, keep-alive, , foo", "Content-Length: 5") + "hello", `200 "hello"`},
		{"a length that Connection takes away", lines(ok, "Connection: Content-Length", "Content-Length: 5") + "hello", `200 "hello" connection-names-field`},
		{"a length in the trailers", lines(ok, "Transfer-Encoding: chunked") + "5\r\nhello\r\n0\r\nContent-Length: 1\r\n\r\n", `200 "hello" forbidden-trailer`},
	}
	for _, test := range tests {
		t.Run(test.what, func(t *testing.T) {
			for _, size := range []int{1, 3, 1 << 20} {
				packets := []packet{plainGet, s(test.response), serverEnd}
				r := newRecorder(t, captureOf(packets))
				play(r, packets, func(left int) int { return min(left, size) })
				if len(r.done) != 1 || r.done[0].notes.Has(NoteNoHost) {
					t.Fatalf("%d exchanges:\n%s", len(r.done), texts(r.done))
				}
				if got := strings.TrimSpace(strings.TrimPrefix(summary(r.done[0]), `GET / "" >`)); got != test.want {
					t.Errorf("in pieces of %d: %s, want %s", size, got, test.want)
				}
			}
		})
	}
}

// TestBytesWhereNoneBelong puts a byte at each place of a response. Whatever
// is made of it, no body is read but the response's own, all that follows the
// head where the length is lost, or what follows an empty line that the byte
// made; and what is not read is said to be skipped or cut short.
func TestBytesWhereNoneBelong(t *testing.T) {
	const response = "HTTP/1.1 200 OK\r\nX-Frame-Options: DENY\r\nContent-Length: 5\r\n\r\nTest."
	for _, c := range []byte{'\n', '\r', '\t', ' ', 0, ':', ';', ',', '0', 0x0b, 0x7f, 0xff} {
		for i := range len(response) - len("Test.") {
			odd := response[:i] + string([]byte{c}) + response[i:]
			packets := []packet{plainGet, s(odd), serverEnd}
			r := newRecorder(t, captureOf(packets))
			play(r, packets, whole)
			got := r.done[0]
			switch {
			case len(r.done) != 1:
				t.Errorf("%q: %d exchanges", odd, len(r.done))
			case !got.seen[ToClient] && got.notes&NoteSkippedBytes == 0, got.seen[ToClient] && !got.whole[ToClient] && got.notes == 0:
				t.Errorf("%q: nothing is said of what is not read: %s", odd, summary(got))
			case got.body[ToClient] == "Test.", got.body[ToClient] == "":
			case got.whole[ToClient] && strings.HasSuffix(odd, got.body[ToClient]): // until the close
			case c == '\n' && strings.Contains(odd, "\n"+got.body[ToClient]): // the head ends before its CRLF
			default:
				t.Errorf("%q: %s", odd, summary(got))
			}
		}
	}
}

// Lines that are empty before a request or a response are passed over, however
// many, without being kept.
func TestManyEmptyLines(t *testing.T) {
	for _, line := range []string{"\r\n", "\n", "\r"} {
		for _, size := range []int{1, 1000, 1 << 20} {
			n := 3 * MaxHead / size * size
			if size == 1 {
				n = 4 * MaxUndecided
			}
			h := newRecorder(t, nil)
			conn := NewConn(h, Options{})
			piece := []byte(strings.Repeat(line, size))
			for sent := 0; sent < n; sent += len(piece) {
				conn.Data(ToServer, piece, Position{Frame: int64(sent + 1)})
				if held := len(conn.detector.bytes) + len(conn.detector.looks[ToServer].held); held > 2*MaxUndecided+len(piece) {
					t.Fatalf("%d bytes are held of %d", held, sent)
				}
			}
			get, none := lines("GET / HTTP/1.1", "Host: a"), lines("HTTP/1.1 204 X")
			conn.Data(ToServer, []byte(string(piece)+get), Position{Frame: 1 << 40})
			conn.Data(ToClient, []byte(none), Position{Frame: 1<<40 + 1})
			conn.Data(ToServer, []byte(get), Position{Frame: 1<<40 + 2})
			for range 10 {
				conn.Data(ToClient, piece, Position{Frame: 1<<40 + 3})
			}
			conn.Data(ToClient, []byte(none), Position{Frame: 1<<40 + 4})
			conn.Close(Position{})
			const want = `GET / "" > 204 "" empty-lines`
			if len(h.done) != 2 || summary(h.done[0]) != want || summary(h.done[1]) != want {
				t.Errorf("%q, in pieces of %d lines: %s", line, size, texts(h.done))
			}
		}
	}
}

// TestHost has the host of requests, by what the note says of it
// (RFC 9112 §3.2, RFC 9110 §7.2).
func TestHost(t *testing.T) {
	tests := []struct{ request, notes string }{
		{lines("GET / HTTP/1.1"), "no-host"},
		{lines("GET / HTTP/1.0"), ""},
		{lines("GET / http/1.0"), "odd-start-line"},
		{lines("GET / HTTP/1.2"), "no-host,odd-version"},
		{lines("GET http://a/ HTTP/1.1"), "no-host"},
		{lines("GET / HTTP/1.1", "Host:"), ""},
		{lines("GET / HTTP/1.1", "hOST: a"), ""},
		{lines("GET / HTTP/1.1", "Host: a.example:8080"), ""},
		{lines("GET / HTTP/1.1", "Host: a.example:"), ""},
		{lines("GET / HTTP/1.1", "Host: xn--fiqs8s"), ""},
		{lines("GET / HTTP/1.1", "Host: a_b"), ""},
		{lines("GET / HTTP/1.1", "Host: 192.0.2.1:80"), ""},
		{lines("GET / HTTP/1.1", "Host: [2001:db8::1]"), ""},
		{lines("GET / HTTP/1.1", "Host: [2001:db8::1]:8080"), ""},
		{lines("GET / HTTP/1.1", "Host: [fe80::1%25eth0]"), ""},
		{lines("GET / HTTP/1.1", "Host: 2001:db8::1"), "bad-host"},
		{lines("GET / HTTP/1.1", "Host: [2001:db8::1"), "bad-host"},
		{lines("GET / HTTP/1.1", "Host: a b"), "bad-host"},
		{lines("GET / HTTP/1.1", "Host: a:b"), "bad-host"},
		{lines("GET / HTTP/1.1", "Host: a:80:81"), "bad-host"},
		{lines("GET / HTTP/1.1", "Host: http://a/"), "bad-host"},
		{lines("GET / HTTP/1.1", "Host: a\\b"), "bad-host"},
		{lines("GET / HTTP/1.1", "Host: a\x00"), "nul-byte,bad-host"},
		{lines("GET / HTTP/1.1", "Host: a", "Host: a"), "host-repeated"},
		{lines("GET / HTTP/1.1", "Host: a", "Host: b,c"), "host-repeated,bad-host"},
		{lines("GET http://a/ HTTP/1.1", "Host: a"), ""},
		{lines("GET http://A/ HTTP/1.1", "Host: a:80"), ""},
		{lines("GET https://a:443/ HTTP/1.1", "Host: a"), ""},
		{lines("GET http://a:443/ HTTP/1.1", "Host: a"), "host-differs"},
		{lines("GET http://u:p@a/ HTTP/1.1", "Host: a"), ""},
		{lines("GET http://a@b/ HTTP/1.1", "Host: a"), "host-differs"},
		{lines("GET http://[::1]:80/ HTTP/1.1", "Host: [::1]"), ""},
		{lines("GET http://a/ HTTP/1.0", "Host: b"), "host-differs"},
		{lines("GET /?u=http://b/ HTTP/1.1", "Host: a"), ""},
		{lines("CONNECT a:443 HTTP/1.1", "Host: a:443"), ""},
		{lines("CONNECT a:443 HTTP/1.1", "Host: a"), ""},
		{lines("CONNECT a:443 HTTP/1.1", "Host: b:443"), "host-differs"},
		{lines("CONNECT a:443 HTTP/1.1", "Host: a:80"), "host-differs"},
		{lines("CONNECT a HTTP/1.1", "Host: a"), "odd-start-line"},
	}
	for _, test := range tests {
		if got := run(t, c(test.request)); len(got) != 1 || allWords(got[0].notes) != test.notes {
			t.Errorf("%q: %q, want %q", test.request, allWords(got[0].notes), test.notes)
		}
	}
}

// RFC 9112 §9.6: nothing may come after a message with Connection: close.
func TestAfterClose(t *testing.T) {
	ok := "HTTP/1.1 200 OK"
	next := lines("GET /1 HTTP/1.1", "Host: a")
	for _, test := range []struct {
		request, response string
		want              string
	}{
		{lines("GET / HTTP/1.1", "Host: a"), lines(ok, "Content-Length: 0"), "|"},
		{lines("GET / HTTP/1.1", "Host: a", "Connection: foo, Close"), lines(ok, "Content-Length: 0"), "|after-close"},
		{lines("GET / HTTP/1.1", "Host: a"), lines(ok, "Content-Length: 0", "Connection: close"), "|after-close"},
		{lines("GET / HTTP/1.1", "Host: a"), lines("HTTP/1.1 103 X", "Connection: close") + lines(ok, "Content-Length: 0"), "|"},
	} {
		got := run(t, c(test.request), s(test.response), c(next), s(lines(ok, "Content-Length: 0")))
		if len(got) != 2 || allWords(got[0].notes)+"|"+allWords(got[1].notes) != test.want {
			t.Errorf("%q, %q: %s", test.request, test.response, texts(got))
		}
	}
}
