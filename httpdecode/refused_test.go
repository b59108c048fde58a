package httpdecode

import (
	"fmt"
	"strings"
	"testing"
)

// RFC 9110 §10.1.1: a client that waited for 100 and got a final response may
// leave the body out, or send it.
func TestBodyThatWaitedFor100(t *testing.T) {
	const put = "PUT /a HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 40\r\n\r\n"
	short := strings.Replace(put, "40", "5", 1)
	const refusal = "HTTP/1.1 417 Expectation Failed\r\nContent-Length: 0\r\n\r\n"
	const next = "PUT /b HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nxyz"
	const created = "HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n"
	body := strings.Repeat("line of text\n", 3) + "."
	for _, test := range []struct {
		rule    string
		packets []packet
		want    string
	}{
		{"left out", []packet{c(put), s(refusal), c(next), s(created)},
			"PUT /a 417: 0 bytes, whole false body-not-sent; PUT /b 201: 3 bytes, whole true "},
		{"left out, with an empty body next", []packet{c(put), s(refusal), c("GET /b HTTP/1.1\r\n\r\n"), s(created)},
			"PUT /a 417: 0 bytes, whole false body-not-sent; GET /b 201: 0 bytes, whole true "},
		{"sent all the same", []packet{c(put), s(refusal), c(body), c(next), s(created)},
			"PUT /a 417: 40 bytes, whole true ; PUT /b 201: 3 bytes, whole true "},
		{"sent after 100", []packet{c(put), s("HTTP/1.1 100 Continue\r\n\r\n"), c(body), s(refusal), c(next), s(created)},
			"PUT /a 417: 40 bytes, whole true ; PUT /b 201: 3 bytes, whole true "},
		{"what looks like a request after 100 is body", []packet{c(put), s("HTTP/1.1 100 Continue\r\n\r\n" + refusal), c("GET / HTTP/1.1\r\n" + strings.Repeat("x", 24)), c(next), s(created)},
			"PUT /a 417: 40 bytes, whole true ; PUT /b 201: 3 bytes, whole true "},
		{"without Expect it is body", []packet{c(strings.Replace(put, "Expect", "X", 1)), s(refusal), c("GET / HTTP/1.1\r\n" + strings.Repeat("x", 24)), c(next), s(created)},
			"PUT /a 417: 40 bytes, whole true ; PUT /b 201: 3 bytes, whole true "},
		{"begun before the response", []packet{c(put), c(body[:5]), s(refusal), c(body[5:]), c(next), s(created)},
			"PUT /a 417: 40 bytes, whole true ; PUT /b 201: 3 bytes, whole true "},
		{"left out, and shorter than the next request line", []packet{c(short), s(refusal), c("GET /a HTTP/1.1\r\nHost: h\r\n\r\n"), s(created)},
			"PUT /a 417: 0 bytes, whole false body-not-sent; GET /a 201: 0 bytes, whole true "},
		{"left out, and as long as the next method begins", []packet{c(strings.Replace(short, "5", "1", 1)), s(refusal), c(next), s(created)},
			"PUT /a 417: 0 bytes, whole false body-not-sent; PUT /b 201: 3 bytes, whole true "},
		{"short, and sent all the same", []packet{c(short), s(refusal), c("abcde" + next), s(created)},
			"PUT /a 417: 5 bytes, whole true ; PUT /b 201: 3 bytes, whole true "},
		{"short, sent, and capital letters", []packet{c(short), s(refusal), c("ABCDE"), c(next), s(created)},
			"PUT /a 417: 5 bytes, whole true ; PUT /b 201: 3 bytes, whole true "},
		{"short, sent, and all that was", []packet{c(short), s(refusal), c("ABCDE"), clientEnd, serverEnd},
			"PUT /a 417: 5 bytes, whole true "},
		{"short, sent, and like a method", []packet{c(short), s(refusal), c("GET /"), c(next), s(created)},
			"PUT /a 417: 5 bytes, whole true ; PUT /b 201: 3 bytes, whole true "},
		{"short, sent, and an empty line behind it", []packet{c(short), s(refusal), c("GET /\r\n"), c(next), s(created)},
			"PUT /a 417: 5 bytes, whole true ; PUT /b 201: 3 bytes, whole true "},
		{"the connection ends", []packet{c(put), s(refusal), clientEnd, serverEnd},
			"PUT /a 417: 0 bytes, whole false truncated"},
	} {
		t.Run(test.rule, func(t *testing.T) {
			for _, size := range []int{1, 2, 7, 1 << 20} {
				h := newRecorder(t, captureOf(test.packets))
				var got []string
				taps := &tapped{recorder: h, done: func(x *Exchange) {
					got = append(got, fmt.Sprintf("%s %s %d: %d bytes, whole %v %s", x.Request.Method, x.Request.Target,
						x.Response.Status, x.Request.BodyBytes, x.Request.Complete, noteWords(x.Notes)))
				}}
				play(taps, test.packets, func(left int) int { return min(left, size) }).Close(Position{})
				if all := strings.Join(got, "; "); all != test.want {
					t.Errorf("in pieces of %d:\n got %s\nwant %s", size, all, test.want)
				}
			}
		})
	}
}

// tapped is a recorder that also shows each exchange when it is done.
type tapped struct {
	*recorder
	done func(*Exchange)
}

func (t *tapped) Done(x *Exchange) {
	t.done(x)
	t.recorder.Done(x)
}
