package tlshello

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"io"
	"math/big"
	"net"
	"net/netip"
	"strings"
	"testing"
	"time"
)

// recorded is one end of a connection in memory that keeps what is written to it.
type recorded struct {
	net.Conn
	in, out chan []byte
	rest    []byte
	sent    bytes.Buffer
}

func (r *recorded) Write(b []byte) (int, error) {
	r.sent.Write(b)
	r.out <- bytes.Clone(b)
	return len(b), nil
}

func (r *recorded) Read(b []byte) (int, error) {
	for len(r.rest) == 0 {
		var ok bool
		if r.rest, ok = <-r.in; !ok {
			return 0, io.EOF
		}
	}
	n := copy(b, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}

func (r *recorded) Close() error                     { close(r.out); return nil }
func (r *recorded) SetWriteDeadline(time.Time) error { return nil }

// handshakeOf lets crypto/tls talk to itself and returns what each end sent
// until the client had read one byte, and the client's view of it.
func handshakeOf(t testing.TB, client, server *tls.Config) (fromClient, fromServer []byte, state tls.ConnectionState) {
	t.Helper()
	to, from := make(chan []byte, 100), make(chan []byte, 100)
	a, b := &recorded{in: from, out: to}, &recorded{in: to, out: from}
	served := make(chan struct{})
	go func() {
		end := tls.Server(b, server)
		_, _ = end.Write([]byte("x")) // a refusal is seen by the other end too
		end.Close()
		close(served)
	}()
	end := tls.Client(a, client)
	_, _ = end.Read(make([]byte, 1)) // tickets of TLS 1.3 come before it
	state = end.ConnectionState()
	end.Close()
	<-served
	return a.sent.Bytes(), b.sent.Bytes(), state
}

// selfSigned makes a certificate for names.
func selfSigned(t testing.TB, names ...string) tls.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "leaf", Organization: []string{"Test"}},
		DNSNames: names, IPAddresses: []net.IP{net.IPv4(192, 0, 2, 1)},
		NotBefore: time.Unix(0, 0), NotAfter: time.Unix(1<<32, 0),
	}
	der, err := x509.CreateCertificate(rand.Reader, &template, &template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der, der}, PrivateKey: key}
}

// What crypto/tls says of its own handshakes is what is read from their bytes.
func TestHandshakes(t *testing.T) {
	var names []string
	for i := range 150 {
		names = append(names, strings.Repeat("x", i%60+1)+".example")
	}
	cert := selfSigned(t, names...)
	for _, x := range []struct {
		name           string
		client, server *tls.Config
	}{
		{"TLS 1.3", &tls.Config{ServerName: "www.example", NextProtos: []string{"h2", "http/1.1"}}, &tls.Config{NextProtos: []string{"http/1.1"}}},
		{"TLS 1.2", &tls.Config{ServerName: "www.example", NextProtos: []string{"h2", "http/1.1"}, MaxVersion: tls.VersionTLS12}, &tls.Config{NextProtos: []string{"http/1.1"}}},
		{"TLS 1.2 chosen by the server", &tls.Config{ServerName: "x"}, &tls.Config{MaxVersion: tls.VersionTLS12}},
		{"TLS 1.0", &tls.Config{MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS10}, &tls.Config{MinVersion: tls.VersionTLS10}},
		{"retry", &tls.Config{CurvePreferences: []tls.CurveID{tls.X25519, tls.CurveP256}}, &tls.Config{CurvePreferences: []tls.CurveID{tls.CurveP256}}},
	} {
		t.Run(x.name, func(t *testing.T) {
			x.client.InsecureSkipVerify = true
			x.server.Certificates = []tls.Certificate{cert}
			fromClient, fromServer, state := handshakeOf(t, x.client, x.server)
			for _, size := range []int{1, 100, 1 << 20} {
				c, s := read(fromClient, size), read(fromServer, size)
				if c.Status() != Done || s.Status() != Done || c.Client == nil || s.Server == nil {
					t.Fatalf("%s\n%s", c.text(), s.text())
				}
				if string(c.Client.ServerName) != x.client.ServerName || len(c.Client.ALPN) != len(x.client.NextProtos) {
					t.Error(c.text())
				}
				if s.Server.Selected != Version(state.Version) || s.Server.CipherSuite != CipherSuite(state.CipherSuite) || s.Retry != (x.name == "retry") {
					t.Errorf("%s\nwant %x, %x", s.text(), state.Version, state.CipherSuite)
				}
				if state.Version == tls.VersionTLS13 {
					continue
				}
				if string(s.Server.ALPN) != state.NegotiatedProtocol {
					t.Error(s.text())
				}
				got := s.Certificate
				if got == nil || got.Subject != "CN=leaf,O=Test" || len(got.DNSNames) != maxSANs || got.DNSNames[5] != names[5] || got.Chain != 2 ||
					len(got.Addresses) != 1 || got.Addresses[0].Unmap() != netip.MustParseAddr("192.0.2.1") || !got.NotAfter.Equal(time.Unix(1<<32, 0)) {
					t.Errorf("%+v", got)
				}
			}
		})
	}
}

func TestRefused(t *testing.T) {
	_, fromServer, _ := handshakeOf(t, &tls.Config{InsecureSkipVerify: true, NextProtos: []string{"a"}},
		&tls.Config{Certificates: []tls.Certificate{selfSigned(t)}, NextProtos: []string{"b"}})
	if r := read(fromServer, 1); r.Alert == nil || r.Alert.String() != "no_application_protocol" {
		t.Error(r.text())
	}
}

// In a second connection the session is taken up again.
func TestResumption(t *testing.T) {
	for _, version := range []uint16{tls.VersionTLS12, tls.VersionTLS13} {
		server := &tls.Config{Certificates: []tls.Certificate{selfSigned(t, "a.example")}, MaxVersion: version}
		cache := tls.NewLRUClientSessionCache(1)
		client := &tls.Config{ServerName: "a.example", InsecureSkipVerify: true, ClientSessionCache: cache}
		first, _, _ := handshakeOf(t, client, server)
		second, answer, state := handshakeOf(t, client, server)
		if !state.DidResume {
			t.Fatal("not resumed")
		}
		a, b, s := read(first, 1<<20).Client, read(second, 1<<20).Client, read(answer, 1<<20)
		if version == tls.VersionTLS13 && (a.PSK || !b.PSK || !s.Server.PSK) || version == tls.VersionTLS12 && (a.Ticket > 0 || b.Ticket == 0 || s.Certificate != nil) || s.Status() != Done {
			t.Errorf("%+v\n%+v\n%s", a, b, s.text())
		}
	}
}
