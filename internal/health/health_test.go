package health

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"wiretalk/capture"
	"wiretalk/capture/store"
	"wiretalk/internal/meaning"
	"wiretalk/internal/pipeline"
	"wiretalk/internal/sharedpcaps"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
)

// show writes findings as "cut 12 on 1: 0 3-40".
func (r *Report) show() string {
	var parts []string
	for _, f := range r.Findings {
		text := fmt.Sprintf("%s %d", kindNames[f.Kind], f.Count)
		if f.Connections > 0 {
			text += fmt.Sprintf(" on %d", f.Connections)
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, ", ")
}

var kindNames = [Kinds]string{"nothing", "not-understood", "unknown-link", "unreadable", "dropped", "files-back", "not-captured", "headers-cut", "cut", "missing", "one-way", "conflicting", "midstream",
	"half-handshake", "unknown-client", "duplicated", "offloaded", "clock-back", "no-time", "lost", "held", "tracked", "followed", "heads",
	"fragments", "too-deep", "rows", "packets"}

// What is found in captures, each of which shows one thing. What is given is
// what their notes say of them (testdata/tcp/README.md).
func TestCaptures(t *testing.T) {
	for _, c := range []struct{ name, want string }{
		{"tcp/long-talk", ""},
		{"tcp/mirrored", "duplicated 10 on 1"},
		{"tcp/client-only", "one-way 1 on 1"},
		{"tcp/server-only", "one-way 1 on 1"},
		{"tcp/begins-midstream", "midstream 1 on 1, unknown-client 1 on 1"},
		{"tcp/begins-with-syn-ack", "half-handshake 1 on 1"},
		{"tcp/lost-in-capture", "not-captured 500 on 1"},
		{"tcp/fast-retransmission", "lost 1 on 1"},
		{"tcp/two-holes", "lost 2 on 1"},
		{"tcp/lost-before-capture", "lost 1 on 1"},
		{"tcp/unanswered", ""},
		{"tcp/refused", ""},
		{"tcp/last-ack-not-captured", ""},
		{"pcaps/keep-alive", ""},
	} {
		if got := read(t, filepath.Join("../../testdata", c.name+".pcap")).show(); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

// Public captures that were cut within headers, or were so on the wire, or are not of TCP.
func TestHeadersCut(t *testing.T) {
	for name, want := range map[string]string{
		"zeek-trunc_trunc-hdr.pcap": "headers-cut 1", "zeek-trunc_ip4-trunc.pcap": "headers-cut 1",
		"zeek-trunc_ip6-trunc.pcap": "headers-cut 1", "zeek-trunc_ip-discarder-truncated-tcp-oob.pcapng": "headers-cut 1",
		"zeek-trunc_ipv4-internally-truncated-header.pcap": "headers-cut 1",
		"zeek-trunc_icmp-header-trunc.pcap":                "not-understood 2",
		"zeek-tunnels_geneve-truncated.pcapng":             "not-understood 1", // IP's total length says that nothing of the datagram was cut
		"zeek-trunc_ipv4-truncated-broken-header.pcap":     "not-understood 1",
		"zeek-trunc_mpls-6in6-6in6-4in6-trunc.pcap":        "not-understood 1",
	} {
		r := read(t, filepath.Join(sharedpcaps.Folder(t), name))
		if got := r.show(); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
		if want == "headers-cut 1" && (r.Well() || !strings.Contains(r.Findings[0].What(meaning.English), "1 of 1, the first in frame 1")) {
			t.Errorf("%s: %q", name, r.Findings[0].What(meaning.English))
		}
	}
}

// Of what is not understood nothing is said to be well, and a link type that is not known is
// no damage.
func TestNotUnderstood(t *testing.T) {
	for name, want := range map[string]string{
		"zeek-tunnels_gre-within-gre.pcap": "not-understood 628",
		"zeek-wlanmon.pcap":                "not-understood 3",
	} {
		r := read(t, filepath.Join(sharedpcaps.Folder(t), name))
		if got := r.show(); got != want || r.Well() || r.Verdict(meaning.English) != "" {
			t.Errorf("%s: got %q, %q, want %q", name, got, r.Verdict(meaning.English), want)
		}
	}
	tr := trace.New(strings.NewReader(""))
	tr.Update(func(w *trace.Writer) {
		w.SetProgress(trace.Progress{Packets: 3, Done: true, Problem: &pipeline.UnknownLink{Frame: 2, Link: 147}})
	})
	var text strings.Builder
	r := of(t, tr, Source{})
	if err := r.Write(&text, meaning.English); err != nil {
		t.Fatal(err)
	}
	if got := r.show(); got != "unknown-link 1" || !strings.Contains(text.String(), "link type 147") || strings.Contains(text.String(), "copy it again") {
		t.Errorf("got %q:\n%s", got, text.String())
	}
}

// read is the report on a capture.
func read(t *testing.T, path string) *Report {
	t.Helper()
	in, err := capture.Open([]string{path}, capture.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	tr := trace.New(in)
	if _, err := pipeline.Run(context.Background(), in, pipeline.Config{Trace: tr}); err != nil {
		t.Fatal(err)
	}
	return of(t, tr, Source{})
}

// made is a trace of connections that were changed.
func made(changes ...func(*trace.Connection)) *trace.Trace {
	t := trace.New(strings.NewReader(""))
	t.Update(func(w *trace.Writer) {
		for i, change := range changes {
			c := trace.Connection{Info: tcpreasm.Info{
				FirstFrame: int64(10 * i), LastFrame: int64(10*i + 9), Start: 1e9, End: 2e9, Initiator: tcpreasm.BySyn,
				Completeness: tcpreasm.SawSyn | tcpreasm.SawSynAck | tcpreasm.SawAck | tcpreasm.SawData,
				Handshake:    tcpreasm.Handshake{Syn: 1, SynAck: 2, Ack: 3}, Packets: [2]int64{5, 5}, Bytes: [2]int64{100, 100},
			}}
			change(&c)
			w.AddConnection(c)
		}
		w.SetProgress(trace.Progress{Packets: 70, Done: true})
	})
	return t
}

func of(t *testing.T, tr *trace.Trace, s Source) *Report {
	t.Helper()
	r, err := Of(context.Background(), tr, s, nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestFindings(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*trace.Connection)
		want   string
	}{
		{"nothing is wrong", func(*trace.Connection) {}, ""},
		{"cut, lost by the capture, and missing", func(c *trace.Connection) {
			c.MissingBytes[1], c.Sent[1].CutBytes, c.Sent[1].NotCapturedBytes = 100, 30, 50
		}, "not-captured 50 on 1, cut 30 on 1, missing 20 on 1"},
		{"larger than the MSS", func(c *trace.Connection) { c.Sent[0].Options.MSS, c.Sent[1].Largest = 1460, 4380 }, "offloaded 1 on 1"},
		{"as large as the MSS", func(c *trace.Connection) { c.Sent[0].Options.MSS, c.Sent[1].Largest = 1460, 1460 }, ""},
		{"an MSS that is not known", func(c *trace.Connection) { c.Sent[1].Largest = 65000 }, ""},
		{"the clock goes back", func(c *trace.Connection) { c.StepsBack = 3 }, "clock-back 3 on 1"},
		{"no times", func(c *trace.Connection) { c.Start, c.End = 0, 0 }, "no-time 1 on 1"},
		{"conflicts", func(c *trace.Connection) { c.Sent[0].Conflicts = 2 }, "conflicting 2 on 1"},
		{"a SYN that nobody answers", func(c *trace.Connection) {
			c.Packets, c.Bytes, c.Completeness, c.Handshake = [2]int64{4, 0}, [2]int64{}, tcpreasm.SawSyn, tcpreasm.Handshake{Syn: 1}
		}, ""},
		{"a SYN-ACK without its SYN", func(c *trace.Connection) {
			c.Packets, c.Bytes, c.Completeness, c.Handshake = [2]int64{0, 1}, [2]int64{}, tcpreasm.SawSynAck, tcpreasm.Handshake{SynAck: 1}
		}, "one-way 1 on 1"},
	} {
		if got := of(t, made(c.change), Source{}).show(); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

// What is known besides the connections is told too.
func TestSources(t *testing.T) {
	for _, c := range []struct {
		name     string
		progress trace.Progress
		source   Source
		want     string
	}{
		{"no packets", trace.Progress{Done: true}, Source{}, "nothing 1"},
		{"none yet", trace.Progress{}, Source{}, ""},
		{"drops", trace.Progress{Packets: 9}, Source{Counts: capture.Counts{Received: 100, Dropped: 7}}, "dropped 7"},
		{"cut file", trace.Progress{Packets: 9, Done: true, Err: errors.New("ends within a packet")}, Source{}, "not-understood 9, unreadable 1"},
		{"stopped", trace.Progress{Packets: 9, Done: true, Err: errors.New("stopped")}, Source{Stopped: true}, "not-understood 9"},
		{"limits", trace.Progress{Packets: 9, Done: true, Reached: trace.Reached{Held: 1, Tracked: 2, Followed: 3, Heads: 4, Fragments: 5, TooDeep: 6}}, Source{},
			"not-understood 9, held 1, tracked 2, followed 3, heads 4, fragments 5, too-deep 6"},
		{"files in the wrong order", trace.Progress{Packets: 9, Done: true, Back: 1}, Source{}, "not-understood 9, files-back 1"},
		{"headers cut", trace.Progress{Packets: 9, Done: true, Reached: trace.Reached{HeadersCut: 3, FirstCut: 2}}, Source{}, "headers-cut 3"},
		{"the spool", trace.Progress{Packets: 90}, Source{Gone: store.Gone{Frame: 40, Unkept: 2}}, "packets 42"},
	} {
		tr := trace.New(strings.NewReader(""))
		tr.Update(func(w *trace.Writer) { w.SetProgress(c.progress) })
		if got := of(t, tr, c.source).show(); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

// However many connections there are, a few are named.
func TestExamplesAreFew(t *testing.T) {
	var changes []func(*trace.Connection)
	for range 3000 {
		changes = append(changes, func(c *trace.Connection) { c.StepsBack = 2 })
	}
	r := of(t, made(changes...), Source{})
	f := r.Findings[0]
	if f.Count != 6000 || f.Connections != 3000 || len(f.Examples) != MaxExamples || f.Examples[1] != (Place{1, 10, 19, 2}) || f.Further(meaning.English) != "and 2,995 more" {
		t.Errorf("%+v", f)
	}
}

func TestOfEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Of(ctx, made(), Source{}, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// Everything is said in both languages, and all that stands for a number is
// replaced by it.
func TestWords(t *testing.T) {
	for k := range Kinds {
		f := Finding{Kind: k, Count: 1234567, Of: 2345678, Connections: 12, First: 77}
		for _, language := range [...]int{meaning.English, meaning.Chinese} {
			for _, text := range [...]string{f.What(language), f.Means(language), f.Do(language)} {
				if text == "" || strings.ContainsAny(text, "{}") {
					t.Errorf("%s in language %d: %q", kindNames[k], language, text)
				}
			}
			if what := f.What(language); strings.Contains(english[k].what, "{n}") != strings.Contains(what, "1,234,567") {
				t.Errorf("%s: %q", kindNames[k], what)
			}
		}
	}
}

// What the input says of itself gives no orders to the terminal.
func TestWriteIsHarmless(t *testing.T) {
	tr := trace.New(strings.NewReader(""))
	tr.Update(func(w *trace.Writer) {
		w.SetProgress(trace.Progress{Packets: 1, Done: true, Err: errors.New("file \x1b[31m\u202ex")})
	})
	var b strings.Builder
	if err := of(t, tr, Source{}).Write(&b, meaning.English); err != nil || strings.ContainsAny(b.String(), "\x1b\u202e") || !strings.Contains(b.String(), "‼ The input") {
		t.Errorf("%q, %v", b.String(), err)
	}
}

// Two files are one capture in the order of time only; the other way is told.
func TestFilesInTheWrongOrder(t *testing.T) {
	early, late := "../../testdata/pcaps/keep-alive.pcap", "../../testdata/pcaps/reset.pcap"
	of := func(names ...string) *Report {
		in, err := capture.Open(names, capture.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer in.Close()
		tr := trace.New(in)
		if _, err := pipeline.Run(context.Background(), in, pipeline.Config{Trace: tr}); err != nil {
			t.Fatal(err)
		}
		r, err := Of(context.Background(), tr, Source{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	forward, backward := of(early, late), of(late, early)
	if strings.Contains(forward.show(), "files-back") {
		forward, backward = backward, forward
	}
	if strings.Contains(forward.show(), "files-back") || !strings.HasPrefix(backward.show(), "files-back 1") || backward.Well() {
		t.Errorf("%q one way, %q the other", forward.show(), backward.show())
	}
}
