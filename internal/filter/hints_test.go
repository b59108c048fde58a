package filter

import (
	"net/netip"
	"slices"
	"strings"
	"testing"

	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
)

// What people write first is answered with what they mean; a guess that is far
// off is not made.
func TestErrorsNameWhatIsMeant(t *testing.T) {
	for _, c := range []struct {
		expression, has string
		at, length      int
	}{
		{"http.response.code > = 500", `write ">=" in one piece`, 19, 3},
		{"http.response.code < = 500", `write "<=" in one piece`, 19, 3},
		{"http.host ! = x", `write "!=" in one piece`, 10, 3},
		{"tcp.port => 80", `write ">=", not "=>"`, 9, 2},
		{"tcp.port = 80", `write "=="`, 9, 1},
		{"dns", "did you mean dns.qry.name?", 0, 3},
		{"xyz", `there is no field "xyz"`, 0, 3},
		{"status", "did you mean http.response.code?", 0, 6},
		{"tcp and Method == GET", "did you mean http.request.method?", 8, 6},
		{"500", "did you mean http.response.code == 500?", 0, 3},
		{"10.0.0.1", "did you mean ip.addr == 10.0.0.1?", 0, 8},
		{"2001:db8::1 or tcp", "did you mean ipv6.addr == 2001:db8::1?", 0, 11},
		{"80", `there is no field "80"`, 0, 2},
		{"http.hots == x", "did you mean http.host?", 0, 9},
		{"htpp", "did you mean http?", 0, 4},
		{`http contains "x"`, "bodies are http.file_data", 0, 4},
		{"http matches x", "bodies are http.file_data", 0, 4},
		{`frame contains "x"`, "bodies are http.file_data", 0, 5},
		{`tcp and Frame matches "x"`, "bodies are http.file_data", 8, 5},
		{"frame == 3", "did you mean frame.", 0, 5},
		{"tcp.port ==", "a value is missing here", 11, 0},
	} {
		_, err := Compile(c.expression, Options{})
		e, ok := err.(*Error)
		if !ok || !strings.Contains(e.Reason, c.has) || e.At != c.at || e.Length != c.length {
			t.Errorf("%s: %+v", c.expression, e)
		}
		if strings.HasPrefix(c.has, "there is") && strings.Contains(e.Reason, "mean") {
			t.Errorf("%s: %s", c.expression, e.Reason)
		}
	}
	for word, field := range usual {
		if lookUp(field) == nil {
			t.Errorf("%s stands for %s, which is no field", word, field)
		}
		if f := byName()[word]; f != nil {
			t.Errorf("%s is a field", word)
		}
	}
}

func TestValued(t *testing.T) {
	for _, c := range []struct {
		expression, field string
		from              int
	}{
		{"http.response.code == ", "http.response.code", 22},
		{"http.response.code >= 5", "http.response.code", 22},
		{"tcp and http.host==ap", "http.host", 19},
		{`http.host == "ap`, "http.host", 13},
		{`http.host contains "ap`, "http.host", 19},
		{"tcp.port in {80, 4", "tcp.port", 17},
		{"tcp.port not in {", "tcp.port", 17},
		{"http.response.code ", "", 0}, {"", "", 0}, {"==", "", 0}, {"len(http.host) == ", "", 0}, {"a, ", "", 0}, {"in {", "", 0}, {"nothing == ", "", 0},
		{`http.host == "a" `, "", 0},
	} {
		from, f := Valued(c.expression, len(c.expression))
		switch {
		case f == nil && c.field != "" || f != nil && f.Name != c.field:
			t.Errorf("%q: %v", c.expression, f)
		case f != nil && from != c.from:
			t.Errorf("%q: from %d", c.expression, from)
		}
	}
}

// Values are what the trace holds, written as an expression has them.
func TestValues(t *testing.T) {
	c := &tcpreasm.Info{Ends: [2]netip.AddrPort{netip.MustParseAddrPort("10.0.0.1:1000"), netip.MustParseAddrPort("[::ffff:10.0.0.2]:80")}}
	r := &Record{Stream: 4, Connection: c, Beyond: new(trace.Beyond), Exchange: &trace.Exchange{Method: "GET", Host: `a"b`, Status: 200}}
	for name, want := range map[string][]string{
		"http.response.code": {"200"}, "http.host": {`a"b`}, "tcp.stream": {"4"}, "ip.addr": {"10.0.0.1", "10.0.0.2"}, "tcp.port": {"1000", "80"}, "ipv6.addr": nil,
	} {
		if f := lookUp(name); !f.Listed() || !slices.Equal(f.Values(r), want) {
			t.Errorf("%s: %q", name, f.Values(r))
		}
	}
	for _, name := range []string{"http", "http.cookie", "http.file_data", "http.time", "frame.time"} {
		if lookUp(name).Listed() {
			t.Errorf("%s is listed", name)
		}
	}
}

func FuzzComplete(f *testing.F) {
	for _, seed := range []string{"http.host == \"x", "tcp.port in {80, ", "not in {", "a[", "((((", "\"\\"} {
		f.Add(seed, len(seed))
	}
	f.Fuzz(func(t *testing.T, expression string, at int) {
		at = max(0, min(at, len(expression)))
		if from, _ := Complete(expression, at); from < 0 || from > at {
			t.Fatalf("the word begins at %d, before %d", from, at)
		}
		if from, _ := Valued(expression, at); from < 0 || from > at {
			t.Fatalf("the value begins at %d, before %d", from, at)
		}
	})
}
