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
	"time"
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
			got, _, err := runScript(string(want))
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
// happened beside them: the same text if all was as expected. took is the
// changes of state.
func runScript(text string) (out string, took []Change, err error) {
	var lines []scriptLine
	var limits Limits
	for n, raw := range strings.Split(strings.TrimRight(text, "\n"), "\n") {
		line, err := parseLine(raw, &limits)
		if err != nil {
			return "", nil, fmt.Errorf("line %d: %w", n+1, err)
		}
		lines = append(lines, line)
	}

	log := &scriptLog{}
	tracker := New(log, limits)
	var beside bytes.Buffer
	frame := int64(0)
	for _, line := range lines {
		log.show = log.show || line.show
		switch {
		case line.facts: // written anew below
			continue
		case line.advance:
			tracker.Advance(line.segment.Time)
			writeLine(&beside, line.left, log.take())
		case line.segment == nil:
			fmt.Fprintln(&beside, line.left)
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
			right += observationWords(tracker.Observation(), &c.Info, log.show)
			writeLine(&beside, line.left, right)
		}
	}
	tracker.Close()
	if tracker.pool.bytes != 0 {
		return "", nil, fmt.Errorf("%d bytes are still held after Close", tracker.pool.bytes)
	}
	writeLine(&beside, "end", log.take())
	for _, fact := range log.facts {
		fmt.Fprintln(&beside, "= "+fact)
	}
	if reached := statsFact(tracker.Stats()); reached != "" {
		fmt.Fprintln(&beside, "= reached "+reached)
	}
	return beside.String(), log.took, nil
}

func writeLine(out *bytes.Buffer, left, right string) {
	fmt.Fprintln(out, strings.TrimRight(fmt.Sprintf("%-54s | %s", left, right), " "))
}

// scriptLog is a Handler that writes down what it is told.
type scriptLog struct {
	took   []Change // by the connections that closed
	show   bool     // measures too
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
	l.took = append(l.took, c.Changes.List()...)
	l.facts = append(l.facts, connFact(&c.Info))
	if l.show {
		l.facts = append(l.facts, sentFact(Client, &c.Sent[Client]), sentFact(Server, &c.Sent[Server]))
	}
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
	if c.StepsBack > 0 {
		fmt.Fprintf(&b, "; clock back %d", c.StepsBack)
	}
	for s := range c.Sent {
		largest, mss := c.Sent[s].Largest, c.Sent[Side(s).Peer()].Options.MSS
		if mss != 0 && largest > uint32(mss) {
			fmt.Fprintf(&b, "; %v sent %d above %d", Side(s), largest, mss)
		}
	}
	return b.String()
}

// sentFact says what was measured of one end.
func sentFact(side Side, s *Sent) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%v: options", side)
	o := s.Options
	for _, option := range []struct {
		offered bool
		words   string
	}{
		{o.MSS != 0, fmt.Sprintf(" mss %d", o.MSS)}, {o.Scales, fmt.Sprintf(" scale %d", o.WindowScale)},
		{o.SACKPermitted, " sack"}, {o.Timestamps, " timestamps"}, {o.FastOpen, " fast-open"}, {o == Options{Seen: true}, " none"}, {!o.Seen, " not seen"},
	} {
		if option.offered {
			b.WriteString(option.words)
		}
	}
	if w := s.Window; w.Known {
		fmt.Fprintf(&b, "; window %d to %d, last %d", w.Least, w.Most, w.Last)
	}
	if r := s.RoundTrips; r.Samples > 0 {
		fmt.Fprintf(&b, "; round trip %d times %v to %v, mean %v", r.Samples, duration(r.Least), duration(r.Most), duration(r.Mean()))
	}
	fmt.Fprintf(&b, "; in flight %d", s.InFlight)
	for _, count := range []struct {
		name string
		n    int64
	}{
		{"captured twice", int64(s.Duplicated)}, {"urgent", int64(s.Urgent)}, {"conflicts", int64(s.Conflicts)},
		{"lost before", int64(s.LostBefore)}, {"lost behind", int64(s.LostBehind)}, {"got twice", int64(s.GotTwice)},
		{"cut", s.CutBytes}, {"not captured", s.NotCapturedBytes},
	} {
		if count.n != 0 {
			fmt.Fprintf(&b, "; %s %d", count.name, count.n)
		}
	}
	return b.String()
}

func duration(ns int64) time.Duration { return time.Duration(ns) }

// observationWords says what was found of one segment besides Wireshark's
// analysis.
func observationWords(o *Observation, c *Info, show bool) string {
	var b strings.Builder
	if o.SameAs != 0 {
		fmt.Fprintf(&b, " same as %d", o.SameAs)
	}
	if o.Conflicts {
		x := c.Conflicts[len(c.Conflicts)-1]
		fmt.Fprintf(&b, " differs from %d in %d bytes", x.First.Frame, x.Bytes)
		if x.First.Offset >= 0 {
			fmt.Fprintf(&b, ", %d and %d", x.First.Offset, x.Second.Offset)
		}
	}
	if o.Reported {
		b.WriteString(" reported missing")
	}
	if !show {
		return b.String()
	}
	if o.Acknowledges != 0 {
		fmt.Fprintf(&b, " acks %d after %v", o.Acknowledges, duration(o.RoundTrip))
		if o.SentAgain {
			b.WriteString("?")
		}
	}
	if o.InFlight >= 0 {
		fmt.Fprintf(&b, " flight %d", o.InFlight)
	}
	if o.Window >= 0 {
		fmt.Fprintf(&b, " window %d", o.Window)
	}
	return b.String()
}

func statsFact(s Stats) string {
	var all []string
	for _, limit := range []struct {
		name  string
		count int64
	}{{"hold", s.HoldLimitReached}, {"evicted", s.ConnectionsEvicted}, {"lingering", s.LingeringCutShort}, {"not timed", s.NotTimed}} {
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
		"window-full", "window-update", "keep-alive", "keep-alive-ack", "reused-ports"} {
		if found&(1<<i) != 0 {
			all = append(all, name)
		}
	}
	return strings.Join(all, " ")
}
