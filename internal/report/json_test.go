package report

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wiretalk/httpdecode"
	"wiretalk/internal/pipeline"
	"wiretalk/tcpreasm"
)

// shape lists a record's fields with their types: "close.by:string".
func shape(t *testing.T, record string) []string {
	t.Helper()
	if strings.Count(record, "\n") != 1 || !strings.HasSuffix(record, "\n") {
		t.Fatalf("not one line: %q", record)
	}
	var object map[string]any
	if err := json.Unmarshal([]byte(record), &object); err != nil {
		t.Fatalf("%v: %s", err, record)
	}
	checkTerminal(t, strings.TrimSuffix(record, "\n"))
	var list []string
	addShape(&list, "", object)
	return list
}

func addShape(list *[]string, prefix string, object map[string]any) {
	for _, name := range slices.Sorted(maps.Keys(object)) {
		switch v := object[name].(type) {
		case map[string]any:
			*list = append(*list, prefix+name+":object")
			addShape(list, prefix+name+".", v)
		case []any:
			*list = append(*list, prefix+name+":list")
		case float64:
			*list = append(*list, prefix+name+":number")
		default:
			*list = append(*list, fmt.Sprintf("%s%s:%T", prefix, name, v))
		}
	}
}

const (
	endsShape = "client:object client.ip:string client.port:number server:object server.ip:string server.port:number"
	sumsShape = " bytes:object bytes.client:number bytes.server:number" +
		" missing_bytes:object missing_bytes.client:number missing_bytes.server:number" +
		" packets:object packets.client:number packets.server:number" +
		" stream_bytes:object stream_bytes.client:number stream_bytes.server:number"
	connectionShape = "type:string stream:number first_frame:number last_frame:number initiator:string completeness:number" +
		" analysis:object handshake:object handshake.complete:bool close:object close.kind:string" +
		" state:object state.client:string state.server:string " + endsShape + sumsShape
	exchangeShape = "type:string stream:number index:number timing:object notes:list " + endsShape
	requestShape  = " request:object request.method:string request.target:string request.url:string request.frame:number request.first_frame:number" +
		" request.headers:list request.header_bytes:number request.body_bytes:number request.complete:bool pipelined:number"
	responseShape = " response:object response.frame:number response.first_frame:number response.headers:list" +
		" response.header_bytes:number response.body_bytes:number response.complete:bool"
)

// analysisShape has each of Wireshark's names for both ends.
func analysisShape() string {
	shape := ""
	for _, name := range words("retransmission fast_retransmission spurious_retransmission out_of_order lost_segment" +
		" ack_lost_segment duplicate_ack zero_window window_full keep_alive") {
		name = "analysis." + name
		shape += " " + name + ":object " + name + ".client:number " + name + ".server:number"
	}
	return shape
}

// A connection's record has the documented fields, and none for what is not
// known.
func TestConnectionFields(t *testing.T) {
	bare := func() *tcpreasm.Info {
		c := connection()
		*c = tcpreasm.Info{Ends: c.Ends, FirstFrame: 3, LastFrame: 3}
		return c
	}
	for _, c := range []struct {
		name  string
		info  func(*tcpreasm.Info)
		full  bool
		proto httpdecode.Protocol
		want  string
	}{
		{name: "all known", full: true, proto: httpdecode.HTTP1,
			want: " start:string duration:number close.by:string protocol:string handshake.syn:number handshake.syn_ack:number handshake.ack:number" +
				" handshake.rtt:number handshake.rtt_server:number handshake.rtt_client:number" + analysisShape()},
		{name: "nothing known but that it is there, in a capture without times"},
		{name: "no data", full: true, info: func(c *tcpreasm.Info) { c.Analysis = [2]tcpreasm.Analysis{} },
			want: " start:string duration:number close.by:string handshake.syn:number handshake.syn_ack:number handshake.ack:number" +
				" handshake.rtt:number handshake.rtt_server:number handshake.rtt_client:number"},
		{name: "SYN alone", info: func(c *tcpreasm.Info) {
			c.Start, c.End = start, start
			c.Handshake = tcpreasm.Handshake{Syn: 3, SynTime: start}
		}, want: " start:string duration:number handshake.syn:number"},
		{name: "SYN not captured", info: func(c *tcpreasm.Info) {
			c.Start, c.End = start, start+9
			c.Handshake = tcpreasm.Handshake{SynAck: 3, SynAckTime: start, Ack: 4, AckTime: start + 9}
		}, want: " start:string duration:number handshake.syn_ack:number handshake.ack:number handshake.rtt_client:number"},
		{name: "one end retransmitted", info: func(c *tcpreasm.Info) { c.Analysis[tcpreasm.Server].Retransmission = 1 },
			want: " analysis.retransmission:object analysis.retransmission.client:number analysis.retransmission.server:number"},
	} {
		t.Run(c.name, func(t *testing.T) {
			info := bare()
			if c.full {
				info = connection()
			}
			if c.info != nil {
				c.info(info)
			}
			got := shape(t, numbered(JSON{}.Connection(nil, info, pipeline.Summary{Protocol: c.proto})))
			want := slices.Sorted(slices.Values(words(connectionShape + c.want)))
			if diff := cmp.Diff(want, slices.Sorted(slices.Values(got))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// The record of a connection, as it is printed.
func TestConnectionRecord(t *testing.T) {
	want := `{"type":"connection","stream":17,"client":{"ip":"10.0.0.1","port":4000},"server":{"ip":"10.0.0.2","port":80},` +
		`"initiator":"syn","first_frame":3,"last_frame":40,"start":"2024-02-29T00:00:00.000000000Z","duration":2.000000000,` +
		`"handshake":{"complete":true,"syn":3,"syn_ack":4,"ack":5,"rtt":0.000000500,"rtt_server":0.000000300,"rtt_client":0.000000200},` +
		`"close":{"kind":"fin","by":"server"},"state":{"client":"CLOSED","server":"TIME-WAIT"},"completeness":31,` +
		`"packets":{"client":5,"server":6},"bytes":{"client":70,"server":8000},"stream_bytes":{"client":60,"server":7000},` +
		`"missing_bytes":{"client":1,"server":2},"analysis":{` +
		`"retransmission":{"client":1,"server":0},"fast_retransmission":{"client":2,"server":0},` +
		`"spurious_retransmission":{"client":3,"server":0},"out_of_order":{"client":4,"server":0},"lost_segment":{"client":5,"server":0},` +
		`"ack_lost_segment":{"client":0,"server":6},"duplicate_ack":{"client":0,"server":7},"zero_window":{"client":0,"server":8},` +
		`"window_full":{"client":0,"server":9},"keep_alive":{"client":0,"server":10}},"protocol":"http/1"}` + "\n"
	got := numbered(JSON{}.Connection(nil, connection(), pipeline.Summary{Protocol: httpdecode.HTTP1}))
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// An exchange's record has the documented fields, and none for what is not
// known.
func TestExchangeFields(t *testing.T) {
	const times = " paired:object paired.how:string paired.certainty:string timing.send:number timing.receive:number timing.wait:number timing.total:number"
	for _, c := range []struct {
		name   string
		change func(*httpdecode.Exchange)
		want   string
	}{
		{"all known", func(*httpdecode.Exchange) {},
			requestShape + " request.version:string request.host:string request.time:string request.trailers:list" +
				responseShape + " response.status:number response.reason:string response.version:string response.time:string" +
				" response.interim:list response.trailers:list response.missing_bytes:number timing.connect:number" + times},
		{"response not seen", func(x *httpdecode.Exchange) { x.Response = httpdecode.Message{} },
			requestShape + " request.version:string request.host:string request.time:string request.trailers:list timing.connect:number timing.send:number"},
		{"request not seen", func(x *httpdecode.Exchange) { x.Request = httpdecode.Message{} },
			responseShape + " response.status:number response.reason:string response.version:string response.time:string" +
				" response.interim:list response.trailers:list response.missing_bytes:number timing.connect:number timing.receive:number"},
		{"HTTP/0.9", func(x *httpdecode.Exchange) {
			x.Index = 1
			for _, m := range []*httpdecode.Message{&x.Request, &x.Response} {
				m.Version, m.Status, m.Fields, m.Trailers, m.Interim, m.MissingBytes = nil, 0, nil, nil, nil, 0
			}
		}, requestShape + " request.time:string" + responseShape + " response.time:string" + times},
		{"interim responses only", func(x *httpdecode.Exchange) {
			x.Index = 1
			x.Response = httpdecode.Message{Seen: true, Interim: x.Response.Interim, First: x.Response.First}
		}, requestShape + " request.version:string request.host:string request.time:string request.trailers:list" +
			strings.Replace(responseShape, " response.body_bytes:number", "", 1) + " response.time:string response.interim:list timing.send:number timing.wait:number paired:object paired.how:string paired.certainty:string"},
		{"capture without times", func(x *httpdecode.Exchange) {
			for _, m := range []*httpdecode.Message{&x.Request, &x.Response} {
				m.First.Time, m.Last.Time = 0, 0
				m.Trailers, m.Interim, m.MissingBytes = nil, nil, 0
			}
			x.Index = 1
		}, requestShape + " request.version:string request.host:string" +
			responseShape + " response.status:number response.reason:string response.version:string paired:object paired.how:string paired.certainty:string"},
		{"response began before the request ended", func(x *httpdecode.Exchange) {
			x.Index = 1
			x.Response.First.Time = x.Request.Last.Time - 1
			x.Response.Trailers, x.Response.Interim, x.Response.MissingBytes, x.Request.Trailers = nil, nil, 0, nil
		}, requestShape + " request.version:string request.host:string request.time:string" +
			responseShape + " response.status:number response.reason:string response.version:string response.time:string" +
			" timing.send:number timing.receive:number timing.total:number paired:object paired.how:string paired.certainty:string"},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := exchange()
			c.change(x)
			got := shape(t, numbered(JSON{}.Exchange(nil, connection(), x)))
			want := slices.Sorted(slices.Values(words(exchangeShape + c.want)))
			if diff := cmp.Diff(want, slices.Sorted(slices.Values(got))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// The record of an exchange, as it is printed.
func TestExchangeRecord(t *testing.T) {
	want := `{"type":"http","stream":17,"index":0,"client":{"ip":"10.0.0.1","port":4000},"server":{"ip":"10.0.0.2","port":80},` +
		`"request":{"method":"POST","target":"/a?b=c","version":"HTTP/1.1","host":"example.org:8080","url":"http://example.org:8080/a?b=c",` +
		`"frame":7,"first_frame":6,"time":"2024-02-29T00:00:01.000000000Z","headers":[["Host","example.org:8080"],["X-Quote","say \"hi\""]],` +
		`"trailers":[["X-Sum","1"]],"header_bytes":100,"body_bytes":20,"complete":true},` +
		`"response":{"status":200,"reason":"OK","version":"HTTP/1.1","interim":[{"status":100,"frame":8},{"status":103,"frame":9}],` +
		`"frame":12,"first_frame":10,"time":"2024-02-29T00:00:04.000000000Z","headers":[["Content-Type","text/html; charset=utf-8"]],` +
		`"trailers":[["X-Sum","2"]],"header_bytes":150,"body_bytes":5000,"complete":false,"missing_bytes":70},` +
		`"timing":{"connect":0.000000500,"send":1.000000000,"wait":2.000000000,"receive":4.000000000,"total":7.000000000},` +
		`"pipelined":2,"paired":{"how":"by-order","certainty":"certain"},"notes":["gap","bare-lf"]}` + "\n"
	if diff := cmp.Diff(want, numbered(JSON{}.Exchange(nil, connection(), exchange()))); diff != "" {
		t.Error(diff)
	}
}

// A request's URL is escaped like any string, and names the server where the
// request names no host.
func TestRequestURL(t *testing.T) {
	for _, c := range []struct{ name, host, target, want string }{
		{"host and path", "example.org", "/a", `"http://example.org/a"`},
		{"no host", "", "/a", `"http://10.0.0.2:80/a"`},
		{"absolute", "example.org", "http://other/b", `"http://other/b"`},
		{"with what must be escaped", "example.org", "/\"\x1b\xff\\", `"http://example.org/\"\u001b` + "\ufffd" + `\\"`},
	} {
		x := exchange()
		x.Request.Target = []byte(c.target)
		x.Request.Fields = nil
		if c.host != "" {
			x.Request.Fields = fields("Host", c.host)
		}
		if got := string(appendURL([]byte("before"), connection(), x)); got != "before"+c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// Records are appended, and the hole counts from the beginning of it all.
func TestRecordsAreAppended(t *testing.T) {
	for name, r := range map[string]pipeline.Recorder{"json": JSON{}, "text": Text{}} {
		for kind, render := range map[string]func([]byte) ([]byte, int){
			"connection": func(dst []byte) ([]byte, int) { return r.Connection(dst, connection(), pipeline.Summary{}) },
			"exchange":   func(dst []byte) ([]byte, int) { return r.Exchange(dst, connection(), exchange()) },
		} {
			alone, hole := render(nil)
			after, holeAfter := render([]byte("before"))
			if string(after) != "before"+string(alone) || holeAfter != hole+len("before") {
				t.Errorf("%s %s: hole at %d in %q, alone at %d in %q", name, kind, holeAfter, after, hole, alone)
			}
		}
	}
}
