package meaning

import "strings"

// mostDirectives is how many directives of a message are explained.
const mostDirectives = 12

// explainCaching says what caches may do with the response, and for how long.
func explainCaching(x *Exchange, yield func(Remark) bool) bool {
	if !explainDirectives(x, yield) {
		return false
	}
	f, ok := FreshnessOf(x)
	if !ok || x.Response.Status/100 == 1 || x.Response.Status == 304 {
		return true
	}
	if !yield(storableRemark(&f)) {
		return false
	}
	if f.Private.Storable != Yes && f.Shared.Storable != Yes {
		return true
	}
	if f.MatchesNone && !yield(Remark{Caches, say("Vary: * means that it answers no later request without validation.", "Vary: * 表示未经验证不得用于之后的任何请求。"), "RFC 9111 §4.1", []string{"Vary"}}) {
		return false
	}
	if f.AlwaysValidate && !f.MatchesNone && !yield(Remark{Caches, say("It may be stored, but must be validated before each use (no-cache).", "可以存储，但每次使用前必须验证（no-cache）。"), "RFC 9111 §5.2.2.4", []string{"Cache-Control"}}) {
		return false
	}
	if !f.AlwaysValidate && !f.MatchesNone && !explainLifetimes(&f, yield) {
		return false
	}
	if len(f.Validators) == 0 {
		return true
	}
	list := showAll(f.Validators)
	return yield(Remark{Validation, Text{"A stored copy can be validated by " + list + ".", "存储的副本可用 " + strings.Join(f.Validators, "、") + " 验证。"}, "RFC 9111 §4.3.1", f.Validators})
}

func storableRemark(f *Freshness) Remark {
	p, s := &f.Private, &f.Shared
	words := [...]Text{Unknown: {"unknown", "未知"}, Yes: {"yes", "可以"}, No: {"no", "不可以"}}
	r := Remark{Topic: Caches, Section: p.Section, Fields: []string{"Cache-Control"}}
	if p.Storable == s.Storable && p.Why == s.Why {
		r.Text = Text{"May a cache store it: " + words[p.Storable][English] + "; " + p.Why[English] + ".", "缓存可否存储：" + words[p.Storable][Chinese] + "；" + p.Why[Chinese] + "。"}
		return r
	}
	r.Section = s.Section
	r.Text = Text{
		"May a private cache store it: " + words[p.Storable][English] + ", " + p.Why[English] + "; a shared one: " + words[s.Storable][English] + ", " + s.Why[English] + ".",
		"私有缓存可否存储：" + words[p.Storable][Chinese] + "，" + p.Why[Chinese] + "；共享缓存：" + words[s.Storable][Chinese] + "，" + s.Why[Chinese] + "。",
	}
	return r
}

// explainLifetimes says the lifetime once for both kinds of cache where it is
// the same, and what of it is left.
func explainLifetimes(f *Freshness, yield func(Remark) bool) bool {
	p, s := &f.Private, &f.Shared
	both := Text{"A cache", "缓存"}
	switch {
	case p.Storable != Yes:
		return yield(lifetimeRemark(f, s, Text{"A shared cache", "共享缓存"}))
	case s.Storable != Yes:
		return yield(lifetimeRemark(f, p, Text{"A private cache", "私有缓存"}))
	case p.Lifetime == s.Lifetime && p.Source == s.Source:
		return yield(lifetimeRemark(f, p, both))
	}
	return yield(lifetimeRemark(f, p, Text{"A private cache", "私有缓存"})) && yield(lifetimeRemark(f, s, Text{"A shared cache", "共享缓存"}))
}

func lifetimeRemark(f *Freshness, c *Caching, who Text) Remark {
	r := Remark{Topic: Caches, Section: "RFC 9111 §4.2.1", Fields: []string{"Cache-Control", "Expires"}}
	lifetime, source := lifetimeText(c), c.Source.Text()
	switch {
	case c.Source == NoSource:
		r.Section = "RFC 9111 §4.2.2"
		r.Text = Text{who[English] + " is told nothing of how long it is fresh.", "未告知" + who[Chinese] + "新鲜期有多长。"}
	case c.Source == ByHeuristic:
		r.Section, r.Fields = "RFC 9111 §4.2.2", []string{"Last-Modified", "Date"}
		r.Text = Text{
			who[English] + " is told nothing of how long it is fresh and may guess, usually " + lifetime[English] + " by " + source[English] + ".",
			"未告知" + who[Chinese] + "新鲜期，缓存可自行估算，通常为 " + lifetime[Chinese] + "（" + source[Chinese] + "）。"}
	case c.Source == FromUnknown:
		r.Text = Text{
			"How long it is fresh for " + strings.ToLower(who[English][:1]) + who[English][1:] + " is not known: Expires has neither Date nor a time of receipt to count from.",
			"无法得知" + who[Chinese] + "的新鲜期：Expires 没有可作起点的 Date 或接收时间。"}
	case c.Given == NoNumber:
		r.Text = Text{
			who[English] + " should take it as stale: its " + source[English] + " is no number of seconds.",
			who[Chinese] + "应视其为过期：其 " + source[Chinese] + " 不是秒数。"}
	case c.Given == Several:
		name := source
		if c.Source != ByMaxAge && c.Source != BySMaxAge {
			name = Text{"Expires", "Expires"}
		}
		r.Text = Text{
			who[English] + " is to use the first " + name[English] + " (fresh for " + lifetime[English] + ") or take it as stale: several are given, with different values.",
			who[Chinese] + "应采用第一个 " + name[Chinese] + "（新鲜 " + lifetime[Chinese] + "）或视其为过期：出现多个不同的值。"}
	case c.Lifetime == 0:
		r.Text = Text{who[English] + " is to take it as stale at once (" + source[English] + ").", who[Chinese] + "应立即视其为过期（" + source[Chinese] + "）。"}
	default:
		r.Text = Text{
			who[English] + " may take it as fresh for " + lifetime[English] + " (" + source[English] + ")",
			who[Chinese] + "可将其视为新鲜 " + lifetime[Chinese] + "（" + source[Chinese] + "）"}
		r.Text = r.Text.ended(f.onArrival(c))
	}
	return r
}

// lifetimeText is how long it is fresh; what is beyond what caches must count
// is not told to the second.
func lifetimeText(c *Caching) Text {
	if c.Lifetime >= MaxSeconds && (c.Source == ByMaxAge || c.Source == BySMaxAge) {
		return Text{"68 years or more", "68 年或更久"}
	}
	return duration(c.Lifetime)
}

// onArrival is what Age and Date say is left, as the end of a sentence.
func (f *Freshness) onArrival(c *Caching) Text {
	left := f.Fresh(c)
	remaining := duration(left)
	by := Text{"Age", "Age"}
	if f.HasDate {
		by = Text{"Age and Date", "Age 和 Date"}
	}
	switch {
	case !f.HasAge || left > 0 && c.Lifetime >= MaxSeconds:
		return Text{}
	case left > 0:
		return Text{"; by " + by[English] + " " + remaining[English] + " of it were left on arrival", "；按 " + by[Chinese] + "，到达时还剩 " + remaining[Chinese]}
	}
	return Text{"; by " + by[English] + " it was stale on arrival", "；按 " + by[Chinese] + "，到达时已过期"}
}

// explainDirectives says what each directive of both messages means.
func explainDirectives(x *Exchange, yield func(Remark) bool) bool {
	for _, m := range []struct {
		fields  Lines
		request bool
		whose   Text
	}{{x.Request.Fields, true, Text{"The request's Cache-Control", "请求的 Cache-Control"}}, {x.Response.Fields, false, Text{"The response's Cache-Control", "响应的 Cache-Control"}}} {
		var en, zh []string
		for _, d := range ParseCacheControl(m.fields.Combined("Cache-Control")) {
			name := d.Name
			if d.HasValue {
				name += "=" + d.Value
			}
			name = show(name)
			text, _, ok := d.Explain(m.request)
			if !ok {
				text = say("not known here", "未收录")
				if _, _, other := d.Explain(!m.request); other && m.request {
					text = say("without meaning in a request", "在请求中没有意义")
				} else if other {
					text = say("without meaning in a response", "在响应中没有意义")
				}
			}
			if len(en) == mostDirectives {
				en, zh = append(en, "…"), append(zh, "…")
				break
			}
			en, zh = append(en, name+" ("+text[English]+")"), append(zh, name+"（"+text[Chinese]+"）")
		}
		if len(en) > 0 && !yield(Remark{Caches, Text{m.whose[English] + ": " + strings.Join(en, ", ") + ".", m.whose[Chinese] + "：" + strings.Join(zh, "，") + "。"},
			"RFC 9111 §5.2", []string{"Cache-Control"}}) {
			return false
		}
	}
	return true
}
