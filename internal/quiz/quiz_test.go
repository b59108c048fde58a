package quiz

import (
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wiretalk/internal/conversations"
	"wiretalk/internal/explain"
	"wiretalk/internal/replay"
	"wiretalk/tcpreasm"
)

// isTrue says whether a choice is what the capture has.
func isTrue(q *Question, s *replay.Step, choice string) bool {
	switch q.Kind {
	case Sender:
		return choice == "the "+s.From.String()
	case Flags:
		return choice == (s.Flags & (tcpreasm.SYN | tcpreasm.FIN | tcpreasm.RST | tcpreasm.ACK)).String()
	case Seq:
		return choice == explain.Number(s.From, s.RelativeSeq())
	case Ack:
		return choice == explain.Number(s.From.Peer(), s.RelativeAck())
	}
	return choice == s.States[q.End].String()
}

// Of every question that every capture of ours gives rise to, exactly one
// choice is what the capture has, and that is the right one; something is said
// why, in both languages.
func TestEveryQuestion(t *testing.T) {
	names, _ := filepath.Glob("../../testdata/*/*.pcap*")
	if len(names) < 100 {
		t.Fatalf("only %d captures", len(names))
	}
	var asked [kinds]int
	for _, name := range names {
		for _, c := range conversations.In(t, name) {
			quiz := New(c.Info, c.Steps, 1<<20, 7)
			for n := range quiz.Questions {
				q := &quiz.Questions[n]
				asked[q.Kind]++
				s := &c.Steps[q.Step]
				if len(q.Choices) < 2 || len(q.Choices) > mostChoices {
					t.Fatalf("%s: %d choices: %+v", name, len(q.Choices), q)
				}
				for i, choice := range q.Choices {
					if isTrue(q, s, choice[0]) != (i == q.Right) {
						t.Errorf("%s, frame %d: %s: choice %d of %v, right is %d", name, s.Frame, q.Text[0], i, q.Choices, q.Right)
					}
					for j := range i {
						if q.Choices[j][0] == choice[0] || q.Choices[j][1] == choice[1] {
							t.Errorf("%s, frame %d: two choices are alike: %v", name, s.Frame, q.Choices)
						}
					}
				}
				if len(q.Why) == 0 {
					t.Errorf("%s, frame %d: nothing is said why: %s", name, s.Frame, q.Text[0])
				}
				for language := range q.Text {
					text := q.Text[language]
					for _, said := range q.Why {
						text += said.Text[language]
					}
					if q.Text[language] == "" || strings.ContainsAny(text, "{}") {
						t.Errorf("%s, frame %d: %s", name, s.Frame, text)
					}
				}
			}
		}
	}
	for kind, n := range asked {
		if n < 20 {
			t.Errorf("kind %d is asked %d times", kind, n)
		}
	}
}

// The same seed makes the same quiz, another one another; there are no more
// questions than were asked for, in the order of the segments.
func TestSeeds(t *testing.T) {
	c := conversations.In(t, "../../testdata/tcp/handshake.pcap")[0]
	first, same, other := New(c.Info, c.Steps, 8, 1), New(c.Info, c.Steps, 8, 1), New(c.Info, c.Steps, 8, 2)
	if diff := cmp.Diff(first.Questions, same.Questions); diff != "" {
		t.Error(diff)
	}
	if cmp.Equal(first.Questions, other.Questions) {
		t.Error("two seeds make one quiz")
	}
	for _, quiz := range []*Quiz{first, other} {
		if len(quiz.Questions) != 8 {
			t.Errorf("%d questions", len(quiz.Questions))
		}
		for i := range quiz.Questions[1:] {
			if quiz.Questions[i].Step > quiz.Questions[i+1].Step {
				t.Error("questions are out of order")
			}
		}
	}
	if n := len(New(c.Info, c.Steps, -1, 1).Questions) + len(New(c.Info, nil, 5, 1).Questions) + len(New(c.Info, c.Steps[:1], 5, 1).Questions); n != 0 {
		t.Errorf("%d questions about nothing", n)
	}
}

// The first answer counts.
func TestScore(t *testing.T) {
	c := conversations.In(t, "../../testdata/tcp/handshake.pcap")[0]
	quiz := New(c.Info, c.Steps, 3, 1)
	q := quiz.Questions
	if quiz.Answered(0) != -1 {
		t.Error("answered before it was")
	}
	if !quiz.Answer(0, q[0].Right) || quiz.Answer(1, (q[1].Right+1)%len(q[1].Choices)) || !quiz.Answer(1, q[1].Right) {
		t.Error("right and wrong are mistaken")
	}
	if right, answered := quiz.Score(); right != 1 || answered != 2 {
		t.Errorf("%d of %d", right, answered)
	}
}

// What is asked of the handshake, by which a reader of this test can judge the
// questions.
func TestQuestionsOfAHandshake(t *testing.T) {
	c := conversations.In(t, "../../testdata/tcp/handshake.pcap")[0]
	m := newMaker(c.Info, c.Steps[:3], rand.New(rand.NewPCG(1, 1)))
	var places []place
	for _, of := range m.places() {
		places = append(places, of...)
	}
	slices.SortStableFunc(places, func(a, b place) int { return a.step - b.step })
	m.forget()
	var got []string
	for _, p := range places {
		for m.known < p.step {
			m.learn(m.known)
		}
		q := m.question(p.step, p.kind, p.end)
		got = append(got, q.Text[0]+" "+q.Choices[q.Right][0], q.Text[1]+q.Choices[q.Right][1])
	}
	want := []string{
		"Frame 1 is a SYN. Who must answer it for the handshake to go on? the server", "第 1 帧是 SYN。要让握手继续，必须由谁应答它？服务器",
		"Frame 1 is a SYN, and a program waits for connections at the server. Which flags does the server's answer have? SYN,ACK",
		"第 1 帧是 SYN，服务器上有程序在等待连接。服务器的应答带有哪些标志？SYN,ACK",
		"After frame 1 the server sends SYN,ACK, and acknowledges all that the client has sent. What is its acknowledgement number, as the ladder writes it? x+1",
		"第 1 帧之后服务器发送 SYN,ACK，确认客户端发送过的全部内容。按时序图的记法，其确认号是多少？x+1",
		"After frame 1 the server sends SYN,ACK seq=y ack=x+1, and it arrives. Which state is the client in then? ESTABLISHED", "第 1 帧之后服务器发送 SYN,ACK seq=y ack=x+1，并且到达。此后客户端处于哪个状态？ESTABLISHED",
		"After frame 1 the server sends SYN,ACK seq=y ack=x+1. Which state is the server in then? SYN-RECEIVED", "第 1 帧之后服务器发送 SYN,ACK seq=y ack=x+1。此后服务器处于哪个状态？SYN-RECEIVED",
		"Frame 2 is a SYN,ACK. Who must answer it for the handshake to go on? the client", "第 2 帧是 SYN,ACK。要让握手继续，必须由谁应答它？客户端",
		"Frame 2 is a SYN,ACK. The client completes the handshake. Which flags must its answer have? ACK", "第 2 帧是 SYN,ACK。客户端完成握手，它的应答必须带有哪些标志？ACK",
		"After frame 2 the client sends ACK without data. What is its sequence number, as the ladder writes it? x+1", "第 2 帧之后客户端发送不含数据的 ACK。按时序图的记法，其序号是多少？x+1",
		"After frame 2 the client sends ACK, and acknowledges all that the server has sent. What is its acknowledgement number, as the ladder writes it? y+1",
		"第 2 帧之后客户端发送 ACK，确认服务器发送过的全部内容。按时序图的记法，其确认号是多少？y+1",
		"After frame 2 the client sends ACK seq=x+1 ack=y+1, and it arrives. Which state is the server in then? ESTABLISHED", "第 2 帧之后客户端发送 ACK seq=x+1 ack=y+1，并且到达。此后服务器处于哪个状态？ESTABLISHED",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
