package httpdecode

import (
	"fmt"
	"strings"
	"testing"
)

// lose takes the bytes from i to j of a direction out of the capture.
func lose(packets []packet, d Direction, i, j int) []packet {
	var out []packet
	offset := 0
	for _, p := range packets {
		begin, end := offset, offset+len(p.data)
		if p.d != d || p.end || j <= begin || i >= end {
			out = append(out, p)
			if p.d == d {
				offset = end
			}
			continue
		}
		from, to := max(i, begin), min(j, end)
		out = append(out, packet{d: d, data: p.data[:from-begin]}, packet{d: d, gap: int64(to - from)}, packet{d: d, data: p.data[to-begin:]})
		offset = end
	}
	return out
}

// checkTruth fails if an exchange of a conversation mixes what belongs to
// different ones.
func checkTruth(t *testing.T, what string, records []record) {
	t.Helper()
	for i, r := range records {
		id := strings.TrimPrefix(r.target, "/")
		if _, after, ok := strings.Cut(r.fields[1], "[X-Id|"); ok {
			response, _, _ := strings.Cut(after, "]")
			if id != "" && id != response {
				t.Fatalf("%s: the response to %s is that to %s:\n%s", what, id, response, texts(records))
			}
			id = response
		}
		if len(id) != 1 {
			continue
		}
		for d, body := range r.body {
			if left := strings.Trim(body, id+"\r\n"); left != "" {
				t.Fatalf("%s: the body of exchange %d in direction %d has %q:\n%s", what, i, d, left, texts(records))
			}
		}
	}
}

// TestEveryGap leaves out bytes at every place of each conversation: what is
// still paired must be right, and no body may hold bytes of another message.
func TestEveryGap(t *testing.T) {
	for name, packets := range conversations {
		t.Run(name, func(t *testing.T) {
			var total [2]int
			for _, p := range packets {
				total[p.d] += len(p.data)
			}
			for d := range Direction(2) {
				for _, length := range []int{1, 2, 5, 17, 40, 80, 200} {
					for i := range total[d] {
						what := fmt.Sprintf("direction %d without bytes %d to %d", d, i, i+length)
						checkTruth(t, what, run(t, lose(packets, d, i, i+length)...))
					}
				}
			}
		})
	}
}

// TestGap has the rules of the package's documentation.
func TestGap(t *testing.T) {
	get := func(i int) packet { return c(lines(fmt.Sprintf("GET /%d HTTP/1.1", i))) }
	ok := func(i int) packet {
		return s(lines(fmt.Sprintf("HTTP/1.1 20%d OK", i), "Content-Length: 2") + "xx")
	}
	chunked := s(lines("HTTP/1.1 200 OK", "Transfer-Encoding: chunked") + "5\r\nab")
	tests := []struct {
		rule    string
		packets []packet
		want    string
	}{
		{"counted in a body of known length", []packet{get(0), s(lines("HTTP/1.1 200 OK", "Content-Length: 9") + "a"), serverGap(7), s("b"), get(1), ok(1)}, "GET /0 200; GET /1 201"},
		{"counted in a chunk", []packet{get(0), chunked, serverGap(3), s("\r\n0\r\n\r\n"), get(1), ok(1)}, "GET /0 200; GET /1 201"},
		{"beyond a chunk, nobody waits", []packet{get(0), chunked, serverGap(9), s("\r\n0\r\n\r\n"), get(1), ok(1)}, "GET /0 200; GET /1 201"},
		{"beyond a chunk, one waits", []packet{get(0), get(1), chunked, serverGap(9), s("0\r\n\r\n"), ok(1), get(2), ok(2)}, "GET /0 200; GET /1 201; GET /2 202"},
		{"a whole response", []packet{get(0), ok(0), get(1), serverGap(50), get(2), ok(2), get(3), ok(3)}, "GET /0 200; GET /1 0; GET /2 202; GET /3 203"},
		{"the first response of all", []packet{get(1), serverGap(50), get(2), ok(2)}, "GET /1 0; GET /2 202"},
		{"a response, when the client does not wait", []packet{get(0), get(1), ok(0), ok(1), get(2), serverGap(50), get(3), ok(3)}, "GET /0 200; GET /1 201; GET /2 0; GET /3 203"},
		{"the end of a body and a response", []packet{get(0), ok(0), get(1), get(2), s(lines("HTTP/1.1 201 OK", "Content-Length: 4") + "a"), serverGap(60), ok(3)}, "GET /0 200; GET /1 201; GET /2 0; 203"},
		{"a whole request", []packet{get(0), ok(0), clientGap(20), ok(1), get(2), ok(2)}, "GET /0 200; 201; GET /2 202"},
		{"a whole request and the next at once", []packet{get(0), ok(0), clientGap(20), get(2), ok(1), ok(2)}, "GET /0 200; GET /2 0; 201; 202"},
		{"requests before a lost one", []packet{get(0), get(1), clientGap(20), ok(0), ok(1), ok(2)}, "GET /0 200; GET /1 201; 202"},
		{"until the connection closes", []packet{get(0), s(lines("HTTP/1.1 200 OK") + "a"), serverGap(100), s("HTTP/1.1 404 no\r\n\r\n"), serverEnd}, "GET /0 200"},
	}
	for _, test := range tests {
		t.Run(test.rule, func(t *testing.T) {
			if got := run(t, test.packets...); shorts(got) != test.want {
				t.Errorf("got %s, want %s\n%s", shorts(got), test.want, texts(got))
			}
		})
	}
}

// TestOneResponseLost has a thousand requests of several kinds on a
// connection, and one response missing: 999 exchanges are right and one is
// unanswered, however many requests were sent at once.
func TestOneResponseLost(t *testing.T) {
	const total, lost = 1000, 501
	request := func(i int) packet {
		method := "GET"
		if i%7 == 0 {
			method = "HEAD"
		}
		return c(lines(fmt.Sprintf("%s /%d HTTP/1.1", method, i)))
	}
	response := func(i int) string {
		id := fmt.Sprintf("X-Id: %d", i)
		switch {
		case i%7 == 0:
			return lines("HTTP/1.1 200 OK", id, "Content-Length: 500")
		case i%5 == 0:
			return lines("HTTP/1.1 304 Not Modified", id, "Content-Length: 500")
		case i%3 == 0:
			return lines("HTTP/1.1 200 OK", id, "Transfer-Encoding: chunked") + "1\r\nx\r\n0\r\n\r\n"
		}
		return lines("HTTP/1.1 200 OK", id, "Content-Length: 1") + "x"
	}
	for _, atOnce := range []int{1, 2, 10, total} {
		t.Run(fmt.Sprintf("%d at once", atOnce), func(t *testing.T) {
			var packets []packet
			for first := 0; first < total; first += atOnce {
				for i := first; i < first+atOnce; i++ {
					packets = append(packets, request(i))
				}
				for i := first; i < first+atOnce; i++ {
					if b := response(i); i == lost {
						packets = append(packets, serverGap(int64(len(b))))
					} else {
						packets = append(packets, s(b))
					}
				}
			}
			got := run(t, append(packets, serverEnd, clientEnd)...)
			if len(got) != total {
				t.Fatalf("%d exchanges, want %d", len(got), total)
			}
			for i, r := range got {
				if want := fmt.Sprintf("X-Id|%d]", i); r.target != fmt.Sprintf("/%d", i) || strings.Contains(r.fields[1], want) == (i == lost) {
					t.Fatalf("exchange %d is that of %s with the response %s", i, r.target, r.fields[1])
				}
				if !r.whole[ToClient] != (i == lost) || (r.pairing == Unpaired) != (i == lost) {
					t.Fatalf("exchange %d: complete %v, %v", i, r.whole, r.pairing)
				}
			}
			if !got[lost].notes.Has(NoteUnpaired) {
				t.Errorf("notes of the request without response: %s", noteWords(got[lost].notes))
			}
		})
	}
}

// TestPresumption has what is presumed of a gap between pipelined responses,
// and when that is given up.
func TestPresumption(t *testing.T) {
	get := func(i int) packet { return c(lines(fmt.Sprintf("GET /%d HTTP/1.1", i))) }
	ok := func(i int) packet {
		return s(lines(fmt.Sprintf("HTTP/1.1 20%d OK", i), "Content-Length: 2") + "xx")
	}
	three := []packet{get(0), get(1), get(2)}
	tests := []struct {
		rule    string
		packets []packet
		want    string
	}{
		{"one response is lost", []packet{serverGap(50), ok(1), ok(2), serverEnd}, "GET /0 0; GET /1 201; GET /2 202"},
		{"two are lost, or one and the last never came", []packet{serverGap(90), ok(2), serverEnd}, "GET /0 0; GET /1 0; GET /2 0; 202"},
		{"only an interim response is lost", []packet{serverGap(25), ok(0), ok(1), ok(2), serverEnd}, "GET /0 0; GET /1 0; GET /2 0; 200; 201; 202"},
		{"interim responses are usual here", []packet{s(lines("HTTP/1.1 103 X")), serverGap(25), ok(0), ok(1), ok(2), serverEnd}, "GET /0 200; GET /1 201; GET /2 202"},
		{"the end of one", []packet{s(lines("HTTP/1.1 200 OK", "Transfer-Encoding: chunked") + "5\r\na"), serverGap(9), ok(1), ok(2)}, "GET /0 200; GET /1 201; GET /2 202"},
		{"two gaps", []packet{serverGap(50), ok(1), serverGap(50)}, "GET /0 0; GET /1 0; GET /2 0; 201"},
		{"a gap in the requests meanwhile", []packet{serverGap(50), ok(1), clientGap(40), ok(2)}, "GET /0 0; GET /1 0; GET /2 0; 201; 202"},
		{"the next request settles it", []packet{serverGap(50), ok(1), ok(2), get(3), ok(3)}, "GET /0 0; GET /1 201; GET /2 202; GET /3 203"},
		{"the response being read moves too", []packet{serverGap(50), s(lines("HTTP/1.1 201 OK", "Content-Length: 4") + "ab"), clientGap(20), s("cd")}, "GET /0 0; GET /1 0; GET /2 0; 201"},
	}
	for _, test := range tests {
		t.Run(test.rule, func(t *testing.T) {
			if got := run(t, append(three, test.packets...)...); shorts(got) != test.want {
				t.Errorf("got %s, want %s\n%s", shorts(got), test.want, texts(got))
			}
		})
	}
}

func TestGapIsCounted(t *testing.T) {
	got := run(t, c(lines("GET / HTTP/1.1")), s(lines("HTTP/1.1 200 OK", "Content-Length: 9")+"a"), serverGap(7), s("b"))
	if r := got[0]; r.body[1] != "ab" || r.bytes[1] != 9 || !r.whole[1] || !r.notes.Has(NoteGap) {
		t.Errorf("%s", r.text)
	}
	got = run(t, c(lines("GET / HTTP/1.1")), s(lines("HTTP/1.1 200 OK", "Content-Length: 9")+"a"), serverGap(8), s(lines("HTTP/1.1 200 OK")))
	if r := got[0]; r.bytes[1] != 9 || r.whole[1] || len(got) != 2 {
		t.Errorf("a body whose end is missing: %s", texts(got))
	}
}

// TestInterimMayBeMissing has a gap of one interim response before three final
// ones. Few final ones before it do not show that the server sends no interim
// ones, so that the gap is not taken for a final one.
func TestInterimMayBeMissing(t *testing.T) {
	get := func(i int) packet { return c(lines(fmt.Sprintf("GET /%d HTTP/1.1", i))) }
	ok := func(i int) packet { return s(lines(fmt.Sprintf("HTTP/1.1 20%d OK", i), "Content-Length: 0")) }
	for before := range 4 {
		var packets []packet
		for range before {
			packets = append(packets, get(9), ok(9))
		}
		got := run(t, append(packets, get(0), get(1), get(2), serverGap(25), ok(0), ok(1), ok(2), serverEnd)...)
		const want = "GET /0 0; GET /1 0; GET /2 0; 200; 201; 202"
		if text := shorts(got[before:]); text != want {
			t.Errorf("after %d responses: got %s, want %s\n%s", before, text, want, texts(got))
		}
	}
}

// TestChunkedFromPresumed has a chunked response that was presumed to be that to a
// request of HTTP/1.0, and turns out to be another's: the note on it is not kept.
func TestChunkedFromPresumed(t *testing.T) {
	get := func(i int, version string) packet { return c(lines(fmt.Sprintf("GET /%d HTTP/%s", i, version))) }
	chunked := s(lines("HTTP/1.1 201 OK", "Transfer-Encoding: chunked") + "0\r\n\r\n")
	ok := s(lines("HTTP/1.1 200 OK", "Content-Length: 0"))
	got := run(t, get(0, "1.1"), get(1, "1.0"), get(2, "1.1"), serverGap(25), chunked, ok, ok, serverEnd)
	if shorts(got) != "GET /0 0; GET /1 0; GET /2 0; 201; 200; 200" || got[3].notes.Has(NoteChunkedIn10) {
		t.Errorf("%s", texts(got))
	}
	if got := run(t, get(0, "1.0"), chunked); !got[0].notes.Has(NoteChunkedIn10) {
		t.Errorf("%s", texts(got))
	}
}

// TestFoundByLooks has what is taken for messages after a gap, and says so where
// the other direction does not speak for it.
func TestFoundByLooks(t *testing.T) {
	ok := func(i int) string { return lines(fmt.Sprintf("HTTP/1.1 20%d OK", i), "Content-Length: 2") + "xx" }
	get := func(i int) packet { return c(lines(fmt.Sprintf("GET /%d HTTP/1.1", i))) }
	tests := []struct {
		rule    string
		packets []packet
		want    string
		doubt   string // of each, whether it is doubtful
	}{
		{"no gap", []packet{get(0), s(ok(0)), s(ok(1))}, "GET /0 200; 201", "nn"},
		{"and those behind it", []packet{get(0), get(1), clientGap(20), s(ok(0) + ok(1)), serverGap(30), s(ok(3) + ok(4))}, "GET /0 200; GET /1 201; 203; 204", "nnyy"},
		{"paired", []packet{get(0), serverGap(30), get(1), s(ok(1)), get(2), s(ok(2))}, "GET /0 0; GET /1 201; GET /2 202", "nnn"},
		{"a request", []packet{get(0), clientGap(20), get(2), s(ok(0))}, "GET /0 200; GET /2 0", "ny"},
		{"a body that begins like a response, after a gap in the requests", []packet{get(0), s(ok(0)), clientGap(20), s(ok(1)), get(2), s(lines("HTTP/1.1 202 OK", "Content-Length: 40") + ok(9) + ok(9))}, "GET /0 200; 201; GET /2 0; 202", "nnyn"},
	}
	for _, test := range tests {
		t.Run(test.rule, func(t *testing.T) {
			got, doubt := run(t, test.packets...), ""
			for _, r := range got {
				doubt += map[bool]string{false: "n", true: "y"}[r.notes.Has(NoteDoubtful)]
			}
			if shorts(got) != test.want || doubt != test.doubt {
				t.Errorf("got %s %s want %s %s\n%s", shorts(got), doubt, test.want, test.doubt, texts(got))
			}
		})
	}
}
