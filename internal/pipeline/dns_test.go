package pipeline

import (
	"strings"
	"testing"
)

// A host is looked up by the name that DNS has.
func TestHostName(t *testing.T) {
	long := strings.Repeat("a123456789.", 9) + "test"
	for host, want := range map[string]string{
		"": "", ":": "", ":80": "", ".": "", "www.example.test": "www.example.test", "WWW.Example.Test.:8080": "www.example.test",
		"192.0.2.7:80": "192.0.2.7", "[2001:DB8::1]:80": "2001:db8::1", "[fe80::1]": "fe80::1", "[]": "", "ÄB.test": "Äb.test", // no other letters (RFC 4343)
		strings.ToUpper(long): long,
	} {
		if got := hostName([]byte(host)); got != want {
			t.Errorf("%q: %q, want %q", host, got, want)
		}
	}
	for host, want := range map[string]bool{
		"": false, "www.example.test": false, "1and1.example": false, "192.0.2.7": true, "2001:db8::1": true, "fe80::1": true, "::1": true, "abc": false, "a:b": false,
	} {
		if isAddress(host) != want {
			t.Errorf("%q: address %v", host, !want)
		}
	}
	if n := testing.AllocsPerRun(100, func() { isAddress(hostName([]byte("WWW.Example.Test:8080"))) }); n > 1 {
		t.Errorf("%v allocations for a name", n)
	}
}

// BenchmarkHostName is what it costs a connection to know which name it is for.
func BenchmarkHostName(b *testing.B) {
	for _, host := range []string{"www.example.test", "www.example.test:8080", "WWW.Example.Test.", "192.0.2.7:8080"} {
		b.Run(host, func(b *testing.B) {
			b.ReportAllocs()
			raw := []byte(host)
			for b.Loop() {
				if name := hostName(raw); isAddress(name) != (host[0] == '1') {
					b.Fatal(name)
				}
			}
		})
	}
}
