package meaning

// cacheDirectives are those of RFC 9111 and its extensions in use.
var cacheDirectives = []struct {
	name    string
	section string
	request bool
	text    Text
}{
	{"max-age", "RFC 9111 §5.2.2.1", false, Text{"fresh for that many seconds", "在该秒数内保持新鲜"}},
	{"s-maxage", "RFC 9111 §5.2.2.10", false, Text{"fresh for that many seconds in shared caches", "在共享缓存中于该秒数内保持新鲜"}},
	{"no-store", "RFC 9111 §5.2.2.5", false, Text{"must not be stored", "不得存储"}},
	{"no-cache", "RFC 9111 §5.2.2.4", false, Text{"to be validated before each use", "每次使用前须验证"}},
	{"must-revalidate", "RFC 9111 §5.2.2.2", false, Text{"not to be used stale without validation", "过期后未经验证不得使用"}},
	{"proxy-revalidate", "RFC 9111 §5.2.2.8", false, Text{"shared caches must not use it stale without validation", "过期后共享缓存未经验证不得使用"}},
	{"must-understand", "RFC 9111 §5.2.2.3", false, Text{"only for caches that know the status code", "仅限理解该状态码的缓存存储"}},
	{"no-transform", "RFC 9111 §5.2.2.6", false, Text{"intermediaries must not change the content", "中间方不得转换内容"}},
	{"private", "RFC 9111 §5.2.2.7", false, Text{"shared caches must not store it", "共享缓存不得存储"}},
	{"public", "RFC 9111 §5.2.2.9", false, Text{"may be stored where its status code or Authorization would not let it", "即使状态码或 Authorization 原本不允许也可存储"}},
	{"immutable", "RFC 8246 §2", false, Text{"will not change while fresh", "新鲜期内不会改变"}},
	{"stale-while-revalidate", "RFC 5861 §3", false, Text{"may be used stale that long while validating", "验证期间可在该时长内使用过期副本"}},
	{"stale-if-error", "RFC 5861 §4", false, Text{"may be used stale that long on errors", "出错时可在该时长内使用过期副本"}},
	{"max-age", "RFC 9111 §5.2.1.1", true, Text{"the client wants nothing older than that many seconds", "客户端不要年龄超过该秒数的响应"}},
	{"max-stale", "RFC 9111 §5.2.1.2", true, Text{"the client accepts a response stale by up to that many seconds", "客户端接受过期不超过该秒数的响应"}},
	{"min-fresh", "RFC 9111 §5.2.1.3", true, Text{"the client wants it fresh for that much longer", "客户端要求至少还能新鲜该秒数"}},
	{"no-cache", "RFC 9111 §5.2.1.4", true, Text{"the client wants it validated first", "客户端要求先行验证"}},
	{"no-store", "RFC 9111 §5.2.1.5", true, Text{"the client wants nothing stored", "客户端要求不存储"}},
	{"no-transform", "RFC 9111 §5.2.1.6", true, Text{"the client wants the content unchanged", "客户端要求不转换内容"}},
	{"stale-if-error", "RFC 5861 §4", true, Text{"the client accepts a response stale by that long on errors", "出错时客户端接受过期不超过该时长的响应"}},
	{"only-if-cached", "RFC 9111 §5.2.1.7", true, Text{"the client wants only what a cache holds", "客户端只要缓存中已有的响应"}},
}

// inSeconds are the directives whose value is a number of seconds.
var inSeconds = map[string]bool{"max-age": true, "s-maxage": true, "stale-while-revalidate": true, "stale-if-error": true, "max-stale": true, "min-fresh": true}

// Explain says what the directive means in a request or in a response; ok is
// false for one that is not known there, which a cache ignores.
func (d Directive) Explain(inRequest bool) (text Text, section string, ok bool) {
	for i := range cacheDirectives {
		k := &cacheDirectives[i]
		if k.name != d.Name || k.request != inRequest {
			continue
		}
		_, number := digits(d.Value, MaxSeconds)
		switch {
		case d.Name == "max-stale" && !d.HasValue:
			return Text{"the client accepts a response however stale", "客户端接受任意过期程度的响应"}, k.section, true
		case inSeconds[d.Name] && !number:
			return Text{"no number of seconds, as it should be", "值应为秒数，但并不是"}, k.section, true
		case d.Name == "no-cache" && d.Value != "" && !inRequest:
			return Text{"these fields are not to be used without validation", "这些字段未经验证不得使用"}, k.section, true
		case d.Name == "private" && d.Value != "":
			return Text{"shared caches must not store these fields", "共享缓存不得存储这些字段"}, k.section, true
		}
		return k.text, k.section, true
	}
	return Text{}, "", false
}
