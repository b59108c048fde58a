package report

import (
	"bytes"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"wiretalk/httpdecode"
	"wiretalk/internal/pipeline"
	"wiretalk/tcpreasm"
)

// A line for each exchange, with what is not known left out.
func TestExchangeLine(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*httpdecode.Exchange)
		want   string
	}{
		{"all known", func(*httpdecode.Exchange) {},
			"00:00:01.000000  10.0.0.1:4000 > 10.0.0.2:80                   #17      " +
				"POST     http://example.org:8080/a?b=c                 200 OK                     text/html               5.0 kB    7.000 s  ! gap, bare-lf"},
		{"no response", func(x *httpdecode.Exchange) { x.Response, x.Notes = httpdecode.Message{}, 0 },
			"00:00:01.000000  10.0.0.1:4000 > 10.0.0.2:80                   #17      " +
				"POST     http://example.org:8080/a?b=c                 (no response)"},
		{"no request", func(x *httpdecode.Exchange) { x.Request, x.Notes = httpdecode.Message{}, 0 },
			"00:00:04.000000  10.0.0.1:4000 > 10.0.0.2:80                   #17      " +
				"         (request not captured)                        200 OK                     text/html               5.0 kB"},
		{"a long reason keeps the columns", func(x *httpdecode.Exchange) {
			x.Response.Status, x.Response.Reason, x.Notes = 503, []byte("Service Temporarily Unavailable"), 0
		},
			"00:00:01.000000  10.0.0.1:4000 > 10.0.0.2:80                   #17      " +
				"POST     http://example.org:8080/a?b=c                 503 Service Temporarily …  text/html               5.0 kB    7.000 s"},
		{"a reason of wide characters that is cut in one", func(x *httpdecode.Exchange) {
			x.Response.Status, x.Response.Reason, x.Notes = 503, []byte("x服务器暂时不可用请稍后再试一次"), 0
		},
			"00:00:01.000000  10.0.0.1:4000 > 10.0.0.2:80                   #17      " +
				"POST     http://example.org:8080/a?b=c                 503 x服务器暂时不可用请…   text/html               5.0 kB    7.000 s"},
		{"wide characters keep the columns", func(x *httpdecode.Exchange) { x.Request.Target, x.Notes = []byte("/首页"), 0 },
			"00:00:01.000000  10.0.0.1:4000 > 10.0.0.2:80                   #17      " +
				"POST     http://example.org:8080/首页                  200 OK                     text/html               5.0 kB    7.000 s"},
	} {
		x := exchange()
		c.change(x)
		got := numbered(Text{Location: time.UTC}.Exchange(nil, connection(), x))
		if diff := cmp.Diff(c.want+"\n", got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

// A line for each connection without an exchange, and none for the others.
func TestConnectionLine(t *testing.T) {
	const begin = "00:00:00.000000  10.0.0.1:4000 > 10.0.0.2:80                   #17      TCP      "
	for _, c := range []struct {
		name    string
		close   tcpreasm.CloseKind
		by      tcpreasm.Closer
		summary pipeline.Summary
		want    string
	}{
		{"closed", tcpreasm.Fin, tcpreasm.ByServer, pipeline.Summary{Protocol: httpdecode.TLS},
			begin + "closed                                        11 packets  tls  70 B sent, 8.0 kB received  2.000 s\n"},
		{"reset", tcpreasm.Reset, tcpreasm.ByClient, pipeline.Summary{},
			begin + "reset by the client                           11 packets  70 B sent, 8.0 kB received  2.000 s\n"},
		{"half closed", tcpreasm.Half, tcpreasm.ByServer, pipeline.Summary{},
			begin + "closed in one direction by the server         11 packets  70 B sent, 8.0 kB received  2.000 s\n"},
		{"with exchanges", tcpreasm.Fin, tcpreasm.ByServer, pipeline.Summary{Exchanges: 1}, ""},
	} {
		info := connection()
		info.Close, info.ClosedBy = c.close, c.by
		got, hole := Text{Location: time.UTC}.Connection(nil, info, c.summary)
		if len(got) > 0 {
			got = []byte(numbered(got, hole))
		}
		if diff := cmp.Diff(c.want, string(got)); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

// Whatever is captured, a record is one line that a terminal only shows.
func FuzzRecordIsOneHarmlessLine(f *testing.F) {
	f.Add([]byte("GET"), []byte("/"), []byte("example.org"), []byte("text/html"))
	f.Add([]byte("\x1b[2J"), []byte("/\n\r\t"), []byte("\u202e"), []byte("\x9b\u009b;\x00"))
	f.Add([]byte("CONNECT"), []byte("\xff"), []byte(""), []byte("\u2028"))
	f.Fuzz(func(t *testing.T, method, target, host, media []byte) {
		x := exchange()
		x.Request.Method, x.Request.Target, x.Request.Version = method, target, media
		x.Response.Reason, x.Response.Version = target, method
		x.Request.Fields = []httpdecode.Field{{Name: []byte("Host"), Value: host}, {Name: method, Value: media}}
		x.Response.Fields = []httpdecode.Field{{Name: []byte("Content-Type"), Value: media}}
		shape(t, numbered(JSON{}.Exchange(nil, connection(), x)))

		line := []byte(numbered(Text{}.Exchange(nil, connection(), x)))
		if i := bytes.IndexFunc(line, isObeyed); i != len(line)-1 || line[i] != '\n' || !utf8.Valid(line) {
			t.Errorf("harmful or not one line: %q", line)
		}
	})
}

// A long value moves the columns after it and loses nothing.
func TestLongURLIsWhole(t *testing.T) {
	x := exchange()
	x.Request.Target = []byte("/" + strings.Repeat("long/", 500))
	line, _ := Text{}.Exchange(nil, connection(), x)
	if !bytes.Contains(line, append(x.Request.Target, "  200 OK"...)) {
		t.Errorf("%s", line)
	}
}
