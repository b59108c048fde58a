package httpdecode

import (
	"fmt"
	"testing"
)

// runMidway plays packets of a capture that begins in the middle of a
// connection, with how far their senders had received what the capture holds.
func runMidway(t *testing.T, packets ...acked) []record {
	t.Helper()
	r := newRecorder(t, nil)
	conn := NewConn(r, Options{})
	conn.BegunBefore()
	for i, p := range packets {
		conn.Acknowledged(p.d, p.acked)
		at := Position{Frame: int64(i + 1)}
		if p.end {
			conn.End(p.d, at)
		}
		conn.Data(p.d, []byte(p.data), at)
	}
	conn.Close(Position{})
	return r.done
}

// TestBegunBefore has captures that begin in the middle of a connection. Every
// request has 19 bytes, every response 40.
func TestBegunBefore(t *testing.T) {
	get := func(i int, n int64) acked { return acked{c(lines(fmt.Sprintf("GET /%d HTTP/1.1", i))), n} }
	ok := func(i int, n int64) acked {
		return acked{s(lines(fmt.Sprintf("HTTP/1.1 20%d OK", i), "Content-Length: 2") + "xx"), n}
	}
	end := acked{serverEnd, 0}
	toHead := acked{s(lines("HTTP/1.1 200 OK", "Content-Length: 40")), 19}
	tests := []struct {
		rule    string
		packets []acked
		want    string
		how     string
	}{
		{"a client that waits", []acked{get(0, 0), ok(0, 19), get(1, 40), ok(1, 38)},
			"GET /0 200; GET /1 201", "resynchronised likely ; resynchronised likely ; "},
		{"one exchange, and no more can come", []acked{get(0, 0), ok(0, 19), end},
			"GET /0 200", "resynchronised likely ; "},
		{"one exchange, and the capture ends", []acked{get(0, 0), ok(0, 19)},
			"GET /0 200", "resynchronised likely ; "},
		{"the server had not received all of the request", []acked{get(0, 0), ok(0, 18)},
			"GET /0 0; 200", "unpaired none unpaired; unpaired none unpaired; "},
		{"the capture ends within the response", []acked{get(0, 0), {s(lines("HTTP/1.1 200 OK", "Content-Length: 2") + "x"), 19}},
			"GET /0 0; 200", "unpaired none truncated,unpaired; unpaired none truncated,unpaired; "},
		{"one was outstanding", []acked{get(1, 0), ok(0, 19), ok(1, 19), get(2, 80), ok(2, 38), get(3, 120), ok(3, 57)},
			"GET /1 0; 200; 201; GET /2 202; GET /3 203", "unpaired none unpaired; unpaired none unpaired; unpaired none unpaired; resynchronised likely ; resynchronised likely ; "},
		{"one was outstanding, and the last was not received", []acked{get(1, 0), ok(0, 0), ok(1, 19)},
			"GET /1 0; 200; 201", "unpaired none unpaired; unpaired none unpaired; unpaired none unpaired; "},
		{"HEAD was outstanding", []acked{get(1, 0), toHead, ok(1, 19), get(2, 82), ok(2, 38), get(3, 122), ok(3, 57)},
			"GET /1 0; 200; 201; GET /2 202; GET /3 203", "unpaired none unpaired; unpaired none unpaired,maybe-head; unpaired none unpaired; resynchronised likely ; resynchronised likely ; "},
		{"between a request and its response", []acked{ok(0, 0), get(1, 40), ok(1, 19), get(2, 80), ok(2, 38)},
			"200; GET /1 201; GET /2 202", "unpaired none unpaired; resynchronised likely ; resynchronised likely ; "},
		{"the responses alone", []acked{ok(0, 0), ok(1, 0)}, "200; 201", "unpaired none unpaired; unpaired none unpaired; "},
		{"the rest of a body, and a request behind it", []acked{{c("hello world"), 0}, ok(0, 11), get(1, 40), ok(1, 30), get(2, 80), ok(2, 49)},
			"200; GET /1 201; GET /2 202", "unpaired none unpaired; resynchronised likely ; resynchronised likely ; "},
		{"the rest of a body that could begin a request, and a request behind it", []acked{{c("GET /0"), 0}, ok(0, 6), get(1, 40), ok(1, 25), get(2, 80), ok(2, 44)},
			"200; GET /1 201; GET /2 202", "unpaired none unpaired; resynchronised likely skipped-bytes; resynchronised likely ; "},
		{"the rest of a body that is a method", []acked{{c("POST"), 0}, ok(0, 4), get(1, 40), ok(1, 23), get(2, 80), ok(2, 42)},
			"200; GET /1 201; GET /2 202", "unpaired none unpaired; resynchronised likely skipped-bytes; resynchronised likely ; "},
		{"a request line in two packets", []acked{{c("GET /0?"), 0}, {c("GET HTTP/1.1\r\n\r\n"), 0}, ok(0, 25)},
			"GET /0?GET 200", "resynchronised likely ; "},
		{"an unknown method", []acked{{c(lines("hello /0 HTTP/1.1")), 0}, ok(0, 20)}, "200", "unpaired none unpaired; "},
		{"no version", []acked{{c("GET /0\r\n"), 0}, ok(0, 8)}, "200", "unpaired none unpaired; "},
	}
	for _, test := range tests {
		t.Run(test.rule, func(t *testing.T) {
			got, how := runMidway(t, test.packets...), ""
			for _, r := range got {
				how += fmt.Sprintf("%v %v %s; ", r.pairing, r.certainty, noteWords(r.notes))
			}
			if shorts(got) != test.want || how != test.how {
				t.Errorf("got %s by %s\nwant %s by %s", shorts(got), how, test.want, test.how)
			}
		})
	}
}

// TestConversationsBegunBefore has captures that begin in the middle of
// conversations. Nothing is certain, and no pair is wrong. Of a client that waits,
// nearly all pairs are found.
func TestConversationsBegunBefore(t *testing.T) {
	const conversations = 3000
	ways := map[string]func(*judge){
		"with acknowledgements": func(j *judge) { playTalk(j, true) },
		"tracked":               trackTalk,
	}
	least := [clientManners]int{waits: 6300, bursts: 560}
	for name, play := range ways {
		t.Run(name, func(t *testing.T) {
			var sums [clientManners]score
			for seed := range uint64(conversations) {
				pick := random(seed)
				m := drawManner(pick, false)
				j := newJudge(converse(pick, m).cut(pick))
				if play(j); j.faults() > 0 || j.certain > 0 {
					t.Errorf("seed %d: %+v\n%s", seed, j.score, j)
				}
				sums[m.client].add(j.score)
			}
			for client, sum := range sums {
				if t.Logf("client %d: %+v", client, sum); sum.right < least[client] {
					t.Errorf("client %d: %d pairs are right, want %d", client, sum.right, least[client])
				}
			}
		})
	}
}
