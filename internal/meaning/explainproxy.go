package meaning

import "strings"

// explainProxies says what way the messages claim to have come.
func explainProxies(x *Exchange, yield func(Remark) bool) bool {
	for _, m := range []struct {
		fields Lines
		what   Text
	}{{x.Request.Fields, Text{"the request", "请求"}}, {x.Response.Fields, Text{"the response", "响应"}}} {
		steps := ParseVia(m.fields.Combined("Via"))
		if len(steps) == 0 {
			continue
		}
		var names []string
		for _, v := range steps {
			names = append(names, v.By+" ("+v.Protocol+")")
		}
		list := showAll(names)
		if !yield(Remark{Proxies, Text{
			"Via claims that " + m.what[English] + " passed " + list + ", in this order.",
			"Via 声称" + m.what[Chinese] + "依次经过 " + list + "。"}, "RFC 9110 §7.6.3", []string{"Via"}}) {
			return false
		}
	}
	return explainForwarded(x.Request.Fields, yield)
}

// claimSections are where the fields by which a proxy tells of a client are
// described; those that begin with X- are conventions.
var claimSections = map[string]string{"Forwarded": "RFC 7239 §4", "X-Real-IP": "convention of nginx"}

// explainForwarded lists for whom the request is said to be forwarded.
func explainForwarded(fields Lines, yield func(Remark) bool) bool {
	var field string
	var names []string
	flush := func() bool {
		if len(names) == 0 {
			return true
		}
		section := claimSections[field]
		if section == "" {
			section = "RFC 7239 §7.4"
		}
		list := showAll(names)
		names = nil
		return yield(Remark{Proxies, Text{
			field + " claims of the request: " + list + "; anybody can write that.",
			field + " 对请求的声称：" + list + "；任何人都可以这样写。"}, section, []string{field}})
	}
	for _, h := range Hops(fields) {
		if h.Field == "Via" {
			continue
		}
		if h.Field != field && !flush() {
			return false
		}
		field = h.Field
		if c := h.claim(); c != "" {
			names = append(names, c)
		}
	}
	return flush()
}

func (h *Hop) claim() string {
	var parts []string
	add := func(label, value string) {
		if value != "" {
			parts = append(parts, label+value)
		}
	}
	add("for ", h.For)
	add("by ", h.By)
	add("proto ", h.Proto)
	add("host ", h.Host)
	return strings.Join(parts, " ")
}
