package filter

import "testing"

func TestNarrowedIsWrittenAsByHand(t *testing.T) {
	for _, c := range []struct{ filter, by, want string }{
		{"", `http.host == "a"`, `http.host == "a"`},
		{`http.host == "a"`, "", `http.host == "a"`},
		{"  ", "tcp", "tcp"},
		{`http.host == "a"`, "http.response.code == 404", `http.host == "a" && http.response.code == 404`},
		{`(http.host == "a")`, "http.response.code == 404", `http.host == "a" && http.response.code == 404`},
		{`((http.host == "a") && (tcp.stream == 1))`, "http.response.code == 404", `http.host == "a" && tcp.stream == 1 && http.response.code == 404`},
		{"http.authorization", "tcp.port == 80", "http.authorization && tcp.port == 80"}, // "or" in a name

		// What is there already is not said again, and the filter stays as it was typed.
		{`http.host=="a" and  tcp`, `http.host == "a"`, `http.host=="a" and  tcp`},
		{`http.host == a`, `http.host == "a"`, `http.host == a`},
		{`http.host == "a" && tcp.stream == 1`, `http.host == "a" && http.request.uri.path == "/"`, `http.host == "a" && tcp.stream == 1 && http.request.uri.path == "/"`},
		{"http.response.code == 503", "http.response.code >= 500", "http.response.code == 503"},
		{"http.response.code >= 500", "http.response.code >= 400", "http.response.code >= 500"},

		// The narrower one takes the place of the wider.
		{"http.response.code >= 400", "http.response.code == 404", "http.response.code == 404"},
		{"http.response.code >= 400 && tcp", "http.response.code >= 500", "tcp && http.response.code >= 500"},
		{"http.response.code > 400", "http.response.code >= 400", "http.response.code > 400"},
		{"http.response.code >= 400", "http.response.code > 400", "http.response.code > 400"},
		{"http.response.code <= 500", "http.response.code < 500", "http.response.code < 500"},
		{"http.response.code < 500", "http.response.code <= 499", "http.response.code <= 499"},
		{"http.response.code in {400, 404..410}", "http.response.code == 404", "http.response.code == 404"},
		{`http.host contains "shop"`, `http.host == "shop.example"`, `http.host == "shop.example"`},
		{`http.host matches "^SHOP"`, `http.host == "shop.example"`, `http.host == "shop.example"`},
		{"http.host", `http.host == "a"`, `http.host == "a"`},
		{"ip.src == 10.0.0.0/8", "ip.src == 10.1.2.3", "ip.src == 10.1.2.3"},
		{"http.duration >= 0.1", "http.duration >= 0.134217728 && http.duration < 0.268435456", "http.duration >= 0.134217728 && http.duration < 0.268435456"},
		{"http.request.header.X-Id contains 7", `http.request.header.X-Id == "17"`, `http.request.header.X-Id == "17"`},

		// What is not implied stays.
		{"http.response.code >= 400", "http.response.code < 500", "http.response.code >= 400 && http.response.code < 500"},
		{"http.response.code >= 500", "http.response.code == 404", "http.response.code >= 500 && http.response.code == 404"},
		{`http.host != "b"`, `http.host == "a"`, `http.host != "b" && http.host == "a"`}, // one of several values may be b
		{`!(http.host == "b")`, `http.host == "a"`, `!(http.host == "b") && http.host == "a"`},
		{"http.response.code not in {404}", "http.response.code == 500", "http.response.code not in {404} && http.response.code == 500"},
		{"count(http.host) == 1", `http.host == "a"`, `count(http.host) == 1 && http.host == "a"`},
		{`http.host[0] == "b"`, `http.host == "a"`, `http.host[0] == "b" && http.host == "a"`},
		{"http.host == http.referer", `http.host == "a"`, `http.host == http.referer && http.host == "a"`},
		{"tcp.srcport == 80", "tcp.dstport == 80", "tcp.srcport == 80 && tcp.dstport == 80"},

		// "or" binds less than "and".
		{"tcp || udp", "http", "(tcp || udp) && http"},
		{"http", "tcp or udp", "http && (tcp or udp)"},
		{"", "(tcp or udp)", "tcp or udp"},
		{"((tcp || ip))", "http", "(tcp || ip) && http"},
		{"(tcp || ip) && http", "tcp || ip", "(tcp || ip) && http"},
		{"tcp || ip", "tcp || ip", "tcp || ip"},
		{`tcp && !(http || "or")`, "ip", `tcp && !(http || "or") && ip`},
		{"(tcp && ip) || http", "udp", "((tcp && ip) || http) && udp"},
	} {
		if got := Narrowed(c.filter, c.by); got != c.want {
			t.Errorf("%s narrowed by %s: %s, expected %s", c.filter, c.by, got, c.want)
		}
	}
}

// A filter narrowed passes what both pass, whatever they are.
func TestNarrowedPassesWhatBothPass(t *testing.T) {
	expressions := []string{
		"http", "tcp.port == 80", "tcp.port == 40000", "tcp.port > 80", "tcp.port >= 81", "tcp.port <= 80", "tcp.port < 80", "tcp.port in {80, 443}", "tcp.port != 80", "tcp.port ~= 80", "tcp.port === 80",
		"not tcp.port == 80", "tcp.port", "ip.addr == 10.0.0.0/8", "ip.addr == 10.1.2.3", "ip.addr == 192.0.2.7", "ip.addr != 10.1.2.3", "ip.addr > 10.1.2.3",
		`http.host contains "api"`, `http.host == "api.example"`, `http.host matches "^x"`, "http.response.code == 503", "http.response.code >= 500", "http.response.code < 500", "http.response.code > -1",
		"tcp.port == 80 || http.response.code == 404", "(tcp.port == 80 or ip) and http.host", `any tcp.port == 80`, "all tcp.port > 50", "count(tcp.port) == 2",
		"http.duration > 100ms", "http.duration <= 1s", "http.duration < 0.2", "http.cookie_pair == \"a=1\"", "http.cookie_pair == \"b=2\"", "http.cookie_pair contains \"c\"",
	}
	r, passed := conversation(), 0
	match := func(expression string) bool {
		f, err := Compile(expression, Options{})
		if err != nil {
			t.Fatal(expression, err)
		}
		return f.Match(r)
	}
	for _, a := range expressions {
		for _, b := range expressions {
			narrowed := Narrowed(a, b)
			want := match(a) && match(b)
			if got := match(narrowed); got != want {
				t.Errorf("%s narrowed by %s: %s passes: %t, expected %t", a, b, narrowed, got, want)
			}
			if want {
				passed++
			}
		}
	}
	if passed < 100 {
		t.Error(passed, "passed")
	}
}
