package explain

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wiretalk/internal/conversations"
	"wiretalk/tcpreasm"
)

// Scripts are lines such as
//
//	0.010 S > C SYN,ACK seq=300 ack=101 len=5
//
// in the notation of tcpreasm/testdata/README.md, of which what stands right of
// "|" is left out here: they are made captures of, which are read as any other.

var scriptLine = regexp.MustCompile(`^([0-9.]+) ([CS])(:\d+)? > ([CS])(:\d+)? ([A-Z,]+)(.*)$`)

// played are the conversations of a script.
func played(t *testing.T, script string) (all []conversation) {
	t.Helper()
	name := filepath.Join(t.TempDir(), "script.pcap")
	if err := os.WriteFile(name, captureOf(t, script), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range conversations.In(t, name) {
		all = append(all, conversation{c})
	}
	return all
}

// captureOf makes a capture of a script. Its lines that send nothing are left out.
func captureOf(t *testing.T, script string) []byte {
	t.Helper()
	pcap := binary.LittleEndian.AppendUint32(nil, 0xa1b23c4d) // in nanoseconds
	pcap = binary.LittleEndian.AppendUint16(pcap, 2)
	pcap = binary.LittleEndian.AppendUint16(pcap, 4)
	for _, field := range []uint32{0, 0, 65535, 101} { // raw IP
		pcap = binary.LittleEndian.AppendUint32(pcap, field)
	}
	for line := range strings.Lines(script) {
		line, _, _ = strings.Cut(strings.TrimSpace(line), " |")
		if m := scriptLine.FindStringSubmatch(line); m != nil {
			packet, length := packetOf(t, m[2], m[3]+m[5], m[6], m[7])
			seconds, err := strconv.ParseFloat(m[1], 64)
			if err != nil {
				t.Fatal(err)
			}
			const day = 1_700_000_000 // a time of 0 is one that is not known
			ns := int64(seconds*1e6+0.5) * 1000
			for _, field := range []uint32{uint32(day + ns/1e9), uint32(ns % 1e9), uint32(len(packet)), uint32(length)} {
				pcap = binary.LittleEndian.AppendUint32(pcap, field)
			}
			pcap = append(pcap, packet...)
		}
	}
	return pcap
}

var scriptFlags = map[string]tcpreasm.Flags{"SYN": tcpreasm.SYN, "ACK": tcpreasm.ACK, "FIN": tcpreasm.FIN, "RST": tcpreasm.RST, "PSH": tcpreasm.PSH,
	"URG": tcpreasm.URG, "ECE": tcpreasm.ECE, "CWR": tcpreasm.CWR, "AE": tcpreasm.AE}

// packetOf makes the packet of a line, and says how long it was before the
// capture cut it. port is the client's where it is not the usual one.
func packetOf(t *testing.T, from, port, flags, fields string) (packet []byte, length int) {
	t.Helper()
	n := map[string]uint32{"win": 65535, "cut": 1 << 16}
	var options, payload []byte
	for _, field := range strings.Fields(fields) {
		key, value, _ := strings.Cut(field, "=")
		var numbers []uint32
		for _, word := range strings.FieldsFunc(value, func(r rune) bool { return strings.ContainsRune("/-,", r) }) {
			number, err := strconv.ParseUint(word, 0, 32)
			if err == nil {
				numbers = append(numbers, uint32(number))
			}
		}
		numbered := func(kind ...byte) {
			options = append(options, kind...)
			for _, n := range numbers {
				options = binary.BigEndian.AppendUint32(options, n)
			}
		}
		switch key {
		case "data":
			text, err := strconv.Unquote(value)
			if err != nil {
				text = value // it had a blank; what it says does not matter
			}
			payload = []byte(text)
		case "len":
			payload = bytes.Repeat([]byte{'x'}, int(numbers[0]))
		case "wscale":
			options = append(options, 1, 3, 3, byte(numbers[0]))
		case "sackok":
			options = append(options, 1, 1, 4, 2)
		case "cookie":
			options = append(options, 34, 10, 1, 2, 3, 4, 5, 6, 7, 8, 1, 1)
		case "ts":
			numbered(1, 1, 8, 10)
		case "sack":
			numbered(1, 1, 5, byte(2+4*len(numbers)))
		default:
			if len(numbers) > 0 {
				n[key] = numbers[0]
			}
		}
	}
	var bits tcpreasm.Flags
	for _, name := range strings.Split(flags, ",") {
		if scriptFlags[name] == 0 {
			t.Fatalf("flag %q", name)
		}
		bits |= scriptFlags[name]
	}
	ends, ports := [2][4]byte{{192, 0, 2, 1}, {192, 0, 2, 2}}, [2]uint16{40000, 80}
	if n, err := strconv.Atoi(strings.TrimPrefix(port, ":")); err == nil {
		ports[0] = uint16(n)
	}
	side := 0
	if from == "S" {
		side = 1
	}
	length = 40 + len(options) + len(payload)
	b := []byte{0x45, 0}
	b = binary.BigEndian.AppendUint16(b, uint16(length))
	b = binary.BigEndian.AppendUint16(b, uint16(n["id"]))
	b = append(b, 0, 0, 64, 6, 0, 0)
	b = append(append(b, ends[side][:]...), ends[1-side][:]...)
	b = binary.BigEndian.AppendUint16(b, ports[side])
	b = binary.BigEndian.AppendUint16(b, ports[1-side])
	b = binary.BigEndian.AppendUint32(b, n["seq"])
	b = binary.BigEndian.AppendUint32(b, n["ack"])
	b = append(b, byte(5+len(options)/4)<<4|byte(bits>>8), byte(bits))
	b = binary.BigEndian.AppendUint16(b, uint16(n["win"]))
	b = append(b, 0, 0)
	b = binary.BigEndian.AppendUint16(b, uint16(n["urg"]))
	b = append(append(b, options...), payload...)
	return b[:min(len(b), 40+len(options)+int(n["cut"]))], length
}

// written is a script with what is said at each of its lines.
func written(t *testing.T, script string) string {
	said := make(map[int64]string)
	for _, c := range played(t, script) {
		narrator := New(c.Info, c.Steps)
		for i := range c.Steps {
			e := narrator.Step(i)
			keys := []string{e.What.Key, e.Why.Key}
			for _, s := range e.Sums {
				keys = append(keys, s.Key)
			}
			said[c.Steps[i].Frame] = strings.Join(keys, " ")
		}
	}
	var b strings.Builder
	frame := int64(0)
	for line := range strings.Lines(script) {
		line, _, _ = strings.Cut(strings.TrimSpace(line), " |")
		if line = strings.TrimRight(line, " "); scriptLine.MatchString(line) {
			frame++
			line = fmt.Sprintf("%-62s| %s", line, said[frame])
		}
		b.WriteString(line + "\n")
	}
	return b.String()
}

func scripts(t *testing.T, pattern string) []string {
	t.Helper()
	names, _ := filepath.Glob(pattern)
	if len(names) < 20 {
		t.Fatalf("only %d scripts", len(names))
	}
	return names
}

// What the summary says of a handshake whose clock goes back, and of an answer
// without a question.
func TestVerdictOfScripts(t *testing.T) {
	for _, c := range []struct{ script, want string }{
		{"0.010 C > S SYN seq=100\n0.009 S > C SYN,ACK seq=300 ack=101\n0.011 C > S ACK seq=101 ack=301", "open.complete.back close.open"},
		{"0.010 C > S SYN seq=100\n0.011 S > C SYN,ACK seq=300 ack=101\n0.010 C > S ACK seq=101 ack=301", "open.complete.back close.open"},
		{"0.010 C > S SYN seq=100\n0.010 S > C SYN,ACK seq=300 ack=101\n0.010 C > S ACK seq=101 ack=301", "open.complete close.open"},
		{"0.010 S > C SYN,ACK seq=300 ack=101", "open.partial open.syn-ack open.lone close.open missing.oneway"},
		{"0.010 C > S SYN seq=100", "close.unanswered"},
		{"0.010 C > S ACK seq=100 ack=300", "open.pickedup open.guess open.numbers close.open.unknown missing.oneway"}, // perhaps the last of all
		{"0.010 C > S ACK seq=100 ack=300 len=1\n0.020 S > C ACK seq=300 ack=101 len=1", "open.pickedup open.guess open.numbers close.open"},
		{"0.010 C > S SYN seq=100\n0.020 C > S ACK seq=101 ack=301\n0.030 C > S ACK seq=101 ack=401\n0.040 C > S ACK seq=101 ack=402", "open.partial close.open missing.numbers missing.oneway"},
	} {
		var keys []string
		for _, s := range Verdict(played(t, c.script)[0].Info) {
			keys = append(keys, s.Key)
		}
		if got := strings.Join(keys, " "); got != c.want {
			t.Errorf("%s\n%s, want %s", c.script, got, c.want)
		}
	}
}

// Situations in which a sentence would be false that is right in most others.
// What is said at each line stands beside it.
func TestScripts(t *testing.T) {
	for _, name := range scripts(t, "testdata/scripts/*.txt") {
		want, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		got := written(t, string(want))
		if *update {
			if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
			want = []byte(got)
		}
		if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
}
