package meaning

// Topic is what a Remark is about.
type Topic uint8

const (
	OfMethod Topic = iota
	OfStatus
	Connection
	Expectation
	Redirection
	Validation
	Caches
	Cookies
	Negotiation
	Ranges
	Authentication
	Proxies
	afterLastTopic
)

var topicNames = [...]Text{
	OfMethod: {"method", "方法"}, OfStatus: {"status", "状态"}, Connection: {"connection", "连接"}, Expectation: {"expectation", "期望"},
	Redirection: {"redirect", "重定向"}, Validation: {"validation", "验证"}, Caches: {"caching", "缓存"}, Cookies: {"cookies", "Cookie"},
	Negotiation: {"negotiation", "内容协商"}, Ranges: {"ranges", "范围请求"}, Authentication: {"authentication", "认证"}, Proxies: {"proxies", "代理"},
}

// Text names the topic.
func (t Topic) Text() Text {
	if t < afterLastTopic {
		return topicNames[t]
	}
	return Text{}
}

// Remark is something that an exchange's fields say, in a sentence.
type Remark struct {
	Topic   Topic
	Text    Text
	Section string   // of the rule that it rests on
	Fields  []string // that say it
}

// Explain says what one exchange's start lines and fields mean, in the order of
// the topics. What needs several exchanges is with [Jar], [Redirects] and
// [Revalidates].
func Explain(x Exchange) []Remark {
	var all []Remark
	add := func(r Remark) bool {
		all = append(all, r)
		return len(all) < MaxElements
	}
	for _, explain := range []func(*Exchange, func(Remark) bool) bool{
		explainMethod, explainStatus, explainHints, explainPairing, explainPersistence, explainUpgrade, explainExpect, explainRedirect, explainCondition,
		explainCaching, explainCookies, explainNegotiation, explainRange, explainAuth, explainProxies,
	} {
		if !explain(&x, add) {
			break
		}
	}
	return all
}

func explainMethod(x *Exchange, yield func(Remark) bool) bool {
	if !x.Request.Seen {
		return true
	}
	m, ok := Method(x.Request.Method)
	if !ok {
		return yield(Remark{OfMethod, say("The method %s is not known here; it may be an extension.", "方法 %s 未收录，可能是扩展方法。", show(x.Request.Method)), "RFC 9110 §9.1", nil})
	}
	return yield(Remark{OfMethod, m.Text, m.Section, nil})
}

func explainStatus(x *Exchange, yield func(Remark) bool) bool {
	switch {
	case !x.Response.Seen:
		return true
	case x.Response.isSimple():
		return yield(Remark{OfStatus, say("A response of HTTP/0.9 is content alone, without status code and fields.", "HTTP/0.9 的响应只有内容，没有状态码和字段。"), "RFC 1945 §6", nil})
	}
	s, ok := Status(x.Response.Status)
	if ok && !s.Registered && s.Reason != "" {
		s.Text = Text{"Not registered; one use of it: " + s.Text[English], "未注册；用法之一：" + s.Text[Chinese]}
	}
	return yield(Remark{OfStatus, s.Text, s.Section, nil}) && explainDemanded(x, yield)
}

// demanded are the fields that a response with a status code must have.
var demanded = map[int]struct{ field, section string }{
	401: {"WWW-Authenticate", "RFC 9110 §15.5.2"}, 405: {"Allow", "RFC 9110 §15.5.6"},
	407: {"Proxy-Authenticate", "RFC 9110 §15.5.8"}, 426: {"Upgrade", "RFC 9110 §15.5.22"},
}

// explainDemanded says that a field is missing to which the status code refers.
func explainDemanded(x *Exchange, yield func(Remark) bool) bool {
	status := x.Response.Status
	if d, ok := demanded[status]; ok && x.Response.lacks(d.field) {
		return yield(Remark{OfStatus, say("The response has no %s, which a %d must have.", "响应没有 %s，而 %d 必须带有它。", d.field, status), d.section, []string{d.field}})
	}
	allow := trim(x.Response.Fields.Combined("Allow"))
	switch {
	case status != 405 || !x.Response.Fields.Has("Allow"):
		return true
	case allow == "":
		return yield(Remark{OfStatus, say("Allow is empty: the resource allows no method.", "Allow 为空：该资源不允许任何方法。"), "RFC 9110 §10.2.1", []string{"Allow"}})
	}
	return yield(Remark{OfStatus, say("By Allow the resource supports %s.", "按 Allow，该资源支持 %s。", show(allow)), "RFC 9110 §10.2.1", []string{"Allow"}})
}

// explainPairing says that all that is said of both messages together rests on
// what is likely.
func explainPairing(x *Exchange, yield func(Remark) bool) bool {
	if !x.Doubtful {
		return true
	}
	return yield(Remark{Connection, say("It is likely, not certain, that this response answers this request; what is said of both takes it so.", "该响应很可能（但不确定）是对该请求的应答；涉及二者的说明均以此为前提。"), "RFC 9112 §9.2", nil})
}

func explainPersistence(x *Exchange, yield func(Remark) bool) bool {
	p := PersistenceOf(x)
	return yield(Remark{Connection, p.Text, p.Section, p.Fields})
}

// explainUpgrade says what became of an offer to change the protocol, or that
// the server demands one.
func explainUpgrade(x *Exchange, yield func(Remark) bool) bool {
	offer, demand := trim(x.Request.Fields.Combined("Upgrade")), trim(x.Response.Fields.Combined("Upgrade"))
	fields := []string{"Upgrade"}
	switch {
	case !x.Response.Seen || x.Response.Status == 101:
		return true
	case x.Response.Status == 426 && demand != "":
		return yield(Remark{Connection, say("The server wants the client to change to %s.", "服务器要求客户端切换到 %s。", show(demand)), "RFC 9110 §15.5.22", fields})
	case offer != "":
		return yield(Remark{Connection, say("The client offered to change to %s; the server did not take the offer with this response.", "客户端提议切换到 %s；服务器的这个响应没有接受。", show(offer)), "RFC 9110 §7.8", fields})
	}
	return true
}

func explainRedirect(x *Exchange, yield func(Remark) bool) bool {
	location, has := x.Response.Fields.Get("Location")
	location = trim(location)
	if !x.Reveal {
		location = MaskURL(location)
	}
	fields := []string{"Location"}
	status := x.Response.Status
	redirects := status == 301 || status == 302 || status == 303 || status == 307 || status == 308
	r, ok := RedirectOf(x)
	switch {
	case ok:
		if !yield(Remark{Redirection, r.Text, r.Section, fields}) {
			return false
		}
		if r.origin {
			return yield(Remark{Redirection, say("The redirect leads to another origin; a careful client sends no Authorization there. Cookies go by their own scope.",
				"重定向指向另一个源；谨慎的客户端不会把 Authorization 发往该处。Cookie 按自身作用域发送。"), "RFC 9110 §15.4", fields})
		}
	case redirects && x.Response.lacks("Location"):
		return yield(Remark{Redirection, say("The response has no Location, so it does not tell where it leads.", "响应没有 Location，未说明重定向到何处。"), "RFC 9110 §10.2.2", fields})
	case has && differ(x.Response.Fields, "Location"):
		return yield(Remark{Redirection, say("Location is given more than once, with different values.", "Location 出现多次，且值不同。"), "RFC 9110 §10.2.2", fields})
	case has && location != "" && status == 201:
		return yield(Remark{Redirection, say("What was created is at %s.", "新建的资源位于 %s。", show(location)), "RFC 9110 §10.2.2", fields})
	case has && location != "" && (redirects || status == 300):
		return yield(Remark{Redirection, say("Location is %s; where it leads cannot be said from what was seen.", "Location 为 %s；根据所见信息无法确定其指向。", show(location)), "RFC 9110 §10.2.2", fields})
	}
	return true
}

// differ reports whether a field has lines with different values.
func differ(fields Lines, name string) bool {
	first, n := "", 0
	for v := range fields.Each(name) {
		if n++; n == 1 {
			first = trim(v)
		} else if trim(v) != first {
			return true
		}
	}
	return false
}

func explainCondition(x *Exchange, yield func(Remark) bool) bool {
	c, ok := ConditionOf(x)
	if !ok {
		return true
	}
	return yield(Remark{Validation, c.Text, c.Section, c.Fields})
}

func explainAuth(x *Exchange, yield func(Remark) bool) bool {
	for r := range explainCredentials(x) {
		if !yield(r) {
			return false
		}
	}
	for r := range explainChallenges(x) {
		if !yield(r) {
			return false
		}
	}
	return true
}
