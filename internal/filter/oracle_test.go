package filter_test

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"wiretalk/capture"
	"wiretalk/internal/filter"
	"wiretalk/internal/pipeline"
	"wiretalk/internal/sharedpcaps"
	"wiretalk/internal/trace"
)

// asWireshark are expressions that mean the same of a packet and of the
// exchange that it begins or ends.
var asWireshark = []string{
	"http", "http.request", "http.response", "tcp", "ip", "ipv6", "tcp.stream == 0", "tcp.stream in {1..3}", "tcp.port == 80", "tcp.port in {80, 8080, 8000..8010}",
	"ip.addr == 10.0.0.0/8", "ip.addr == 192.168.0.0/16", "ipv6.addr == fd00::/8", "not tcp.port == 80", "http.request or tcp.port == 80",

	`http.request.method == "GET"`, `http.request.method == POST`, `http.request.method == HEAD`, `http.request.method in {"GET", "HEAD"}`,
	`http.request.method contains "O"`, `http.request.method matches "^p"`, `http.request.method > "H"`, `http.request.method eq GET and ip`,
	`len(http.request.method) == 4`, `lower(http.request.method) == "get"`, `upper(http.request.method) == "GET"`, `http.request.method[0] == "G"`,
	`http.request.method[0:2] == "PO"`, `http.request.method[1-2] == "ET"`, `http.request.method[-1:] == "T"`,

	`http.request.uri == "/"`, `http.request.uri contains "html"`, `http.request.uri matches "\\.(png|css|js)$"`, `http.request.uri matches r"\?"`, `len(http.request.uri) > 20`,
	`http.request.uri.path contains "/"`, `http.request.uri.query`, `http.request.uri.query contains "="`, `http.request.uri.query.parameter contains "a"`,
	`http.request.full_uri contains "http://"`, `http.request.full_uri matches "example"`, `http.response_for.uri contains "a"`, "http.response_for.uri",
	`http.request.version == "HTTP/1.1"`, `http.request.version == "HTTP/1.0"`,
	`http.request.line contains "Host"`, `http.request.line contains "Accept:"`, `http.response.line contains "Server"`, `http.response.line contains "text/html"`,

	"http.response.code == 200", "http.response.code >= 400", "http.response.code in {301, 302, 303, 307, 308}", "http.response.code in {200..299}", "http.response.code == 304", "http.response.code < 300 and http.response.code >= 200",
	"http.response.code == 404 or http.response.code == 500", "http.response.code ge 500", "http.response.code & 1",
	`http.response.phrase == "OK"`, `http.response.phrase contains "o"`, `http.response.phrase matches "^not"`, `http.response.version == "HTTP/1.1"`, `http.response.version == "HTTP/1.0"`,

	"http.host", `http.host contains "example"`, `http.host matches "[0-9]$"`, "http.user_agent", `http.user_agent contains "curl"`, `http.user_agent matches "mozilla"`, "http.accept", `http.accept contains "*/*"`,
	"http.accept_encoding", `http.accept_encoding contains "gzip"`, "http.accept_language", "http.authorization", `http.authorization contains "Basic"`, "http.authbasic", "http.cookie", `http.cookie contains "="`, "http.cookie_pair", "http.referer",
	"http.content_type", `http.content_type contains "html"`, `http.content_type contains "json"`, "http.content_length", "http.content_length > 1000", "http.content_length == 0", "http.content_length_header",
	"http.content_encoding", `http.content_encoding == "gzip"`, "http.transfer_encoding", `http.transfer_encoding == "chunked"`, "http.connection", `http.connection == "close"`, `http.connection contains "keep"`, "http.cache_control", "http.date",
	"http.last_modified", "http.location", `http.location contains "/"`, "http.server", `http.server contains "nginx"`, "http.set_cookie", `http.set_cookie contains "Path"`, "http.upgrade", "http.www_authenticate", "http.proxy_authenticate",
	"http.sec_websocket_key", "http.sec_websocket_accept", "http.sec_websocket_version", "http.sec_websocket_extensions", "http.x_forwarded_for",
	"http.time > 0.01", "http.time <= 0.01",
	`http.request and http.host and not http.cookie`, `http.response and !(http.response.code == 200)`, `http.request.method == "GET" && (http.request.uri contains "a" || http.request.uri contains "e")`,
}

var every = flag.Bool("every", false, "ask tshark of all public captures")

type difference struct{ capture, expression, why string }

// known are the differences from tshark, by a part of the capture's name and a
// part of the expression, each with its reason.
var known = []difference{
	{"", "http.request.uri.path", "tshark has the path only of a target with a query"},
	{"interim", "http.response.phrase", "tshark looks at 100 (Continue) as at any response; here it is part of the exchange"},
	{"interim", "http.time", "tshark takes the time to the interim response too"},
	{"head-of-line", "http.time", "as pipelined responses below"},
	{"pipelined", "http.time", "tshark times pipelined responses from the last request"},
	{"proxy-get", "http.time", "tshark times the interim response, and the final one not"},
	{"http-connect", "http.host", "the host of CONNECT is that of its target, with or without a Host field (RFC 9110 §7.2)"},
	{"evader-220", "http.content_encoding", "a bare CR before the value is left out; what else the field may mean is in the notes"},
	{"evader-22", "http.content_encoding", "the field's name is cleared of the blank before its colon, as most clients do"},
	{"evader-234", "http.content_encoding", "as before"},
	{"evader-249", "http.content_length", "34 68 is no number (RFC 9110 §8.6)"},
	{"uri-spaces", "http.request.version", "the version is the last word of the request line, whatever blanks the target has"},
	{"uri-spaces", "http.request.uri", "the target is all between method and version, blanks included"},
	{"uri-spaces", "http.response_for.uri", "as before"},
	{"request-then-cruft", "http.response_for.uri", "nobody asked for the second response: what is behind the request is none"},
	{"noint-status", "http.response.phrase", "2XX is no status, so what follows is no phrase"},
	{"cl_uint64max", "", "what is behind a length that nobody can mean is not taken for a request"},
	{"te_obs_fold", "", "a folded Transfer-Encoding is read as one, so the second request is found"},
}

// Of each of our captures, and of some public ones, tshark selects a frame
// that ends a message just when the exchange passes. Exchanges that tshark has
// not, or ends elsewhere, are left out: why is in cmd/wiretalk/testdata/differences.tsv. sharkd asks the filters
// that tshark asks, many in one run.
func TestFiltersAreTsharks(t *testing.T) {
	if _, err := exec.LookPath("sharkd"); err != nil {
		t.Skip("no sharkd")
	}
	captures, err := filepath.Glob("../../testdata/pcaps/*.pcap")
	if err != nil || len(captures) == 0 {
		t.Fatal("no captures", err)
	}
	t.Run("shared", func(t *testing.T) {
		public, _ := filepath.Glob(filepath.Join(sharedpcaps.Folder(t), "*http*"))
		for i, name := range public {
			// All of them take minutes, and are asked by: go test ./internal/filter -run Tsharks -every
			if *every || i%8 == 0 || slices.ContainsFunc(known, func(d difference) bool { return d.capture != "" && strings.Contains(name, d.capture) }) {
				captures = append(captures, name)
			}
		}
	})
	agree, differ, met := 0, 0, make([]bool, len(known))
	all := tsharks(t, captures)
	for i, name := range captures {
		found, in := readFile(t, name)
		selected := all[i]
		requests, responses := selected[slices.Index(asWireshark, "http.request")], selected[slices.Index(asWireshark, "http.response")]
		frames := map[int64][]int{} // the exchanges of which it ends a message
		compared := make([]bool, found.Exchanges())
		for i := range found.Exchanges() {
			x := found.Exchange(i)
			compared[i] = (!x.Request.Seen || requests[x.Request.Frame]) && (!x.Response.Seen || responses[x.Response.Frame])
			for _, m := range []*trace.Message{&x.Request, &x.Response} {
				if m.Seen && m.Frame > 0 {
					frames[m.Frame] = append(frames[m.Frame], i)
				}
			}
		}
		for k, expression := range asWireshark {
			if selected[k] == nil {
				t.Errorf("tshark refuses %s", expression)
				continue
			}
			f, err := filter.Compile(expression, filter.Options{})
			if err != nil {
				t.Errorf("%s: %v", expression, err)
				continue
			}
			var wrong []string
			passes := make([]bool, found.Exchanges())
			for i := range passes {
				x := found.Exchange(i)
				c := found.Connection(x.Stream)
				passes[i] = f.Match(filter.OfExchange(found, in, &c, &x))
				if compared[i] && passes[i] && !selected[k][x.Request.Frame] && !selected[k][x.Response.Frame] {
					wrong = append(wrong, fmt.Sprintf("exchange %d, frames %d and %d, passes here alone", i+1, x.Request.Frame, x.Response.Frame))
				}
			}
			for frame, of := range frames {
				if selected[k][frame] && !slices.ContainsFunc(of, func(i int) bool { return passes[i] || !compared[i] }) {
					wrong = append(wrong, fmt.Sprintf("frame %d passes there alone", frame))
				}
			}
			place := filepath.Base(name) + ": " + expression
			reason := slices.IndexFunc(known, func(d difference) bool {
				return strings.Contains(filepath.Base(name), d.capture) && strings.Contains(expression, d.expression)
			})
			switch {
			case len(wrong) > 0 && reason >= 0:
				met[reason] = true
			case len(wrong) > 0:
				t.Errorf("%s: %s", place, strings.Join(wrong[:min(3, len(wrong))], "; "))
				differ++
			default:
				agree++
			}
		}
	}
	for i, d := range known {
		if !met[i] && len(captures) > 50 {
			t.Errorf("%q, %q is no difference any more", d.capture, d.expression)
		}
	}
	t.Logf("%d captures, %d expressions: %d agree, %d differ without a reason", len(captures), len(asWireshark), agree, differ)
}

// tsharks are the frames of each capture that each expression selects; nil
// where it is refused.
func tsharks(t *testing.T, captures []string) [][]map[int64]bool {
	t.Helper()
	selected := make([][]map[int64]bool, len(captures))
	var next atomic.Int64
	var workers sync.WaitGroup
	for range 2 {
		workers.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(captures)); i = next.Add(1) - 1 {
				selected[i] = selects(t, captures[i])
			}
		})
	}
	workers.Wait()
	return selected
}

// selects asks one sharkd about one capture: it remembers what a filter
// selected of a capture when it has another.
func selects(t *testing.T, name string) []map[int64]bool {
	whole, err := filepath.Abs(name)
	if err != nil {
		t.Error(err)
	}
	var script strings.Builder
	ask := func(id int, method string, params map[string]string) {
		line, _ := json.Marshal(map[string]any{"jsonrpc": "2.0", "id": id, "method": method, "params": params})
		script.Write(append(line, '\n'))
	}
	ask(1, "load", map[string]string{"file": whole})
	for k, expression := range asWireshark {
		ask(2+k, "frames", map[string]string{"filter": expression})
	}
	ask(1, "bye", nil)
	command := exec.Command("sharkd", "-")
	command.Stdin = strings.NewReader(script.String())
	out, err := command.Output()
	if err != nil {
		t.Error(name, err)
	}
	selected := make([]map[int64]bool, len(asWireshark))
	for line := range strings.Lines(string(out)) {
		var answer struct {
			ID     int
			Result []struct{ Num int64 }
		}
		if json.Unmarshal([]byte(line), &answer) != nil || answer.ID < 2 || answer.Result == nil {
			continue
		}
		frames := map[int64]bool{}
		for _, row := range answer.Result {
			frames[row.Num] = true
		}
		selected[answer.ID-2] = frames
	}
	return selected
}

// readFile is all that is found in a capture.
func readFile(t *testing.T, name string) (*trace.Trace, *capture.Input) {
	t.Helper()
	in, err := capture.Open([]string{name}, capture.Options{Spool: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { in.Close() })
	found := trace.New(in)
	pipeline.Run(context.Background(), in, pipeline.Config{Trace: found}) // what cannot be read to its end is read as far as it goes
	return found, in
}
