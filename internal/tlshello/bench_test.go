package tlshello

import "testing"

// BenchmarkHello allocates what comes out, once for a connection.
func BenchmarkHello(b *testing.B) {
	for name, hello := range map[string]string{"client": rfc8448Client, "server": rfc8448Server} {
		b.Run(name, func(b *testing.B) {
			input := unhex(b, hello)
			b.ReportAllocs()
			b.SetBytes(int64(len(input)))
			for b.Loop() {
				var r Reader
				if r.Data(input) != Done {
					b.Fatal(r.text())
				}
			}
		})
	}
}

// BenchmarkAfter is what the rest of a connection costs.
func BenchmarkAfter(b *testing.B) {
	r := read(unhex(b, rfc8448Client), 1<<20)
	segment := make([]byte, 1460)
	b.ReportAllocs()
	b.SetBytes(int64(len(segment)))
	for b.Loop() {
		r.Data(segment)
	}
}
