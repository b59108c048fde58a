package tui

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"sync/atomic"
	"testing"

	"wiretalk/capture"
	"wiretalk/internal/replay"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
	"wiretalk/tui/cells"
)

// streamOf reads the bytes of a connection of a capture of testdata.
func streamOf(t testing.TB, name string, connection int) (*replay.Stream, *trace.Trace) {
	t.Helper()
	tr, o := readAgain(t, name)
	s, c := replay.NewStream(), tr.Connection(connection)
	if err := s.Read(context.Background(), o.Again, &c.Info, true, func(_, _ int64) {}); err != nil {
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

func TestBytesOfAConnection(t *testing.T) {
	for _, size := range pageSizes {
		t.Run(fmt.Sprint(size), func(t *testing.T) {
			tr, o := readAgain(t, "pipelined.pcap")
			m := sit(t, tr, size[0], size[1], o)
			m.press("d").see("→  6 ", "│ GET /item.json HTTP/1.1", "│ Host: www.example.test", "0 B of 7.67 kB").gone("reading")
			m.press("]").see("←  8 ", "│ HTTP/1.1 200 OK", "│ Server: nginx").press("[").see("→  6 ", "│ GET /item.json")
			m.press("x").see("0000  47 45 54 20").press("x").see("GET /item.json")
			m.press("b").gone("HTTP/1.1 200").press("b").see("HTTP/1.1 200 OK").gone("GET /item").press("b").see("HTTP/1.1 200 OK")
			m.press("g", "/", "404 not found", "Enter").see("← 18 ", "▸ HTTP/1.1 404 Not Found")
			m.press("Enter").on("18", "PSH,ACK").press("d").see("▸ HTTP/1.1 404").press("Esc").on("18").press("Esc").on("/item.json").gone("PSH,ACK").leave()
		})
	}
}

func TestBytesInChinese(t *testing.T) {
	tr, o := readAgain(t, "loss.pcap")
	o.Lang = "zh"
	m := sit(t, tr, 120, 30, o)
	m.press("d").see("连接 0 的字节", "→   6 17:14:40.131714 │ GET /big.txt", "单向").press("x").see(" 47 45 54 ").press("G").see("240 kB / 240 kB").leave()
}

// Secrets are masked in what is text, also where a field goes on in the next segment.
func TestSecretsInBytes(t *testing.T) {
	tr, o := readAgain(t, "cookies.pcap")
	m := sit(t, tr, 100, 40, o)
	m.press("d").see("Set-Cookie: ", "=***").press("u").gone("***").press("u").see("***").leave()
}

// What the rows of each size hold is what was sent, and every character that a segment
// boundary cuts is whole.
func TestRowsHoldAllBytes(t *testing.T) {
	s, tr := streamOf(t, "loss.pcap", 0)
	want := whole(t, s, tr, tcpreasm.Server)
	for _, width := range []int{20, 72, 190} {
		l := &byteLayout{stream: s, capture: tr, words: &bytesWordsIn[0], width: width, reveal: true, only: int(tcpreasm.Server)}
		var text strings.Builder
		for _, row := range l.window(context.Background(), spot{}, 1<<20) {
			if row.begins && text.Len() > 0 {
				text.WriteByte('\n')
			}
			if text.WriteString(row.text); cells.Width(row.text) > width {
				t.Fatalf("%d cells: %q", cells.Width(row.text), row.text)
			}
		}
		if got, want := text.String(), strings.TrimSuffix(strings.ReplaceAll(string(want), "\r\n", "\n"), "\n"); got != want {
			at := 0
			for at < min(len(got), len(want)) && got[at] == want[at] {
				at++
			}
			t.Errorf("width %d: from %d on %q, not %q", width, at, got[at:min(at+80, len(got))], want[at:min(at+80, len(want))])
		}
		l.hex = true
		var dump []byte
		for _, row := range l.window(context.Background(), spot{}, 1<<20) {
			if int64(len(dump)) != row.at {
				t.Fatalf("width %d: a row of %d follows %d bytes", width, row.at, len(dump))
			}
			_, digits, _ := strings.Cut(row.text, "  ")
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
	for _, l := range []*byteLayout{
		{stream: s, capture: tr, words: &bytesWordsIn[0], width: 33, only: bothWays},
		{stream: s, capture: tr, words: &bytesWordsIn[0], width: 80, only: int(tcpreasm.Client), hex: true},
	} {
		ctx := context.Background()
		at, all := spot{}, []spot{{}}
		if first, _, ok := l.next(0, 1); ok {
			at.run, all[0].run = first, first
		}
		for range 100_000 {
			next := l.move(ctx, at, 1, 1)
			if next == at {
				break
			}
			at, all = next, append(all, next)
		}
		if rows := l.window(ctx, all[0], 1<<20); len(rows) != len(all) {
			t.Fatalf("%d rows, %d on the way", len(rows), len(all))
		}
		for i := len(all) - 1; i > 0; i-- {
			if back := l.move(ctx, all[i], -1, 1); back != all[i-1] {
				t.Fatalf("before %v is %v, not %v", all[i], back, all[i-1])
			}
			if far := l.move(ctx, all[0], i, 1); far != all[i] {
				t.Fatalf("row %d is %v, not %v", i, far, all[i])
			}
		}
		if last := l.last(ctx, 10); last != all[len(all)-10] {
			t.Errorf("the last page begins at %v", last)
		}
	}
}

// A text is found wherever it lies, forth and back, also where segments part it.
func TestSearchInBytes(t *testing.T) {
	s, tr := streamOf(t, "loss.pcap", 0)
	l := &byteLayout{stream: s, capture: tr, words: &bytesWordsIn[0], width: 80, only: bothWays}
	random, ctx := rand.New(rand.NewPCG(3, 4)), context.Background()
	for side := range 2 {
		all := whole(t, s, tr, tcpreasm.Side(side))
		small := bytes.ToLower(all)
		l.only = side
		for range 60 {
			from := random.IntN(len(all) - 40)
			text := lowered(bytes.Clone(all[from : from+1+random.IntN(39)]))
			m, ok := l.search(ctx, text, 0, -1, 1)
			if want := bytes.Index(small, text); side == 0 && (!ok || m.at != int64(want)) || side == 1 && !ok {
				t.Fatalf("%q is at %d, not %+v", text, want, m)
			}
			if run, _ := s.Run(m.run); m.at < run.At || m.at >= run.At+run.Length {
				t.Fatalf("%d is not in run %+v", m.at, run)
			}
			if back, ok := l.search(ctx, text, s.Len()-1, -1, -1); !ok || back.at < m.at {
				t.Fatalf("back: %+v before %+v", back, m)
			}
			again, ok := l.search(ctx, text, m.run, m.at, 1)
			if ok && again.at <= m.at {
				t.Fatalf("the next of %q is at %d, behind %d", text, again.at, m.at)
			}
			if ok {
				if before, ok := l.search(ctx, text, again.run, again.at, -1); !ok || before.at != m.at {
					t.Fatalf("before %+v is %+v, not %+v", again, before, m)
				}
			}
		}
	}
	if _, ok := l.search(ctx, []byte("is in no segment of them"), 0, -1, 1); ok {
		t.Error("found")
	}
}

// slow reads a capture again and waits after the first packets, or fails.
type slow struct {
	capture.Rereader
	few  int64 // frames that come at once
	fail error
	asks atomic.Int64
}

type slowSource struct {
	capture.Source
	of   *slow
	gone chan struct{}
}

func (s *slow) Again(first, last int64) (capture.Source, error) {
	if s.asks.Add(1) > 1 {
		return s.Rereader.Again(first, last)
	}
	src, err := s.Rereader.Again(first, min(last, s.few))
	return &slowSource{Source: src, of: s, gone: make(chan struct{})}, err
}

func (s *slowSource) ReadBatch(b *capture.Batch) error {
	err := s.Source.ReadBatch(b)
	if err == io.EOF && s.of.fail != nil {
		return s.of.fail
	}
	return err
}

// What was read before the capture failed is shown, with the reason; R reads on.
func TestPagesOfAFailingCapture(t *testing.T) {
	for _, key := range []string{"s", "d"} {
		tr, o := readAgain(t, "loss.pcap")
		o.Again = &slow{Rereader: o.Again, few: 20, fail: errors.New("the disk \x1b[2Jis gone")}
		m := sit(t, tr, 100, 40, o)
		m.press(key).see("the disk ␛[2Jis gone", "  8 ").press("R").gone("is gone").gone("reading").press("G").see("319").leave()
	}
	tr, o := readAgain(t, "loss.pcap")
	o.Again = nil
	m := sit(t, tr, 100, 40, o)
	m.press("s").see("the packets cannot be read again").press("Esc", "d").see("the packets cannot be read again").leave()
}
