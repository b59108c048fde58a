package explain

import (
	"fmt"
	"net/netip"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"wiretalk/internal/meaning"
	"wiretalk/internal/replay"
	"wiretalk/tcpreasm"
)

// Options as RFCs lay them out.
const (
	mss1460    = "\x02\x04\x05\xb4"
	mss8       = "\x02\x04\x00\x08"
	scale7     = "\x01\x03\x03\x07"
	scale0     = "\x01\x03\x03\x00"
	scale255   = "\x01\x03\x03\xff"
	sackable   = "\x04\x02"
	stamped    = "\x08\x0a\x00\x00\x00\x09\x00\x00\x00\x05"
	asksCookie = "\x22\x02"
	cookie     = "\x22\x0a12345678"
)

// openedBy is a handshake with these options, of which either may be left out
// by "-".
func openedBy(syn, synack string) (steps []replay.Step) {
	if syn != "-" {
		steps = append(steps, replay.Step{Frame: 1, From: tcpreasm.Client, Flags: tcpreasm.SYN, Seq: 100, Options: []byte(syn)})
	}
	if synack != "-" {
		steps = append(steps, replay.Step{Frame: 2, From: tcpreasm.Server, Flags: tcpreasm.SYN | tcpreasm.ACK, Seq: 7, Ack: 101, Options: []byte(synack),
			Observation: tcpreasm.Observation{From: tcpreasm.Server, Ack: 1}})
	}
	return steps
}

// What each option of a SYN means, and what both SYNs agree on.
func TestOptions(t *testing.T) {
	said := make(map[string]bool)
	for _, c := range []struct {
		syn, synack string
		want        []string // of the last of both; a part of each sentence
	}{
		{mss1460 + scale7 + sackable + stamped, "-", []string{"MSS 1460: the client asks for at most 1460", "announces after its SYN count 128 bytes each", "the server may name in its ACKs", "the client's timestamp clock stands at 9."}},
		{"", "-", []string{"No options: the server sends at most 536"}},
		{scale255, "-", []string{"Window scale 255, which is more than the 14", "No MSS: the server sends at most 536"}},
		{mss1460 + asksCookie, "-", []string{"MSS", "the client asks the server for one"}},
		{mss1460 + cookie, "-", []string{"MSS", "a cookie of 8 bytes, which the server gave"}},
		{mss1460 + "\xfe\x0c\xf9\x8912345678", "-", []string{"MSS", "a cookie of 8 bytes, which the server gave"}}, // RFC 6994
		{mss1460 + "\x22\x03x" + "\x4d\x04ab", "-", []string{"MSS", "Option of kind 34, 1 bytes", "Option of kind 77, 2 bytes"}},
		{mss1460 + "\x03\x07", "-", []string{"MSS", "The last 2 bytes of the options are malformed"}},
		{mss1460 + "\x00\x03\x03\x07", "-", []string{"MSS"}}, // behind the end of options
		{mss1460 + scale7 + sackable + stamped, mss1460 + scale0 + sackable + stamped + cookie, []string{"MSS 1460", "Window scale 0", "SACK permitted",
			"clock stands at 9, and it gives the client's value 5 back", "the server gives it to the client", "timestamps take 12 bytes of each segment from the MSS, so the server sends at most 1448 bytes of data in one, the client at most 1448",
			"the server's windows count 1 bytes each, up to 65535 in all, and the client's 128 each, up to 8388480", "both sent timestamps", "both permit selective"}},
		{mss1460 + scale7 + sackable + stamped, "", []string{"No options", "the server sends at most 1460 bytes of data in a segment, the client at most 536", "only the client sent window scale", "only the client sent timestamps",
			"only the client permits selective acknowledgements, so only the server may send them"}},
		{mss8 + stamped, mss1460 + stamped, []string{"MSS", "clock", "the server sends at most 8 bytes", "neither sent window scale", "both sent timestamps"}},
		{"-", mss1460 + scale7, []string{"MSS", "Window scale 7", "No SYN of the client that this answers was captured"}},
	} {
		steps := openedBy(c.syn, c.synack)
		e := Step(&tcpreasm.Info{}, steps, len(steps)-1)
		for i, s := range e.Options {
			said[s.Key] = true
			if text := strings.Join(s.Text[:], ""); strings.ContainsAny(text, "{}") || s.Section == "" {
				t.Errorf("%s: %s", s.Key, text)
			}
			if i >= len(c.want) || !strings.Contains(s.Text[meaning.English], c.want[i]) {
				t.Errorf("% x, % x: sentence %d is %s", c.syn, c.synack, i, s.Text[meaning.English])
			}
		}
		if len(e.Options) != len(c.want) {
			t.Errorf("% x, % x: %d sentences, want %d", c.syn, c.synack, len(e.Options), len(c.want))
		}
	}
	for key := range rows() {
		if strings.HasPrefix(key, "option.") && !said[key] {
			t.Errorf("%s is never said", key)
		}
	}
}

// Over IPv6 an end that does not say is sent 1220 bytes at most (RFC 9293 §3.7.1).
func TestDefaultMSSOfIPv6(t *testing.T) {
	info := tcpreasm.Info{}
	for i := range info.Ends {
		info.Ends[i] = netip.MustParseAddrPort("[2001:db8::1]:80")
	}
	if got := Step(&info, openedBy("", "-"), 0).Options[0].Text[meaning.English]; !strings.Contains(got, "1220") {
		t.Error(got)
	}
}

// An answer to another SYN agrees on nothing, and segments without SYN have no
// sentences about options.
func TestWhatAgreesOnNothing(t *testing.T) {
	steps := openedBy(mss1460, mss1460)
	steps[1].Ack = 4711
	steps = append(steps, replay.Step{Frame: 3, From: tcpreasm.Client, Flags: tcpreasm.ACK, Seq: 101, Ack: 8, Options: []byte(stamped)})
	for i, want := range []int{1, 1, 0} {
		if got := Step(&tcpreasm.Info{}, steps, i).Options; len(got) != want {
			t.Errorf("step %d: %v", i, got)
		}
	}
}

// What is said to be agreed is what the tracker went by: on every capture of ours
// windows count as many bytes as the sentences say.
func TestAgreedScaleIsThatOfTheWindows(t *testing.T) {
	checked := 0
	for _, name := range captures(t) {
		for _, c := range conversationsIn(t, name) {
			unit := [2]int64{}
			narrator := New(c.Info, c.Steps)
			for i := range c.Steps {
				s := &c.Steps[i]
				for _, said := range narrator.Step(i).Options {
					var own, ownMost, other, otherMost int64
					text := said.Text[meaning.English]
					switch {
					case said.Key == "option.agreed.scale":
						_, numbers, _ := strings.Cut(text, "windows count ")
						if n, err := fmt.Sscanf(strings.NewReplacer("client", "E", "server", "E").Replace(numbers), "%d bytes each, up to %d in all, and the E's %d each, up to %d.", &own, &ownMost, &other, &otherMost); n != 4 {
							t.Fatal(text, err)
						}
						unit[s.From], unit[s.From.Peer()] = own, other
					case strings.HasPrefix(said.Key, "option.agreed.scale."):
						unit = [2]int64{1, 1}
					}
				}
				w := s.Observation.Window
				if u := unit[s.From]; u > 0 && w > 0 && s.Window > 0 && !s.Flags.Has(tcpreasm.SYN) && !s.Flags.Has(tcpreasm.RST) {
					if checked++; w != int64(s.Window)*u {
						t.Errorf("%s, frame %d: window %d of %d, said %d", filepath.Base(name), s.Frame, w, s.Window, u)
					}
				}
			}
		}
	}
	if checked < 1000 {
		t.Errorf("only %d windows", checked)
	}
}

// FuzzOptions: whatever the options of both SYNs are, each sentence is whole in
// both languages, and there are no more than the options have bytes, and a few.
func FuzzOptions(f *testing.F) {
	f.Add([]byte(mss1460+scale7+sackable+stamped), []byte(mss1460+scale255+cookie))
	f.Add([]byte("\x02\x04\x00"), []byte("\x02\x02\x03\x02\x22\x00"))
	f.Fuzz(func(t *testing.T, syn, synack []byte) {
		steps := openedBy("", "")
		steps[0].Options, steps[1].Options = syn, synack
		for i := range steps {
			e := Step(&tcpreasm.Info{}, steps, i)
			if len(e.Options) > len(steps[i].Options)/2+6 {
				t.Fatalf("%d sentences", len(e.Options))
			}
			for _, s := range e.Options {
				if slices.Contains(s.Text[:], "") || strings.ContainsAny(s.Text[0]+s.Text[1], "{}") {
					t.Fatal(s)
				}
			}
		}
	})
}
