package octets

import (
	"bytes"
	"context"
	"encoding/hex"
	"io"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"wiretalk/capture"
	"wiretalk/internal/pipeline"
	"wiretalk/internal/replay"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
	"wiretalk/tui/cells"
)

// streamOf reads the bytes of a connection of a capture of testdata.
func streamOf(t testing.TB, name string, connection int) (*replay.Stream, *trace.Trace) {
	t.Helper()
	in, err := capture.Open([]string{filepath.Join("../../testdata/pcaps", name)}, capture.Options{Spool: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { in.Close() })
	tr := trace.New(in)
	if _, err := pipeline.Run(context.Background(), in, pipeline.Config{Shards: 1, Trace: tr}); err != nil {
		t.Fatal(err)
	}
	s, c := replay.NewStream(), tr.Connection(connection)
	if err := s.Read(context.Background(), in, &c.Info, true, func(_, _ int64) {}); err != nil {
		t.Fatal(err)
	}
	return s, tr
}

// whole is what one end sent.
func whole(t testing.TB, s *replay.Stream, from io.ReaderAt, side tcpreasm.Side) (all []byte) {
	s.From(0, func(_ int, run replay.Run) bool {
		if run.From == side {
			b := make([]byte, run.Length)
			if _, err := from.ReadAt(b, run.Offset); err != nil {
				t.Fatal(err)
			}
			all = append(all, b...)
		}
		return true
	})
	return all
}

// What the rows of each size hold is what was sent, and every character that a segment
// boundary cuts is whole.
func TestRowsHoldAllBytes(t *testing.T) {
	s, tr := streamOf(t, "loss.pcap", 0)
	want := whole(t, s, tr, tcpreasm.Server)
	for _, width := range []int{20, 72, 190} {
		l := &Layout{Stream: s, Capture: tr, Words: &WordsIn[0], Width: width, Reveal: true, Only: int(tcpreasm.Server)}
		var text strings.Builder
		for _, row := range l.Window(context.Background(), Spot{}, 1<<20) {
			if row.Begins && text.Len() > 0 {
				text.WriteByte('\n')
			}
			if text.WriteString(row.Text); cells.Width(row.Text) > width {
				t.Fatalf("%d cells: %q", cells.Width(row.Text), row.Text)
			}
		}
		if got, want := text.String(), strings.TrimSuffix(strings.ReplaceAll(string(want), "\r\n", "\n"), "\n"); got != want {
			at := 0
			for at < min(len(got), len(want)) && got[at] == want[at] {
				at++
			}
			t.Errorf("width %d: from %d on %q, not %q", width, at, got[at:min(at+80, len(got))], want[at:min(at+80, len(want))])
		}
		l.Hex = true
		var dump []byte
		for _, row := range l.Window(context.Background(), Spot{}, 1<<20) {
			if int64(len(dump)) != row.At {
				t.Fatalf("width %d: a row of %d follows %d bytes", width, row.At, len(dump))
			}
			_, digits, _ := strings.Cut(row.Text, "  ")
			per := 16
			for hexCells(l.digits(), per) > width {
				per /= 2
			}
			digits = strings.ReplaceAll(digits[:3*per+(per-1)/8-1], " ", "")
			b, err := hex.DecodeString(digits)
			if err != nil {
				t.Fatal(err)
			}
			dump = append(dump, b...)
		}
		if !bytes.Equal(dump, want) {
			t.Errorf("width %d: %d bytes, not %d", width, len(dump), len(want))
		}
	}
}

// Going down row by row and back comes by the same rows.
func TestRowsForthAndBack(t *testing.T) {
	s, tr := streamOf(t, "pipelined.pcap", 0)
	for _, l := range []*Layout{
		{Stream: s, Capture: tr, Words: &WordsIn[0], Width: 33, Only: BothWays},
		{Stream: s, Capture: tr, Words: &WordsIn[0], Width: 80, Only: int(tcpreasm.Client), Hex: true},
	} {
		ctx := context.Background()
		at, all := Spot{}, []Spot{{}}
		if first, _, ok := l.next(0, 1); ok {
			at.Run, all[0].Run = first, first
		}
		for range 100_000 {
			next := l.Move(ctx, at, 1, 1)
			if next == at {
				break
			}
			at, all = next, append(all, next)
		}
		if rows := l.Window(ctx, all[0], 1<<20); len(rows) != len(all) {
			t.Fatalf("%d rows, %d on the way", len(rows), len(all))
		}
		for i := len(all) - 1; i > 0; i-- {
			if back := l.Move(ctx, all[i], -1, 1); back != all[i-1] {
				t.Fatalf("before %v is %v, not %v", all[i], back, all[i-1])
			}
			if far := l.Move(ctx, all[0], i, 1); far != all[i] {
				t.Fatalf("row %d is %v, not %v", i, far, all[i])
			}
		}
		if last := l.Last(ctx, 10); last != all[len(all)-10] {
			t.Errorf("the last page begins at %v", last)
		}
	}
}

// A text is found wherever it lies, forth and back, also where segments part it.
func TestSearchInBytes(t *testing.T) {
	s, tr := streamOf(t, "loss.pcap", 0)
	l := &Layout{Stream: s, Capture: tr, Words: &WordsIn[0], Width: 80, Only: BothWays}
	random, ctx := rand.New(rand.NewPCG(3, 4)), context.Background()
	for side := range 2 {
		all := whole(t, s, tr, tcpreasm.Side(side))
		small := bytes.ToLower(all)
		l.Only = side
		for range 60 {
			from := random.IntN(len(all) - 40)
			text := lowered(bytes.Clone(all[from : from+1+random.IntN(39)]))
			m, ok := l.Search(ctx, text, 0, -1, 1)
			if want := bytes.Index(small, text); side == 0 && (!ok || m.At != int64(want)) || side == 1 && !ok {
				t.Fatalf("%q is at %d, not %+v", text, want, m)
			}
			if run, _ := s.Run(m.Run); m.At < run.At || m.At >= run.At+run.Length {
				t.Fatalf("%d is not in run %+v", m.At, run)
			}
			if back, ok := l.Search(ctx, text, s.Len()-1, -1, -1); !ok || back.At < m.At {
				t.Fatalf("back: %+v before %+v", back, m)
			}
			again, ok := l.Search(ctx, text, m.Run, m.At, 1)
			if ok && again.At <= m.At {
				t.Fatalf("the next of %q is at %d, behind %d", text, again.At, m.At)
			}
			if ok {
				if before, ok := l.Search(ctx, text, again.Run, again.At, -1); !ok || before.At != m.At {
					t.Fatalf("before %+v is %+v, not %+v", again, before, m)
				}
			}
		}
	}
	if _, ok := l.Search(ctx, []byte("is in no segment of them"), 0, -1, 1); ok {
		t.Error("found")
	}
}

// What is hostile in a payload does not reach the terminal, and fits.
func FuzzTextRows(f *testing.F) {
	f.Add([]byte("GET / HTTP/1.1\r\nCookie: a=b\r\n\r\n"), []byte("Cookie: a"), 20)
	f.Add([]byte("\x1b[2J\xe8\xa3"), []byte("\xe8"), 1)
	f.Fuzz(func(t *testing.T, data, lead []byte, width int) {
		width = min(max(width, 2), 300)
		l := &Layout{Width: width}
		row := Row{Begins: len(lead) == 0}
		for _, r := range l.breakLine(nil, &row, lead, data) {
			if cells.Clean(r.Text) != r.Text || cells.Width(r.Text) > width {
				t.Errorf("%d cells: %q", width, r.Text)
			}
		}
	})
}
