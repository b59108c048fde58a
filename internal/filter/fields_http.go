package filter

import (
	"maps"
	"strings"

	"wiretalk/httpdecode"
	"wiretalk/internal/trace"
)

// sources are the fields by name.
var sources = func() map[string]source {
	all := maps.Clone(httpSources)
	maps.Copy(all, tcpSources)
	maps.Copy(all, beyondSources)
	for name, header := range headers {
		all[name] = source{Text, Heads, header.get}
	}
	return all
}()

// exchange makes a getter of what the trace holds of an exchange.
func exchange(get func(x *trace.Exchange, out *values)) getter {
	return func(r *Record, out *values) {
		if r.Exchange != nil {
			get(r.Exchange, out)
		}
	}
}

// messages makes a getter of what the trace holds of both messages.
func messages(get func(m *trace.Message, out *values)) getter {
	return func(r *Record, out *values) {
		r.messages(func(_ httpdecode.Direction, m *trace.Message) { get(m, out) })
	}
}

var httpSources = map[string]source{
	"http":                             {Flag, Rows, func(r *Record, out *values) { out.flag(r.Exchange != nil) }},
	"http.request":                     {Flag, Rows, exchange(func(x *trace.Exchange, out *values) { out.flag(x.Request.Seen) })},
	"http.response":                    {Flag, Rows, exchange(func(x *trace.Exchange, out *values) { out.flag(x.Response.Seen) })},
	"http.request.method":              {Text, Rows, exchange(func(x *trace.Exchange, out *values) { out.filled(x.Method) })},
	"http.request.uri":                 {Text, Rows, exchange(func(x *trace.Exchange, out *values) { out.filled(x.Target) })},
	"http.request.uri.path":            {Text, Rows, exchange(func(x *trace.Exchange, out *values) { path, _ := divide(x.Target); out.filled(path) })},
	"http.request.uri.query":           {Text, Rows, exchange(func(x *trace.Exchange, out *values) { _, query := divide(x.Target); out.filled(query) })},
	"http.request.uri.query.parameter": {Text, Rows, exchange(queryParameters)},
	"http.request.full_uri":            {Text, Heads, fullURI},
	"http.response_for.uri": {Text, Heads, func(r *Record, out *values) {
		x, from := r.Exchange, len(*out)
		if x == nil || !x.Response.Seen {
			return
		}
		if fullURI(r, out); len(*out) == from {
			out.filled(x.Target) // as tshark has it where the request names no host
		}
	}},
	"http.request.version": {Text, Heads, func(r *Record, out *values) {
		if m := r.request(); m != nil {
			out.filled(string(m.Version))
		}
	}},
	"http.request.line":  {Text, Heads, func(r *Record, out *values) { lines(r.request(), out) }},
	"http.response.line": {Text, Heads, func(r *Record, out *values) { lines(r.response(), out) }},
	"http.response.code": {Integer, Rows, exchange(func(x *trace.Exchange, out *values) {
		if x.HasStatus() {
			out.number(int64(x.Status))
		}
	})},
	"http.response.phrase": {Text, Heads, func(r *Record, out *values) {
		if m := r.response(); m != nil {
			out.filled(string(m.Reason))
		}
	}},
	"http.response.version": {Text, Heads, func(r *Record, out *values) {
		if m := r.response(); m != nil {
			out.filled(string(m.Version))
		}
	}},
	"http.response.interim": {Integer, Rows, exchange(func(x *trace.Exchange, out *values) {
		for _, i := range x.Response.Interim {
			out.number(int64(i.Status))
		}
	})},
	"http.response.media_type": {Text, Rows, exchange(func(x *trace.Exchange, out *values) { out.filled(x.ContentType) })},
	"http.host":                {Text, Rows, exchange(func(x *trace.Exchange, out *values) { out.filled(x.Host) })},
	"http.content_length":      {Integer, Heads, contentLength},
	"http.file_data": {Text, Bodies, func(r *Record, out *values) {
		r.messages(func(d httpdecode.Direction, _ *trace.Message) {
			if r.Body != nil {
				out.filled(r.Body(d))
			}
		})
	}},
	"http.time": {Duration, Rows, exchange(httpTime)},
	"http.duration": {Duration, Rows, exchange(func(x *trace.Exchange, out *values) {
		if d := x.Duration(); d >= 0 {
			out.number(d)
		}
	})},
	"http.wait": {Duration, Rows, exchange(wait)},
	"http.note": {Text, Rows, exchange(func(x *trace.Exchange, out *values) {
		for note := range x.Notes.All() {
			out.text(note)
		}
	})},
	"http.pairing": {Text, Rows, exchange(func(x *trace.Exchange, out *values) {
		if x.Response.Seen {
			out.text(x.Pairing.String())
		}
	})},
	"http.certainty": {Text, Rows, exchange(func(x *trace.Exchange, out *values) {
		if x.Response.Seen {
			out.text(x.Certainty.String())
		}
	})},
	"http.pipelined":  {Integer, Rows, exchange(func(x *trace.Exchange, out *values) { out.number(int64(x.Pipelined)) })},
	"http.index":      {Integer, Rows, exchange(func(x *trace.Exchange, out *values) { out.number(int64(x.Index)) })},
	"http.body_bytes": {Integer, Rows, messages(func(m *trace.Message, out *values) { out.number(m.BodyBytes) })},
	"http.request.body_bytes": {Integer, Rows, exchange(func(x *trace.Exchange, out *values) {
		if x.Request.Seen {
			out.number(x.Request.BodyBytes)
		}
	})},
	"http.response.body_bytes": {Integer, Rows, exchange(func(x *trace.Exchange, out *values) {
		if x.Response.Seen {
			out.number(x.Response.BodyBytes)
		}
	})},
	"http.missing_bytes": {Integer, Rows, messages(func(m *trace.Message, out *values) { out.positive(m.MissingBytes) })},
	"http.incomplete":    {Flag, Rows, messages(func(m *trace.Message, out *values) { out.flag(!m.Complete) })},
}

// divide parts a target's path from its query.
func divide(target string) (path, query string) {
	if scheme, rest, ok := strings.Cut(target, "://"); ok && scheme != "" && !strings.Contains(scheme, "/") {
		if i := strings.IndexAny(rest, "/?"); i >= 0 {
			target = rest[i:]
		} else {
			target = ""
		}
	}
	path, query, _ = strings.Cut(target, "?")
	return path, query
}

func queryParameters(x *trace.Exchange, out *values) {
	_, query := divide(x.Target)
	for parameter := range strings.SplitSeq(query, "&") {
		out.filled(parameter)
	}
}

// fullURI is the absolute URL; nothing stands for a host that is not named.
func fullURI(r *Record, out *values) {
	if m := r.request(); m != nil && (r.Exchange.Host != "" || string(m.Method) == "CONNECT") {
		out.filled(string(httpdecode.URL(nil, &httpdecode.Exchange{Request: *m}, "")))
	}
}

// lines are a message's fields as lines, as Wireshark has them.
func lines(m *httpdecode.Message, out *values) {
	if m == nil {
		return
	}
	for _, f := range m.Fields {
		out.text(string(f.Name) + ": " + string(f.Value) + "\r\n")
	}
}

// httpTime is from the end of the request to the end of the response, as
// Wireshark has it.
func httpTime(x *trace.Exchange, out *values) { between(x.Request.Last, x.Response.Last, x, out) }

// wait is from the end of the request to the beginning of the response.
func wait(x *trace.Exchange, out *values) { between(x.Request.Last, x.Response.First, x, out) }

func between(from, to int64, x *trace.Exchange, out *values) {
	if x.Request.Seen && x.Response.Seen && from != 0 && to != 0 {
		out.number(to - from)
	}
}
