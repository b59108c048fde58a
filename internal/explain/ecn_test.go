package explain

import (
	"slices"
	"strings"
	"testing"

	"wiretalk/internal/meaning"
	"wiretalk/internal/replay"
	"wiretalk/tcpreasm"
)

// ecnOpened is a handshake of which the SYNs' flags are given.
func ecnOpened(syn, synack string) string {
	return `0.000 C > S ` + syn + ` seq=100
0.010 S > C ` + synack + ` seq=300 ack=101
0.020 C > S ACK seq=101 ack=301
`
}

// What is said of ECE, CWR and AE at each segment, by the rules of RFC 3168
// §6.1 and RFC 9768 §3.1 and §3.2.2.
func TestECN(t *testing.T) {
	const data = `0.030 C > S PSH,ACK seq=101 ack=301 len=10
0.040 S > C ACK seq=301 ack=111
`
	// A mark is echoed until CWR is seen to have come; the echo after that is new.
	const echoes = `0.030 C > S PSH,ACK seq=101 ack=301 len=10
0.040 S > C ACK,ECE seq=301 ack=111
0.050 S > C PSH,ACK,ECE seq=301 ack=111 len=5
0.060 C > S PSH,ACK,CWR seq=111 ack=306 len=10
0.070 S > C ACK,ECE seq=306 ack=121
0.080 S > C ACK seq=306 ack=121
0.090 C > S PSH,ACK seq=121 ack=306 len=10
0.100 S > C ACK,ECE seq=306 ack=131
0.110 C > S PSH,ACK,CWR seq=131 ack=306 len=10
0.120 S > C ACK seq=306 ack=141
0.130 C > S PSH,ACK,CWR seq=141 ack=306 len=10
`
	said := make(map[string]bool)
	for _, c := range []struct{ name, script, want string }{
		{"agreed, nothing marked", ecnOpened("SYN,ECE,CWR", "SYN,ACK,ECE") + data, "ecn.syn ecn.synack - - -"},
		{"marks are echoed", ecnOpened("SYN,ECE,CWR", "SYN,ACK,ECE") + echoes,
			"ecn.syn ecn.synack - - ecn.ece ecn.ece.again ecn.cwr ecn.ece.after - - ecn.ece ecn.cwr - ecn.cwr.own"},
		{"not asked for", ecnOpened("SYN", "SYN,ACK") + data, "- - - - -"},
		{"not agreed", ecnOpened("SYN,ECE,CWR", "SYN,ACK") + "0.030 C > S PSH,ACK,ECE seq=101 ack=301 len=10\n", "ecn.syn ecn.synack.refused - ecn.unagreed"},
		{"agreed unasked", ecnOpened("SYN", "SYN,ACK,ECE") + data, "- ecn.synack.unasked - - -"},
		{"bits given back unread", ecnOpened("SYN,ECE,CWR", "SYN,ACK,ECE,CWR"), "ecn.syn ecn.synack.reflected -"},
		{"CWR alone agrees to nothing", ecnOpened("SYN,ECE,CWR", "SYN,ACK,CWR"), "ecn.syn ecn.synack.other -"},
		{"ECE alone asks for nothing", ecnOpened("SYN,ECE", "SYN,ACK"), "ecn.syn.other - -"},
		{"AE alone", ecnOpened("SYN,AE", "SYN,ACK"), "ecn.unexplained - -"},
		{"a nonce", ecnOpened("SYN,ECE,CWR", "SYN,ACK,ECE,AE") + "0.030 C > S PSH,ACK,ECE seq=101 ack=301 len=10\n", "ecn.syn ecn.unexplained - ecn.unsure"},
		{"sent again without", `0.000 C > S SYN,ECE,CWR seq=100
1.000 C > S SYN seq=100
1.010 S > C SYN,ACK seq=300 ack=101
`, "ecn.syn ecn.syn.without -"},
		{"sent again without, the first is answered", `0.000 C > S SYN,ECE,CWR seq=100
1.000 C > S SYN seq=100
1.010 S > C SYN,ACK,ECE seq=300 ack=101
`, "ecn.syn ecn.syn.without ecn.synack.mixed"},
		{"sent again with", `0.000 C > S SYN,ECE,CWR seq=100
1.000 C > S SYN,ECE,CWR seq=100
1.010 S > C SYN,ACK,ECE seq=300 ack=101
`, "ecn.syn ecn.syn ecn.synack"},
		{"accurate, sent again without", `0.000 C > S SYN,AE,ECE,CWR seq=100
1.000 C > S SYN seq=100
`, "ecn.syn.accurate ecn.syn.without.accurate"},
		{"accurate", ecnOpened("SYN,AE,ECE,CWR", "SYN,ACK,CWR") + `0.030 C > S PSH,ACK,AE,ECE seq=101 ack=301 len=10
0.040 S > C ACK,AE,ECE seq=301 ack=111
0.050 S > C ACK,AE,ECE,PSH seq=301 ack=111 len=5
0.060 S > C ACK,AE,CWR,PSH seq=306 ack=111 len=5
`, "ecn.syn.accurate ecn.synack.accurate ecn.counter.third ecn.counter ecn.counter - ecn.counter"},
		{"accurate, the other knows the old", ecnOpened("SYN,AE,ECE,CWR", "SYN,ACK,ECE") + data, "ecn.syn.accurate ecn.synack.classic - - -"},
		{"accurate, the other knows none", ecnOpened("SYN,AE,ECE,CWR", "SYN,ACK") + data, "ecn.syn.accurate ecn.synack.refused - - -"},
		{"SYN not captured", `0.010 S > C SYN,ACK,ECE seq=300 ack=101
0.020 C > S ACK,ECE seq=101 ack=301
`, "ecn.synack.unseen ecn.unseen"},
		{"begins in the middle", data[:len(data)-1] + "\n0.050 S > C ACK,ECE seq=301 ack=111\n", "- - ecn.unseen"},
		{"of an answer that fits nothing, and of a RST, nothing is said", `0.000 C > S SYN,ECE,CWR seq=100
0.010 S > C SYN,ACK,ECE seq=300 ack=4711
0.020 C > S RST,ECE seq=4711
`, "ecn.syn - -"},
	} {
		var got []string
		conn := played(t, c.script)[0]
		narrator := New(conn.Info, conn.Steps)
		for i := range conn.Steps {
			keys := []string{}
			for _, s := range narrator.Step(i).ECN {
				said[s.Key] = true
				keys = append(keys, s.Key)
				if text := strings.Join(s.Text[:], ""); strings.ContainsAny(text, "{}") {
					t.Errorf("%s: %s", s.Key, text)
				}
			}
			if len(keys) == 0 {
				keys = []string{"-"}
			}
			got = append(got, strings.Join(keys, "+"))
		}
		if want := strings.Fields(c.want); !slices.Equal(got, want) {
			t.Errorf("%s:\n%v, want\n%v", c.name, got, want)
		}
	}
	for key := range rows() {
		if strings.HasPrefix(key, "ecn.") && !said[key] {
			t.Errorf("%s is never said", key)
		}
	}
}

// The numbers that stand in the sentences: the frame that asked, and the counter.
func TestECNNumbers(t *testing.T) {
	conn := played(t, ecnOpened("SYN,AE,ECE,CWR", "SYN,ACK,CWR")+"0.030 C > S PSH,ACK,AE,CWR seq=101 ack=301 len=10\n")[0]
	for i, want := range []string{"AE, CWR and ECE in a SYN: the client asks", "CWR in the SYN,ACK: the server agrees", "are one number here, 0: it", "one counter, which is 6 now"} {
		if said := Step(conn.Info, conn.Steps, i).ECN; len(said) != 1 || !strings.Contains(said[0].Text[meaning.English], want) {
			t.Errorf("frame %d: %v, want %s", i+1, said, want)
		}
	}
}

// FuzzFlags: whatever flags segments have, and whether they come from one end or
// the other, each sentence is whole in both languages.
func FuzzFlags(f *testing.F) {
	f.Add([]byte{0xc2, 0, 0x52, 1, 0x10, 0, 0x50, 1, 0x90, 0})
	f.Add([]byte{0xc2, 2, 0x92, 1, 0x10, 2, 0x10, 3, 0xd0, 3, 0x14, 0, 0x02, 0, 0x12, 1})
	f.Fuzz(func(t *testing.T, flags []byte) {
		steps := make([]replay.Step, min(len(flags)/2, 200))
		seq := [2]uint32{100, 300}
		for i := range steps {
			from := tcpreasm.Side(flags[2*i+1] & 1)
			steps[i] = replay.Step{Frame: int64(i + 1), From: from, Flags: tcpreasm.Flags(flags[2*i]) | tcpreasm.Flags(flags[2*i+1]&2)<<7,
				Seq: seq[from], Ack: seq[from.Peer()], Length: int(flags[2*i+1] >> 4)}
			if flags[2*i+1]&4 == 0 { // else it is sent again
				seq[from] = steps[i].End()
			}
			steps[i].States = [2]tcpreasm.State{tcpreasm.State(flags[2*i+1] >> 3 & 1), tcpreasm.Closed}
		}
		narrator := New(&tcpreasm.Info{}, steps)
		for i := range steps {
			e := narrator.Step(i)
			for _, s := range e.All() {
				if slices.Contains(s.Text[:], "") || strings.ContainsAny(s.Text[0]+s.Text[1], "{}") {
					t.Fatal(s)
				}
			}
		}
	})
}
