package quiz

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"wiretalk/internal/conversations"
	"wiretalk/internal/explain"
	"wiretalk/internal/replay"
	"wiretalk/tcpreasm"
)

// next is the number behind all that an end has sent in these steps since its
// last SYN (RFC 9293 §3.3.1, SND.NXT).
func next(steps []replay.Step, side tcpreasm.Side) (n uint32, relative uint32) {
	known := false
	for i := range steps {
		s := &steps[i]
		if s.From != side || s.SameAs != 0 || s.Flags.Has(tcpreasm.RST) {
			continue
		}
		if !known || s.Flags.Has(tcpreasm.SYN) && s.RelativeSeq() == 0 || int32(s.End()-n) > 0 {
			known, n, relative = true, s.End(), s.RelativeSeq()+s.End()-s.Seq
		}
	}
	return n, relative
}

// worked is the answer that a student comes to who knows RFC 9293 §3.10.7, what
// was sent before and what the question says: not what comes later.
func worked(q *Question, steps []replay.Step) string {
	const kinds = tcpreasm.SYN | tcpreasm.FIN | tcpreasm.RST | tcpreasm.ACK
	before, s := steps[:q.Step], &steps[q.Step]
	asks := before[len(before)-1].Flags & kinds
	switch q.Kind {
	case Sender:
		if asks&^tcpreasm.ACK != tcpreasm.SYN {
			return "nobody must"
		}
		return "the " + before[len(before)-1].From.Peer().String()
	case Flags:
		switch {
		case asks == tcpreasm.SYN && strings.Contains(q.Text[0], "nothing waits"):
			return "RST,ACK"
		case asks == tcpreasm.SYN && strings.Contains(q.Text[0], "a program waits"):
			return "SYN,ACK"
		case asks == tcpreasm.SYN|tcpreasm.ACK:
			return "ACK"
		}
		return "it does not follow"
	case Seq:
		_, n := next(before, s.From)
		return explain.Number(s.From, n)
	case Ack:
		_, n := next(before, s.From.Peer())
		return explain.Number(s.From.Peer(), n)
	}
	state := before[len(before)-1].States[q.End]
	if q.End == s.From {
		return sends(state, s.Flags).String()
	}
	n, _ := next(before, q.End)
	return gets(state, s.Flags, s.Flags.Has(tcpreasm.ACK) && s.Ack == n).String()
}

// sends is the state of an end after it sent a segment (RFC 9293 figure 5).
func sends(state tcpreasm.State, f tcpreasm.Flags) tcpreasm.State {
	switch {
	case f.Has(tcpreasm.SYN | tcpreasm.ACK):
		return tcpreasm.SynReceived
	case f.Has(tcpreasm.SYN):
		return tcpreasm.SynSent
	case f.Has(tcpreasm.FIN) && state == tcpreasm.CloseWait:
		return tcpreasm.LastAck
	case f.Has(tcpreasm.FIN):
		return tcpreasm.FinWait1
	}
	return state
}

// gets is the state of an end after a segment came to it; all says whether that
// acknowledges all that it sent.
func gets(state tcpreasm.State, f tcpreasm.Flags, all bool) tcpreasm.State {
	if f.Has(tcpreasm.RST) {
		return tcpreasm.Closed
	}
	switch state {
	case tcpreasm.SynSent:
		if f.Has(tcpreasm.SYN) && all {
			return tcpreasm.Established
		} else if f.Has(tcpreasm.SYN) {
			return tcpreasm.SynReceived
		}
	case tcpreasm.SynReceived:
		if all {
			state = tcpreasm.Established
		}
	case tcpreasm.FinWait1:
		if all {
			state = tcpreasm.FinWait2
		}
	case tcpreasm.Closing:
		if all {
			return tcpreasm.TimeWait
		}
	case tcpreasm.LastAck:
		if all {
			return tcpreasm.Closed
		}
	}
	if f.Has(tcpreasm.FIN) {
		switch state {
		case tcpreasm.Established:
			return tcpreasm.CloseWait
		case tcpreasm.FinWait1:
			return tcpreasm.Closing
		case tcpreasm.FinWait2:
			return tcpreasm.TimeWait
		}
	}
	return state
}

// Of every capture of ours: what is said to be right follows from what was sent
// before, and by the rules alone.
func TestRightFollows(t *testing.T) {
	names, _ := filepath.Glob("../../testdata/*/*.pcap*")
	for _, name := range names {
		for _, c := range conversations.In(t, name) {
			for seed := range uint64(4) { // which of those that are alike is asked
				quiz := New(c.Info, c.Steps, 1<<20, seed)
				for i := range quiz.Questions {
					q := &quiz.Questions[i]
					if want, got := worked(q, c.Steps), q.Choices[q.Right][0]; got != want {
						t.Errorf("%s, frame %d: %s %s, but it follows: %s", filepath.Base(name), c.Steps[q.Step].Frame, q.Text[0], got, want)
					}
				}
			}
		}
	}
}

// What explains a number has that number in it.
func TestWhyHasTheNumber(t *testing.T) {
	names, _ := filepath.Glob("../../testdata/*/*.pcap*")
	for _, name := range names {
		for _, c := range conversations.In(t, name) {
			quiz := New(c.Info, c.Steps, 1<<20, 7)
			for i := range quiz.Questions {
				q := &quiz.Questions[i]
				if q.Kind != Seq && q.Kind != Ack {
					continue
				}
				said := ""
				for _, s := range q.Why {
					said += s.Text[0] + "\n"
				}
				if !regexp.MustCompile(`\b` + regexp.QuoteMeta(q.Choices[q.Right][0]) + `\b`).MatchString(said) {
					t.Errorf("%s, frame %d: %s %s, because %s", filepath.Base(name), c.Steps[q.Step].Frame, q.Text[0], q.Choices[q.Right][0], said)
				}
			}
		}
	}
}

// A quiz asks each kind about as often, as far as there is something to ask,
// and nothing twice with other numbers.
func TestQuestionsDiffer(t *testing.T) {
	digits := regexp.MustCompile(`[0-9]+`)
	for _, name := range []string{"pcaps/loss.pcap", "tcp/close-four.pcap", "tcp/fast-retransmission.pcap", "pcaps/keep-alive.pcap"} {
		c := conversations.In(t, filepath.Join("../../testdata", name))[0]
		for seed := range uint64(5) {
			var asked [kinds]int
			seen := make(map[string]int)
			quiz := New(c.Info, c.Steps, 10, seed)
			for i, q := range quiz.Questions {
				asked[q.Kind]++
				alike := digits.ReplaceAllString(q.Text[0], "#")
				if q.Kind == State {
					alike += q.Choices[q.Right][0]
				}
				for _, s := range q.Why {
					alike += s.Key
				}
				if before, twice := seen[alike]; twice {
					t.Errorf("%s: questions %d and %d are alike: %s", name, before+1, i+1, q.Text[0])
				}
				seen[alike] = i
			}
			for i, q := range quiz.Questions {
				for _, other := range quiz.Questions[i+1:] {
					if q.Step == other.Step && (q.Kind <= Flags || other.Kind <= Flags) {
						t.Errorf("%s: of two questions about one segment the one answers the other: %s %s", name, q.Text[0], other.Text[0])
					}
				}
			}
			if len(quiz.Questions) < 8 {
				t.Errorf("%s: only %d questions", name, len(quiz.Questions))
			}
			for kind, n := range asked {
				if n == 0 || n > 4 {
					t.Errorf("%s: kind %d is asked %d times", name, kind, n)
				}
			}
		}
	}
}
