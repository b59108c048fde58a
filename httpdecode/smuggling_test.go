package httpdecode

import "testing"

// TestSmuggling has what is known to divide readers (RFC 9112 §11.2): a request
// and what follows it on the connection, how it is read here and with which
// notes, and what a strict and a lenient reader make of it. The next request is
// found whatever was made of this one.
func TestSmuggling(t *testing.T) {
	const (
		chunks  = "5\r\nhello\r\n0\r\n\r\n"
		refuses = "answers 400 and closes"
	)
	post := func(fields ...string) string {
		return lines(append([]string{"POST / HTTP/1.1", "Host: a"}, fields...)...)
	}
	tests := []struct {
		what, request, body, notes string
		strict, lenient            string
	}{
		// Content-Length and Transfer-Encoding.
		{"CL.TE", post("Content-Length: 6", "Transfer-Encoding: chunked") + "0\r\n\r\n", "", "length-and-chunked", refuses, "one by length waits for a byte more, which is the next request's"},
		{"TE.CL", post("Content-Length: 3", "Transfer-Encoding: chunked") + "8\r\nSMUGGLED\r\n0\r\n\r\n", "SMUGGLED", "length-and-chunked", refuses, "one by length begins a request at SMUGGLED"},
		{"TE.CL, and it is no chunk", post("Content-Length: 5", "Transfer-Encoding: chunked") + "hello", "hello", "length-and-chunked,bad-chunk", refuses, "one by chunks finds no size and closes"},
		{"CL.0", lines("GET / HTTP/1.1", "Host: a", "Content-Length: 5") + "hello", "hello", "unexpected-content", "reads five bytes", "one that expects no content begins a request at hello"},
		{"CL.0 with OPTIONS", lines("OPTIONS * HTTP/1.1", "Host: a", "Content-Length: 5") + "hello", "hello", "", "reads five bytes", "one that expects no content begins a request at hello"},
		{"0.CL", post("Content-Length: 0"), "", "", "reads no body", "reads no body"},
		{"chunked in HTTP/1.0", lines("POST / HTTP/1.0", "Transfer-Encoding: chunked") + chunks, "hello", "chunked-in-1.0", "takes the framing for faulty", "one of HTTP/1.0 reads no body"},

		// Transfer-Encoding that one of two does not know.
		{"in another case", post("Transfer-Encoding: CHUNKED") + chunks, "hello", "", "reads chunks", "reads chunks"},
		{"field name in another case", post("tRANSFER-eNCODING: chunked") + chunks, "hello", "", "reads chunks", "reads chunks"},
		{"space before the colon", post("Transfer-Encoding : chunked") + chunks, "hello", "space-before-colon", refuses, "one that keeps the space in the name does not know the field"},
		{"tab before the colon", post("Transfer-Encoding\t: chunked") + chunks, "hello", "space-before-colon", refuses, "one that keeps the tab in the name does not know the field"},
		{"tab before the value", post("Transfer-Encoding:\tchunked") + chunks, "hello", "", "reads chunks", "reads chunks"},
		{"blanks behind", post("Transfer-Encoding: chunked \t") + chunks, "hello", "", "reads chunks", "reads chunks"},
		{"vertical tab before", post("Transfer-Encoding:\x0bchunked") + chunks, "", "not-chunked-last,odd-coding", refuses, "one that trims with isspace reads chunks"},
		{"form feed behind", post("Transfer-Encoding: chunked\x0c") + chunks, "", "not-chunked-last,odd-coding", refuses, "one that trims with isspace reads chunks"},
		{"NUL behind", post("Transfer-Encoding: chunked\x00") + chunks, "", "not-chunked-last,nul-byte,odd-coding", refuses, "one whose texts end at NUL reads chunks"},
		{"CR behind", post("Transfer-Encoding: chunked\r") + chunks, "hello", "bare-cr", refuses, "one that reads CR as a blank reads chunks (RFC 9112 §2.2)"},
		{"x before", post("Transfer-Encoding: xchunked") + chunks, "", "not-chunked-last,odd-coding", "answers 501", "one that looks for the word reads chunks"},
		{"quoted", post(`Transfer-Encoding: "chunked"`) + chunks, "", "not-chunked-last,odd-coding", "answers 501", "one that undoes quotes reads chunks"},
		{"two words", post("Transfer-Encoding: chunked foo") + chunks, "", "not-chunked-last,odd-coding", "answers 501", "one that divides at blanks reads chunks"},
		{"cut short", post("Transfer-Encoding: chunke") + chunks, "", "not-chunked-last", "answers 501", "one that compares a few letters reads chunks"},
		{"another coding", post("Transfer-Encoding: gzip") + "zip\r\n", "", "not-chunked-last", "answers 501 or 400", "one that does not know the field reads no body"},
		{"another coding, and what looks like a request", post("Transfer-Encoding: gzip") + "ZIP / HTTP/1.1\r\n", "", "not-chunked-last", "answers 501 or 400", "one that does not know the field reads a request"},
		{"a parameter, and neither chunks nor a length", post("Transfer-Encoding: chunked;foo") + "hello\r\n", "", "bad-chunk,odd-coding", "refuses (RFC 9112 §7.1)", "one that compares the whole value reads no body"},
		{"a parameter", post("Transfer-Encoding: chunked;foo") + chunks, "hello", "odd-coding", "refuses (RFC 9112 §7.1)", "one that compares the whole value does not see chunked"},
		{"a parameter, and it is no chunk", post("Transfer-Encoding: chunked;foo", "Content-Length: 5") + "hello", "hello", "length-and-chunked,bad-chunk,odd-coding", refuses, "one that compares the whole value reads five bytes"},
		{"identity last", post("Transfer-Encoding: chunked, identity") + chunks, "hello", "not-chunked-last,odd-coding", refuses, "one of RFC 2616 reads chunks"},
		{"identity first", post("Transfer-Encoding: identity, chunked") + chunks, "hello", "odd-coding", "answers 501", "one that takes the first reads no body"},
		{"identity in a second field", post("Transfer-Encoding: chunked", "Transfer-Encoding: identity") + chunks, "hello", "not-chunked-last,odd-coding", refuses, "one takes the first field, another the last"},
		{"identity in a first field", post("Transfer-Encoding: identity", "Transfer-Encoding: chunked") + chunks, "hello", "odd-coding", "answers 501", "one takes the first field, another the last"},
		{"identity and a length", post("Transfer-Encoding: identity", "Content-Length: 5") + "hello", "hello", "odd-coding", "answers 501", "one of RFC 2616 reads by length"},
		{"a second field that is unknown", post("Transfer-Encoding: chunked", "Transfer-Encoding: cow") + chunks, "hello", "not-chunked-last", refuses, "one takes the first field, another the last"},
		{"a first field that is unknown", post("Transfer-Encoding: cow", "Transfer-Encoding: chunked") + chunks, "hello", "", "answers 501", "one that takes the first field does not know the coding"},
		{"twice", post("Transfer-Encoding: chunked", "Transfer-Encoding: chunked") + chunks, "hello", "chunked-twice", refuses, "undoes it once"},
		{"empty, and a length", post("Transfer-Encoding:", "Content-Length: 5") + "hello", "hello", "odd-coding", "reads by length, or refuses", "one that only looks whether the field is there reads chunks"},
		{"empty elements", post("Transfer-Encoding: , chunked ,") + chunks, "hello", "", "reads chunks (RFC 9110 §5.6.1.2)", "one that compares the whole value does not see chunked"},
		{"folded", post("Transfer-Encoding:\r\n chunked") + chunks, "hello", "folded-field", refuses, "one that drops the second line reads no body"},
		{"folded under another field", post("X: y\r\n Transfer-Encoding: chunked"), "", "folded-field", refuses, "one that trims lines reads chunks"},
		{"before all fields", "POST / HTTP/1.1\r\n Transfer-Encoding: chunked\r\nHost: a\r\n\r\n", "", "folded-field", "passes over the line (RFC 9112 §2.2)", "one that trims lines reads chunks"},
		{"behind a bare LF", post("X: y\nTransfer-Encoding: chunked") + chunks, "hello", "bare-lf", "takes LF for a line end, or refuses", "to one that does not the field is a part of X"},
		{"behind a bare CR", post("X: y\rTransfer-Encoding: chunked"), "", "bare-cr", refuses, "one that takes CR for a line end reads chunks"},
		{"with an underscore", post("Transfer_Encoding: chunked"), "", "odd-field-name", "does not know the field", "one that makes hyphens of underscores reads chunks"},
		{"NUL in the name", post("Transfer-Encoding\x00: chunked"), "", "nul-byte,odd-field-name", refuses, "one whose texts end at NUL reads chunks"},
		{"a space in the name", post("Transfer Encoding: chunked"), "", "odd-field-name", refuses, "does not know the field"},
		{"a line without colon", post("Transfer-Encoding chunked"), "", "no-colon", refuses, "passes over the line"},
		{"a line before without colon", post("foo", "Transfer-Encoding: chunked") + chunks, "hello", "no-colon", refuses, "one that ends the head there reads no body"},

		// Content-Length that is no number, or more than one.
		{"a sign", post("Content-Length: +5") + "hello", "", "bad-length", refuses, "one that uses strtol reads five bytes"},
		{"a minus", post("Content-Length: -5") + "hello", "", "bad-length", refuses, "one with signed numbers may step back"},
		{"minus zero", post("Content-Length: -0"), "", "bad-length", refuses, "reads no body"},
		{"hexadecimal", post("Content-Length: 0x5") + "hello", "", "bad-length", refuses, "one reads five bytes, one none"},
		{"an underscore", post("Content-Length: 0_5") + "hello", "", "bad-length", refuses, "one that allows underscores in numbers reads five bytes"},
		{"a blank within", post("Content-Length: 5 5") + "hello", "", "bad-length", refuses, "one that stops at the blank reads five bytes"},
		{"a fraction", post("Content-Length: 5.0") + "hello", "", "bad-length", refuses, "one that stops at the point reads five bytes"},
		{"letters behind", post("Content-Length: 5x") + "hello", "", "bad-length", refuses, "one that stops at the letter reads five bytes"},
		{"a vertical tab before", post("Content-Length: \x0b5") + "hello", "", "bad-length", refuses, "one that trims with isspace reads five bytes"},
		{"blanks around it", post("Content-Length:   5 \t") + "hello", "hello", "", "reads five bytes", "reads five bytes"},
		{"needless zeros", post("Content-Length: 005") + "hello", "hello", "odd-length", "reads five bytes", "one that reads octal reads five bytes here, and others of 010"},
		{"octal or decimal", post("Content-Length: 010") + "helloworld", "helloworld", "odd-length", "reads ten bytes", "one that reads octal reads eight"},
		{"empty", post("Content-Length:"), "", "bad-length", refuses, "reads no body"},
		{"two that differ", post("Content-Length: 5", "Content-Length: 0") + "hello", "hello", "lengths-differ", refuses, "one takes the first, another the last"},
		{"a list that differs", post("Content-Length: 5,0") + "hello", "hello", "lengths-differ", refuses, "one takes the first, another the last"},
		{"the same twice", post("Content-Length: 5", "Content-Length: 5") + "hello", "hello", "length-repeated", "takes it, or refuses", "reads five bytes"},
		{"the same in another spelling", post("Content-Length: 5", "Content-Length: 05") + "hello", "hello", "length-repeated,odd-length", "compares numbers, or refuses", "reads five bytes"},
		{"a list with an empty element", post("Content-Length: 5,") + "hello", "hello", "bad-length", refuses, "reads five bytes"},
		{"one that is no number first", post("Content-Length: x", "Content-Length: 5") + "hello", "hello", "bad-length", refuses, "one takes the last"},
		{"with an underscore", post("Content_Length: 5"), "", "odd-field-name", "does not know the field", "one that makes hyphens of underscores reads five bytes"},

		// Chunks.
		{"a size with 0x", post("Transfer-Encoding: chunked") + "0x5\r\nhello\r\n0\r\n\r\n", "hello", "odd-chunk-size", refuses, "one reads five bytes, one the last chunk"},
		{"a size with a plus", post("Transfer-Encoding: chunked") + "+5\r\nhello\r\n0\r\n\r\n", "", "bad-chunk", refuses, "one that uses strtol reads five bytes"},
		{"a size with a minus", post("Transfer-Encoding: chunked") + "-5\r\nhello\r\n0\r\n\r\n", "", "bad-chunk", refuses, "one with signed numbers may step back"},
		{"a size with an underscore", post("Transfer-Encoding: chunked") + "5\r\nhello\r\n0_0\r\n\r\n", "hello", "bad-chunk", refuses, "one that allows underscores in numbers reads the last chunk"},
		{"a size with blanks", post("Transfer-Encoding: chunked") + " 5 \r\nhello\r\n0\r\n\r\n", "hello", "odd-chunk-size", refuses, "reads five bytes"},
		{"a size with many zeros", post("Transfer-Encoding: chunked") + "00000000000000005\r\nhello\r\n0\r\n\r\n", "hello", "odd-chunk-size", "reads five bytes", "one that counts digits refuses"},
		{"a semicolon without extension", post("Transfer-Encoding: chunked") + "5;\r\nhello\r\n0\r\n\r\n", "hello", "odd-chunk-size", refuses, "reads five bytes"},
		{"an extension that is no token", post("Transfer-Encoding: chunked") + "5;[\r\nhello\r\n0\r\n\r\n", "hello", "odd-chunk-size", refuses, "reads five bytes"},
		{"an extension with a NUL", post("Transfer-Encoding: chunked") + "5;a\x00\r\nhello\r\n0\r\n\r\n", "hello", "odd-chunk-size", refuses, "reads five bytes"},
		{"an extension with a CR", post("Transfer-Encoding: chunked") + "5;a\rb\r\nhello\r\n0\r\n\r\n", "hello", "odd-chunk-size", refuses, "one that ends the line at CR reads b for the first byte"},
		{"an extension that ends with LF", post("Transfer-Encoding: chunked") + "5;a\nhello\r\n0\r\n\r\n", "hello", "bare-lf", refuses, "to one that looks for CRLF the line goes on"},
		{"a size that ends with LF", post("Transfer-Encoding: chunked") + "5\nhello\r\n0\r\n\r\n", "hello", "bare-lf", refuses, "one passes over two bytes behind the size"},
		{"data that end with LF", post("Transfer-Encoding: chunked") + "5\r\nhello\n0\r\n\r\n", "hello", "bare-lf", refuses, "one passes over two bytes behind the data, and 0 with them"},
		{"data that end with CR", post("Transfer-Encoding: chunked") + "5\r\nhello\r0\r\n\r\n", "hello", "bad-chunk", refuses, "one passes over two bytes behind the data"},
		{"nothing behind the data", post("Transfer-Encoding: chunked") + "5\r\nhello0\r\n\r\n", "hello", "bad-chunk", refuses, "one passes over two bytes behind the data"},
		{"two other bytes behind the data", post("Transfer-Encoding: chunked") + "5\r\nhelloxx0\r\n\r\n", "hello", "bad-chunk", refuses, "one that does not look at them reads on"},
		{"an end with LF", post("Transfer-Encoding: chunked") + "5\r\nhello\r\n0\n\n", "hello", "bare-lf", refuses, "reads on"},
		{"a framing field in the trailers", post("Transfer-Encoding: chunked") + "5\r\nhello\r\n0\r\nContent-Length: 3\r\n\r\n", "hello", "forbidden-trailer", "passes over it", "one that merges trailers sends two lengths on"},
		{"a host in the trailers", post("Transfer-Encoding: chunked") + "5\r\nhello\r\n0\r\nhOST: b\r\n\r\n", "hello", "forbidden-trailer", "passes over it", "one that merges trailers serves another site"},
		{"rights in the trailers", post("Transfer-Encoding: chunked") + "0\r\nAuthorization: Basic YTpi\r\n\r\n", "", "forbidden-trailer", "passes over it", "one that merges trailers has somebody logged in"},
		{"a digest in the trailers", post("Transfer-Encoding: chunked") + "0\r\nContent-Digest: sha-256=:AA==:\r\n\r\n", "", "", "may use it", "may use it"},

		// Whose request it is.
		{"two hosts", lines("POST / HTTP/1.1", "Host: a", "Host: b", "Content-Length: 5") + "hello", "hello", "host-repeated", refuses, "one takes the first, another the last"},
		{"the same host twice", lines("POST / HTTP/1.1", "Host: a", "Host: a", "Content-Length: 5") + "hello", "hello", "host-repeated", refuses, "takes it"},
		{"no host", lines("POST / HTTP/1.1", "Content-Length: 5") + "hello", "hello", "no-host", refuses, "chooses one"},
		{"no host in 1.0", lines("POST / HTTP/1.0", "Content-Length: 5") + "hello", "hello", "", "takes the address", "takes the address"},
		{"a list of hosts", lines("POST / HTTP/1.1", "Host: a, b", "Content-Length: 5") + "hello", "hello", "bad-host", refuses, "takes one of them"},
		{"a host with a path", lines("POST / HTTP/1.1", "Host: a/b", "Content-Length: 5") + "hello", "hello", "bad-host", refuses, "takes what is before the slash"},
		{"a host with a user", lines("POST / HTTP/1.1", "Host: a@b", "Content-Length: 5") + "hello", "hello", "bad-host", refuses, "takes what is behind the @"},
		{"a host in a space", lines("POST / HTTP/1.1", "Host : a", "Content-Length: 5") + "hello", "hello", "space-before-colon", refuses, "one does not see the host"},
		{"another host in the target", lines("POST http://b/ HTTP/1.1", "Host: a", "Content-Length: 5") + "hello", "hello", "host-differs", "goes by the target", "goes by Host"},
		{"a host that Connection takes away", lines("POST / HTTP/1.1", "Host: a", "Connection: keep-alive, host", "Content-Length: 5") + "hello", "hello", "connection-names-field", "reads it", "a proxy takes it off"},

		// Before it and around it.
		{"an empty line before", "\r\n" + post("Content-Length: 5") + "hello", "hello", "", "passes over it", "passes over it"},
		{"empty lines before", "\r\n\r\n\n" + post("Content-Length: 5") + "hello", "hello", "empty-lines", refuses, "passes over them"},
		{"version 2.0", lines("POST / HTTP/2.0", "Host: a", "Transfer-Encoding: chunked") + chunks, "hello", "odd-version", "answers 505", "reads it as 1.1"},
		{"version 1.2", lines("POST / HTTP/1.2", "Host: a", "Transfer-Encoding: chunked") + chunks, "hello", "odd-version", "reads it as 1.1 (RFC 9110 §2.5)", "reads it as 1.1"},
		{"version 0.9", lines("POST / HTTP/0.9", "Transfer-Encoding: chunked") + chunks, "hello", "chunked-in-1.0,odd-version", refuses, "one answers without head"},
		{"a malformed version", lines("POST / HTTP/1.1x", "Host: a", "Transfer-Encoding: chunked") + chunks, "hello", "odd-start-line", refuses, "reads it as 1.1"},
		{"a target of no form", lines("POST @b/ HTTP/1.1", "Host: a", "Content-Length: 5") + "hello", "hello", "odd-start-line", refuses, "one joins host and target to a@b"},
		{"a fragment", lines("POST /a#b HTTP/1.1", "Host: a", "Content-Length: 5") + "hello", "hello", "odd-start-line", refuses, "one cuts it off, one sends it on"},
	}
	for _, test := range tests {
		t.Run(test.what, func(t *testing.T) {
			if test.strict == "" || test.lenient == "" {
				t.Error("what others read is missing")
			}
			for _, size := range []int{1, 1 << 20} {
				packets := []packet{c(test.request + lines("GET /next HTTP/1.1", "Host: a"))}
				r := newRecorder(t, captureOf(packets))
				play(r, packets, func(left int) int { return min(left, size) })
				got := r.done[0]
				if got.body[0] != test.body || allWords(got.notes) != test.notes {
					t.Errorf("in pieces of %d: body %q with %q, want %q with %q", size, got.body[0], allWords(got.notes), test.body, test.notes)
				}
				if next := r.done[len(r.done)-1]; len(r.done) != 2 || next.target != "/next" || next.body[0] != "" {
					t.Errorf("in pieces of %d, the next request is not found:\n%s", size, texts(r.done))
				}
			}
		})
	}
}
