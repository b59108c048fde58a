package tlshello

import (
	"crypto/tls"
	"testing"
)

// FuzzReader gives any bytes, whole and byte by byte, which must tell the same.
func FuzzReader(f *testing.F) {
	f.Add(unhex(f, rfc8448Client))
	f.Add(unhex(f, rfc8448Server))
	f.Add(append(record(alert, []byte{2, 40}), "GET / HTTP/1.1"...))
	cert := selfSigned(f, "a.example", "b.example")
	for _, version := range []uint16{tls.VersionTLS10, tls.VersionTLS12, tls.VersionTLS13} {
		config := &tls.Config{InsecureSkipVerify: true, MinVersion: tls.VersionTLS10, MaxVersion: version, NextProtos: []string{"h2"}, Certificates: []tls.Certificate{cert}, ServerName: "a.example"}
		client, server, _ := handshakeOf(f, config, config)
		f.Add(client)
		f.Add(server)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		one, two := read(b, 1<<20), read(b, 1)
		if one.text() != two.text() {
			t.Errorf("whole:\n%s\nbyte by byte:\n%s", one.text(), two.text())
		}
		if h := one.Client; h != nil && len(h.ServerName)+2*len(h.CipherSuites)+4*len(h.Extensions) > len(b) {
			t.Errorf("%d bytes hold %s", len(b), one.text())
		}
	})
}
