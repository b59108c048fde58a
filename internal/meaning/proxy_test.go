package meaning

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseVia(t *testing.T) { // RFC 9110 §7.6.3
	got := ParseVia("1.0 fred, 1.1 p.example.net (Apache, (old\\)) 1.1),HTTP/2.0 edge:8080, , 1.1")
	want := []Via{{"1.0", "fred", ""}, {"1.1", "p.example.net", "(Apache, (old\\)) 1.1)"}, {"HTTP/2.0", "edge:8080", ""}}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestParseForwarded(t *testing.T) { // RFC 7239 §4
	for in, want := range map[string][]Forwarded{
		`for="_gazonk"`:                                   {{For: "_gazonk"}},
		`For="[2001:db8:cafe::17]:4711"`:                  {{For: "[2001:db8:cafe::17]:4711"}},
		`for=192.0.2.60;proto=http;by=203.0.113.43`:       {{For: "192.0.2.60", Proto: "http", By: "203.0.113.43"}},
		`for=192.0.2.43, for=198.51.100.17`:               {{For: "192.0.2.43"}, {For: "198.51.100.17"}},
		`for="a;b,c\"d";host=h ; secret=x`:                {{For: `a;b,c"d`, Host: "h", Extensions: []string{"secret"}}},
		`for=1.1.1.1;for=2.2.2.2`:                         {{For: "1.1.1.1", Contradicted: true}},
		`nothing, =x,for`:                                 nil,
		`for=unknown;for`:                                 {{For: "unknown"}},
		`for="[2001:db8::1]", for=_SEVKISEK;proto="HTTP"`: {{For: "[2001:db8::1]"}, {For: "_SEVKISEK", Proto: "HTTP"}},
	} {
		if d := cmp.Diff(want, ParseForwarded(in)); d != "" {
			t.Errorf("%s\n%s", in, d)
		}
	}
}

func TestParseNode(t *testing.T) { // RFC 7239 §6
	for in, want := range map[string]string{
		"192.0.2.43": "192.0.2.43/", "192.0.2.43:47011": "192.0.2.43/47011", "[2001:db8::1]": "2001:db8::1/", "[2001:db8::1]:80": "2001:db8::1/80",
		"2001:db8::1": "2001:db8::1/", "192.0.2.43:_port": "192.0.2.43/_port", "unknown": "unknown/", "_hidden": "_hidden/", "_hidden:_x": "_hidden/_x",
		"example.com": "", "": "", "[::1": "", "[::1]x": "", "999.1.1.1": "",
	} {
		n, ok := ParseNode(in)
		got := ""
		switch {
		case n.Unknown:
			got = "unknown/" + n.Port
		case n.Obfuscated:
			host, _, _ := strings.Cut(n.Text, ":")
			got = host + "/" + n.Port
		case ok:
			got = n.Addr.String() + "/" + n.Port
		}
		if got != want || ok != (want != "") {
			t.Errorf("%q is %q, %v; want %q", in, got, ok, want)
		}
	}
}

func TestHops(t *testing.T) {
	x := trace(`> GET / HTTP/1.1
	> X-Forwarded-For: 203.0.113.195, 2001:db8::8
	> X-Forwarded-For: "198.51.100.1:99"
	> X-Forwarded-Proto: https
	> X-Forwarded-Host: shop.test
	> Forwarded: for=192.0.2.1;by=_edge
	> X-Real-IP: 203.0.113.195
	> Via: 1.1 edge`)
	var got []string
	for _, h := range Hops(x.Request.Fields) {
		s := h.Field + " " + h.claim()
		if h.Node.Addr.IsValid() {
			s += " = " + h.Node.Addr.String()
		}
		got = append(got, s)
	}
	want := []string{
		"Forwarded for 192.0.2.1 by _edge = 192.0.2.1",
		"X-Forwarded-For for 203.0.113.195 = 203.0.113.195",
		"X-Forwarded-For for 2001:db8::8 = 2001:db8::8",
		"X-Forwarded-For for 198.51.100.1:99 = 198.51.100.1",
		"X-Forwarded-Proto proto https",
		"X-Forwarded-Host host shop.test",
		"X-Real-IP for 203.0.113.195 = 203.0.113.195",
		"Via by edge proto 1.1",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}
