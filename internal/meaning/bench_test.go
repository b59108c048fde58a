package meaning

import "testing"

func BenchmarkField(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, ok := Field("X-FORWARDED-FOR"); !ok {
			b.Fatal("not found")
		}
	}
}

// An exchange is explained when a person looks at it, not on the packet path.
func BenchmarkExplain(b *testing.B) {
	x := trace(busy)
	b.ReportAllocs()
	b.SetBytes(int64(len(busy)))
	for b.Loop() {
		Explain(x)
	}
}

func BenchmarkJar(b *testing.B) {
	set := trace("> GET / HTTP/1.1\n> Host: h\n< HTTP/1.1 200 OK\n< Set-Cookie: sid=1; Path=/; Max-Age=60")
	send := trace("> GET / HTTP/1.1\n> Host: h\n> Cookie: sid=1; other=2")
	var j Jar
	b.ReportAllocs()
	for b.Loop() {
		j.Answered(1, &set)
		j.Requested(&send)
	}
}
