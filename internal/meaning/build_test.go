package meaning

import (
	"strconv"
	"strings"
	"time"

	"wiretalk/httpdecode"
)

// An exchange for tests is written as a trace of it:
//
//	> GET /a HTTP/1.1
//	> Host: example.com
//	< HTTP/1.1 200 OK
//	< ETag: "x"
//	! gap
//
// Both messages are whole and at the packet time of sent and answered. What a !
// says besides a note's word is in conditionsOf. A response of HTTP/0.9 is
// written < and nothing.
var (
	sent     = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC).UnixNano()
	answered = sent + 500_000_000
)

func trace(text string) Exchange {
	x := Exchange{Request: Request{Time: sent}, Response: Response{Time: answered}}
	for line := range strings.Lines(text) {
		line = strings.Trim(line, " \t\n")
		side, rest, _ := strings.Cut(line, " ")
		request, response := side == ">", side == "<"
		name, value, field := strings.Cut(rest+" ", ": ")
		value = strings.TrimSuffix(value, " ")
		switch {
		case line == "":
		case side == "!":
			conditionsOf(&x, rest)
		case request && !x.Request.Seen:
			w := strings.SplitN(rest, " ", 3)
			x.Request.Seen, x.Request.Complete, x.Request.Method, x.Request.Target = true, true, w[0], w[1]
			if len(w) > 2 {
				x.Request.Version = w[2]
			}
		case response && strings.HasPrefix(rest, "HTTP/1.1 100"):
			x.Response.Interim = append(x.Response.Interim, 100)
		case response && rest == "":
			x.Response.Seen, x.Response.Complete, x.Response.UntilClose = true, true, true
		case response && !x.Response.Seen:
			w := strings.SplitN(rest, " ", 3)
			x.Response.Seen, x.Response.Complete, x.Response.Version = true, true, w[0]
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

func conditionsOf(x *Exchange, word string) {
	switch word {
	case "doubtful":
		x.Doubtful = true
	case "request cut":
		x.Request.Part, x.Request.Complete = true, false
	case "response cut":
		x.Response.Part, x.Response.Complete = true, false
	case "request open":
		x.Request.Complete = false
	case "response open":
		x.Response.Complete = false
	case "until close":
		x.Response.UntilClose = true
	case "content first":
		x.Request.Content, x.Request.Early = true, Yes
	case "content after":
		x.Request.Content, x.Request.Early = true, No
	case "no content":
		x.Request.Early = No
	case "content":
		x.Request.Content = true
	case "no times":
		x.Request.Time, x.Response.Time = 0, 0
	default:
		for i, n := range httpdecode.NoteTable {
			if n.Word == word {
				x.Notes |= 1 << i
				return
			}
		}
		panic("not a condition of a trace: " + word)
	}
}

// later moves an exchange in time.
func later(x Exchange, d time.Duration) Exchange {
	x.Request.Time += int64(d)
	x.Response.Time += int64(d)
	return x
}
