package meaning

import (
	"net/url"
	"strings"
)

// Redirect is where a response sends the client (RFC 9110 §15.4).
type Redirect struct {
	Status  int
	From    string
	To      string   // resolved against From, with its fragment if it has one
	Methods []string // one of which the request that follows will have, the usual one first
	Section string
	Text    Text
	key     string
	origin  bool // To is of another origin
}

// RedirectOf resolves Location against the request's URL (RFC 9110 §10.2.2,
// RFC 3986 §5). ok is false when the response redirects nowhere: another
// status, no Location, or one that cannot be resolved.
func RedirectOf(x *Exchange) (r Redirect, ok bool) {
	switch x.Response.Status {
	case 301, 302, 303, 307, 308:
	default:
		return r, false
	}
	location, found := x.Response.Fields.Get("Location")
	base, known := x.URL()
	if !found || !known || differ(x.Response.Fields, "Location") {
		return r, false
	}
	to, ok := Resolve(base, location)
	if !ok {
		return r, false
	}
	r = Redirect{Status: x.Response.Status, From: base.String(), To: to.String(), Section: "RFC 9110 §15.4", key: sameURL(to), origin: originOf(to) != originOf(base) && (to.Scheme == "http" || to.Scheme == "https")}
	if info, ok := Status(r.Status); ok {
		r.Section = info.Section
	}
	r.Methods = NextMethods(r.Status, x.Request.Method)
	shown := r.To
	if !x.Reveal {
		shown = MaskURL(shown)
	}
	r.Text = say("Redirect to %s; a client that follows sends %s.", "重定向到 %s；跟随它的客户端发送 %s。", show(shown), show(r.Methods[0]))
	switch {
	case to.Scheme != "http" && to.Scheme != "https":
		r.Text = say("Location names %s, which is fetched by no request of HTTP.", "Location 所指的 %s 不是用 HTTP 请求获取的。", show(shown))
	case len(r.Methods) > 1:
		r.Text = say("Redirect to %s; a client that follows may send %s, as most do, or keep %s.", "重定向到 %s；跟随它的客户端可改用 %s（多数如此），也可保留 %s。", show(shown), show(r.Methods[0]), show(r.Methods[1]))
	case r.key == sameURL(base) && r.Methods[0] == x.Request.Method:
		r.Text = say("Redirect to the same URL, %s: a loop, unless the answer then depends on something else, such as a cookie.",
			"重定向到同一 URL %s：除非之后的响应取决于其他因素（如 Cookie），否则会形成循环。", show(shown))
	}
	return r, true
}

// Resolve makes the URL that a reference means (RFC 3986 §5.2). It inherits the
// fragment of base (RFC 9110 §10.2.2).
func Resolve(base *url.URL, reference string) (*url.URL, bool) {
	if len(reference) > MaxURL {
		return nil, false
	}
	ref, err := url.Parse(trim(reference))
	if err != nil {
		return nil, false
	}
	to := base.ResolveReference(ref)
	if ref.Fragment == "" && !strings.Contains(reference, "#") {
		to.Fragment, to.RawFragment = base.Fragment, base.RawFragment
	}
	return to, true
}

// NextMethods is what method may follow a redirect, the usual one first.
func NextMethods(status int, method string) []string {
	switch {
	case status == 303 && method != "GET" && method != "HEAD":
		return []string{"GET"}
	case (status == 301 || status == 302) && method == "POST":
		return []string{"GET", "POST"}
	}
	return []string{method}
}

// Redirects follows the redirects of one client to the requests that they lead to.
// Exchanges are known by the numbers that the caller gives them.
type Redirects struct{ waiting []waitingRedirect }

type waitingRedirect struct {
	id      int64
	time    int64
	key     string
	methods []string
}

// Answered notes an exchange that redirects.
func (r *Redirects) Answered(id int64, x *Exchange) (Redirect, bool) {
	to, ok := RedirectOf(x)
	if !ok {
		return to, false
	}
	if len(r.waiting) == MaxRedirects {
		r.waiting = append(r.waiting[:0], r.waiting[1:]...)
	}
	w := waitingRedirect{id: id, time: x.Response.Time, key: strings.Clone(to.key)}
	for _, m := range to.Methods {
		w.methods = append(w.methods, strings.Clone(m))
	}
	r.waiting = append(r.waiting, w)
	return to, true
}

// Requested finds the exchange whose redirect a request follows: the latest
// that points to its URL, allows its method, and came before it, by no more
// than MaxRedirectWait. Each redirect is followed once.
func (r *Redirects) Requested(x *Exchange) (id int64, ok bool) {
	u, known := x.URL()
	if !known {
		return 0, false
	}
	key := sameURL(u)
	for i := len(r.waiting) - 1; i >= 0; i-- {
		w := &r.waiting[i]
		waited := x.Request.Time - w.time
		if w.key != key || waited < 0 || waited > MaxRedirectWait || !contains(w.methods, x.Request.Method) {
			continue
		}
		id = w.id
		r.waiting = append(r.waiting[:i], r.waiting[i+1:]...)
		return id, true
	}
	return 0, false
}

func contains(list []string, s string) bool {
	for _, e := range list {
		if e == s {
			return true
		}
	}
	return false
}
