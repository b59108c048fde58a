package httpdecode

import "testing"

// TestRFC9110 has the rules of RFC 9110, and of those that extend it, which
// decide what belongs to a message or to whom.
func TestRFC9110(t *testing.T) {
	ok := "HTTP/1.1 200 OK"
	checkRules(t, []rule{
		{"5.6.1", "empty elements of a list are ignored", []packet{plainGet, s(lines(ok, "Transfer-Encoding: , chunked,,") + "1\r\nx\r\n0\r\n\r\n")}, `GET / "" > 200 "x"`},
		{"5.3", "fields of one name are one list", []packet{plainGet, s(lines(ok, "Transfer-Encoding: gzip", "A: b", "Transfer-Encoding: chunked") + "1\r\nx\r\n0\r\n\r\n")}, `GET / "" > 200 "x"`},
		{"5.5", "CR and NUL within a value are noted", []packet{c("GET / HTTP/1.1\r\nA: \x00\r\nB: \r\r\n\r\n"), noBody}, `GET / "" > 204 "" bare-cr,nul-byte`},
		{"6.4.1", "content of a response to HEAD belongs to nothing", []packet{c(lines("HEAD / HTTP/1.1")), s(lines(ok, "Content-Length: 3") + "abc"), c(lines("GET /1 HTTP/1.1")), noBody},
			"HEAD / \"\" > 200 \"\"\nGET /1 \"\" > 204 \"\" skipped-bytes"},
		{"7.8", "101 ends HTTP after an upgrade", []packet{c("GET /hello HTTP/1.1\r\nHost: www.example.com\r\nConnection: upgrade\r\nUpgrade: websocket, IRC/6.9, RTA/x11\r\n\r\n"),
			s("HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\nHTTP/1.1 200 OK\r\n\r\n")}, `GET /hello "" > 101 ""`},
		{"7.8", "an upgrade that is ignored changes nothing", []packet{c(lines("GET / HTTP/1.1", "Connection: upgrade", "Upgrade: h2c")), s(lines(ok, "Content-Length: 0")), c(lines("GET /1 HTTP/1.1")), noBody},
			"GET / \"\" > 200 \"\"\nGET /1 \"\" > 204 \"\""},
		{"8.6", "a sender must not send different lengths; the first is read", []packet{plainGet, s(lines(ok, "Content-Length: 1", "Content-Length: 2") + "x"), noBody}, "GET / \"\" > 200 \"x\" lengths-differ\n> 204 \"\" unasked"},
		{"8.6", "Content-Length: 42, 42", []packet{plainGet, s(lines(ok, "Content-Length: 2, 2") + "ab")}, `GET / "" > 200 "ab" length-repeated`},
		{"9.3.2", "HEAD has no content in its response", []packet{c(lines("HEAD / HTTP/1.1")), s(lines(ok, "Transfer-Encoding: chunked")), c(lines("GET /1 HTTP/1.1")), noBody}, "HEAD / \"\" > 200 \"\"\nGET /1 \"\" > 204 \"\""},
		{"9.1", "methods are case-sensitive: head is not HEAD", []packet{c(lines("head / HTTP/1.1")), s(lines(ok, "Content-Length: 1") + "x")}, `head / "" > 200 "x"`},
		{"9.3.6", "CONNECT: bytes after a 2xx response are the tunnel's", []packet{c("CONNECT server.example.com:80 HTTP/1.1\r\nHost: server.example.com\r\n\r\n"), s(lines(ok) + "\x00\x01"), c("\x02")}, `CONNECT server.example.com:80 "" > 200 ""`},
		{"9.3.6", "any other response means that there is no tunnel yet", []packet{c(lines("CONNECT a:1 HTTP/1.1")), s(lines("HTTP/1.1 407 X", "Content-Length: 1") + "x"), c(lines("CONNECT a:1 HTTP/1.1")), s(lines(ok))},
			"CONNECT a:1 \"\" > 407 \"x\"\nCONNECT a:1 \"\" > 200 \"\""},
		{"9.3.7", "OPTIONS * is for the server itself", []packet{c(lines("OPTIONS * HTTP/1.1")), noBody}, `OPTIONS * "" > 204 ""`},
		{"9.3.8", "TRACE sends the request back", []packet{c(lines("TRACE / HTTP/1.1")), s(lines(ok, "Content-Type: message/http", "Content-Length: 20") + lines("TRACE / HTTP/1.1")), noBody},
			"TRACE / \"\" > 200 \"TRACE / HTTP/1.1\\r\\n\\r\\n\"\n> 204 \"\" unasked"},
		{"10.1.1", "100 (Continue) before the content", []packet{c(lines("PUT /somewhere/fun HTTP/1.1", "Content-Length: 2", "Expect: 100-continue")), s(lines("HTTP/1.1 100 Continue")), c("ab"), noBody}, `PUT /somewhere/fun "ab" > 204 ""`},
		{"10.1.1", "a final response instead of 100, and the content all the same", []packet{c(lines("PUT / HTTP/1.1", "Content-Length: 2", "Expect: 100-continue")), s(lines("HTTP/1.1 417 X", "Content-Length: 0")), c("ab"), c(lines("GET /1 HTTP/1.1")), noBody},
			"PUT / \"ab\" > 417 \"\"\nGET /1 \"\" > 204 \"\""},
		{"15", "a status outside the registry is of its class", []packet{plainGet, s(lines("HTTP/1.1 599 X", "Content-Length: 1") + "x")}, `GET / "" > 599 "x"`},
		{"15", "nor is it refused beyond the classes", []packet{plainGet, s(lines("HTTP/1.1 999 X", "Content-Length: 1") + "x")}, `GET / "" > 999 "x" odd-status`},
		{"15.2", "any number of interim responses, asked or not", []packet{plainGet, s(lines("HTTP/1.1 100 X") + lines("HTTP/1.1 103 X", "Content-Length: 7") + lines("HTTP/1.1 199 X")), noBody}, `GET / "" > 204 "" forbidden-content`},
		{"15.3.5", "204 ends with its head", []packet{plainGet, s(lines("HTTP/1.1 204 X", "Transfer-Encoding: chunked")), plainGet, noBody}, "GET / \"\" > 204 \"\" forbidden-content\nGET / \"\" > 204 \"\""},
		{"15.3.6", "205 has a length, which is usually 0", []packet{plainGet, s(lines("HTTP/1.1 205 X", "Content-Length: 0")), plainGet, noBody}, "GET / \"\" > 205 \"\"\nGET / \"\" > 204 \"\""},
		{"15.4.5", "304 ends with its head", []packet{plainGet, s(lines("HTTP/1.1 304 X", "Content-Length: 1234")), plainGet, noBody}, "GET / \"\" > 304 \"\"\nGET / \"\" > 204 \"\""},
		{"RFC 8297 2", "103 (Early Hints) twice before the final response", []packet{plainGet, s(lines("HTTP/1.1 103 Early Hints", "Link: </style.css>; rel=preload") + lines("HTTP/1.1 103 Early Hints")), noBody}, `GET / "" > 204 ""`},
		{"RFC 2518 8.1", "PROPFIND with a body", []packet{c(lines("PROPFIND /container/ HTTP/1.1", "Depth: 1", "Content-Length: 4") + "<a/>"), s(lines("HTTP/1.1 207 Multi-Status", "Content-Length: 4") + "<b/>")}, `PROPFIND /container/ "<a/>" > 207 "<b/>"`},
	})
}
