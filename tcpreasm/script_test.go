package tcpreasm

import (
	"bytes"
	"flag"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write what happened into the scripts, to be read before it is kept")

// TestScripts runs testdata/*.txt. testdata/README.md explains the notation.
func TestScripts(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no scripts in testdata: %v", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txt"), func(t *testing.T) {
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			got, err := runScript(string(want))
			if err != nil {
				t.Fatalf("%s: %v", path, err)
			}
			if *update {
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if got != string(want) {
				t.Errorf("%s: - is expected, + happened:\n%s", path, lineDiff(string(want), got))
			}
		})
	}
}

// lineDiff shows the lines that differ between two runs of one script. Those
// that say what passed are the same in both, so lines can be held side by side.
func lineDiff(want, got string) string {
	var out strings.Builder
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range max(len(a), len(b)) {
		x, y := "", ""
		if i < len(a) {
			x = a[i]
		}
		if i < len(b) {
			y = b[i]
		}
		if x != y {
			fmt.Fprintf(&out, "line %d\n- %s\n+ %s\n", i+1, x, y)
		}
	}
	return out.String()
}

// runScript plays a script's segments and returns the script with what
// happened beside them: the same text if all was as expected.
func runScript(text string) (string, error) {
	var lines []scriptLine
	var limits Limits
	for n, raw := range strings.Split(strings.TrimRight(text, "\n"), "\n") {
		line, err := parseLine(raw, &limits)
		if err != nil {
			return "", fmt.Errorf("line %d: %w", n+1, err)
		}
		lines = append(lines, line)
	}

	log := &scriptLog{}
	tracker := New(log, limits)
	var out bytes.Buffer
	frame := int64(0)
	for _, line := range lines {
		switch {
		case line.facts: // written anew below
			continue
		case line.advance:
			tracker.Advance(line.segment.Time)
			writeLine(&out, line.left, log.take())
		case line.segment == nil:
			fmt.Fprintln(&out, line.left)
		default:
			frame++
			line.segment.Frame = frame
			c := tracker.Segment(line.segment)
			from := Client
			if c.Ends[Client] != line.segment.Src {
				from = Server
			}
			right := fmt.Sprintf("%-12v %-12v", c.States[Client], c.States[Server])
			if events := log.take(); events != "" {
				right += " " + events
			}
			if found := c.ends[from].analysis.last; found != 0 {
				right += " [" + findingNames(found) + "]"
			}
			writeLine(&out, line.left, right)
		}
	}
	tracker.Close()
	if tracker.pool.bytes != 0 {
		return "", fmt.Errorf("%d bytes are still held after Close", tracker.pool.bytes)
	}
	writeLine(&out, "end", log.take())
	for _, fact := range log.facts {
		fmt.Fprintln(&out, "= "+fact)
	}
	if reached := statsFact(tracker.Stats()); reached != "" {
		fmt.Fprintln(&out, "= reached "+reached)
	}
	return out.String(), nil
}

func writeLine(out *bytes.Buffer, left, right string) {
	fmt.Fprintln(out, strings.TrimRight(fmt.Sprintf("%-54s | %s", left, right), " "))
}

// scriptLog is a Handler that writes down what it is told.
type scriptLog struct {
	events []string
	facts  []string
}

func (l *scriptLog) take() string {
	s := strings.Join(l.events, "; ")
	l.events = nil
	return s
}

func (l *scriptLog) add(format string, args ...any) {
	l.events = append(l.events, fmt.Sprintf(format, args...))
}

func (l *scriptLog) Opened(*Conn) { l.add("opened") }

func (l *scriptLog) Data(_ *Conn, from Side, b []byte, at Position) {
	place := ""
	if at.Offset >= 0 {
		place = fmt.Sprintf(" at %d", at.Offset)
	}
	if len(b) > 26 {
		l.add("%v data %q… %d bytes%s", from, b[:8], len(b), place)
	} else {
		l.add("%v data %q%s", from, b, place)
	}
}

func (l *scriptLog) Gap(_ *Conn, from Side, n int64, _ Position) { l.add("%v gap %d", from, n) }

func (l *scriptLog) Finished(_ *Conn, from Side, _ Position) { l.add("%v finished", from) }

func (l *scriptLog) Closed(c *Conn) {
	l.add("closed")
	l.facts = append(l.facts, connFact(&c.Info))
}

// connFact says what is known of a connection that is over.
func connFact(c *Info) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s > %s by %v; close %v", scriptName(c.Ends[Client]), scriptName(c.Ends[Server]), c.Initiator, c.Close)
	if c.ClosedBy != ByNobody {
		fmt.Fprintf(&b, " by %v", c.ClosedBy)
	}
	fmt.Fprintf(&b, "; completeness %d; handshake %d %d %d; stream %d %d; missing %d %d", c.Completeness,
		c.Handshake.Syn, c.Handshake.SynAck, c.Handshake.Ack,
		c.StreamBytes[Client], c.StreamBytes[Server], c.MissingBytes[Client], c.MissingBytes[Server])
	return b.String()
}

func statsFact(s Stats) string {
	var all []string
	for _, limit := range []struct {
		name  string
		count int64
	}{{"hold", s.HoldLimitReached}, {"evicted", s.ConnectionsEvicted}, {"lingering", s.LingeringCutShort}} {
		if limit.count > 0 {
			all = append(all, fmt.Sprintf("%s %d", limit.name, limit.count))
		}
	}
	return strings.Join(all, "; ")
}

// scriptEnd is the endpoint a script names C or S, with another port after a
// colon.
func scriptEnd(name string) (netip.AddrPort, error) {
	letter, port, _ := strings.Cut(name, ":")
	end, ok := map[string]string{"C": "192.0.2.1:40000", "S": "192.0.2.2:80"}[letter]
	if !ok {
		return netip.AddrPort{}, fmt.Errorf("endpoint %q: want C or S", name)
	}
	if port != "" {
		host, _, _ := strings.Cut(end, ":")
		end = host + ":" + port
	}
	return netip.ParseAddrPort(end)
}

func scriptName(e netip.AddrPort) string {
	name := map[string]string{"192.0.2.1": "C", "192.0.2.2": "S"}[e.Addr().String()]
	if usual, _ := scriptEnd(name); usual != e {
		name = fmt.Sprintf("%s:%d", name, e.Port())
	}
	return name
}

func findingNames(found Finding) string {
	var all []string
	for i, name := range [...]string{"retransmission", "fast-retransmission", "spurious-retransmission", "out-of-order",
		"lost-segment", "ack-lost-segment", "dup-ack", "zero-window", "zero-window-probe", "zero-window-probe-ack",
		"window-full", "window-update", "keep-alive", "keep-alive-ack"} {
		if found&(1<<i) != 0 {
			all = append(all, name)
		}
	}
	return strings.Join(all, " ")
}
