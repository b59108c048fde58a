package httpdecode

import (
	"fmt"
	"strings"
	"testing"
)

func TestPairing(t *testing.T) {
	get := func(i int) string { return lines(fmt.Sprintf("GET /%d HTTP/1.1", i)) }
	head := func(i int) string { return lines(fmt.Sprintf("HEAD /%d HTTP/1.1", i)) }
	ok := func(i int) string { return lines(fmt.Sprintf("HTTP/1.1 20%d OK", i), "Content-Length: 2") + "xx" }
	status := func(i int) string { return lines(fmt.Sprintf("HTTP/1.1 %d X", i)) }
	tests := []struct {
		rule    string
		packets []packet
		want    string
		notes   string // of the last exchange
	}{
		{"pipelined in one segment", []packet{c(get(0) + get(1) + get(2)), s(ok(0) + ok(1) + ok(2))}, "GET /0 200; GET /1 201; GET /2 202", ""},
		{"pipelined with HEAD between", []packet{c(get(0) + head(1) + get(2)), s(ok(0) + lines("HTTP/1.1 200 OK", "Content-Length: 100") + ok(2))}, "GET /0 200; HEAD /1 200; GET /2 202", ""},
		{"100, 102 and 103 answer nothing", []packet{c(get(0) + get(1)), s(status(100) + status(102) + status(103) + ok(0) + status(100) + ok(1))}, "GET /0 200; GET /1 201", ""},
		{"an unasked 100 after the response", []packet{c(get(0)), s(ok(0) + status(100)), c(get(1)), s(ok(1))}, "GET /0 200; GET /1 201", ""},
		{"101 is final and the rest not HTTP", []packet{c(get(0)), s(status(101) + ok(3)), c(get(1))}, "GET /0 101", ""},
		{"2xx to CONNECT, HTTP in the tunnel", []packet{c("CONNECT a:1 HTTP/1.1\r\n\r\n"), s(lines("HTTP/1.1 200 OK", "Content-Length: 5")), c(get(1)), s(ok(1))}, "CONNECT a:1 200; GET /1 201", ""},
		{"CONNECT refused", []packet{c("CONNECT a:1 HTTP/1.1\r\n\r\n"), s(lines("HTTP/1.1 403 No", "Content-Length: 0")), c(get(1)), s(ok(1))}, "CONNECT a:1 403; GET /1 201", ""},
		{"response before the request is complete", []packet{c(lines("POST /0 HTTP/1.1", "Content-Length: 3") + "a"), s(ok(0)), c("bc" + get(1)), s(ok(1))}, "POST /0 200; GET /1 201", ""},
		{"response before the fields are complete", []packet{c("GET /0 HTTP/1.1\r\nA: b"), s(ok(5)), c("\r\n\r\n" + get(1)), s(ok(1))}, "GET /0 205; GET /1 201", ""},
		{"responses alone", []packet{s(ok(0) + ok(1))}, "200; 201", ""},
		{"responses alone, one to HEAD", []packet{s(lines("HTTP/1.1 200 OK", "Content-Length: 5000") + ok(1) + ok(2))}, "200; 201; 202", ""},
		{"requests alone", []packet{c(get(0) + get(1))}, "GET /0 0; GET /1 0", ""},
		{"requests after the end of the responses", []packet{c(get(0)), s(ok(0)), serverEnd, c(get(1) + get(2))}, "GET /0 200; GET /1 0; GET /2 0", ""},
		{"HEAD answered with a body", []packet{c(head(0)), s(ok(0)), c(get(1)), s(ok(1))}, "HEAD /0 200; GET /1 201", "skipped-bytes"},
		{"a body longer than Content-Length", []packet{c(get(0)), s(ok(0) + "yyyyy\r\n"), c(get(1)), s(ok(1))}, "GET /0 200; GET /1 201", "skipped-bytes"},
		{"empty lines between requests", []packet{c(get(0) + "\r\n\n\r\n" + get(1)), s(ok(0) + "\r\n" + ok(1))}, "GET /0 200; GET /1 201", "empty-lines"},
		{"HTTP/0.9", []packet{c("GET /0\r\n"), s("<p>hello"), serverEnd}, "GET /0 0", "http-0.9"},
		{"HTTP/0.9 answered with a head", []packet{c("GET /0\r\n"), s(ok(0)), serverEnd}, "GET /0 200", "http-0.9"},
		{"broken chunks, a waiting request", []packet{c(get(0) + get(1)), s(lines("HTTP/1.1 200 OK", "Transfer-Encoding: chunked") + "zz\r\n" + ok(1))}, "GET /0 200; GET /1 201", ""},
		{"lower-case and unknown methods", []packet{c(lines("get / HTTP/1.1") + lines("M-SEARCH * HTTP/1.1"))}, "get / 0; M-SEARCH * 0", ""},
		{"status outside the registry", []packet{c(get(0)), s(lines("HTTP/1.1 999 Go away", "Content-Length: 0"))}, "GET /0 999", "odd-status"},
	}
	for _, test := range tests {
		t.Run(test.rule, func(t *testing.T) {
			got := run(t, test.packets...)
			if shorts(got) != test.want {
				t.Fatalf("got %s, want %s\n%s", shorts(got), test.want, texts(got))
			}
			if notes := noteWords(got[len(got)-1].notes); notes != test.notes {
				t.Errorf("notes %q, want %q", notes, test.notes)
			}
		})
	}
}

func TestInterimAndPipelinedAreCounted(t *testing.T) {
	got := run(t, c(lines("GET /0 HTTP/1.1")+lines("GET /1 HTTP/1.1")), s(lines("HTTP/1.1 103 Early Hints")+lines("HTTP/1.1 204 OK")), c(lines("GET /2 HTTP/1.1")))
	for i, want := range []string{"pipelined=0", "pipelined=1", "pipelined=1"} {
		if !strings.Contains(got[i].text, want) {
			t.Errorf("exchange %d: want %s in %s", i, want, got[i].text)
		}
	}
	if !strings.Contains(got[0].text, "interim=[{103 {2 2000 ") {
		t.Errorf("no interim response in %s", got[0].text)
	}
}

// TestFrames checks which frames a message is said to lie in.
func TestFrames(t *testing.T) {
	conn := NewConn(nil, Options{})
	h := &lastDone{}
	conn.Reset(h)
	conn.Data(ToServer, []byte("GET / HTTP"), Position{Frame: 1, Time: 10})
	conn.Data(ToServer, []byte("/1.1\r\n"), Position{Frame: 5, Time: 50}) // sent again
	conn.Data(ToServer, []byte("\r\n"), Position{Frame: 3, Time: 30})     // came before and was held
	conn.Data(ToClient, []byte(lines("HTTP/1.1 200 OK")+"x"), Position{Frame: 7, Time: 70})
	conn.End(ToClient, Position{Frame: 9})
	q, r := h.x.Request, h.x.Response
	if q.First.Frame != 1 || q.Last.Frame != 3 || q.Frame != 5 {
		t.Errorf("request from %d to %d, complete with %d; want 1, 3, 5", q.First.Frame, q.Last.Frame, q.Frame)
	}
	if r.First.Frame != 7 || r.Last.Frame != 7 || r.Frame != 9 || !r.Complete {
		t.Errorf("response from %d to %d, complete with %d; want 7, 7, 9", r.First.Frame, r.Last.Frame, r.Frame)
	}
}

type lastDone struct {
	discard
	x Exchange
}

func (h *lastDone) Done(x *Exchange) { h.x = *x }

func TestIncompleteAtClose(t *testing.T) {
	tests := []struct {
		rule     string
		packets  []packet
		complete [2]bool
		notes    string
	}{
		{"body until close, connection not ended", []packet{c(lines("GET / HTTP/1.0")), s(lines("HTTP/1.0 200 OK") + "x")}, [2]bool{true, false}, "truncated"},
		{"body until close, ended", []packet{c(lines("GET / HTTP/1.0")), s(lines("HTTP/1.0 200 OK") + "x"), serverEnd}, [2]bool{true, true}, ""},
		{"body too short", []packet{c(lines("GET / HTTP/1.0")), s(lines("HTTP/1.0 200 OK", "Content-Length: 2") + "x"), serverEnd}, [2]bool{true, false}, "truncated"},
		{"chunks without the last", []packet{c(lines("GET / HTTP/1.0")), s(lines("HTTP/1.1 200 OK", "Transfer-Encoding: chunked") + "1\r\nx\r\n"), serverEnd}, [2]bool{true, false}, "truncated,chunked-in-1.0"},
		{"head without its end", []packet{c(lines("GET / HTTP/1.0")), s("HTTP/1.1 200 OK\r\nA: b\r\nC"), serverEnd}, [2]bool{true, false}, "truncated"},
		{"request without its end", []packet{c("GET / HTTP/1.0\r\nA: b\r\n"), clientEnd}, [2]bool{false, false}, "truncated"},
	}
	for _, test := range tests {
		t.Run(test.rule, func(t *testing.T) {
			got := run(t, test.packets...)
			if len(got) != 1 || got[0].whole != test.complete || noteWords(got[0].notes) != test.notes {
				t.Errorf("want complete %v, notes %q, got\n%s", test.complete, test.notes, texts(got))
			}
		})
	}
}

func TestResetUsesMemoryAgain(t *testing.T) {
	conn := NewConn(&discard{}, Options{})
	conn.Data(ToServer, []byte("GET / HTTP/1.1\r\nA:"), Position{})
	h := newRecorder(t, nil)
	conn.Reset(h)
	if conn.Protocol() != Undecided || conn.Offset(ToServer) != 0 {
		t.Errorf("after a reset: %v, offset %d", conn.Protocol(), conn.Offset(ToServer))
	}
	conn.Data(ToServer, smallRequest, Position{})
	conn.Data(ToClient, smallResponse, Position{})
	if shorts(h.done) != "GET /images/logo.png?size=2 200" {
		t.Errorf("got %s", shorts(h.done))
	}
}

// TestInterimWithoutFinal has interim responses that no final one follows.
func TestInterimWithoutFinal(t *testing.T) {
	get, hints := c(lines("GET / HTTP/1.1")), s(lines("HTTP/1.1 103 Early Hints"))
	tests := []struct {
		rule    string
		packets []packet
		want    string
		place   int // of the exchange with it
	}{
		{"at the end of the capture", []packet{get, hints}, "GET / 0", 0},
		{"at the end of the connection", []packet{get, hints, serverEnd, clientEnd}, "GET / 0", 0},
		{"the final one is missing", []packet{get, hints, serverGap(40), serverEnd}, "GET / 0", 0},
		{"to the second request", []packet{get, s(lines("HTTP/1.1 204 X")), get, hints}, "GET / 204; GET / 0", 1},
		{"the request is missing", []packet{hints}, "0", 0},
	}
	for _, test := range tests {
		t.Run(test.rule, func(t *testing.T) {
			got := run(t, test.packets...)
			if shorts(got) != test.want || !strings.Contains(got[test.place].text, "interim=[{103 ") {
				t.Errorf("got %s, want %s\n%s", shorts(got), test.want, texts(got))
			}
		})
	}
}

// TestUnasked has responses that nobody asked for.
func TestUnasked(t *testing.T) {
	get, ok := c(lines("GET / HTTP/1.1")), s(lines("HTTP/1.1 204 X"))
	timeout := s(lines("HTTP/1.1 408 X", "Content-Length: 0"))
	tests := []struct {
		rule    string
		packets []packet
		want    string // notes of the last exchange
	}{
		{"after all had theirs", []packet{get, ok, timeout}, "unasked"},
		{"no request was captured", []packet{timeout}, ""},
		{"a request may be missing", []packet{get, ok, clientGap(30), timeout}, "unpaired"},
		{"the capture begins within a response", []packet{s("\x00\x01"), get, ok, timeout}, "unpaired"},
	}
	for _, test := range tests {
		t.Run(test.rule, func(t *testing.T) {
			got := run(t, test.packets...)
			if last := got[len(got)-1]; last.status != 408 || last.seen[ToServer] || noteWords(last.notes) != test.want {
				t.Errorf("notes %q, want %q\n%s", noteWords(last.notes), test.want, texts(got))
			}
		})
	}
}
