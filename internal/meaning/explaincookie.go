package meaning

import (
	"strings"
	"time"
)

// mostCookies is how many cookies of a message are remarked upon.
const mostCookies = 50

// explainCookies says what cookies are sent back, and what each that is set asks for.
func explainCookies(x *Exchange, yield func(Remark) bool) bool {
	var names []string
	for v := range x.Request.Fields.Each("Cookie") {
		for p := range ParseCookie(v) {
			if len(names) < mostCookies {
				names = append(names, nameOf(p.Name))
			}
		}
	}
	if len(names) > 0 {
		list := showAll(names)
		if !yield(Remark{Cookies, Text{"The client sends the cookies " + list + ".", "客户端发送 Cookie：" + list + "。"}, "RFC 6265 §5.4", []string{"Cookie"}}) {
			return false
		}
	}
	n := 0
	for v := range x.Response.Fields.Each("Set-Cookie") {
		if n++; n > mostCookies {
			break
		}
		if !explainSetCookie(x, v, yield) {
			return false
		}
	}
	return true
}

// explainSetCookie says what a Set-Cookie asks for, and in sentences of their
// own, for their rules are elsewhere, why user agents refuse it.
func explainSetCookie(x *Exchange, value string, yield func(Remark) bool) bool {
	fields := []string{"Set-Cookie"}
	c, ignored := readSetCookie(value)
	if ignored != (Text{}) {
		return yield(Remark{Cookies, Text{"A Set-Cookie is to be ignored: " + ignored[English] + ".", "应予忽略的 Set-Cookie：" + ignored[Chinese] + "。"}, bis + " §5.6", fields})
	}
	if !yield(Remark{Cookies, c.text(x), "RFC 6265 §5.3", fields}) {
		return false
	}
	name := show(nameOf(c.Name))
	if c.Name == "" && !yield(Remark{Cookies, say("This cookie has no name: RFC 6265 has it ignored, its revision has it kept.", "该 Cookie 没有名称：RFC 6265 规定忽略，其修订版规定保留。"), bis + " §5.6", fields}) {
		return false
	}
	if c.SameSite != SameSiteUnset && !yield(Remark{Cookies, sameSiteText(c.SameSite, name), bis + " §5.6.7", fields}) {
		return false
	}
	host, _, known := x.target()
	if !known {
		return true
	}
	for _, f := range c.Faults(host, x.isSecure()) {
		why := f.Text()
		if !yield(Remark{Cookies, Text{
			"A browser is to refuse cookie " + name + ": " + why[English] + ".", "浏览器应拒绝 Cookie " + name + "：" + why[Chinese] + "。"}, f.Section(), fields}) {
			return false
		}
	}
	return true
}

func sameSiteText(s SameSite, name string) Text {
	switch s {
	case SameSiteStrict:
		return say("SameSite=Strict: cookie %s is to be sent only with requests from its own site.", "SameSite=Strict：Cookie %s 只随来自本站点的请求发送。", name)
	case SameSiteLax:
		return say("SameSite=Lax: from other sites, cookie %s is to be sent only when the page itself is changed by a safe method.", "SameSite=Lax：对来自其他站点的请求，仅在以安全方法跳转页面时发送 Cookie %s。", name)
	}
	return say("SameSite=None: cookie %s may be sent with requests from other sites too.", "SameSite=None：Cookie %s 也可随来自其他站点的请求发送。", name)
}

func nameOf(name string) string {
	if name == "" {
		return `""`
	}
	return name
}

// text says a cookie's scope and lifetime.
func (c *SetCookie) text(x *Exchange) Text {
	host, path, known := x.target()
	scope := say("for %s and all under it", "用于 %s 及其子域", show(c.Domain))
	switch {
	case known && c.hostOnly(host):
		scope = say("for the host %s only", "仅用于主机 %s", show(host))
	case c.Domain == "":
		scope = say("for the host that set it only", "仅用于设置它的主机")
	}
	at := c.Path
	if at == "" && known {
		at = DefaultPath(path)
	}
	if at != "" && at != "/" {
		p := say(", path %s", "，路径 %s", show(at))
		scope = Text{scope[English] + p[English], scope[Chinese] + p[Chinese]}
	}
	lifetime := c.lifetime(x.Response.Time)
	value := Text{}
	if x.Reveal {
		v := "=" + show(c.Value)
		value = Text{v, v}
	}
	attributes := c.attributes()
	name := show(nameOf(c.Name))
	return Text{
		"Set-Cookie asks for cookie " + name + value[English] + " " + scope[English] + ", " + lifetime[English] + attributes + ".",
		"Set-Cookie 请求设置 Cookie " + name + value[Chinese] + "，" + scope[Chinese] + "，" + lifetime[Chinese] + strings.ReplaceAll(attributes, ", ", "，") + "。",
	}
}

func (c *SetCookie) attributes() string {
	s := ""
	for _, a := range []struct {
		is   bool
		name string
	}{{c.Secure, "Secure"}, {c.HTTPOnly, "HttpOnly"}, {c.Partitioned, "Partitioned"}} {
		if a.is {
			s += ", " + a.name
		}
	}
	return s
}

// lifetime says until when a cookie received at that time in nanoseconds lasts.
func (c *SetCookie) lifetime(received int64) Text {
	expires := c.ExpiresAt(received)
	switch now := seconds(received); {
	case !c.HasMaxAge && !c.HasExpires:
		return say("until the session ends", "会话结束时失效")
	case c.HasMaxAge && c.MaxAge == maxMaxAge:
		return say("for more than 34000 years (Max-Age)", "有效期超过 34000 年（Max-Age）")
	case c.HasMaxAge && c.MaxAge > 0:
		d := duration(c.MaxAge)
		return Text{"for " + d[English] + " (Max-Age)", "有效 " + d[Chinese] + "（Max-Age）"}
	case c.HasMaxAge:
		return say("with an expiry in the past, which removes it (Max-Age)", "有效期已过，即删除该 Cookie（Max-Age）")
	case received == 0:
		return say("until %s (Expires)", "至 %s 失效（Expires）", date(expires))
	case expires < now:
		return say("with an expiry in the past, which removes it (%s)", "有效期已过，即删除该 Cookie（%s）", date(expires))
	}
	return say("until %s (Expires)", "至 %s 失效（Expires）", date(expires))
}

func date(seconds int64) string {
	return time.Unix(seconds, 0).UTC().Format("2006-01-02 15:04:05 UTC")
}
