package tui

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"wiretalk/internal/trace"
)

func plainText(lines []line) string {
	var b strings.Builder
	for _, l := range lines {
		for _, s := range l {
			b.WriteString(s.text)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func gzipped(s string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write([]byte(s))
	z.Close()
	return b.String()
}

// messageText is the detail of a message with that body.
func messageText(fields, content string, change func(*trace.Message)) string {
	f := newFake()
	m := f.message("HTTP/1.1 200 OK\r\n" + fields + "\r\n" + content)
	if change != nil {
		change(&m)
	}
	return plainText(messageLines(&english, "Response", true, &m, load(context.Background(), f.Trace, &m)))
}

func TestBodies(t *testing.T) {
	long := strings.Repeat("0123456789abcdef\n", 20_000)
	for _, c := range []struct {
		name, fields, content string
		want, without         []string
	}{
		{"JSON is laid out", "Content-Type: application/json\r\n", `{"a":[1,2]}`, []string{"{\n  \"a\": [\n    1,\n    2\n  ]\n}\n"}, nil},
		{"what is no JSON stays", "Content-Type: application/json\r\n", `{"a":`, []string{`{"a":`}, nil},
		{"text", "Content-Type: text/plain\r\n", "a\tb\r\nc\n", []string{"\na       b\nc\n"}, nil},
		{"another character set", "Content-Type: text/html; charset=gbk\r\n", "\xc4\xe3\xba\xc3", []string{"你好"}, nil},
		{"bytes", "", "\x00\x01AB", []string{"00000000  00 01 41 42 "}, nil},
		{"gzip", "Content-Encoding: gzip\r\n", gzipped("hello"), []string{"decoded from gzip", "hello"}, nil},
		{"gzip cut short", "Content-Encoding: gzip\r\n", gzipped(long)[:200], []string{"0123456789", "decoding stopped here: undo content coding gzip"}, nil},
		{"what is not gzip", "Content-Encoding: gzip\r\n", "hello", []string{"shown as sent (gzip): undo", "hello"}, nil},
		{"a coding that is not known", "Content-Encoding: rot13\r\n", "uryyb", []string{`shown as sent (rot13): undo content coding "rot13"`, "uryyb"}, nil},
		{"a long one", "", long, []string{"the first 65.5 kB of 340 kB"}, nil},
		{"a long one in gzip", "Content-Encoding: gzip\r\n", gzipped(long), []string{"the first 65.5 kB of ", " gzip;"}, []string{"stopped"}},
		{"none", "", "", []string{"no body"}, []string{"first"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := messageText(c.fields, c.content, nil)
			for _, want := range c.want {
				if !strings.Contains(got, want) {
					t.Errorf("no %q in\n%.2000s", want, got)
				}
			}
			for _, not := range c.without {
				if strings.Contains(got, not) {
					t.Errorf("%q in\n%.2000s", not, got)
				}
			}
		})
	}
}

func TestGapIsShownWhereItIs(t *testing.T) {
	got := messageText("Content-Type: text/plain\r\n", "before", func(m *trace.Message) {
		at := m.Body
		m.Body.Append(-1, 1460)
		for x := range at.All() {
			m.Body.Append(x.Offset, 3)
		}
		m.MissingBytes, m.Complete = 1460, false
	})
	if want := "before\n[1,460 bytes are missing here]\nbef\n"; !strings.Contains(got, want) {
		t.Errorf("no %q in\n%s", want, got)
	}
	for _, want := range []string{"incomplete: its end was not seen", "1,460 bytes missing from the capture"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

func TestDeepJSONDoesNotFillTheMemory(t *testing.T) {
	deep := strings.Repeat("[", 9_000) + strings.Repeat("1,", 10_000) + "1" + strings.Repeat("]", 9_000)
	if got := len(layOutJSON([]byte(deep))); got != len(deep) {
		t.Errorf("%d bytes were laid out to %d", len(deep), got)
	}
}

func TestCaptureThatCannotBeReadAgain(t *testing.T) {
	f := newFake()
	m := f.message("HTTP/1.1 200 OK\r\n\r\nbody")
	f.capture = f.capture[:3]
	got := plainText(messageLines(&english, "Response", true, &m, load(context.Background(), f.Trace, &m)))
	if !strings.Contains(got, "cannot be read again: ") {
		t.Errorf("no word of it in\n%s", got)
	}
}

func TestLoadingStopsWhenItIsNotWanted(t *testing.T) {
	f := newFake()
	m := f.message("HTTP/1.1 200 OK\r\n\r\nbody")
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if parts, _, err := fetch(ctx, f.Trace, &m.Body); !errors.Is(err, context.Canceled) || len(parts) > 0 {
		t.Errorf("fetched %v, %v", parts, err)
	}
}

// The panic of a job must not leave the terminal unusable.
func TestPanicOfAJobIsShown(t *testing.T) {
	j := newJobs(context.Background())
	var got error
	j.start("x", func(context.Context) func() { panic("oh") }, func(err error) { got = err })
	(<-j.outcomes)()
	j.running.Wait()
	if got == nil || !strings.Contains(got.Error(), "oh") {
		t.Errorf("got %v", got)
	}
}

func FuzzBody(f *testing.F) {
	f.Add([]byte(`{"a":[1,{"b":null}]}`), "application/json", "")
	f.Add([]byte(gzipped("hello")), "text/plain", "gzip")
	f.Add([]byte("\xc4\xe3\xba\xc3\x00"), "text/html; charset=gbk", "br, deflate")
	f.Fuzz(func(t *testing.T, data []byte, media, coding string) {
		b := decode(coding, []part{{data: data}, {missing: 3, data: data}}, true)
		b.limit()
		for _, l := range bodyLines(&english, &b, media) {
			for _, s := range l {
				for _, r := range s.text {
					if !printable(r) {
						t.Fatalf("%U in %q", r, s.text)
					}
				}
			}
		}
	})
}

func BenchmarkDrawMillionRows(b *testing.B) {
	f := newFake()
	f.million(1_000_000)
	f.finish(nil)
	for _, size := range [][2]int{{80, 24}, {200, 50}} {
		b.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(b *testing.B) {
			s, canvas := bench(b, f, size[0], size[1])
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				s.grid().selectRow(i * 7919 % 1_000_000)
				s.Draw(canvas)
			}
		})
	}
}

func BenchmarkSearchMillionRows(b *testing.B) {
	f := newFake()
	f.million(1_000_000)
	l := exchangeList{f.Trace, &english, nil, all}
	b.ReportAllocs()
	for b.Loop() {
		if search(context.Background(), l, 0, 1, "not there") >= 0 {
			b.Fatal("found")
		}
	}
}
