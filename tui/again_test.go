package tui

import (
	"bytes"
	"context"
	"io"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"wiretalk/capture"
	"wiretalk/internal/pipeline"
	"wiretalk/internal/replay"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
	"wiretalk/tui/segments"
	"wiretalk/tui/table"
)

// readAgain is a capture of testdata that was read, with what reads it again.
func readAgain(t testing.TB, name string) (*trace.Trace, Options) {
	t.Helper()
	in, err := capture.Open([]string{filepath.Join("../testdata/pcaps", name)}, capture.Options{Spool: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { in.Close() })
	tr := trace.New(in)
	if _, err := pipeline.Run(context.Background(), in, pipeline.Config{Shards: 1, Trace: tr}); err != nil {
		t.Fatal(err)
	}
	return tr, Options{Again: in}
}

// Every size at which pages must be whole.
var pageSizes = [][2]int{{40, 10}, {80, 24}, {200, 50}}

func TestSegmentsOfAnExchange(t *testing.T) {
	tr, o := readAgain(t, "pipelined.pcap")
	m := sit(t, tr, 200, 50, o)
	m.press("j", "j", "s").see("segments of connection 0", "begins #3 200").on("6", "PSH,ACK", "#1 GET /item.json", "#2 HEAD")
	m.press("Enter").see("── Frame 6 ─", "client → server", "head of request #1 GET /item.json", "Payload").see("GET /item.json HTTP/1.1")
	m.press("G").press("x").see("47 45 54 20 2f 69 74 65").press("x").gone("47 45 54 20")
	m.press("Esc", "j", "j", "1").see("── #1 GET /item.json", "Response  frames").gone("segments of")
	m.press("Esc").see("segments of connection 0").on("8", "#1 200").press("Esc").on("/notes.txt")
	m.leave()
}

func TestSegmentsTheirTimesAndNumbers(t *testing.T) {
	for lang, see := range map[string][]string{"en": {"since start", "since last", "fast retransmission", "was reported missing", "dup ack 2 of 29, SACK"}, "zh": {"自开始", "自上一个", "快速重传", "曾报告缺失", "重复确认 第 2 个（第 29 帧）, SACK"}} {
		tr, o := readAgain(t, "loss.pcap")
		o.Lang = lang
		m := sit(t, tr, 200, 50, o)
		m.press("2", "s").on("3", "17:14:40.131", "SYN").press("A").see(see[0]).on("0.000000").press("j").on("0.000017")
		m.press("A").see(see[1]).press("j").on("0.000012").press("A", "r").on("485013264")
		m.press("r").see(see[2:]...)
		m.press("/", "46", "Enter").on(see[2]).press("/", see[3], "Enter", "n").on("48", see[3]).leave()
	}
}

// A segment that changes a state says so, and options are spelt out.
func TestSegmentDetail(t *testing.T) {
	tr, o := readAgain(t, "loss.pcap")
	m := sit(t, tr, 200, 50, o)
	m.press("2", "s").on("3", "SYN").press("Enter", "Enter").see("SYN: the client asks the server to open a connection", "as sent 485013263", "maximum segment size 1460 bytes",
		"window scale × 1024 (shift 10)", "selective acknowledgement is possible", "goes from CLOSED to SYN-SENT", "no payload")
	m.press("]", "]", "]").see("── Frame 6 ─", "numbered x+1 to x+87", "head of request #1 GET /big.txt")
	m.press("Esc", "Esc").gone("Frame 6").press("Esc").gone("segments of").leave()
}

// From a byte of a body to the packet that brought it, and back.
func TestBodyLeadsToItsSegment(t *testing.T) {
	tr, o := readAgain(t, "loss.pcap")
	m := sit(t, tr, 200, 50, o)
	m.press("Enter", "Enter", "b", "x").see("Body of the response", "00000000  30 30 30 30 31")
	// At the top is byte 1488 of the body, whose head has 252 bytes: number 1741.
	m.press("PgDn", "PgDn").see("000005d0").press("s").on("10", " 1449 ", "1448").press("Esc").see("000005d0")
	m.press("d").see("bytes of connection 0", "←  10 ").press("Esc", "x", "r").gone("000005d0").press("g").see("00001 ")
	for range 41 {
		m.press("j")
	}
	x := tr.Exchange(0)
	text, err := io.ReadAll(tr.OpenBody(&x.Response))
	if err != nil {
		t.Fatal(err)
	}
	number := 1 + 252 + bytes.Index(text, []byte("\n00041 ")) + 1
	m.gone("00040 ").press("s").on(" " + strconv.Itoa((number-1)/1448*1448+1) + " ").leave()
}

// The selected segment as a line of text, as it is copied.
func TestSegmentAsALine(t *testing.T) {
	steps := []replay.Step{{Frame: 7, From: tcpreasm.Server, Flags: tcpreasm.ACK, Seq: 9, Length: 5, Captured: 5, Observation: tcpreasm.Observation{Seq: 1, Ack: 8, RoundTrip: -1, Window: 100}}}
	tr := trace.New(nil)
	l := &segments.List{Words: &segments.WordsIn[0], Zone: time.UTC, Steps: steps}
	p := &segmentsPage{list: l, grid: table.NewGrid(tr, l, time.UTC)}
	if got := p.line(tr); got != "" {
		t.Errorf("%q before any is selected", got)
	}
	p.grid.SelectRow(0)
	if got, want := p.line(tr), "7  —  ←  ACK  1  8  5  100"; got != want {
		t.Errorf("%q, not %q", got, want)
	}
}
