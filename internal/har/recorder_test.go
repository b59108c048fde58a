package har

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"net/netip"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wiretalk/httpdecode"
	"wiretalk/tcpreasm"
)

const second = 1_000_000_000

// start is 2024-02-29 00:00:00 UTC.
const start = 1709164800 * second

func connection() *tcpreasm.Info {
	return &tcpreasm.Info{
		Ends:      [2]netip.AddrPort{netip.MustParseAddrPort("10.0.0.1:4000"), netip.MustParseAddrPort("10.0.0.2:80")},
		Start:     start - 5*second,
		Handshake: tcpreasm.Handshake{Syn: 1, SynAck: 2, Ack: 3, SynTime: start - 5*second, SynAckTime: start - 4*second, AckTime: start - 3*second},
	}
}

// capture holds bodies and nothing else.
type capture struct{ bytes.Buffer }

// message is one with a body, and with the fields whose names and values
// follow.
func (c *capture) message(body string, fields ...string) httpdecode.Message {
	m := httpdecode.Message{Seen: true, Complete: true, Version: []byte("HTTP/1.1"), HeaderBytes: 100, BodyBytes: int64(len(body))}
	m.Body.Append(int64(c.Len()), int64(len(body)))
	c.WriteString(body)
	for i := 0; i < len(fields); i += 2 {
		m.Fields = append(m.Fields, httpdecode.Field{Name: []byte(fields[i]), Value: []byte(fields[i+1])})
	}
	return m
}

func at(frame, time int64) httpdecode.Position { return httpdecode.Position{Frame: frame, Time: time} }

// exchange is one of which everything is known.
func (c *capture) exchange(request, response httpdecode.Message) *httpdecode.Exchange {
	x := &httpdecode.Exchange{Request: request, Response: response}
	q, p := &x.Request, &x.Response
	q.Method, q.Target = []byte("GET"), []byte("/a?b=c%20d&e")
	q.First, q.Last, q.Frame = at(4, start), at(5, start+second), 5
	p.Status, p.Reason = 200, []byte("OK")
	p.First, p.Last, p.Frame = at(6, start+3*second), at(8, start+6*second+1), 8
	return x
}

// record gives the entry of an exchange.
func record(t *testing.T, c *capture, limit int, info *tcpreasm.Info, x *httpdecode.Exchange) map[string]any {
	t.Helper()
	var out bytes.Buffer
	d := NewDocument(&out, "v1")
	text, hole := (&Recorder{Capture: bytes.NewReader(c.Bytes()), Limit: limit}).Exchange([]byte("before"), info, x)
	if string(text[:6]) != "before" {
		t.Fatalf("%q", text[:6])
	}
	entry := append(append(bytes.Clone(text[6:hole]), "17"...), text[hole:]...)
	if _, err := d.Write(entry); err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	entries := parse(t, out.Bytes())
	if len(entries) != 1 || entries[0]["connection"] != "17" {
		t.Fatalf("%s", &out)
	}
	return entries[0]
}

// want compares an entry, or a part of it, with JSON.
func want(t *testing.T, name string, got any, wanted string) {
	t.Helper()
	var w any
	if err := json.Unmarshal([]byte(wanted), &w); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if diff := cmp.Diff(w, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

func TestEntryOfAnExchange(t *testing.T) {
	c := &capture{}
	x := c.exchange(
		c.message("", "Host", "example.com", "Cookie", "a=1; b=2"),
		c.message(`{"a":1}`, "Content-Type", "application/json", "Location", "/next",
			"Set-Cookie", "s=t; Path=/; Domain=example.com; Max-Age=60; HttpOnly; Secure; SameSite=Lax", "Set-Cookie", "u=v"))
	x.Response.Interim = []httpdecode.Interim{{Status: 103, Position: at(6, start)}}
	x.Notes, x.Pairing, x.Certainty = httpdecode.NoteBareLF, httpdecode.ByOrder, httpdecode.Certain
	want(t, "entry", record(t, c, 0, connection(), x), `{
		"connection": "17", "startedDateTime": "2024-02-28T23:59:58.000000000Z", "time": 8000.000001,
		"request": {
			"method": "GET", "url": "http://example.com/a?b=c%20d&e", "httpVersion": "HTTP/1.1",
			"cookies": [{"name": "a", "value": "1"}, {"name": "b", "value": "2"}],
			"headers": [{"name": "Host", "value": "example.com"}, {"name": "Cookie", "value": "a=1; b=2"}],
			"queryString": [{"name": "b", "value": "c d"}, {"name": "e", "value": ""}],
			"headersSize": 100, "bodySize": 0, "_firstFrame": 4, "_frame": 5
		},
		"response": {
			"status": 200, "statusText": "OK", "httpVersion": "HTTP/1.1",
			"cookies": [
				{"name": "s", "value": "t", "path": "/", "domain": "example.com", "expires": "2024-02-29T00:01:03Z", "httpOnly": true, "secure": true, "_sameSite": "Lax"},
				{"name": "u", "value": "v"}
			],
			"headers": [
				{"name": "Content-Type", "value": "application/json"}, {"name": "Location", "value": "/next"},
				{"name": "Set-Cookie", "value": "s=t; Path=/; Domain=example.com; Max-Age=60; HttpOnly; Secure; SameSite=Lax"}, {"name": "Set-Cookie", "value": "u=v"}
			],
			"content": {"size": 7, "mimeType": "application/json", "text": "{\"a\":1}"},
			"redirectURL": "/next", "headersSize": 100, "bodySize": 7, "_firstFrame": 6, "_frame": 8, "_interim": [{"status": 103, "frame": 6}]
		},
		"cache": {},
		"timings": {"blocked": -1, "dns": -1, "connect": 2000, "ssl": -1, "send": 1000, "wait": 2000, "receive": 3000.000001},
		"serverIPAddress": "10.0.0.2", "_index": 0, "_pairing": "by-order", "_certainty": "certain", "_notes": ["bare-lf"], "comment": "bare-lf: a line ends with LF alone."
	}`)
}

func TestContent(t *testing.T) {
	zipped := func(s string) string {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		z.Write([]byte(s))
		z.Close()
		return b.String()
	}
	long := strings.Repeat("compressible ", 100)
	for _, c := range []struct {
		name   string
		body   string
		fields []string
		limit  int
		want   string
	}{
		{"none", "", nil, 0, `{"size": 0, "mimeType": "x-unknown"}`},
		{"text of no declared type", "abc", nil, 0, `{"size": 3, "mimeType": "x-unknown", "text": "abc"}`},
		{"a charset", "\xc4\xe3", []string{"Content-Type", "text/plain; charset=gbk"}, 0, `{"size": 2, "mimeType": "text/plain; charset=gbk", "text": "你"}`},
		{"not of its charset", "\xc4\xe3\xff", []string{"Content-Type", "text/plain; charset=gbk"}, 0,
			`{"size": 3, "mimeType": "text/plain; charset=gbk", "text": "xOP/", "encoding": "base64"}`},
		{"said to be UTF-8, and not", "a\xff", []string{"Content-Type", "text/plain; charset=utf-8"}, 0,
			`{"size": 2, "mimeType": "text/plain; charset=utf-8", "text": "Yf8=", "encoding": "base64"}`},
		{"a picture", "\x89PNG", []string{"Content-Type", "image/png"}, 0, `{"size": 4, "mimeType": "image/png", "text": "iVBORw==", "encoding": "base64"}`},
		{"text with bytes that no text has", "ab\x00", []string{"Content-Type", "text/plain"}, 0,
			`{"size": 3, "mimeType": "text/plain", "text": "YWIA", "encoding": "base64"}`},
		{"a byte order mark", "\ufeffab", []string{"Content-Type", "text/plain"}, 0, `{"size": 5, "mimeType": "text/plain", "text": "ab"}`},
		{"beyond the limit", "aböcd", []string{"Content-Type", "text/plain; charset=utf-8"}, 3,
			`{"size": 6, "mimeType": "text/plain; charset=utf-8", "text": "ab", "comment": "Only the first 3 bytes of the content are here."}`},
		{"just at the limit", "abc", []string{"Content-Type", "text/plain"}, 3, `{"size": 3, "mimeType": "text/plain", "text": "abc"}`},
		{"coded in a way not known", "abc", []string{"Content-Type", "text/plain", "Content-Encoding", "x-none"}, 0,
			`{"size": 3, "mimeType": "text/plain", "text": "YWJj", "encoding": "base64", "comment": "The body is as it was sent, for its coding could not be undone. The content is not whole: undo content coding \"x-none\": not known; read the content as it is instead."}`},
	} {
		capture := &capture{}
		x := capture.exchange(capture.message(""), capture.message(c.body, c.fields...))
		got := record(t, capture, c.limit, connection(), x)["response"].(map[string]any)["content"]
		want(t, c.name, got, c.want)
	}

	capture := &capture{}
	body := zipped(long)
	x := capture.exchange(capture.message(""), capture.message(body, "Content-Type", "text/plain", "Content-Encoding", "gzip"))
	got := record(t, capture, 0, connection(), x)["response"].(map[string]any)
	content := got["content"].(map[string]any)
	if content["text"] != long || content["size"] != 1300.0 || content["compression"] != float64(1300-len(body)) || got["bodySize"] != float64(len(body)) {
		t.Errorf("compressed: %v, body of %v", content, got["bodySize"])
	}
}

// A body that is not whole is shown as far as it goes, and said not to be.
func TestContentWithGaps(t *testing.T) {
	c := &capture{}
	x := c.exchange(c.message(""), c.message("begin", "Content-Type", "text/plain"))
	x.Response.Body.Append(-1, 10)
	x.Response.Complete = false
	got := record(t, c, 0, connection(), x)["response"].(map[string]any)["content"]
	want(t, "content", got, `{"size": 5, "mimeType": "text/plain", "text": "begin",
		"comment": "What follows was not read: 10 bytes from 5 on are not in the capture."}`)
}

func TestPostData(t *testing.T) {
	const multipart = "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n" +
		"--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x.txt\"\r\nContent-Type: text/plain\r\n\r\nfile\r\n--b--\r\n"
	for _, c := range []struct{ name, body, contentType, want string }{
		{"a form", "a=1&b=x+y&c", "application/x-www-form-urlencoded", `{"mimeType": "application/x-www-form-urlencoded", "text": "a=1&b=x+y&c",
			"params": [{"name": "a", "value": "1"}, {"name": "b", "value": "x y"}, {"name": "c"}]}`},
		{"JSON", "{}", "application/json", `{"mimeType": "application/json", "text": "{}", "params": []}`},
		{"bytes", "\xff\x00", "application/octet-stream", `{"mimeType": "application/octet-stream", "text": "/wA=", "_encoding": "base64", "params": []}`},
		{"parts", multipart, "multipart/form-data; boundary=b", `{"mimeType": "multipart/form-data; boundary=b",
			"params": [{"name": "a", "value": "1"}, {"name": "f", "fileName": "x.txt", "contentType": "text/plain"}]}`},
	} {
		capture := &capture{}
		x := capture.exchange(capture.message(c.body, "Content-Type", c.contentType), capture.message(""))
		got := record(t, capture, 0, connection(), x)["request"].(map[string]any)["postData"].(map[string]any)
		if c.name == "parts" {
			if got["text"] != multipart {
				t.Errorf("%q", got["text"])
			}
			delete(got, "text")
		}
		want(t, c.name, got, c.want)
	}
}

func TestHalfAnExchange(t *testing.T) {
	c := &capture{}
	x := c.exchange(c.message("", "Host", "h"), httpdecode.Message{})
	x.Response = httpdecode.Message{}
	e := record(t, c, 0, connection(), x)
	want(t, "no response", e["response"], `{"status": 0, "statusText": "", "httpVersion": "", "cookies": [], "headers": [],
		"content": {"size": 0, "mimeType": "x-unknown"}, "redirectURL": "", "headersSize": -1, "bodySize": -1}`)
	want(t, "its timings", e["timings"], `{"blocked": -1, "dns": -1, "connect": 2000, "ssl": -1, "send": 1000, "wait": 0, "receive": 0}`)
	want(t, "its comment", e["comment"], `"No response was seen."`)

	x = c.exchange(httpdecode.Message{}, c.message("x"))
	x.Request = httpdecode.Message{}
	e = record(t, c, 0, connection(), x)
	want(t, "no request", e["request"], `{"method": "UNKNOWN", "url": "http://10.0.0.2:80/", "httpVersion": "", "cookies": [], "headers": [],
		"queryString": [], "headersSize": -1, "bodySize": -1}`)
	want(t, "its timings", e["timings"], `{"blocked": -1, "dns": -1, "connect": -1, "ssl": -1, "send": 0, "wait": 0, "receive": 3000.000001}`)
}

// Whatever the order of events, no part of the time is negative and their sum
// is all of it.
func TestTimings(t *testing.T) {
	for _, c := range []struct {
		name                 string
		times                [4]int64 // first and last of the request, of the response
		index                int
		want                 string
		wantStarted, wantAll any
	}{
		{"one after the other", [4]int64{1, 2, 4, 7}, 1, `{"send": 1000, "wait": 2000, "receive": 3000}`, "1970-01-01T00:00:01.000000000Z", 6000.0},
		{"answered before it was complete", [4]int64{1, 9, 4, 7}, 1, `{"send": 3000, "wait": 0, "receive": 5000}`, "1970-01-01T00:00:01.000000000Z", 8000.0},
		{"answered before it began", [4]int64{5, 6, 2, 3}, 1, `{"send": 0, "wait": 0, "receive": 1000}`, "1970-01-01T00:00:05.000000000Z", 1000.0},
		{"the capture does not say when", [4]int64{}, 1, `{"send": 0, "wait": 0, "receive": 0}`, "1970-01-01T00:00:00.000000000Z", 0.0},
	} {
		capture := &capture{}
		x := capture.exchange(capture.message("", "Host", "h"), capture.message(""))
		x.Index = c.index
		for i, to := range []*int64{&x.Request.First.Time, &x.Request.Last.Time, &x.Response.First.Time, &x.Response.Last.Time} {
			*to = c.times[i] * second
		}
		e := record(t, capture, 0, connection(), x)
		parts := e["timings"].(map[string]any)
		for _, name := range []string{"blocked", "dns", "connect", "ssl"} {
			delete(parts, name)
		}
		want(t, c.name, parts, c.want)
		if e["startedDateTime"] != c.wantStarted || e["time"] != c.wantAll {
			t.Errorf("%s: began %v, took %v; want %v and %v", c.name, e["startedDateTime"], e["time"], c.wantStarted, c.wantAll)
		}
	}
}

func TestMilliseconds(t *testing.T) {
	for ns, want := range map[milliseconds]string{-5: "-1", 0: "0", 1: "0.000001", 1_000_000: "1", 1_050_000: "1.05", 12_345_678_901: "12345.678901"} {
		if got, _ := ns.MarshalJSON(); string(got) != want {
			t.Errorf("%d: %s, want %s", int64(ns), got, want)
		}
	}
}

// Text out of a capture neither speaks to a terminal nor breaks the document.
func TestHostileText(t *testing.T) {
	hostile := "\"}],\x1b[31m\u009b2J\u202e\u2028\x7f\xff\\\x00\"connection\":\""
	c := &capture{}
	x := c.exchange(c.message(hostile, "Host", "h", "Content-Type", "text/"+hostile, "Cookie", hostile), c.message(hostile, hostile, hostile))
	x.Request.Method, x.Request.Target = []byte(hostile), []byte("/"+hostile)
	x.Response.Reason = []byte(hostile)
	record(t, c, 0, connection(), x)
	text, _ := (&Recorder{Capture: bytes.NewReader(c.Bytes())}).Exchange(nil, connection(), x)
	for _, r := range string(text) {
		if r < ' ' && r != '\n' || r >= 0x7f && r < 0xa0 || r == 0x202e || r == 0x2028 {
			t.Errorf("%U stands in the document", r)
		}
	}
}

func TestDocumentWithoutEntries(t *testing.T) {
	var out bytes.Buffer
	if err := NewDocument(&out, `v"1`).Close(); err != nil {
		t.Fatal(err)
	}
	if entries := parse(t, out.Bytes()); len(entries) != 0 {
		t.Errorf("%v", entries)
	}
}

func TestURI(t *testing.T) {
	const server = "10.0.0.2:80"
	for sent, want := range map[string]string{
		"http://example.com/a?b=c#d":       "http://example.com/a?b=c#d",
		"http://example.com/ü ?[a]=\"\x00": "http://example.com/%C3%BC%20?%5Ba%5D=%22%00",
		"http://example.com/100%/%zz%41":   "http://example.com/100%25/%25zz%41",
		"http://[fd00::1]:80/":             "http://[fd00::1]:80/",
		"http://a b:c/":                    "http://a%20b%3Ac/",
		"http://[x]/":                      "http://%5Bx%5D/",
		"http:///x":                        "http://10.0.0.2:80/x",
		"http://:8080/x":                   "http://10.0.0.2:80/x",
		"http://u:p@h/":                    "http://u:p@h/",
		"http://h":                         "http://h",
		"http://h?a?b#c#d":                 "http://h?a?b#c%23d",
		"1http://h/x":                      "http://10.0.0.2:80/1http://h/x",
		"example.com:443":                  "http://example.com:443",
		"":                                 "http://10.0.0.2:80",
	} {
		if got := uri(sent, server); got != want || !uriForm.MatchString(got) {
			t.Errorf("%q: %q, want %q", sent, got, want)
		}
	}
}

func FuzzURI(f *testing.F) {
	f.Add("http://u@[::1]:80/ü?[#]")
	f.Add("a://b:c")
	f.Fuzz(func(t *testing.T, sent string) {
		if got := uri(sent, "10.0.0.2:80"); !uriForm.MatchString(got) {
			t.Errorf("%q: %q", sent, got)
		}
	})
}

func FuzzEntry(f *testing.F) {
	f.Add([]byte("GET /?a=b HTTP/1.1\r\nHost: h\r\nCookie: a=b\r\nContent-Type: multipart/form-data; boundary=b\r\n\r\n"),
		[]byte("HTTP/1.1 200 OK\r\nSet-Cookie: a=b; Expires=Fri, 31 Dec 9999 23:59:59 GMT\r\nContent-Type: text/html; charset=utf-16\r\n\r\n"),
		[]byte("--b\r\n\r\n\r\n--b--"), int64(2))
	f.Fuzz(func(t *testing.T, request, response, body []byte, limit int64) {
		c := &capture{}
		x := &httpdecode.Exchange{Request: c.message(string(body)), Response: c.message(string(body))}
		if httpdecode.ParseHead(request, httpdecode.ToServer, &x.Request) != nil || httpdecode.ParseHead(response, httpdecode.ToClient, &x.Response) != nil {
			return
		}
		x.Request.First.Time, x.Response.First.Time = limit, -limit
		record(t, c, int(limit%1000), connection(), x)
	})
}

func BenchmarkEntry(b *testing.B) {
	c := &capture{}
	x := c.exchange(c.message("", "Host", "example.com"), c.message(strings.Repeat("<p>text</p>\n", 5000), "Content-Type", "text/html; charset=utf-8"))
	r, info := Recorder{Capture: bytes.NewReader(c.Bytes())}, connection()
	var dst []byte
	b.SetBytes(int64(c.Len()))
	b.ReportAllocs()
	for b.Loop() {
		dst, _ = r.Exchange(dst[:0], info, x)
	}
}

// What follows the end of gzip data is no content, and the entry says so.
func TestContentWithoutWhatFollowsTheCoding(t *testing.T) {
	c := &capture{}
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write([]byte("hello"))
	z.Close()
	x := c.exchange(c.message(""), c.message(b.String()+"\r\n", "Content-Encoding", "gzip", "Content-Type", "text/plain"))
	e := record(t, c, 0, connection(), x)["response"].(map[string]any)["content"].(map[string]any)
	if e["text"] != "hello" || e["size"] != 5.0 || e["comment"] != "2 bytes follow the end of its coding, which are none of it." {
		t.Errorf("%v", e)
	}
}

// What has no version on the wire is of HTTP/0.9.
func TestVersionOfHTTP09(t *testing.T) {
	c := &capture{}
	x := c.exchange(c.message(""), c.message("hello"))
	x.Request.Version, x.Response.Version = nil, nil
	e := record(t, c, 0, connection(), x)
	for _, half := range []string{"request", "response"} {
		if v := e[half].(map[string]any)["httpVersion"]; v != "HTTP/0.9" {
			t.Errorf("%s: %v", half, v)
		}
	}
}

// Where the head was not seen to its end, it is not known how long the body is.
func TestBodyThatIsNotKnown(t *testing.T) {
	c := &capture{}
	x := c.exchange(c.message(""), c.message(""))
	x.Response.Complete = false
	if n := record(t, c, 0, connection(), x)["response"].(map[string]any)["bodySize"]; n != -1.0 {
		t.Errorf("body of %v bytes", n)
	}
}
