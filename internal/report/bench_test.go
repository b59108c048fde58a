package report

import (
	"testing"

	"wiretalk/httpdecode"
	"wiretalk/internal/pipeline"
)

func BenchmarkExchange(b *testing.B) {
	info, x := connection(), exchange()
	x.Request.Fields = fields("Host", "example.org:8080", "User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
		"Accept", "text/html,application/xhtml+xml", "Accept-Encoding", "gzip, deflate, br, zstd", "Connection", "keep-alive")
	x.Response.Fields = fields("Server", "nginx/1.22.1", "Date", "Tue, 24 Nov 2026 16:47:02 GMT", "Content-Type", "text/html; charset=utf-8",
		"Content-Length", "5000", "ETag", `"6b05bf79-100000"`)
	hostless := exchange()
	hostless.Request.Fields = nil
	for _, c := range []struct {
		name string
		r    pipeline.Recorder
		x    *httpdecode.Exchange
	}{{"json", JSON{}, x}, {"json/no-host", JSON{}, hostless}, {"text", Text{}, x}} {
		b.Run(c.name, func(b *testing.B) {
			buffer, _ := c.r.Exchange(nil, info, c.x)
			b.SetBytes(int64(len(buffer)))
			b.ReportAllocs()
			for b.Loop() {
				buffer, _ = c.r.Exchange(buffer[:0], info, c.x)
			}
		})
	}
}

func BenchmarkConnection(b *testing.B) {
	info := connection()
	for name, r := range map[string]pipeline.Recorder{"json": JSON{}, "text": Text{}} {
		b.Run(name, func(b *testing.B) {
			buffer, _ := r.Connection(nil, info, pipeline.Summary{})
			b.SetBytes(int64(len(buffer)))
			b.ReportAllocs()
			for b.Loop() {
				buffer, _ = r.Connection(buffer[:0], info, pipeline.Summary{})
			}
		})
	}
}

// A record costs no allocation once the buffer is large enough.
func TestRecordsDoNotAllocate(t *testing.T) {
	info := connection()
	hostless := exchange()
	hostless.Request.Fields = nil
	odd := exchange()
	odd.Request.Target = []byte("/\x1b\"")
	buffer := make([]byte, 0, 1<<16)
	for name, r := range map[string]pipeline.Recorder{"json": JSON{}, "text": Text{}} {
		for what, x := range map[string]*httpdecode.Exchange{"usual": exchange(), "no host": hostless, "odd target": odd} {
			if n := testing.AllocsPerRun(100, func() { r.Exchange(buffer, info, x) }); n > 0 {
				t.Errorf("%s, %s: %v allocations for an exchange", name, what, n)
			}
		}
		if n := testing.AllocsPerRun(100, func() { r.Connection(buffer, info, pipeline.Summary{}) }); n > 0 {
			t.Errorf("%s: %v allocations for a connection", name, n)
		}
	}
}
