package filter

import "testing"

// What is answered later, with the number of the connection, is answered as at
// once.
func TestLater(t *testing.T) {
	for _, expression := range []string{
		"tcp.stream == 3", "tcp.stream == 4", "tcp.stream == 3 && http.response.code == 503", "not tcp.stream in {1, 3}",
		"tcp.stream < tcp.port", "tcp.stream == http.index", `http.user_agent contains "curl" && tcp.stream >= 3`,
		"count(ip.addr) == 2 && tcp.stream",
	} {
		f, err := Compile(expression, Options{})
		if err != nil {
			t.Fatalf("%s: %v", expression, err)
		}
		for _, r := range []*Record{conversation(), bare()} {
			unknown := *r
			unknown.Stream = -1
			if got, want := f.Later(&unknown)(r.Stream), f.Match(r); got != want || !f.NeedsStream() {
				t.Errorf("%s: %v later, %v at once", expression, got, want)
			}
		}
	}
}

// Nothing of a record is kept for later: its bytes are borrowed.
func TestLaterKeepsNothing(t *testing.T) {
	f, err := Compile(`http.user_agent contains "curl" && tcp.dstport == 80 && tcp.stream`, Options{})
	if err != nil {
		t.Fatal(err)
	}
	r := conversation()
	then := f.Later(r)
	for _, field := range r.request().Fields {
		clear(field.Value)
	}
	*r.Connection = *bare().Connection
	if !then(3) {
		t.Error("it depends on what is gone")
	}
}

func TestScopes(t *testing.T) {
	for expression, want := range map[string]scope{
		"": 0, "ip.addr == 10.0.0.1 && tcp.port == 80": 0, "tcp": 0, "tcp.stream == 1": ofStream,
		"tcp.analysis.retransmission": ofGrowth, "tls": ofGrowth, "http2": ofGrowth, "websocket || dns.qry.name == a": ofGrowth,
		"http": ofExchange, "frame.number == 3": ofExchange, "http.request.header.X-Id": ofExchange,
		"len(http.host) > 3 && tcp.close == rst": ofExchange | ofGrowth,
	} {
		f, err := Compile(expression, Options{})
		if err != nil || f.scope != want {
			t.Errorf("%s: %v, %v", expression, f.scope, err)
		}
	}
}
