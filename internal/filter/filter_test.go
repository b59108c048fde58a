package filter

import (
	"errors"
	"net/netip"
	"strings"
	"testing"
	"time"

	"wiretalk/httpdecode"
	"wiretalk/internal/names"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
)

const second = int64(time.Second)

// conversation is GET /a/b?x=1&y=2 from 10.1.2.3:40000 to 192.0.2.7:80, answered
// by 503 after 250 ms.
func conversation() *Record {
	heads := [2]*httpdecode.Message{new(httpdecode.Message), new(httpdecode.Message)}
	for d, text := range [...]string{
		"GET /a/b?x=1&y=2 HTTP/1.1\r\nHost: api.example\r\nUser-Agent: curl/8\r\nCookie: a=1; b=2\r\n" +
			"Authorization: Basic YW5uOnNlY3JldA==\r\nX-Request-Id: q-17\r\n\r\n",
		"HTTP/1.1 503 Too Busy\r\nContent-Length: 12\r\nContent-Type: text/plain\r\n\r\n",
	} {
		heads[d].Seen = true
		if err := httpdecode.ParseHead([]byte(text), httpdecode.Direction(d), heads[d]); err != nil {
			panic(err)
		}
	}
	start := time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC).UnixNano()
	c := &tcpreasm.Info{
		Ends:  [2]netip.AddrPort{netip.MustParseAddrPort("10.1.2.3:40000"), netip.MustParseAddrPort("192.0.2.7:80")},
		Start: start, End: start + 3*second, FirstFrame: 1, LastFrame: 20,
		Bytes: [2]int64{200, 5000}, Packets: [2]int64{7, 9},
		Completeness: tcpreasm.SawSyn | tcpreasm.SawSynAck | tcpreasm.SawAck | tcpreasm.SawData | tcpreasm.SawRst,
		Close:        tcpreasm.Reset, ClosedBy: tcpreasm.ByServer,
		Handshake: tcpreasm.Handshake{Syn: 1, SynAck: 2, Ack: 3, SynTime: start, SynAckTime: start + second/100, AckTime: start + second/50},
	}
	for _, f := range []tcpreasm.Flags{tcpreasm.SYN, tcpreasm.SYN | tcpreasm.ACK, tcpreasm.ACK, tcpreasm.PSH | tcpreasm.ACK, tcpreasm.RST} {
		c.Flags[0] |= 1 << f
	}
	for s, took := range [2][2]int64{{second / 1000, second / 10}, {second / 100, second / 100}} {
		c.Sent[s].RoundTrips = tcpreasm.RoundTrips{Samples: 10, Least: took[0], Most: took[1], Sum: 20 * took[0]}
	}
	c.Analysis[tcpreasm.Server].Retransmission = 2
	c.Analysis[tcpreasm.Server].FastRetransmission = 1
	x := &trace.Exchange{
		Method: "GET", Target: "/a/b?x=1&y=2", Host: "api.example", Status: 503, Done: true, Index: 2,
		Request:  trace.Message{Seen: true, Complete: true, FirstFrame: 4, Frame: 5, First: start + second, Last: start + second + second/10},
		Response: trace.Message{Seen: true, FirstFrame: 8, Frame: 11, First: start + second + second/10 + second/4, Last: start + 2*second, BodyBytes: 12, MissingBytes: 3},
		Notes:    httpdecode.NoteGap, Pairing: 1, Certainty: 1,
	}
	return &Record{
		Stream: 3, Connection: c, Protocol: httpdecode.HTTP1, Exchange: x,
		Beyond: &trace.Beyond{Resolved: &names.Resolution{Name: "api.example"}},
		Head:   func(d httpdecode.Direction) *httpdecode.Message { return heads[d] },
		Body:   func(d httpdecode.Direction) string { return [...]string{"", "sorry, later"}[d] },
	}
}

// bare is a connection that was refused: no exchange.
func bare() *Record {
	return &Record{Stream: 4, Connection: &tcpreasm.Info{
		Ends:  [2]netip.AddrPort{netip.MustParseAddrPort("[2001:db8::1]:40001"), netip.MustParseAddrPort("[2001:db8::2]:81")},
		Close: tcpreasm.Refused, FirstFrame: 30, LastFrame: 31,
	}}
}

func TestExpressions(t *testing.T) {
	for _, c := range []struct {
		expression string
		exchange   bool // conversation passes
		connection bool // bare passes
	}{
		{"", true, true},
		{"tcp", true, true},
		{"http", true, false},
		{"!http", false, true},
		{"not not http", true, false},
		{"http.response.code >= 500 && ip.addr == 10.0.0.0/8", true, false},
		{"http.response.code == 503", true, false},
		{"http.response.code != 503", false, false}, // what is not there passes no comparison
		{"!(http.response.code == 503)", false, true},
		{"http.response.code == 0x1f7", true, false},
		{"http.response.code in {400..499, 503}", true, false},
		{"http.response.code not in {400..499}", true, true},
		{"http.response.code in {400..499}", false, false},
		{"http.response.code & 1", true, false},
		{"http.response.code & 8", false, false},

		// Several values: any, all, and the comparisons of each kind.
		{"tcp.port == 80", true, false},
		{"tcp.port != 80", false, true},
		{"tcp.port ~= 80", true, true},
		{"tcp.port === 80", false, false},
		{"all tcp.port > 79", true, true},
		{"all tcp.port > 80", false, true},
		{"any tcp.port > 80", true, true},
		{"any tcp.port != 80", true, true},
		{"tcp.srcport == 40000 and tcp.dstport == 80", true, false},
		{"tcp.port gt 50000", false, false},
		{"TCP.PORT == 80 or tcp.port == 80", false, false}, // an error, see TestErrors

		{"ip.addr == 10.1.2.3", true, false},
		{"ip.addr != 10.1.2.3", false, false},
		{"ip.addr in {10.0.0.0/8}", true, false},
		{"ip.addr in {192.0.2.1..192.0.2.9}", true, false},
		{"ip.src == 192.0.2.7", false, false},
		{"ipv6.addr == 2001:db8::/32", false, true},
		{"ipv6.addr == 2001:db8::1", false, true},
		{"ipv6 and not ip", false, true},
		{"ip.src == ip.dst", false, false},
		{"ip.src != ip.dst", true, false},

		{"http.time > 200ms", true, false},
		{"http.time == 0.9", true, false},
		{"http.wait >= 0.25 and http.wait <= 250ms", true, false},
		{"http.duration == 1s", true, false},
		{"http.duration - 1s == 0", true, false},
		{"http.wait < 1us", false, false},
		{"tcp.analysis.initial_rtt == 20ms", true, false},
		{`frame.time >= "2026-11-25 12:00:00Z"`, true, false},
		{`frame.time < "2026-11-25 12:00:00"`, false, false}, // Zone is UTC here
		{`frame.time > "2026-11-25 12:00:00.5"`, true, false},
		{`frame.time_epoch > 1700000000`, true, false},
		{"frame.number == 11", true, false},
		{"frame.number == 30", false, true},

		{`http.host contains "api"`, true, false},
		{`http.host contains API`, false, false},
		{`lower(http.request.method) == get`, true, false},
		{`upper(http.host) contains API`, true, false},
		{`http.host matches "^API\\."`, true, false},
		{`http.host matches r"^api\.ex"`, true, false},
		{`http.host ~ "^b"`, false, false},
		{"http.request.method == GET", true, false},
		{"http.request.method in {POST, PUT}", false, false},
		{"http.request.method not in {POST, PUT}", true, true},
		{"len(http.host) == 11", true, false},
		{"len(http.host) > 11", false, false},
		{"count(tcp.port) == 2", true, true},
		{"count(http.cookie_pair) == 2", true, false},
		{"count(http.cookie_pair) == 0", false, true},
		{"string(tcp.dstport) == \"80\"", true, false},
		{"string(ip.addr) contains 10.1", true, false},
		{"http.host[0:3] == api", true, false},
		{"http.host[0-2] == api", true, false},
		{"http.host[4:] == example", true, false},
		{"http.host[:3] == api", true, false},
		{"http.host[-7:7] == example", true, false},
		{"http.host[-1] == e", true, false},
		{"http.host[20] == e", false, false},
		{"http.request.uri.path == /a/b", false, false}, // an error, see TestErrors
		{`http.request.uri.path == "/a/b"`, true, false},
		{`http.request.uri.query.parameter == "y=2"`, true, false},
		{`http.request.full_uri == "http://api.example/a/b?x=1&y=2"`, true, false},
		{`http.response_for.uri == "http://api.example/a/b?x=1&y=2"`, true, false},
		{`http.request.line contains "curl"`, true, false},
		{`http.user_agent == "curl/8"`, true, false},
		{`http.request.header.x-request-id == "q-17"`, true, false},
		{`http.header.Content-Type == "text/plain"`, true, false},
		{`http.response.header.User-Agent`, false, false},
		{`http.authbasic == "ann:secret"`, true, false},
		{`http.content_length == 12`, true, false},
		{`http.response.phrase == "Too Busy"`, true, false},
		{`http.file_data contains "sorry"`, true, false},
		{`http.note == gap`, true, false},
		{`http.incomplete`, true, false},
		{`http.missing_bytes == 3`, true, false},
		{"http.index == 2", true, false},

		{"tcp.analysis.retransmission", true, false},
		{"tcp.analysis.retransmission == 3", true, false},
		{"tcp.analysis.retransmission * 2 == 6", true, false},
		{"tcp.analysis.zero_window", false, false},
		{"tcp.analysis.flags", true, false},
		{"tcp.flags.reset && !tcp.flags.fin", true, false},
		{"tcp.flags.reset == 1", true, false},
		{"tcp.flags.reset == 0", true, false},
		{"tcp.flags.reset == false && tcp.flags.syn == 1 && tcp.flags.ack == 0", true, false},
		{"tcp.flags.push", true, false},
		{"tcp.flags.urg || tcp.flags.ece || tcp.flags.cwr || tcp.flags.ae", false, false},
		{"tcp.flags.urg == 0", true, false},
		{"tcp.flags", true, false},
		{"tcp.flags == 0x02", true, false},
		{"tcp.flags == 0x14", false, false},
		{"tcp.flags & 0x04", true, false},
		{"tcp.flags & 1", false, false},
		{"tcp.flags & 0x12 == 0x12", true, false},
		{"tcp.flags in {0x10..0x17}", true, false},

		// Each end's shortest and longest: 1 and 100 ms, 10 and 10 ms.
		{"tcp.analysis.ack_rtt > 99ms", true, false},
		{"tcp.analysis.ack_rtt > 0.1", false, false},
		{"tcp.analysis.ack_rtt < 2ms", true, false},
		{"tcp.analysis.ack_rtt < 1ms", false, false},
		{"all tcp.analysis.ack_rtt >= 1ms", true, false},
		{"tcp.completeness & 32", true, false},
		{"tcp.completeness & 16", false, false},
		{"tcp.completeness & 32 == 32", true, false},
		{"tcp.close == rst and tcp.closed_by == server", true, false},
		{"tcp.close == refused", false, true},
		{"tcp.stream == 3", true, false},
		{"tcp.bytes > 4999", true, false},
		{"tcp.client.bytes + 10 == 210", true, false},
		{"tcp.bytes / 0 == 1", false, false},
		{"abs(tcp.duration - 4s) == 1s", true, false},
		{"dns.qry.name == api.example", true, false},
		{"tls or websocket or http2", false, false},

		// "and" is stronger than "or".
		{"tcp or tcp and !tcp", true, true},
		{"(tcp or tcp) and !tcp", false, false},
		{"http and (http.response.code == 503 or http.response.code == 502)", true, false},
	} {
		f, err := Compile(c.expression, Options{Zone: time.UTC})
		if err != nil {
			if c.exchange || c.connection {
				t.Errorf("%s: %v", c.expression, err)
			}
			continue
		}
		if got := f.Match(conversation()); got != c.exchange {
			t.Errorf("%s: %v for the exchange", c.expression, got)
		}
		if got := f.Match(bare()); got != c.connection {
			t.Errorf("%s: %v for the connection", c.expression, got)
		}
	}
}

// An error is at the word that is wrong. The ^ below each expression are that
// word.
func TestErrors(t *testing.T) {
	for _, c := range []struct{ expression, at, reason string }{
		{"http.hots == a", "^^^^^^^^^", "did you mean http.host?"},
		{"completely_else", "^^^^^^^^^^^^^^^", `there is no field "completely_else"`},
		{"TCP.PORT == 80", "^^^^^^^^", "did you mean tcp.port?"},
		{"tcp.port == http", "            ^^^^", `"http" is a flag`},
		{"tcp.port == abc", "            ^^^", "not a number"},
		{`tcp.port == "80"`, "            ^^^^", "no quotes"},
		{"tcp.port contains 8", "         ^^^^^^^^", "contains looks into texts"},
		{"http.time > 200parsecs", "            ^^^^^^^^^^", "not a duration"},
		{"ip.addr == 10.0.0.0/33", "           ^^^^^^^^^^^", "not an address"},
		{"ip.addr > 10.0.0.0/8", "          ^^^^^^^^^^", "for equality only"},
		{`http.host matches "a(b"`, "                  ^^^^^", "missing closing )"},
		{`http.host == "abc`, "             ^^^^", "closing quote"},
		{`http.host == "a\qc"`, `               ^^`, "followed by none of"},
		{"(tcp or http", "^", `")" is missing`},
		{"(tcp http", "     ^^^^", `is where "and"`},
		{"tcp http", "    ^^^^", `is where "and"`},
		{"tcp and", "       ", "the end is where"},
		{"== 3", "^^", "name of a field is expected"},
		{"tcp.port in 80", "            ^^", `"{" is expected`},
		{"tcp.port in {80 81}", "                ^^", `"," or "}"`},
		{"tcp.port in {80", "            ^", `"}" is missing`},
		{"tcp.port in {80..}", "                 ^", "not a value"},
		{"any tcp.port", "^^^", "wants a comparison"},
		{"len(tcp.port) > 1", "    ^^^^^^^^", "len takes no number"},
		{"http.host[x] == a", "         ^^^", "brackets hold"},
		{"tcp.port[0] == 1", "        ^^^", "only texts"},
		{"tcp.port == 80 == 80", "               ^^", `is where "and"`},
		{"http.host + 1 == 2", "          ^", "calculates with"},
		{"http.request.uri.path == /a", "                         ^", "not a value"},
		{"tcp.port = 80", "         ^", `write "=="`},
		{"frame.time > yesterday", "             ^^^^^^^^^", "not a time"},
		{"tcp.flags.reset == maybe", "                   ^^^^^", "neither true nor false"},
		{strings.Repeat("(", MaxDepth+1) + "tcp", strings.Repeat(" ", MaxDepth) + "^", "deep"},
	} {
		_, err := Compile(c.expression, Options{})
		var wrong *Error
		if !errors.As(err, &wrong) {
			t.Errorf("%s: %v", c.expression, err)
			continue
		}
		at := strings.Repeat(" ", wrong.At) + strings.Repeat("^", wrong.Length)
		if strings.TrimRight(at, " ") != strings.TrimRight(c.at, " ") || !strings.Contains(wrong.Reason, c.reason) {
			t.Errorf("%s\n%s: %s", c.expression, at, wrong.Reason)
		}
	}
}

// A filter says how much it must read.
func TestNeeds(t *testing.T) {
	for expression, want := range map[string]Needs{
		"": Rows, "tcp.port == 80": Rows, "http.user_agent": Heads, "http.header.X": Heads,
		"http or http.file_data contains x": Bodies, "http.user_agent == dns.qry.name": Heads,
	} {
		f, err := Compile(expression, Options{})
		if err != nil || f.Needs() != want {
			t.Errorf("%s: %v, %v", expression, f, err)
		}
	}
}

// Every field of the table has a source and every source is in the table, with
// words in both languages.
func TestFieldsAreComplete(t *testing.T) {
	fields := byName()
	for name := range sources {
		if fields[name] == nil {
			t.Errorf("%s is not in fields.tsv", name)
		}
	}
	for name, f := range fields {
		if f.get == nil {
			t.Errorf("%s has no source", name)
			continue
		}
		if f.English == "" || f.Chinese == "" {
			t.Errorf("%s lacks words", name)
		}
		for _, r := range []*Record{conversation(), bare()} {
			var out values
			f.get(r, &out)
			for _, v := range out {
				if (f.Type == Text) != (v.text != "") || (f.Type == Address) != v.address.IsValid() {
					t.Errorf("%s is %s and has %+v", name, f.Type, v)
				}
			}
		}
	}
}

// Looking at a record allocates nothing when the trace's own words do.
func TestMatchAllocatesNothing(t *testing.T) {
	f, err := Compile(`http.response.code >= 500 && ip.addr == 10.0.0.0/8 && http.host contains "api" && http.time > 200ms`, Options{})
	if err != nil {
		t.Fatal(err)
	}
	r := conversation()
	if n := testing.AllocsPerRun(1000, func() { f.Match(r) }); n > 0 {
		t.Errorf("%v allocations", n)
	}
}

func FuzzCompile(f *testing.F) {
	for _, seed := range []string{
		`http.response.code >= 500 && ip.addr == 10.0.0.0/8`, `http.host matches r"^a"`, `tcp.port in {80, 443..445}`,
		`!(any len(http.host[1:-3]) + 3 == 0x4) or "x"`, `frame.time > "2026-01-01" xor`, `http.host == "\x41\101\""`,
	} {
		f.Add(seed)
	}
	records := []*Record{conversation(), bare()}
	f.Fuzz(func(t *testing.T, expression string) {
		filter, err := Compile(expression, Options{Zone: time.UTC})
		if err != nil {
			var wrong *Error
			if !errors.As(err, &wrong) || wrong.At < 0 || wrong.Length < 0 || wrong.At+wrong.Length > len(expression) || wrong.Reason == "" {
				t.Fatalf("%q: %#v", expression, err)
			}
			return
		}
		for _, r := range records {
			if first := filter.Match(r); first != filter.Match(r) {
				t.Fatalf("%q does not know whether it matches", expression)
			}
		}
	})
}

func BenchmarkMatch(b *testing.B) {
	f, err := Compile(`http.response.code >= 500 && ip.addr == 10.0.0.0/8 && http.host contains "api" && http.time > 200ms`, Options{})
	if err != nil {
		b.Fatal(err)
	}
	r := conversation()
	b.ReportAllocs()
	for b.Loop() {
		f.Match(r)
	}
}

// 000 is a status code, and HTTP/0.9 has none.
func TestStatus000(t *testing.T) {
	f, err := Compile("http.response.code == 0", Options{})
	if err != nil {
		t.Fatal(err)
	}
	r := conversation()
	r.Exchange.Status = 0
	if f.Match(r) {
		t.Error("a response of HTTP/0.9 passes")
	}
	if r.Exchange.Response.HeaderBytes = 20; !f.Match(r) {
		t.Error("a response with the status 000 does not pass")
	}
}
