package httpdecode

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"pgregory.net/rapid"
)

// chooser draws a number below n.
type chooser func(n int, what string) int

func drawn(t *rapid.T) chooser {
	return func(n int, what string) int { return rapid.IntRange(0, n-1).Draw(t, what) }
}

func random(seed uint64) chooser {
	r := rand.New(rand.NewPCG(seed, 1))
	return func(n int, _ string) int { return r.IntN(n) }
}

// talk is a conversation as it was, and the segments that carried it past the
// point of capture.
type talk struct {
	streams  [2][]byte
	owners   [2][]owner
	starts   [2]map[int]int // the place of the message that begins at an offset
	segments []segment
	total    int // requests
	midway   int // segments before the capture begins
}

// cut makes the capture begin after some of the segments.
func (k *talk) cut(pick chooser) *talk {
	k.midway = 1 + pick(max(1, len(k.segments)*2/3), "segments before the capture")
	k.midway = min(k.midway, len(k.segments))
	return k
}

// owner is the message that a byte belongs to.
type owner struct {
	message int
	body    bool // and it is one of its content
}

// segment carries the bytes of a direction between two offsets.
type segment struct {
	d        Direction
	from, to int
	acked    int  // how far its sender had received the other direction
	lost     bool // it is not in the capture
	fin      bool
}

func (k *talk) add(d Direction, message int, body bool, text string) {
	k.streams[d] = append(k.streams[d], text...)
	for range len(text) {
		k.owners[d] = append(k.owners[d], owner{message, body})
	}
}

// begin marks that a message begins here.
func (k *talk) begin(d Direction, message int) { k.starts[d][len(k.streams[d])] = message }

// manner is how the ends of a conversation behave.
type manner struct {
	client   int // how it asks
	interims bool
	spoofs   bool // chunked bodies hold what looks like messages
	tiny     bool // segments of any size up to mss
	mss      int
}

// drawManner draws one; spoofs may be left out.
func drawManner(pick chooser, spoofs bool) manner {
	yes := func(oneIn int, what string) bool { return pick(oneIn, what) == 0 }
	return manner{
		client: pick(clientManners, "client"), interims: yes(4, "interims"), spoofs: yes(2, "spoofs") && spoofs, tiny: yes(3, "tiny"),
		mss: []int{8, 40, 100, 300, 536, 1460}[pick(6, "mss")],
	}
}

// How a client asks.
const (
	waits   = iota // for each response
	bursts         // several at once, and the next when all are answered
	rolling        // whenever it likes
	clientManners
)

// converse makes up a conversation: each end sends what it has to say in
// segments, which reach the other end at some time after they passed the point
// of capture.
func converse(pick chooser, m manner) *talk {
	yes := func(oneIn int, what string) bool { return pick(oneIn, what) == 0 }
	k := &talk{total: 1 + pick(25, "requests")}
	for d := range k.starts {
		k.starts[d] = map[int]int{}
	}
	var methods []string
	var ends [2][]int // of each message
	var sent, received [2]int
	answers := k.total
	if yes(12, "closes early") {
		answers = 1 + pick(k.total, "answers")
	}
	send := func(d Direction) {
		n := min(m.mss, len(k.streams[d])-sent[d])
		if m.tiny {
			n = min(1+pick(m.mss, "segment"), n)
		}
		k.segments = append(k.segments, segment{d: d, from: sent[d], to: sent[d] + n, acked: received[d^1]})
		sent[d] += n
	}
	burst := 0
	for {
		asked, answered := len(ends[ToServer]), len(ends[ToClient])
		idle := asked == 0 || asked == answered && received[ToClient] == ends[ToClient][asked-1]
		var acts []func()
		if asked < k.total && (idle || m.client == rolling || m.client == bursts && burst > 0) {
			acts = append(acts, func() {
				if burst--; idle {
					burst = pick(k.total-asked, "burst")
				}
				methods = append(methods, k.ask(pick, asked))
				ends[ToServer] = append(ends[ToServer], len(k.streams[ToServer]))
			})
		}
		if answered < min(asked, answers) && received[ToServer] >= ends[ToServer][answered] {
			acts = append(acts, func() {
				k.answer(pick, m, answered, methods[answered])
				ends[ToClient] = append(ends[ToClient], len(k.streams[ToClient]))
			})
		}
		for d := range Direction(2) {
			if sent[d] < len(k.streams[d]) {
				acts = append(acts, func() { send(d) })
			}
			if received[d] < sent[d] {
				acts = append(acts, func() {
					received[d] = sent[d]
					if yes(3, "pure acknowledgement") {
						k.segments = append(k.segments, segment{d: d ^ 1, from: sent[d^1], to: sent[d^1], acked: received[d]})
					}
				})
			}
		}
		if len(acts) == 0 {
			break
		}
		acts[pick(len(acts), "act")]()
	}
	if !yes(4, "left open") {
		for _, d := range []Direction{ToClient, ToServer} {
			k.segments = append(k.segments, segment{d: d, from: sent[d], to: sent[d], acked: sent[d^1], fin: true})
		}
	}
	for range pick(5, "lost") {
		if s := &k.segments[pick(len(k.segments), "lost segment")]; s.from < s.to {
			s.lost = true
		}
	}
	return k
}

func letterOf(i int) string { return string(rune('a' + i%26)) }

// ask makes a request, and returns its method.
func (k *talk) ask(pick chooser, i int) string {
	method := []string{"GET", "GET", "GET", "HEAD", "POST"}[pick(5, "method")]
	k.begin(ToServer, i)
	k.add(ToServer, i, false, fmt.Sprintf("%s /%d HTTP/1.1\r\nHost: a\r\n", method, i))
	if method == "POST" {
		k.content(pick, ToServer, i, strings.Repeat(letterOf(i), pick(60, "request body")))
	} else {
		k.add(ToServer, i, false, "\r\n")
	}
	return method
}

func (k *talk) answer(pick chooser, m manner, i int, method string) {
	for m.interims && pick(2, "interim") == 0 {
		k.add(ToClient, i, false, "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n")
	}
	status := []int{200, 200, 200, 200, 304, 204, 404}[pick(7, "status")]
	k.begin(ToClient, i)
	k.add(ToClient, i, false, fmt.Sprintf("HTTP/1.1 %d X\r\nX-Id: %d\r\n", status, i))
	length := pick(120, "body")
	switch {
	case status == 204:
		k.add(ToClient, i, false, "\r\n")
	case (method == "HEAD" || status == 304) && pick(3, "chunked without body") == 0:
		k.add(ToClient, i, false, "Transfer-Encoding: chunked\r\n\r\n")
	case method == "HEAD" || status == 304:
		k.add(ToClient, i, false, fmt.Sprintf("Content-Length: %d\r\n\r\n", length))
	default:
		body := strings.Repeat(letterOf(i), length)
		if m.spoofs && pick(2, "spoof") == 0 {
			body = k.spoof(pick, i, body)
		}
		k.content(pick, ToClient, i, body)
	}
}

// spoof puts what looks like responses into a body.
func (k *talk) spoof(pick chooser, i int, body string) string {
	for range 1 + pick(3, "spoofs") {
		framing := []string{"", "Content-Length: 0\r\n", "Content-Length: 4\r\n", "Content-Length: 90\r\n", "Transfer-Encoding: chunked\r\n"}[pick(5, "spoofed framing")]
		spoofed := fmt.Sprintf("%sHTTP/1.1 200 OK\r\nX-Id: %d\r\n%s\r\n", []string{"", "\n", "0\r\n\r\n"}[pick(3, "before the spoof")], i+1, framing)
		at := pick(len(body)+1, "place of the spoof")
		body = body[:at] + spoofed + body[at:]
	}
	return body
}

// content ends a head, and adds a body by length or in chunks.
func (k *talk) content(pick chooser, d Direction, i int, body string) {
	if pick(2, "chunks") == 0 {
		k.add(d, i, false, fmt.Sprintf("Content-Length: %d\r\n\r\n", len(body)))
		k.add(d, i, true, body)
		return
	}
	k.add(d, i, false, "Transfer-Encoding: chunked\r\n\r\n")
	most := 1 + pick(200, "chunk size")
	for len(body) > 0 {
		n := min(most, len(body))
		k.add(d, i, false, fmt.Sprintf("%x\r\n", n))
		k.add(d, i, true, body[:n])
		k.add(d, i, false, "\r\n")
		body = body[n:]
	}
	k.add(d, i, false, "0\r\n\r\n")
}
