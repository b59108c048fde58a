package explain

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wiretalk/capture"
	"wiretalk/internal/decode"
	"wiretalk/internal/meaning"
	"wiretalk/internal/replay"
	"wiretalk/tcpreasm"
)

var update = flag.Bool("update", false, "write the sentences anew")

// found collects the connections of a capture.
type found []*tcpreasm.Info

func (f *found) Closed(c *tcpreasm.Conn) {
	info := c.Info
	*f = append(*f, &info)
}
func (*found) Opened(*tcpreasm.Conn)                                         {}
func (*found) Data(*tcpreasm.Conn, tcpreasm.Side, []byte, tcpreasm.Position) {}
func (*found) Gap(*tcpreasm.Conn, tcpreasm.Side, int64, tcpreasm.Position)   {}
func (*found) Finished(*tcpreasm.Conn, tcpreasm.Side, tcpreasm.Position)     {}

// conversation is a connection with its segments.
type conversation struct {
	*tcpreasm.Info
	steps []replay.Step
}

func conversations(t *testing.T, name string) (all []conversation) {
	t.Helper()
	in, err := capture.Open([]string{name}, capture.Options{Spool: true})
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	var conns found
	tracker := tcpreasm.New(&conns, tcpreasm.Limits{})
	decoder := decode.New()
	var b capture.Batch
	var seg tcpreasm.Segment
	for err = nil; err == nil; {
		err = in.ReadBatch(&b)
		for _, p := range b.Packets {
			seg.Frame, seg.Time, seg.Offset, seg.Pieces = p.Frame, p.Time, p.Offset, nil
			if decoder.Decode(uint16(p.Link), p.Data, p.Length, &seg) {
				tracker.Segment(&seg)
			}
		}
	}
	if err != io.EOF {
		t.Fatal(err)
	}
	tracker.Close()
	slices.SortFunc(conns, func(a, b *tcpreasm.Info) int { return int(a.FirstFrame - b.FirstFrame) })
	for _, c := range conns {
		steps, err := replay.Steps(context.Background(), in, c, nil)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, conversation{c, steps})
	}
	return all
}

func captures(t *testing.T) []string {
	names, _ := filepath.Glob("../../testdata/pcaps/*.pcap*")
	tcp, _ := filepath.Glob("../../testdata/tcp/*.pcap*")
	if names = append(names, tcp...); len(names) < 50 {
		t.Fatalf("only %d captures", len(names))
	}
	return names
}

// write writes all that is said of a connection in a language.
func (c conversation) write(w io.Writer, language int) {
	narrator := New(c.Info, c.steps)
	for i := range c.steps {
		e := narrator.Step(i)
		s := &c.steps[i]
		fmt.Fprintf(w, "%d %v %v seq=%d ack=%d len=%d\n", s.Frame, s.From, s.Flags, s.RelativeSeq(), s.RelativeAck(), s.Length)
		for _, part := range [][]Sentence{{e.What, e.Why}, e.Sums, e.Changes, e.Next} {
			for _, said := range part {
				fmt.Fprintf(w, "    %s [%s]\n", said.Text[language], said.Section)
			}
		}
	}
	fmt.Fprintln(w, "verdict")
	for _, said := range Verdict(c.Info) {
		fmt.Fprintf(w, "    %s [%s]\n", said.Text[language], said.Section)
	}
}

// What is said of these captures was read by someone who knows TCP.
func TestSentences(t *testing.T) {
	for _, name := range []string{"pcaps/early-close.pcap", "pcaps/half-close.pcap", "pcaps/refused.pcap", "pcaps/reset.pcap", "pcaps/unanswered.pcap", "pcaps/loss.pcap"} {
		for language, suffix := range []string{"en", "zh"} {
			var b strings.Builder
			for _, c := range conversations(t, filepath.Join("../../testdata", name)) {
				c.write(&b, language)
			}
			golden := filepath.Join("testdata", strings.TrimSuffix(filepath.Base(name), ".pcap")+"."+suffix)
			if *update {
				if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if b.String() != string(want) {
				t.Errorf("%s: what is said has changed; read it, then write it anew with -update", golden)
			}
		}
	}
}

// Each sentence can be said in both languages with the same words put in, and
// some capture of ours brings it up.
func TestEverySentence(t *testing.T) {
	brace := regexp.MustCompile(`\{\w+\}`)
	for key, s := range rows() {
		if s.Text[meaning.English] == "" || s.Text[meaning.Chinese] == "" {
			t.Errorf("%s lacks a language", key)
		}
		var names [2][]string
		for language := range s.Text {
			names[language] = brace.FindAllString(s.Text[language], -1)
			slices.Sort(names[language])
			names[language] = slices.Compact(names[language])
		}
		if !slices.Equal(names[0], names[1]) {
			t.Errorf("%s has other words in Chinese: %v, %v", key, names[0], names[1])
		}
	}
	said := make(map[string]bool)
	note := func(s Sentence) {
		said[s.Key] = true
		if text := strings.Join(s.Text[:], ""); strings.ContainsAny(text, "{}") {
			t.Errorf("%s: %s", s.Key, text)
		}
	}
	for _, name := range captures(t) {
		for _, c := range conversations(t, name) {
			narrator := New(c.Info, c.steps)
			for i := range c.steps {
				e := narrator.Step(i)
				for _, part := range [][]Sentence{{e.What, e.Why}, e.Sums, e.Changes, e.Next, Verdict(c.Info)} {
					for _, s := range part {
						note(s)
					}
				}
			}
		}
	}
	var never []string
	for key := range rows() {
		if !said[key] {
			never = append(never, key)
		}
	}
	slices.Sort(never)
	if len(never) > 0 {
		t.Errorf("no capture of ours brings up %v", never)
	}
}

// transitions are the arrows of the state machine, as docs/tcp-states.md has
// them, which is made from the machine; with those that are left out there.
func transitions(t *testing.T) (all []tcpreasm.Change) {
	page, err := os.ReadFile("../../docs/tcp-states.md")
	if err != nil {
		t.Fatal(err)
	}
	states, events := make(map[string]tcpreasm.State), make(map[string]tcpreasm.Event)
	for s := tcpreasm.Closed; s <= tcpreasm.TimeWait; s++ {
		states[strings.ReplaceAll(s.String(), "-", "_")] = s
	}
	for e := tcpreasm.PassiveOpen; e < tcpreasm.PickedUp; e++ {
		if e != tcpreasm.RecvRst {
			events[e.String()] = e
		}
	}
	for _, arrow := range regexp.MustCompile(`(?m)^ +(\w+) --> (\w+) : (.*)$`).FindAllStringSubmatch(string(page), -1) {
		cause, ok := events[arrow[3]]
		if !ok {
			t.Fatalf("no event %q", arrow[3])
		}
		all = append(all, tcpreasm.Change{From: states[arrow[1]], To: states[arrow[2]], Cause: cause})
	}
	if len(all) < 18 {
		t.Fatalf("only %d arrows in the page", len(all))
	}
	for s := tcpreasm.SynSent; s <= tcpreasm.TimeWait; s++ {
		all = append(all, tcpreasm.Change{From: s, Cause: tcpreasm.RecvRst}, tcpreasm.Change{From: s, Cause: tcpreasm.SendRst})
	}
	for _, s := range []tcpreasm.State{tcpreasm.Closed, tcpreasm.Listen, tcpreasm.SynSent} {
		all = append(all, tcpreasm.Change{From: s, To: tcpreasm.Established, Cause: tcpreasm.PickedUp})
	}
	return append(all, tcpreasm.Change{From: tcpreasm.Listen, Cause: tcpreasm.SendRst})
}

// Every arrow of the state machine has its sentence, which names where it
// leads, and where it comes from if that is known.
func TestEveryTransitionHasItsSentence(t *testing.T) {
	for _, change := range transitions(t) {
		said := Change(change)
		for _, text := range said.Text {
			if !strings.Contains(text, change.To.String()) || strings.Contains(text, "{") {
				t.Errorf("%v, %v, to %v: %s", change.From, change.Cause, change.To, text)
			}
			if (strings.Contains(text, "goes from") || strings.Contains(text, "进入")) && !strings.Contains(text, change.From.String()) &&
				change.Cause != tcpreasm.SendFinUnaware {
				t.Errorf("%v, %v, to %v: %s", change.From, change.Cause, change.To, text)
			}
		}
	}
}

// A narrator that goes back and forth says what one says that begins anew.
func TestNarratorGoesBackAndForth(t *testing.T) {
	for _, name := range []string{"tcp/two-holes.pcap", "tcp/challenge-to-syn.pcap", "tcp/zero-window.pcap"} {
		for _, c := range conversations(t, filepath.Join("../../testdata", name)) {
			n := New(c.Info, c.steps)
			for i := range c.steps {
				for _, j := range []int{i, len(c.steps) - 1 - i, i / 2} {
					if diff := cmp.Diff(Step(c.Info, c.steps, j), n.Step(j)); diff != "" {
						t.Fatalf("%s, step %d:\n%s", name, j, diff)
					}
				}
			}
		}
	}
}
