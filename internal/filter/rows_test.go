package filter_test

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"wiretalk/capture"
	"wiretalk/internal/filter"
	"wiretalk/internal/pipeline"
	"wiretalk/internal/trace"
)

// read is all that is found in one of our captures.
func read(t *testing.T, name string) (*trace.Trace, *capture.Input) {
	t.Helper()
	in, err := capture.Open([]string{filepath.Join("../../testdata/pcaps", name+".pcap")}, capture.Options{Spool: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { in.Close() })
	found := trace.New(in)
	if _, err := pipeline.Run(context.Background(), in, pipeline.Config{Trace: found}); err != nil {
		t.Fatal(err)
	}
	return found, in
}

// Which connections of a capture pass: by what the trace holds, by heads and by
// bodies, which are decoded.
func TestConnectionsOfCaptures(t *testing.T) {
	for _, c := range []struct{ capture, expression, passes string }{
		{"refused", "", "0 1"},
		{"refused", "tcp.stream == 1", "1"},
		{"refused", "http", ""},
		{"refused", "not http", "0 1"},
		{"browser", "http.response.code == 404", "1"},
		{"browser", "http.request.uri contains search && tcp.port == 80", "0"},
		{"browser", "not http.response.code == 200", "0 1"},
		{"cookies", `http.set_cookie contains "Max-Age=0"`, "2"},
		{"cookies", "http.cookie", "0 1 2"},
		{"codings", `http.file_data contains "no such words"`, ""},
		{"gzip", `http.file_data`, "0 1"},
		{"early-close", "tcp.stream in {0, 1}", "0 1"},
	} {
		found, in := read(t, c.capture)
		f, err := filter.Compile(c.expression, filter.Options{})
		if err != nil {
			t.Errorf("%s: %v", c.expression, err)
			continue
		}
		var passed []string
		for stream := range found.Connections() {
			if f.MatchConnection(found, in, stream) {
				passed = append(passed, fmt.Sprint(stream))
			}
		}
		if got := strings.Join(passed, " "); got != c.passes {
			t.Errorf("%s, %q: %q passed, want %q", c.capture, c.expression, got, c.passes)
		}
	}
}

// Compressed bodies are searched as their readers see them.
func TestBodiesAreDecoded(t *testing.T) {
	found, in := read(t, "codings")
	f, err := filter.Compile(`http.file_data contains "the"`, filter.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if f.Needs() != filter.Bodies {
		t.Errorf("needs %v", f.Needs())
	}
	c := found.Connection(0)
	for _, number := range c.Exchanges {
		x := found.Exchange(number)
		if !strings.HasSuffix(x.Target, "notes.txt") {
			continue
		}
		if !f.Match(filter.OfExchange(found, in, &c, &x)) {
			t.Errorf("exchange %d does not pass", number)
		}
	}
}

// What the capture no longer holds passes nothing, and breaks nothing.
func TestCaptureThatIsGone(t *testing.T) {
	found, in := read(t, "codings")
	in.Close()
	for _, expression := range []string{"http.host", `http.file_data contains "a"`, "http.content_encoding"} {
		f, err := filter.Compile(expression, filter.Options{})
		if err != nil {
			t.Fatal(err)
		}
		f.MatchConnection(found, in, 0)
	}
}
