package body

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// FuzzShow takes any body from its first byte to the screen: nothing that
// reaches it steers a terminal, and no line is longer than it may be.
func FuzzShow(f *testing.F) {
	f.Add("text/html; charset=shift_jis", []byte("<p>\x83\x65\x1b[2J\u009b"))
	f.Add("", []byte("\xff\xfe{\x00}\x00"))
	f.Add("application/x-www-form-urlencoded", []byte("a=%1b%00&%=+"))
	f.Add("application/xml", []byte("\x00<\x00?"))
	f.Add("image/webp", []byte("RIFF\x00\x00\x00\x00WEBPVP8L\x00\x00\x00\x00\x2f\x1d\xc0\x04\x00"))
	f.Add("", []byte("GIF89a\x01\x00\x01\x00\x80\x00\x00"))
	f.Add("", []byte("\xff\xd8\xff\xe0\x00\x10JFIF"))
	f.Fuzz(func(t *testing.T, contentType string, b []byte) {
		kind := KindOf(contentType, b)
		text, _ := UTF8(bytes.NewReader(b), contentType, kind)
		limits := Limits{Lines: 1000, Width: 40}
		lines := 0
		Layout(kind, text, limits, func(line Line) bool {
			lines++
			length := 0
			for _, span := range line.Spans {
				shown := Printable(nil, span.Text)
				if bytes.ContainsFunc(shown, unicode.IsControl) || !utf8.Valid(shown) {
					t.Errorf("%q is shown as %q", span.Text, shown)
				}
				if span.Role != Message {
					length += len(span.Text)
				}
			}
			if length > limits.Width+utf8.UTFMax || lines > limits.Lines {
				t.Errorf("line %d has %d bytes: %q", lines, length, line.Spans)
			}
			return true
		})
		if info, _ := Image(bytes.NewReader(b)); info.Width < 0 || info.Height < 0 {
			t.Errorf("%q is %+v", b, info)
		}
	})
}

func BenchmarkJSON(b *testing.B) {
	benchmark(b, JSON, "["+strings.Repeat(`{"name":"some text","value":12345.678,"list":[true,null]},`, 10_000)+"0]")
}

func BenchmarkHTML(b *testing.B) {
	benchmark(b, HTML, strings.Repeat(`<div class="a b"><p>Some text with <b>bold</b> words.</p><br></div>`, 10_000))
}

func BenchmarkPlainText(b *testing.B) {
	benchmark(b, PlainText, strings.Repeat("body { color: red; margin: 0 auto }\n", 20_000))
}

func benchmark(b *testing.B, kind Kind, text string) {
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if err := Layout(kind, strings.NewReader(text), Limits{Lines: 1 << 30}, func(Line) bool { return true }); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMultipart(b *testing.B) {
	text := strings.Repeat("--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n"+strings.Repeat(alphabet+"\r\n", 1000), 20) + "--x--"
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		p, err := NewPartReader(strings.NewReader(text), "multipart/form-data; boundary=x")
		for err == nil {
			_, err = p.Next()
		}
		if err != io.EOF {
			b.Fatal(err)
		}
	}
}
