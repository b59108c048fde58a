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
		if !yield(Remark{Cookies, Text{"The client sends back the cookies " + list + ".", "客户端回送 Cookie：" + list + "。"}, "RFC 6265 §5.4", []string{"Cookie"}}) {
			return false
		}
	}
	n := 0
	for v := range x.Response.Fields.Each("Set-Cookie") {
		if n++; n > mostCookies {
			break
		}
		c, ok := ParseSetCookie(v)
		if !ok {
			if !yield(Remark{Cookies, say("A Set-Cookie that is to be ignored: it has no cookie, control characters, or too much.", "应予忽略的 Set-Cookie：没有 Cookie、含控制字符或过长。"), "RFC 6265 §5.2", []string{"Set-Cookie"}}) {
				return false
			}
			continue
		}
		if !yield(Remark{Cookies, c.text(x), "RFC 6265 §5.3", []string{"Set-Cookie"}}) {
			return false
		}
	}
	return true
}

func nameOf(name string) string {
	if name == "" {
		return `""`
	}
	return name
}

// text says a cookie's scope and lifetime, and why it may be refused.
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
	t := Text{
		"Cookie " + name + value[English] + " is set " + scope[English] + ", " + lifetime[English] + attributes + ".",
		"设置 Cookie " + name + value[Chinese] + "，" + scope[Chinese] + "，" + lifetime[Chinese] + strings.ReplaceAll(attributes, ", ", "，") + "。",
	}
	if !known {
		return t
	}
	for _, f := range c.Faults(host, x.Secure) {
		reason := f.Text()
		t = t.with(Text{"It is to be refused: " + reason[English] + ".", "应予拒绝：" + reason[Chinese] + "。"})
	}
	return t
}

func (c *SetCookie) attributes() string {
	s := ""
	for _, a := range []struct {
		is   bool
		name string
	}{{c.Secure, "Secure"}, {c.HTTPOnly, "HttpOnly"}, {c.Partitioned, "Partitioned"}, {c.SameSite != SameSiteUnset, "SameSite=" + c.SameSite.String()}} {
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
	case expires == Never:
		return say("until the session ends", "会话结束时失效")
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
