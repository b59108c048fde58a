package httpdecode

import (
	"fmt"
	"testing"
)

// acked is data with how far its sender had received the other direction.
type acked struct {
	packet
	acked int64
}

// runAcked plays packets with their acknowledgements.
func runAcked(t *testing.T, packets ...acked) []record {
	t.Helper()
	r := newRecorder(t, nil)
	conn := NewConn(r, Options{})
	for i, p := range packets {
		conn.Acknowledged(p.d, p.acked)
		at := Position{Frame: int64(i + 1)}
		if p.gap > 0 {
			conn.Gap(p.d, p.gap, at)
		}
		conn.Data(p.d, []byte(p.data), at)
	}
	conn.Close(Position{})
	return r.done
}

// TestPairingByAcknowledgement has what acknowledgement numbers tell. Every
// request has 19 bytes, every response 40.
func TestPairingByAcknowledgement(t *testing.T) {
	get := func(i int, n int64) acked { return acked{c(lines(fmt.Sprintf("GET /%d HTTP/1.1", i))), n} }
	ok := func(i int, n int64) acked {
		return acked{s(lines(fmt.Sprintf("HTTP/1.1 20%d OK", i), "Content-Length: 2") + "xx"), n}
	}
	tests := []struct {
		rule    string
		packets []acked
		want    string
		how     string
	}{
		{"the server had this request and no later one", []acked{get(0, 0), ok(0, 19), get(1, 40), ok(1, 38)},
			"GET /0 200; GET /1 201", "by-acknowledgement certain; by-acknowledgement certain; "},
		{"it had later ones too", []acked{get(0, 0), get(1, 0), ok(0, 38), ok(1, 38)},
			"GET /0 200; GET /1 201", "by-order certain; by-acknowledgement certain; "},
		{"the later one came after the answer was sent", []acked{get(0, 0), get(1, 0), ok(0, 19), ok(1, 38)},
			"GET /0 200; GET /1 201", "by-acknowledgement certain; by-acknowledgement certain; "},
		{"sent before the request came, such as 408", []acked{get(0, 0), ok(0, 19), get(1, 40), ok(8, 19)},
			"GET /0 200; GET /1 0; 208", "by-acknowledgement certain; unpaired none; unpaired none; "},
		{"half of the request is enough", []acked{{c("POST /0 HTTP/1.1\r\nContent-Length: 9\r\n\r\nab"), 0}, ok(4, 30)},
			"POST /0 204", "by-acknowledgement certain; "},
		{"a new request acknowledges the gap in the responses", []acked{get(0, 0), {serverGap(40), 19}, get(1, 40), ok(1, 38)},
			"GET /0 0; GET /1 201", "unpaired none; resynchronised likely; "},
		{"it does not", []acked{get(0, 0), {serverGap(40), 19}, get(1, 0), ok(1, 38)},
			"GET /0 0; GET /1 0; 201", "unpaired none; unpaired none; unpaired none; "},
		{"pipelined, the last request was not there yet", []acked{get(0, 0), get(1, 0), get(2, 0), {serverGap(40), 38}, ok(1, 38), ok(2, 57), get(3, 120), ok(3, 76)},
			"GET /0 0; GET /1 201; GET /2 202; GET /3 203", "unpaired none; resynchronised likely; resynchronised likely; resynchronised likely; "},
	}
	for _, test := range tests {
		t.Run(test.rule, func(t *testing.T) {
			got, how := runAcked(t, test.packets...), ""
			for _, r := range got {
				how += fmt.Sprintf("%v %v; ", r.pairing, r.certainty)
			}
			if shorts(got) != test.want || how != test.how {
				t.Errorf("got %s by %s want %s by %s", shorts(got), how, test.want, test.how)
			}
		})
	}
	if got := runAcked(t, get(0, 0), ok(0, 19), ok(1, 38)); got[1].notes != 0 {
		t.Errorf("notes %s of a response to a request that its sender had and the capture may yet bring", noteWords(got[1].notes))
	}
	if got := runAcked(t, get(0, 0), ok(0, 19), get(1, 40), ok(8, 19)); !got[2].notes.Has(NoteUnasked) {
		t.Errorf("notes %s of a response that nobody asked for", noteWords(got[2].notes))
	}
}

// TestCertainty has how sure a pairing is without acknowledgements.
func TestCertainty(t *testing.T) {
	get, ok := c(lines("GET /0 HTTP/1.1")), s(lines("HTTP/1.1 204 OK"))
	tests := []struct {
		rule    string
		packets []packet
		want    string // of the last exchange
	}{
		{"by order", []packet{get, ok}, "by-order certain"},
		{"no response", []packet{get}, "unpaired none"},
		{"no request", []packet{ok}, "unpaired none"},
		{"the response begins before the request ends", []packet{c("GET /0 HTTP/1.1\r\n"), ok, c("\r\n")}, "by-order likely"},
		{"the capture begins within a response", []packet{s("\x00\x01"), get, ok}, "by-order likely"},
		{"bytes were skipped", []packet{c(lines("HEAD /0 HTTP/1.1")), ok, s("body\n"), get, ok}, "by-order likely"},
		{"after a gap", []packet{get, serverGap(30), get, ok}, "resynchronised likely"},
		{"and later", []packet{get, serverGap(30), get, ok, get, ok}, "resynchronised likely"},
	}
	for _, test := range tests {
		t.Run(test.rule, func(t *testing.T) {
			all := run(t, test.packets...)
			last := all[len(all)-1]
			if got := fmt.Sprint(last.pairing, " ", last.certainty); got != test.want {
				t.Errorf("%s, want %s\n%s", got, test.want, texts(all))
			}
		})
	}
}
