package tui

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"image"
	"image/png"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"wiretalk/internal/trace"
	"wiretalk/tui/cells"
	"wiretalk/tui/detail"
	"wiretalk/tui/lists"
	"wiretalk/tui/table"
	"wiretalk/tui/words"
)

func gzipped(s string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write([]byte(s))
	z.Close()
	return b.String()
}

// responseText is the detail of an exchange whose response has those fields and
// that body, from the response on.
func responseText(w *words.Screen, k detail.Look, fields, content string, change func(*trace.Message)) string {
	f := newFake()
	x := f.exchange(f.connect("10.0.0.1:1000", "10.0.0.2:80"), "GET / HTTP/1.1\r\nHost: h\r\n\r\n", "HTTP/1.1 200 OK\r\n"+fields+"\r\n"+content)
	if change != nil {
		change(&x.Response)
	}
	text := cells.Plain(f.view(w, x, k).Lines())
	return text[strings.Index(text, "\n"+w.Response+" "):]
}

// view is the detail of an exchange, read.
func (f *fake) view(w *words.Screen, x *trace.Exchange, k detail.Look) *detail.View {
	if k.Lines == 0 {
		k.Lines = detail.FirstLines
	}
	v := &detail.View{Words: w, Zone: time.UTC, Look: k, X: *x, C: f.Connection(x.Stream)}
	v.Read(context.Background(), f.Trace)
	return v
}

func TestBodies(t *testing.T) {
	long := strings.Repeat("0123456789abcdef\n", 20_000)
	var drawn bytes.Buffer
	if err := png.Encode(&drawn, image.NewGray(image.Rect(0, 0, 640, 480))); err != nil {
		t.Fatal(err)
	}
	picture := drawn.String()
	parts := "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\none\r\n--b\r\n" +
		"Content-Disposition: form-data; name=\"f\"; filename=\"x.json\"\r\nContent-Type: application/json\r\n\r\n{\"k\":1}\r\n--b--\r\n"
	for _, c := range []struct {
		name            string
		look            detail.Look
		fields, content string
		want, without   []string
	}{
		{"JSON is laid out", detail.Look{}, "Content-Type: application/json\r\n", `{"a":[1,2]}`, []string{"JSON · utf-8 · 11 B  b folds it\n{\n  \"a\": [\n    1,\n    2\n  ]\n}\n"}, nil},
		{"JSON as sent", detail.Look{Form: detail.AsSent}, "Content-Type: application/json\r\n", `{"a":[1,2]}`, []string{"as sent\n{\"a\":[1,2]}\n"}, nil},
		{"JSON in hex", detail.Look{Form: detail.InHex}, "Content-Type: application/json\r\n", `{"a":[1,2]}`, []string{"in hex\n00000000  7b 22 61 22 3a 5b 31 2c  32 5d 7d"}, nil},
		{"what is no JSON stays", detail.Look{}, "Content-Type: application/json\r\n", `{"a":`, []string{`{`, `"a"`}, []string{"stopped"}},
		{"HTML is laid out", detail.Look{}, "Content-Type: text/html\r\n", "<p>a</p>", []string{"HTML · utf-8 · 8 B\n<p>"}, nil},
		{"a form is its pairs", detail.Look{}, "Content-Type: application/x-www-form-urlencoded\r\n", "a=1+2&text=x%0Ay", []string{"form · utf-8 · 16 B\na = 1 2\ntext = x\n    y\n"}, nil},
		{"secrets in a form are masked", detail.Look{}, "Content-Type: application/x-www-form-urlencoded\r\n", "user=ada&user[password]=tell", []string{"user = ada\nuser[password] = ***\n"}, []string{"tell"}},
		{"and shown when asked for", detail.Look{Reveal: true}, "Content-Type: application/x-www-form-urlencoded\r\n", "password=tell", []string{"password = tell\n"}, nil},
		{"secrets in JSON are masked", detail.Look{}, "Content-Type: application/json\r\n", `{"accessToken":"tell","n":[1]}`, []string{`"accessToken": "***"`, `"n"`}, []string{"tell"}},
		{"secrets in parts are masked", detail.Look{}, "Content-Type: multipart/form-data; boundary=b\r\n",
			"--b\r\nContent-Disposition: form-data; name=\"password\"\r\n\r\ntell\r\n--b--", []string{"│ ***"}, []string{"tell"}},
		{"and shown when asked for", detail.Look{Reveal: true}, "Content-Type: multipart/form-data; boundary=b\r\n",
			"--b\r\nContent-Disposition: form-data; name=\"password\"\r\n\r\ntell\r\n--b--", []string{"│ tell"}, nil},
		{"parts", detail.Look{}, "Content-Type: multipart/form-data; boundary=b\r\n", parts,
			[]string{"Part 1  field “a” · text · 3 B\n  Content-Disposition: form-data; name=\"a\"\n  │ one\n", "Part 2  field “f” · file “x.json” · JSON · 7 B\n", "  │   \"k\": 1\n"}, nil},
		{"parts without an end", detail.Look{}, "Content-Type: multipart/form-data; boundary=b\r\n", parts[:len(parts)-30], []string{"Part 1", "reading stopped here: the body ends in part 2"}, nil},
		{"a picture", detail.Look{}, "Content-Type: image/png\r\n", picture, []string{"\nPNG picture, 640 × 480"}, []string{"00000000"}},
		{"a picture in hex", detail.Look{Form: detail.InHex}, "Content-Type: image/png\r\n", picture, []string{"00000000  89 50 4e 47"}, nil},
		{"text", detail.Look{}, "Content-Type: text/plain\r\n", "a\tb\r\nc\n", []string{"\na       b\nc\n"}, nil},
		{"another character set", detail.Look{}, "Content-Type: text/html; charset=gbk\r\n", "\xc4\xe3\xba\xc3", []string{"HTML · gbk", "你好"}, nil},
		{"bytes", detail.Look{}, "", "\x00\x01AB", []string{"binary · 4 B\n00000000  00 01 41 42 "}, nil},
		{"gzip", detail.Look{}, "Content-Encoding: gzip\r\n", gzipped("hello"), []string{"text · utf-8 · 5 B, decoded from gzip 29 B\nhello\n"}, nil},
		{"gzip as a transfer coding (RFC 9112 §7.2)", detail.Look{}, "Transfer-Encoding: gzip, chunked\r\n", gzipped("hello"), []string{"decoded from gzip 29 B\nhello\n"}, nil},
		{"more behind gzip", detail.Look{}, "Content-Encoding: gzip\r\n", gzipped("hello") + "abc", []string{"5 B, decoded from gzip", "\nhello\n3 bytes follow the end of its coding"}, nil},
		{"gzip cut short", detail.Look{}, "Content-Encoding: gzip\r\n", gzipped(long)[:200], []string{"0123456789", "gzip ends early"}, nil},
		{"what is not gzip", detail.Look{}, "Content-Encoding: gzip\r\n", "hello", []string{"shown as sent (gzip): undo", "\nhello\n"}, nil},
		{"a coding that is not known", detail.Look{}, "Content-Encoding: rot13\r\n", "uryyb", []string{`shown as sent (rot13): undo content coding "rot13"`, "\nuryyb\n"}, nil},
		{"a long one", detail.Look{}, "", long, []string{"text · utf-8 · 340 kB\n", "more when you scroll on…"}, []string{"reading stopped"}},
		{"a long one at its most", detail.Look{Lines: detail.MostLines}, "", strings.Repeat("x\n", detail.MostLines+1), []string{"the first 50,000 lines; the rest is not shown"}, []string{"scroll on"}},
		{"a long one in gzip", detail.Look{}, "Content-Encoding: gzip\r\n", gzipped(long), []string{"340 kB, decoded from gzip", "more when you scroll on…"}, []string{"stopped"}},
		{"a bomb", detail.Look{}, "Content-Encoding: gzip\r\n", gzipped(strings.Repeat("\x00", detail.MaxContent+1)), []string{"part of what gzip made of", "a decompression bomb: gzip makes more than 16.8 MB of "}, nil},
		{"none", detail.Look{}, "", "", []string{"no body"}, []string{"Body of the response"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := responseText(&words.English, c.look, c.fields, c.content, nil)
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

func TestBodiesInChinese(t *testing.T) {
	for _, c := range []struct{ fields, content, want string }{
		{"Content-Encoding: gzip\r\n", gzipped("hello"), "文本 · utf-8 · 5 B，由 gzip 29 B 解码"},
		{"Content-Encoding: gzip\r\n", gzipped("hello")[:20], "gzip 数据提前结束"},
		{"", strings.Repeat("x\n", 500), "继续滚动显示更多…"},
	} {
		if got := responseText(&words.Chinese, detail.Look{}, c.fields, c.content, nil); !strings.Contains(got, c.want) {
			t.Errorf("no %q in\n%.2000s", c.want, got)
		}
	}
}

// A request's body stands before the response, so only its beginning does.
func TestBodyOfARequestBesideItsResponse(t *testing.T) {
	f := newFake()
	x := f.exchange(f.connect("10.0.0.1:1000", "10.0.0.2:80"),
		"POST / HTTP/1.1\r\nHost: h\r\n\r\n"+strings.Repeat("line\n", 300), "HTTP/1.1 200 OK\r\n\r\ndone")
	all := cells.Plain(f.view(&words.English, x, detail.Look{}).Lines())
	if n := strings.Count(all, "line\n"); n != detail.BesideLines || !strings.Contains(all, "more: b shows the body alone") || !strings.Contains(all, "done") {
		t.Errorf("%d lines of the request's body in\n%s", n, all)
	}
	v := f.view(&words.English, x, detail.Look{Focus: detail.RequestBody})
	if alone := cells.Plain(v.Lines()); strings.Count(alone, "line\n") != 300 || strings.Contains(alone, "done") || v.More() {
		t.Errorf("alone:\n%s", alone)
	}
	if alone := cells.Plain(f.view(&words.English, x, detail.Look{Focus: detail.ResponseBody}).Lines()); alone != "Body of the response  text · utf-8 · 4 B\ndone\n" {
		t.Errorf("the response's alone:\n%s", alone)
	}
}

// Of a body of 100 MB no more is read than is shown.
func TestLargeBodyIsReadAsFarAsItIsShown(t *testing.T) {
	f := newFake()
	x := f.exchange(f.connect("10.0.0.1:1000", "10.0.0.2:80"), "GET / HTTP/1.1\r\nHost: h\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n")
	x.Response.Body = f.keep(strings.Repeat("a line of text\n", 7_000_000))
	x.Response.BodyBytes = x.Response.Body.Length()
	began := f.read.Load()
	v := f.view(&words.English, x, detail.Look{})
	if read := f.read.Load() - began; read > 200_000 || !v.More() {
		t.Errorf("%d bytes were read for %d lines", read, detail.FirstLines)
	}
	if n := strings.Count(cells.Plain(v.Lines()), "a line of text"); n != detail.FirstLines {
		t.Errorf("%d lines", n)
	}
	v = f.view(&words.English, x, detail.Look{Lines: detail.FirstLines * detail.MoreLines})
	if n := strings.Count(cells.Plain(v.Lines()), "a line of text"); n != detail.FirstLines*detail.MoreLines || !v.More() {
		t.Errorf("%d lines after scrolling", n)
	}
}

func TestGapIsShownWhereItIs(t *testing.T) {
	got := responseText(&words.English, detail.Look{}, "Content-Type: text/plain\r\n", "before", func(m *trace.Message) {
		at := m.Body.Clone()
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

// What is coded can be decoded up to the first missing byte, and not at all
// where the first is missing.
func TestGapInCodedContent(t *testing.T) {
	coded := gzipped(fmt.Sprintln(rand.New(rand.NewPCG(1, 2)).Perm(300)))
	behind := responseText(&words.English, detail.Look{}, "Content-Encoding: gzip\r\n", coded[:100], func(m *trace.Message) { m.Body.Append(-1, 50) })
	for _, want := range []string{"\n[", "[50 bytes are missing here]\n", "gzip ends early"} {
		if !strings.Contains(behind, want) {
			t.Errorf("no %q in\n%s", want, behind[max(0, len(behind)-600):])
		}
	}
	before := responseText(&words.English, detail.Look{}, "Content-Encoding: gzip\r\n", coded[:100], func(m *trace.Message) {
		at := m.Body.Clone()
		m.Body.Reset()
		m.Body.Append(-1, 50)
		for x := range at.All() {
			m.Body.Append(x.Offset, x.Length)
		}
	})
	for _, want := range []string{"shown as sent (gzip)", "[50 bytes are missing here]\n00000032  1f 8b 08"} {
		if !strings.Contains(before, want) {
			t.Errorf("no %q in\n%.3000s", want, before)
		}
	}
}

func TestCaptureThatCannotBeReadAgain(t *testing.T) {
	f := newFake()
	x := f.exchange(f.connect("10.0.0.1:1000", "10.0.0.2:80"), "GET / HTTP/1.1\r\nHost: h\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\nbody")
	f.capture = f.capture[:30]
	got := cells.Plain(f.view(&words.English, x, detail.Look{}).Lines())
	for _, want := range []string{"cannot be read again: ", "reading stopped here: "} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

func TestLoadingStopsWhenItIsNotWanted(t *testing.T) {
	f := newFake()
	m := f.message("HTTP/1.1 200 OK\r\n\r\nbody")
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	r := detail.Reading{Ctx: ctx, Trace: f.Trace, Words: &words.English, Limit: detail.FirstLines}
	if c := r.Read(&m, new(detail.Head)); !errors.Is(c.Stopped, context.Canceled) || len(c.Lines) > 0 {
		t.Errorf("read %v, %v", c.Lines, c.Stopped)
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
	f.Add([]byte(`{"a":[1,{"b":null}]}`), "application/json", "", uint8(0))
	f.Add([]byte(gzipped("hello")), "text/plain", "gzip", uint8(1))
	f.Add([]byte("\xc4\xe3\xba\xc3\x00"), "text/html; charset=gbk", "br, deflate", uint8(2))
	f.Add([]byte("--b\r\nA: \x1b\r\n\r\n\x9b\r\n--b--"), "multipart/mixed; boundary=b", "", uint8(0))
	f.Add([]byte("a=%1b&b=%0a"), "application/x-www-form-urlencoded", "", uint8(0))
	f.Fuzz(func(t *testing.T, data []byte, media, coding string, choice uint8) {
		fake := newFake()
		x := fake.exchange(fake.connect("10.0.0.1:1000", "10.0.0.2:80"), string(data), "HTTP/1.1 200 OK\r\nContent-Type: "+media+"\r\nContent-Encoding: "+coding+"\r\n\r\n"+string(data))
		places := x.Response.Body.Clone()
		for at := range places.All() {
			x.Response.Body.Append(-1, 3)
			x.Response.Body.Append(at.Offset, at.Length)
		}
		v := fake.view(&words.English, x, detail.Look{Form: detail.Form(choice) % detail.Forms, Meanings: choice&4 > 0})
		for _, l := range v.Lines() {
			for _, s := range l.Spans {
				for _, r := range s.Text {
					if !cells.Printable(r) {
						t.Fatalf("%U in %q", r, s.Text)
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
				s.grid().SelectRow(i * 7919 % 1_000_000)
				s.Draw(canvas)
			}
		})
	}
}

func BenchmarkSearchMillionRows(b *testing.B) {
	f := newFake()
	f.million(1_000_000)
	g := table.NewGrid(f.Trace, lists.Exchanges{Words: &words.English, Zone: nil, Of: lists.All, Reveal: new(bool)}, nil)
	b.ReportAllocs()
	for b.Loop() {
		if table.Search(context.Background(), f.Trace, g.List, table.NumbersFrom(g, 1), "not there") >= 0 {
			b.Fatal("found")
		}
	}
}
