package bpf_test

import (
	"testing"

	xbpf "golang.org/x/net/bpf"

	"wiretalk/capture/bpf"
)

func BenchmarkCompile(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := bpf.Compile("tcp port 80 and host 10.0.0.1", 1, 0, bpf.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMatch(b *testing.B) {
	p := mustCompile(b, "tcp port 80", 1, bpf.Options{})
	packet := ethernet(0x0800, ip4("10.0.0.1", "10.0.0.2", 6, 0, 0, join(tcp(40000, 80, "PA"), make([]byte, 1400))))
	b.ReportAllocs()
	b.SetBytes(int64(len(packet)))
	for b.Loop() {
		if !p.Match(packet, len(packet)) {
			b.Fatal("no match")
		}
	}
}

// BenchmarkMatchVM is the same in the machine of golang.org/x/net, to compare.
func BenchmarkMatchVM(b *testing.B) {
	vm, err := xbpf.NewVM(mustCompile(b, "tcp port 80", 1, bpf.Options{}).Instructions())
	if err != nil {
		b.Fatal(err)
	}
	packet := ethernet(0x0800, ip4("10.0.0.1", "10.0.0.2", 6, 0, 0, join(tcp(40000, 80, "PA"), make([]byte, 1400))))
	b.ReportAllocs()
	b.SetBytes(int64(len(packet)))
	for b.Loop() {
		if n, err := vm.Run(packet); n == 0 || err != nil {
			b.Fatal("no match")
		}
	}
}
