package httpdecode

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// truth is one exchange of a conversation as it was.
type truth struct {
	method   string
	request  string // its bytes
	response string
	body     [2]string
	status   int
}

// drawTruth makes an exchange whose bodies hold nothing but the letter of its
// place, and whose response names the place.
func drawTruth(t *rapid.T, i int, interim bool) truth {
	letter := string(rune('a' + i%26))
	x := truth{method: rapid.SampledFrom([]string{"GET", "GET", "HEAD", "POST", "query"}).Draw(t, "method")}
	head := fmt.Sprintf("%s /%d HTTP/1.1\r\nHost: a\r\n", x.method, i)
	if x.method == "POST" {
		x.body[ToServer] = strings.Repeat(letter, rapid.IntRange(0, 60).Draw(t, "request body"))
	}
	x.request = head + framed(t, x.body[ToServer], x.method != "POST")
	x.status = rapid.SampledFrom([]int{200, 200, 200, 304, 204, 404}).Draw(t, "status")
	if interim && rapid.Bool().Draw(t, "interim") {
		x.response = "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"
	}
	x.response += fmt.Sprintf("HTTP/1.1 %d X\r\nX-Id: %d\r\n", x.status, i)
	body := strings.Repeat(letter, rapid.IntRange(0, 90).Draw(t, "body"))
	switch {
	case x.status == 204:
		x.response += "\r\n"
	case x.status == 304, x.method == "HEAD":
		x.response += fmt.Sprintf("Content-Length: %d\r\n\r\n", len(body))
	default:
		x.body[ToClient] = body
		x.response += framed(t, body, false)
	}
	return x
}

// framed is the end of a head, and a body by length or in chunks.
func framed(t *rapid.T, body string, none bool) string {
	if none {
		return "\r\n"
	}
	if rapid.Bool().Draw(t, "chunks") {
		var b strings.Builder
		b.WriteString("Transfer-Encoding: chunked\r\n\r\n")
		for chunk := range slices.Chunk([]byte(body), rapid.IntRange(1, 40).Draw(t, "chunk size")) {
			fmt.Fprintf(&b, "%x\r\n%s\r\n", len(chunk), chunk)
		}
		return b.String() + "0\r\n\r\n"
	}
	return fmt.Sprintf("Content-Length: %d\r\n\r\n%s", len(body), body)
}

// hole is a range of a direction's bytes that the capture lacks.
type hole struct{ from, to int }

// sender gives the bytes of one direction to a decoder, in packets, without
// those in the holes.
type sender struct {
	conn  *Conn
	d     Direction
	sent  int
	holes []hole
}

func (s *sender) send(t *rapid.T, b string, frame *int64, acked int64) {
	for len(b) > 0 {
		n := rapid.IntRange(1, len(b)).Draw(t, "packet")
		*frame++
		if acked >= 0 {
			s.conn.Acknowledged(s.d, acked)
		}
		s.packet(b[:n], *frame)
		b = b[n:]
	}
}

func (s *sender) packet(b string, frame int64) {
	for len(b) > 0 {
		n, lost := len(b), false
		for _, h := range s.holes {
			switch {
			case s.sent >= h.to:
			case s.sent >= h.from:
				n, lost = min(n, h.to-s.sent), true
			default:
				n = min(n, h.from-s.sent)
			}
		}
		if at := (Position{Frame: frame, Time: frame, Offset: -1}); lost {
			s.conn.Gap(s.d, int64(n), at)
		} else {
			s.conn.Data(s.d, []byte(b[:n]), at)
		}
		s.sent += n
		b = b[n:]
	}
}

func drawHoles(t *rapid.T, length int) []hole {
	var holes []hole
	for i := rapid.IntRange(0, 2).Draw(t, "holes"); i > 0; i-- {
		from := rapid.IntRange(0, length).Draw(t, "hole")
		holes = append(holes, hole{from, from + rapid.IntRange(1, 400).Draw(t, "length of the hole")})
	}
	slices.SortFunc(holes, func(a, b hole) int { return a.from - b.from })
	for i := 1; i < len(holes); i++ {
		holes[i].from = max(holes[i].from, holes[i-1].to)
		holes[i].to = max(holes[i].to, holes[i].from)
	}
	return holes
}

// TestWhatIsPairedIsTrue plays conversations, pipelined or not, with holes at
// any place: what is reported complete and paired is what was sent, byte by
// byte; no body holds a byte of another message; and without a hole, nothing
// is missing.
func TestWhatIsPairedIsTrue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		interim := rapid.IntRange(0, 3).Draw(t, "interims") == 0
		var all []truth
		for i := range rapid.IntRange(1, 14).Draw(t, "exchanges") {
			all = append(all, drawTruth(t, i, interim))
		}
		var total [2]int
		for _, x := range all {
			total[ToServer] += len(x.request)
			total[ToClient] += len(x.response)
		}
		h := &truthRecorder{recorder: newRecorder(t, nil)}
		conn := NewConn(h, Options{})
		client := sender{conn: conn, d: ToServer, holes: drawHoles(t, total[ToServer])}
		server := sender{conn: conn, d: ToClient, holes: drawHoles(t, total[ToClient])}
		acks, frame := rapid.Bool().Draw(t, "acknowledgements"), int64(0)
		acked := func(offset int) int64 {
			if acks {
				return int64(offset)
			}
			return unheard
		}
		rolling := rapid.Bool().Draw(t, "asks before all is answered")
		for asked, answered, burst := 0, 0, 0; answered < len(all); {
			if asked == answered {
				burst = asked + rapid.IntRange(1, len(all)-asked).Draw(t, "requests at once")
			}
			if asked < len(all) && (asked == answered || asked < burst && !rolling || rolling && rapid.Bool().Draw(t, "ask")) {
				client.send(t, all[asked].request, &frame, acked(server.sent))
				asked++
			} else {
				server.send(t, all[answered].response, &frame, acked(client.sent))
				answered++
			}
		}
		frame++
		conn.End(ToClient, Position{Frame: frame})
		conn.End(ToServer, Position{Frame: frame})
		conn.Close(Position{Frame: frame})
		h.check(t, all, interim || rolling)
		if len(client.holes)+len(server.holes) == 0 && len(h.done) != len(all) {
			t.Fatalf("%d exchanges of %d:\n%s", len(h.done), len(all), texts(h.done))
		}
	})
}

type truthRecorder struct{ *recorder }

// check holds what was reported against the truth; rare says that the ends do
// what the package takes for rare, so that what is only likely may be wrong.
func (r *truthRecorder) check(t *rapid.T, all []truth, rare bool) {
	for _, got := range r.done {
		if rare && got.certainty != Certain {
			continue
		}
		ask, answer := -1, -1
		fmt.Sscanf(got.target, "/%d", &ask)
		if _, id, ok := strings.Cut(got.fields[ToClient], "[X-Id|"); ok {
			fmt.Sscanf(id, "%d]", &answer)
		}
		if got.pairing != Unpaired && ask >= 0 && answer >= 0 && ask != answer {
			t.Fatalf("request %d has the response to %d:\n%s", ask, answer, texts(r.done))
		}
		for d, i := range [2]int{ask, answer} {
			if i < 0 || i >= len(all) {
				continue
			}
			want := all[i].body[d]
			if left := strings.Trim(got.body[d], string(rune('a'+i%26))); left != "" {
				t.Fatalf("a body of %d holds %q:\n%s", i, left, texts(r.done))
			}
			if got.whole[d] && got.bytes[d] == int64(len(got.body[d])) && got.body[d] != want {
				t.Fatalf("the complete body of %d in direction %d is %q, was %q:\n%s", i, d, got.body[d], want, texts(r.done))
			}
			if got.whole[d] && d == int(ToClient) && got.status != all[i].status {
				t.Fatalf("response %d has status %d, was %d", i, got.status, all[i].status)
			}
		}
	}
}

// TestConversationsWithGaps plays conversations of up to 25 requests at once with
// segments missing from the capture: as they are handed on at once, and through a
// tracker. One in some hundred thousand may be wrong, where what was lost leaves
// nothing that tells: a server that ends the connection with requests unanswered,
// after a client that sent several at once only in what is missing.
func TestConversationsWithGaps(t *testing.T) {
	ways := map[string]func(*judge){
		"without acknowledgements": func(j *judge) { playTalk(j, false) },
		"with acknowledgements":    func(j *judge) { playTalk(j, true) },
		"tracked":                  trackTalk,
	}
	for name, play := range ways {
		t.Run(name, func(t *testing.T) {
			faulty := 0
			rapid.Check(t, func(t *rapid.T) {
				pick := drawn(t)
				j := newJudge(converse(pick, drawManner(pick, false)))
				if play(j); j.faults() > 0 {
					faulty++
				}
				if j.faults() > 0 && faulty > 1 {
					t.Fatalf("%+v\n%s", j.score, j)
				}
			})
		})
	}
}

// TestConversationsWithSpoofs has bodies that hold what looks like responses. No
// pair is wrong. Where the beginning of a body is missing, and a packet
// begins with what looks like a response, it is taken for one, but not for that to
// a request. The more pairs are right, the better.
func TestConversationsWithSpoofs(t *testing.T) {
	const conversations = 3000
	ways := map[string]func(*judge){
		"without acknowledgements": func(j *judge) { playTalk(j, false) },
		"with acknowledgements":    func(j *judge) { playTalk(j, true) },
		"tracked":                  trackTalk,
	}
	for name, play := range ways {
		t.Run(name, func(t *testing.T) {
			var sum score
			for seed := range uint64(conversations) {
				pick := random(seed)
				j := newJudge(converse(pick, drawManner(pick, true)))
				if play(j); j.wrong > 0 {
					t.Errorf("%+v\n%s", j.score, j)
				}
				sum.add(j.score)
			}
			if t.Logf("%+v", sum); sum.mistaken > 25 || sum.strange > 2 || sum.right < 24000 {
				t.Errorf("%+v", sum)
			}
		})
	}
}
