package names

import "testing"

// BenchmarkQueryAndAnswer allocates what is kept.
func BenchmarkQueryAndAnswer(b *testing.B) {
	table := New(Limits{Bytes: 1 << 20})
	query := dns(b, 1, "www.example.com.", "A")
	answer := dns(b, 1, "www.example.com.", "A", "www.example.com. 300 CNAME cdn.example.net.", "cdn.example.net. 60 A 192.0.2.1", "cdn.example.net. 60 A 192.0.2.2")
	b.ReportAllocs()
	b.SetBytes(int64(len(query) + len(answer)))
	at := Place{}
	for b.Loop() {
		at.Frame, at.Time = at.Frame+2, at.Time+1000
		table.Message(query, client, server, at)
		table.Message(answer, server, client, at)
	}
}

func BenchmarkName(b *testing.B) {
	table := New(Limits{})
	r := ask(b, table, 1, "www.example.com.", "A", "www.example.com. 300 A 192.0.2.1")
	addr := r.Records[0].Addr
	b.ReportAllocs()
	for b.Loop() {
		if _, ok := table.Name(addr, 3*second); !ok {
			b.Fatal("no name")
		}
	}
}
