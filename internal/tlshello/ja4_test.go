package tlshello

import (
	"strings"
	"testing"
)

// numbers reads hexadecimal numbers with commas between them.
func numbers[T ~uint16](t *testing.T, s string) (list []T) {
	t.Helper()
	for _, n := range strings.Split(s, ",") {
		b := unhex(t, n)
		list = append(list, T(b[0])<<8|T(b[1]))
	}
	return list
}

// The first hello is the example of FoxIO's specification.
func TestJA4(t *testing.T) {
	for _, x := range []struct{ ciphers, extensions, signatures, alpn, versions, want string }{
		{"2a2a,1303,1301,1302,c02b,c02f,c02c,c030,cca9,cca8,c013,c014,009c,009d,002f,0035",
			"fafa,001b,0000,0033,0010,4469,0017,002d,000d,0005,0023,0012,002b,ff01,000b,000a,0015,5a5a",
			"0403,0804,0401,0503,0805,0501,0806,0601", "h2", "7a7a,0304,0303", "t13d1516h2_8daaf6152771_e5627efa2ab1"},
		{"00ff,1301,1302,1303,c02b,c02c,c02f,c030,cca8,cca9", "0000,0010,0005,000a,000b,000d,0017,0023,002b,002d,0033",
			"0503,0403,0807,0806,0805,0804,0601,0501,0401", "h2", "0304", "t13d1011h2_61a7ad8aa9b6_3fcd1a44f3e3"},
	} {
		h := ClientHello{
			Version: TLS12, CipherSuites: numbers[CipherSuite](t, x.ciphers), Extensions: numbers[Extension](t, x.extensions),
			SignatureAlgorithms: numbers[uint16](t, x.signatures), ALPN: [][]byte{[]byte(x.alpn)}, Versions: numbers[Version](t, x.versions),
		}
		if got := h.JA4(); got != x.want {
			t.Errorf("%s, want %s", got, x.want)
		}
	}
	if got, want := (&ClientHello{Version: TLS10}).JA4(), "t10i000000_000000000000_000000000000"; got != want {
		t.Errorf("an empty hello: %s, want %s", got, want)
	}
}

func TestJA4ALPN(t *testing.T) {
	for name, want := range map[string]string{
		"http/1.1": "h1", "h2": "h2", "x": "xx", "": "00",
		"\xab": "ab", "\xab\xcd": "ad", "0\xab": "3b", "01\xab\xcd": "3d", "0\xab\xcd1": "01",
	} {
		if got := (&ClientHello{ALPN: [][]byte{[]byte(name)}}).ja4ALPN(); got != want {
			t.Errorf("%q: %s, want %s", name, got, want)
		}
	}
	if got := (&ClientHello{}).ja4ALPN(); got != "00" {
		t.Errorf("no protocols: %s", got)
	}
}
