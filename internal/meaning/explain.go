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
		explainMethod, explainStatus, explainPersistence, explainUpgrade, explainExpect, explainRedirect, explainCondition,
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
	if !x.Response.Seen {
		return true
	}
	s, _ := Status(x.Response.Status)
	return yield(Remark{OfStatus, s.Text, s.Section, nil})
}

func explainPersistence(x *Exchange, yield func(Remark) bool) bool {
	p := PersistenceOf(x)
	return yield(Remark{Connection, p.Text, p.Section, p.Fields})
}

// explainUpgrade says what became of an offer to change the protocol.
func explainUpgrade(x *Exchange, yield func(Remark) bool) bool {
	offer := x.Request.Fields.Combined("Upgrade")
	if offer == "" || !x.Response.Seen || x.Response.Status == 101 {
		return true
	}
	return yield(Remark{Connection, say("The client offered to change to %s; the server did not take the offer, so HTTP goes on.", "客户端提议切换到 %s；服务器未接受，继续使用 HTTP。", show(offer)),
		"RFC 9110 §7.8", []string{"Upgrade"}})
}

func explainRedirect(x *Exchange, yield func(Remark) bool) bool {
	location, has := x.Response.Fields.Get("Location")
	if !x.Reveal {
		location = MaskURL(location)
	}
	fields := []string{"Location"}
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
	case has && x.Response.Status == 201:
		return yield(Remark{Redirection, say("What was created is at %s.", "新建的资源位于 %s。", show(location)), "RFC 9110 §10.2.2", fields})
	case has && x.Response.Status/100 == 3:
		return yield(Remark{Redirection, say("Location is %s; where it leads cannot be said from what was seen.", "Location 为 %s；根据所见信息无法确定其指向。", show(location)), "RFC 9110 §10.2.2", fields})
	}
	return true
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
