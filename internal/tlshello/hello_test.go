package tlshello

import (
	"encoding/hex"
	"fmt"
	"strings"
	"testing"
)

func unhex(t testing.TB, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(strings.NewReplacer(" ", "", "\n", "", "\t", "").Replace(s))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// text is what a Reader found, for comparing.
func (r *Reader) text() string {
	var s strings.Builder
	if h := r.Client; h != nil {
		fmt.Fprintf(&s, "client %v, highest %v, server name %q, ALPN %q, versions %v, %d ciphers, %d extensions, groups %04x, ECH %v, ticket %v %d, PSK %v, early data %v, %s\n",
			h.Version, h.MaxVersion(), h.ServerName, h.ALPN, h.Versions, len(h.CipherSuites), len(h.Extensions), h.Groups, h.ECH, h.TicketSupport, h.Ticket, h.PSK, h.EarlyData, h.JA4())
	}
	if h := r.Server; h != nil {
		fmt.Fprintf(&s, "server %v, selected %v, %v, ALPN %q, PSK %v, ticket %v, retry %v %v\n", h.Version, h.Selected, h.CipherSuite, h.ALPN, h.PSK, h.Ticket, h.Retry, r.Retry)
	}
	if c := r.Certificate; c != nil {
		fmt.Fprintf(&s, "certificate %s by %s for %v %v, chain of %d\n", c.Subject, c.Issuer, c.DNSNames, c.Addresses, c.Chain)
	}
	if r.Alert != nil {
		fmt.Fprintf(&s, "alert %v\n", r.Alert)
	}
	fmt.Fprintf(&s, "status %d, %v", r.status, r.Err())
	return s.String()
}

// read gives input to a Reader in pieces of at most size bytes.
func read(input []byte, size int) *Reader {
	r := new(Reader)
	for len(input) > 0 {
		n := min(size, len(input))
		r.Data(input[:n:n])
		input = input[n:]
	}
	return r
}

// The first handshake of RFC 8448 (§3, "Simple 1-RTT Handshake").
const (
	rfc8448Client = `16 03 01 00 c4 01 00 00 c0 03 03 cb
		34 ec b1 e7 81 63 ba 1c 38 c6 da cb 19 6a 6d ff a2 1a 8d 99 12
		ec 18 a2 ef 62 83 02 4d ec e7 00 00 06 13 01 13 03 13 02 01 00
		00 91 00 00 00 0b 00 09 00 00 06 73 65 72 76 65 72 ff 01 00 01
		00 00 0a 00 14 00 12 00 1d 00 17 00 18 00 19 01 00 01 01 01 02
		01 03 01 04 00 23 00 00 00 33 00 26 00 24 00 1d 00 20 99 38 1d
		e5 60 e4 bd 43 d2 3d 8e 43 5a 7d ba fe b3 c0 6e 51 c1 3c ae 4d
		54 13 69 1e 52 9a af 2c 00 2b 00 03 02 03 04 00 0d 00 20 00 1e
		04 03 05 03 06 03 02 03 08 04 08 05 08 06 04 01 05 01 06 01 02
		01 04 02 05 02 06 02 02 02 00 2d 00 02 01 01 00 1c 00 02 40 01`
	rfc8448Server = `16 03 03 00 5a 02 00 00 56 03 03 a6
		af 06 a4 12 18 60 dc 5e 6e 60 24 9c d3 4c 95 93 0c 8a c5 cb 14
		34 da c1 55 77 2e d3 e2 69 28 00 13 01 00 00 2e 00 33 00 24 00
		1d 00 20 c9 82 88 76 11 20 95 fe 66 76 2b db f7 c6 72 e1 56 d6
		cc 25 3b 83 3d f1 dd 69 b1 b0 4e 75 1f 0f 00 2b 00 02 03 04`
)

func TestRFC8448(t *testing.T) {
	for _, x := range []struct{ name, input, want string }{
		{"§3 ClientHello", rfc8448Client, `client TLS 1.2, highest TLS 1.3, server name "server", ALPN [], versions [TLS 1.3], 3 ciphers, 9 extensions, ` +
			`groups [001d 0017 0018 0019 0100 0101 0102 0103 0104], ECH false, ticket true 0, PSK false, early data false, `},
		{"§3 ServerHello", rfc8448Server, `server TLS 1.2, selected TLS 1.3, TLS_AES_128_GCM_SHA256, ALPN "", PSK false, ticket false, retry false false`},
	} {
		input := unhex(t, x.input)
		for size := 1; size <= len(input); size++ {
			r := read(append(input, "\x17\x03\x03\x00\x20 and what is encrypted"...), size)
			if got := r.text(); !strings.HasPrefix(got, x.want) || r.Status() != Done || r.Err() != nil {
				t.Fatalf("%s in pieces of %d: %s\nwant %s", x.name, size, got, x.want)
			}
		}
	}
}

// helloRecord wraps a hello in one record.
func helloRecord(kind byte, body []byte) []byte {
	return record(handshake, message(kind, body))
}

func message(kind byte, body []byte) []byte {
	return append([]byte{kind, byte(len(body) >> 16), byte(len(body) >> 8), byte(len(body))}, body...)
}

func record(kind byte, content []byte) []byte {
	return append([]byte{kind, 3, 3, byte(len(content) >> 8), byte(len(content))}, content...)
}

// RFC 8446 §5.1: a message may be split over records, and records hold several.
func TestMessagesOverRecords(t *testing.T) {
	hello := unhex(t, rfc8448Client)[5:]
	want := read(unhex(t, rfc8448Client), 1<<20).text()
	for size := 1; size < len(hello); size += 3 {
		var input []byte
		for b := hello; len(b) > 0; b = b[min(size, len(b)):] {
			input = append(input, record(handshake, b[:min(size, len(b))])...)
		}
		for _, piece := range []int{1, 7, 1 << 20} {
			if got := read(input, piece).text(); got != want {
				t.Fatalf("records of %d, pieces of %d: %s\nwant %s", size, piece, got, want)
			}
		}
	}
}

// RFC 8446 §4.1.4: a HelloRetryRequest is followed by another ServerHello.
func TestHelloRetryRequest(t *testing.T) {
	first := unhex(t, rfc8448Server)
	again := append([]byte(nil), first...)
	copy(first[11:], retryRandom[:])
	input := append(append(first, record(changeCipherSpec, []byte{1})...), again...)
	for size := 1; size < len(input); size++ {
		r := read(input, size)
		if !r.Retry || r.Server == nil || r.Server.Retry || r.Status() != Done {
			t.Fatalf("in pieces of %d: %s", size, r.text())
		}
	}
	r := read(first, 1<<20)
	if !r.Retry || !r.Server.Retry || r.Status() != More {
		t.Errorf("after the first: %s", r.text())
	}
}

func TestHostile(t *testing.T) {
	client := unhex(t, rfc8448Client)
	change := func(at int, to ...byte) []byte {
		b := append([]byte(nil), client...)
		copy(b[at:], to)
		return b
	}
	for _, x := range []struct {
		name   string
		input  []byte
		status Status
		reason string
	}{
		{"HTTP", []byte("GET / HTTP/1.1\r\n\r\n"), NotTLS, ""},
		{"application data first", record(applicationData, []byte("x")), NotTLS, ""},
		{"SSL 2.0", unhex(t, "80 2e 01 00 02 00 15"), NotTLS, ""},
		{"a record of 65535 bytes", unhex(t, "16 03 01 ff ff"), NotTLS, ""},
		{"a message of 16 MB", unhex(t, "16 03 01 00 04 01 ff ff ff"), Broken, "longer than this program reads"},
		{"an empty record", unhex(t, "16 03 01 00 00"), Broken, "a record is empty"},
		{"another message first", helloRecord(certificate, nil), Broken, "does not begin with a hello"},
		{"nonsense after the first record", append(record(handshake, client[5:50]), "hello"...), Broken, "neither a content type"},
		{"a hello without end", change(6, 0, 0xd0), More, ""},
		{"a hello that is too short", change(5, 1, 0, 0, 40), Broken, shortHello},
		{"a session id beyond the hello", change(43, 0xff), Broken, shortHello},
		{"cipher suites in odd number", change(44, 0, 5), Broken, ""},
		{"cipher suites beyond the hello", change(44, 0xff, 0xfe), Broken, shortHello},
		{"extensions beyond the hello", change(54, 0xff, 0xff), Broken, shortHello},
		{"extensions that end before the hello", change(54, 0, 0x0f), Broken, trailing},
		{"a server name beyond its extension", change(63, 0xff, 0xff), Broken, shortExtension},
		{"an alert within a message", append(record(handshake, client[5:50]), record(alert, []byte{2, 40})...), Broken, "an alert comes within"},
	} {
		for _, size := range []int{1, 3, 1 << 20} {
			r := read(x.input, size)
			if r.Status() != x.status || x.reason != "" && !strings.Contains(fmt.Sprint(r.Err()), x.reason) {
				t.Errorf("%s in pieces of %d: %s", x.name, size, r.text())
			}
		}
	}
}

// A hello that is wrong in one place is still worth its other parts.
func TestPartOfAHello(t *testing.T) {
	b := unhex(t, rfc8448Client)
	copy(b[54:], []byte{0xff, 0xff})
	if r := read(b, 1<<20); r.Client == nil || string(r.Client.ServerName) != "server" || len(r.Client.CipherSuites) != 3 {
		t.Error(r.text())
	}
}

func TestNoMoreThanMaxInput(t *testing.T) {
	r := new(Reader)
	r.Data(unhex(t, "16 03 01 00 04 0b 00 00 00")[:0])
	one := record(handshake, []byte{1})
	for i := 0; i < 2*MaxInput && r.Status() == More; i += len(one) {
		r.Data(one)
	}
	if r.Status() != Broken || cap(r.message) > 0 || r.offset > MaxInput+int64(len(one)) {
		t.Errorf("after %d bytes: %s", r.offset, r.text())
	}
}

func TestGap(t *testing.T) {
	r := new(Reader)
	r.Data(unhex(t, rfc8448Client)[:100])
	if r.Gap() != Broken || r.Err() == nil {
		t.Error(r.text())
	}
	r = read(unhex(t, rfc8448Client), 1<<20)
	if r.Gap() != Done || r.Err() != nil {
		t.Error("a gap after the end:", r.text())
	}
}

// RFC 8446 §6: a server that refuses says so before any hello.
func TestAlert(t *testing.T) {
	for size := 1; size < 8; size++ {
		if r := read(record(alert, []byte{2, 40}), size); r.Alert == nil || r.Alert.String() != "handshake_failure" || r.Status() != Done {
			t.Error(r.text())
		}
	}
}

func TestNumbers(t *testing.T) {
	for got, want := range map[string]string{
		Version(0x0300).String(): "SSL 3.0", TLS10.String(): "TLS 1.0", TLS13.String(): "TLS 1.3", Version(0x3a3a).String(): "GREASE 0x3a3a", Version(0x0305).String(): "version 0x0305",
		CipherSuite(0x1301).String(): "TLS_AES_128_GCM_SHA256", CipherSuite(0xff).String(): "TLS_EMPTY_RENEGOTIATION_INFO_SCSV", CipherSuite(0x0a0a).String(): "GREASE 0x0a0a",
		CipherSuite(0x5600).String(): "TLS_FALLBACK_SCSV", CipherSuite(0xfffe).String(): "0xFFFE", Alert{2, 112}.String(): "unrecognized_name", Alert{2, 3}.String(): "alert 3",
	} {
		if got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	for n, want := range map[uint16]bool{0x0a0a: true, 0xfafa: true, 0x0a1a: false, 0x0b0b: false, 0x1301: false} { // RFC 8701 §2
		if IsGREASE(n) != want {
			t.Errorf("%04x is GREASE: %v", n, !want)
		}
	}
}
