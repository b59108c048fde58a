package explain

import (
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

	"wiretalk/internal/conversations"
	"wiretalk/internal/meaning"
	"wiretalk/tcpreasm"
)

var update = flag.Bool("update", false, "write the sentences anew")

// conversation is a connection with its segments.
type conversation struct{ conversations.Conversation }

func conversationsIn(t *testing.T, name string) (all []conversation) {
	t.Helper()
	for _, c := range conversations.In(t, name) {
		all = append(all, conversation{c})
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

// everyConversation are those of all captures and scripts of ours, and of the
// tracker's scripts.
func everyConversation(t *testing.T) (all []conversation) {
	for _, name := range captures(t) {
		all = append(all, conversationsIn(t, name)...)
	}
	for _, name := range slices.Concat(scripts(t, "testdata/scripts/*.txt"), scripts(t, "../../tcpreasm/testdata/*.txt")) {
		script, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, played(t, string(script))...)
	}
	return all
}

// write writes all that is said of a connection in a language.
func (c conversation) write(w io.Writer, language int) {
	narrator := New(c.Info, c.Steps)
	for i := range c.Steps {
		e := narrator.Step(i)
		s := &c.Steps[i]
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
			for _, c := range conversationsIn(t, filepath.Join("../../testdata", name)) {
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
	for _, c := range everyConversation(t) {
		narrator := New(c.Info, c.Steps)
		for i := range c.Steps {
			e := narrator.Step(i)
			for _, part := range [][]Sentence{{e.What, e.Why}, e.Sums, e.Changes, e.Next, Verdict(c.Info)} {
				for _, s := range part {
					note(s)
				}
			}
		}
	}
	// Said of segments while they pass, before the FINs are settled.
	for _, change := range transitions(t) {
		if onlyPassing(change) {
			note(Change(change))
		}
	}
	var never []string
	for key := range rows() {
		if !said[key] && !strings.HasPrefix(key, "option.") && !strings.HasPrefix(key, "ecn.") { // TestOptions and TestECN bring those up
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

// onlyPassing says whether a change is taken back once the whole connection is
// known: replay.Steps has none like it.
func onlyPassing(c tcpreasm.Change) bool {
	return c.Cause == tcpreasm.SendFinUnaware && c.From == tcpreasm.CloseWait || c.Cause == tcpreasm.SendFinAgainUnaware
}

// Every arrow of the state machine is one that a segment of a capture or a
// script of ours leads along, and that is said where it does.
func TestEveryTransitionComesUp(t *testing.T) {
	type arrow struct {
		from, to tcpreasm.State
		cause    tcpreasm.Event
	}
	taken := make(map[arrow]bool)
	for _, c := range everyConversation(t) {
		narrator := New(c.Info, c.Steps)
		for i := range c.Steps {
			said := narrator.Step(i).Changes
			for n, change := range c.Steps[i].Changes {
				taken[arrow{change.From, change.To, change.Cause}] = said[n] == Change(change)
			}
		}
	}
	for _, c := range transitions(t) {
		if !taken[arrow{c.From, c.To, c.Cause}] && !onlyPassing(c) {
			t.Errorf("nothing takes an end from %v to %v by: %v", c.From, c.To, c.Cause)
		}
	}
}

// A narrator that goes back and forth says what one says that begins anew.
func TestNarratorGoesBackAndForth(t *testing.T) {
	for _, name := range []string{"tcp/two-holes.pcap", "tcp/challenge-to-syn.pcap", "tcp/zero-window.pcap"} {
		for _, c := range conversationsIn(t, filepath.Join("../../testdata", name)) {
			n := New(c.Info, c.Steps)
			for i := range c.Steps {
				for _, j := range []int{i, len(c.Steps) - 1 - i, i / 2} {
					if diff := cmp.Diff(Step(c.Info, c.Steps, j), n.Step(j)); diff != "" {
						t.Fatalf("%s, step %d:\n%s", name, j, diff)
					}
				}
			}
		}
	}
}
