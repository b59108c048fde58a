package meaning

import (
	"strconv"
	"strings"
	"time"
)

// An exchange for tests is written as a trace of it:
//
//	> GET /a HTTP/1.1
//	> Host: example.com
//	< HTTP/1.1 200 OK
//	< ETag: "x"
//
// Both messages are at the packet time of sent and answered.
var (
	sent     = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC).UnixNano()
	answered = sent + 500_000_000
)

func trace(text string) Exchange {
	x := Exchange{Request: Request{Time: sent}, Response: Response{Time: answered}}
	for line := range strings.Lines(text) {
		line = strings.Trim(line, " \t\n")
		rest, request := strings.CutPrefix(line, "> ")
		rest, response := strings.CutPrefix(rest, "< ")
		name, value, field := strings.Cut(rest, ": ")
		switch {
		case line == "":
		case request && !x.Request.Seen:
			w := strings.SplitN(rest, " ", 3)
			x.Request.Seen, x.Request.Method, x.Request.Target = true, w[0], w[1]
			if len(w) > 2 {
				x.Request.Version = w[2]
			}
		case response && strings.HasPrefix(rest, "HTTP/1.1 100"):
			x.Response.Interim = append(x.Response.Interim, 100)
		case response && !x.Response.Seen:
			w := strings.SplitN(rest, " ", 3)
			x.Response.Seen, x.Response.Version = true, w[0]
			x.Response.Status, _ = strconv.Atoi(w[1])
			x.Response.Reason = strings.Join(w[2:], "")
		case request && field:
			x.Request.Fields = append(x.Request.Fields, Line{name, value})
		case response && field:
			x.Response.Fields = append(x.Response.Fields, Line{name, value})
		default:
			panic("not a line of a trace: " + line)
		}
	}
	return x
}

// later moves an exchange in time.
func later(x Exchange, d time.Duration) Exchange {
	x.Request.Time += int64(d)
	x.Response.Time += int64(d)
	return x
}
