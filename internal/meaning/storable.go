package meaning

import "slices"

// cacheable is what of an exchange matters to caches.
type cacheable struct {
	method        string
	status        int
	request       CacheControl
	control       CacheControl
	authorized    bool
	knownRequest  bool
	locatesTarget bool // Content-Location is the target URI
	varyAny       bool
	fields        Lines
	received      int64 // nanoseconds
	date          int64 // seconds
	hasDate       bool
}

func responseOf(x *Exchange) cacheable {
	r := cacheable{
		method: x.Request.Method, status: x.Response.Status, knownRequest: x.Request.Seen && !x.Request.Part,
		request:    ParseCacheControl(x.Request.Fields.Combined("Cache-Control")),
		control:    ParseCacheControl(x.Response.Fields.Combined("Cache-Control")),
		authorized: x.Request.Fields.Has("Authorization"),
		varyAny:    hasOption(x.Response.Fields.Combined("Vary"), "*"),
		fields:     x.Response.Fields, received: x.Response.Time,
	}
	if v, ok := r.fields.Get("Content-Location"); ok {
		r.locatesTarget = v == x.Request.Target
		if u, known := x.URL(); known {
			to, resolved := Resolve(u, v)
			r.locatesTarget = resolved && sameURL(to) == sameURL(u)
		}
	}
	if v, ok := r.fields.Get("Date"); ok {
		r.date, r.hasDate = ParseDate(v, r.received)
	}
	return r
}

func (r *cacheable) caching(shared bool) Caching {
	var c Caching
	c.Lifetime, c.Source, c.Given = r.lifetime(shared)
	c.Storable, c.Why, c.Section = r.storable(shared)
	return c
}

// storable applies RFC 9111 §3.
func (r *cacheable) storable(shared bool) (Answer, Text, string) {
	const section = "RFC 9111 §3"
	explicit := r.control.Has("public") || !shared && r.control.Has("private") || r.fields.Has("Expires") ||
		r.control.Has("max-age") || shared && r.control.Has("s-maxage")
	switch {
	case !r.knownRequest:
		return Unknown, say("not all of the request was seen", "未完整见到请求"), section
	case r.request.Has("no-store"):
		return No, say("the request says no-store", "请求带有 no-store"), "RFC 9111 §5.2.1.5"
	case r.control.Has("no-store") && r.control.Has("must-understand") && understood(r.status):
		return Unknown, say("the response says no-store, but a cache that knows must-understand and this status code may pass over that", "响应带有 no-store，但支持 must-understand 且理解该状态码的缓存可以忽略它"), "RFC 9111 §5.2.2.3"
	case r.control.Has("no-store"):
		return No, say("the response says no-store", "响应带有 no-store"), "RFC 9111 §5.2.2.5"
	case r.status/100 == 1:
		return No, say("it is not final", "它不是最终响应"), section
	case r.status == 304:
		return No, say("a 304 only updates what is stored", "304 只更新已存储的响应"), "RFC 9111 §4.3.4"
	case shared && r.control.unqualified("private"):
		return No, say("the response says private", "响应带有 private"), "RFC 9111 §5.2.2.7"
	case r.method != "GET" && r.method != "HEAD":
		return r.otherMethod()
	case shared && r.authorized && !r.control.Has("public") && !r.control.Has("s-maxage") && !r.control.Has("must-revalidate"):
		return No, say("the request has Authorization and the response does not allow it", "请求带有 Authorization，而响应未予允许"), "RFC 9111 §3.5"
	case r.status == 206 && (explicit || slices.Contains(heuristicStatus, r.status)):
		return Yes, say("it is a part, for a cache that knows parts", "它是部分内容，须由支持部分内容的缓存存储"), "RFC 9111 §3.3"
	case explicit:
		return Yes, say("the response allows it explicitly", "响应明确允许"), section
	case slices.Contains(heuristicStatus, r.status):
		return Yes, say("its status code allows it by default", "其状态码默认允许"), "RFC 9110 §15.1"
	}
	return No, say("neither its status code nor a field allows it", "状态码和字段均未允许"), section
}

// otherMethod judges responses to methods that most caches do not store.
func (r *cacheable) otherMethod() (Answer, Text, string) {
	m, known := Method(r.method)
	switch {
	case !known:
		return Unknown, say("the method is not known here", "方法未收录"), "RFC 9110 §9.2.3"
	case m.Cacheable == Unknown:
		return Unknown, say("what caches may do with this method's responses is not told here", "此处未收录该方法的缓存规则"), m.Section
	case m.Cacheable == No:
		return No, say("responses to this method are not cacheable", "该方法的响应不可缓存"), "RFC 9110 §9.2.3"
	case r.method == "QUERY":
		return Unknown, say("only a cache that knows QUERY may store it", "只有支持 QUERY 的缓存才可存储"), m.Section
	case r.locatesTarget && (r.fields.Has("Expires") || r.control.Has("max-age") || r.control.Has("s-maxage")):
		return Yes, say("it has explicit freshness and its Content-Location is the target, though few caches do it", "有明确的新鲜期且 Content-Location 即目标 URI，但很少有缓存这样做"), m.Section
	}
	return No, say("responses to this method need explicit freshness, and the target as Content-Location", "该方法的响应须有明确的新鲜期，且 Content-Location 为目标 URI"), m.Section
}

// understood reports whether caches commonly know the code's rules for caching.
func understood(status int) bool {
	info, ok := Status(status)
	return ok && info.Registered
}
