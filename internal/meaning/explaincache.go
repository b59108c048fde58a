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
	return yield(Remark{Validation, Text{"A stored copy can be validated by " + list + ".", "存储的副本可用 " + list + " 验证。"}, "RFC 9111 §4.3.1", f.Validators})
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
	lifetime, source, left := duration(c.Lifetime), c.Source.Text(), f.Fresh(c)
	switch {
	case c.Source == NoSource:
		r.Section = "RFC 9111 §4.2.2"
		r.Text = Text{who[English] + " is told nothing of how long it is fresh.", "未告知" + who[Chinese] + "新鲜期有多长。"}
		return r
	case c.Source == ByHeuristic:
		r.Section, r.Fields = "RFC 9111 §4.2.2", []string{"Last-Modified", "Date"}
		r.Text = Text{
			who[English] + " is told nothing of how long it is fresh and may guess, usually " + lifetime[English] + " by " + source[English] + ".",
			"未告知" + who[Chinese] + "新鲜期，缓存可自行估算，通常为 " + lifetime[Chinese] + "（" + source[Chinese] + "）。"}
		return r
	}
	r.Text = Text{
		who[English] + " may take it as fresh for " + lifetime[English] + " (" + source[English] + ")",
		who[Chinese] + "可将其视为新鲜 " + lifetime[Chinese] + "（" + source[Chinese] + "）"}
	switch remaining := duration(left); {
	case c.Lifetime == 0:
		r.Text = Text{who[English] + " is to take it as stale at once (" + source[English] + ")", who[Chinese] + "应立即视其为过期（" + source[Chinese] + "）"}
	case f.HasAge && left > 0:
		r.Text[English] += "; " + remaining[English] + " of it were left on arrival"
		r.Text[Chinese] += "；到达时还剩 " + remaining[Chinese]
	case f.HasAge:
		r.Text[English] += "; on arrival it was stale"
		r.Text[Chinese] += "；到达时已过期"
	}
	r.Text[English] += "."
	r.Text[Chinese] += "。"
	return r
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
			}
			en, zh = append(en, name+" ("+text[English]+")"), append(zh, name+"（"+text[Chinese]+"）")
			if len(en) == mostDirectives {
				break
			}
		}
		if len(en) > 0 && !yield(Remark{Caches, Text{m.whose[English] + ": " + strings.Join(en, ", ") + ".", m.whose[Chinese] + "：" + strings.Join(zh, "，") + "。"},
			"RFC 9111 §5.2", []string{"Cache-Control"}}) {
			return false
		}
	}
	return true
}
