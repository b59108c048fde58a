package meaning

import "strings"

// mostHints is how many links of early hints are quoted.
const mostHints = 8

// explainHints says what the server named before its response (RFC 8297).
func explainHints(x *Exchange, yield func(Remark) bool) bool {
	n := 0
	for link := range x.Response.EarlyHints.Each("Link") {
		if n++; n > mostHints {
			break
		}
		target, rest, ok := strings.Cut(strings.TrimPrefix(trim(link), "<"), ">")
		if !ok {
			target, rest = link, ""
		}
		text := say("Before its response (103) the server names a link: %s%s.", "服务器在响应之前（103）给出链接：%s%s。", show(MaskURL(target)), show(rest))
		if strings.Contains(strings.ToLower(rest), "preload") || strings.Contains(strings.ToLower(rest), "preconnect") {
			text = say("Before its response (103) the server names what the client may load or connect to already: %s%s.",
				"服务器在响应之前（103）给出客户端可先行加载或连接的资源：%s%s。", show(MaskURL(target)), show(rest))
		}
		if !yield(Remark{OfStatus, text, "RFC 8297 §2", []string{"Link"}}) {
			return false
		}
	}
	return true
}
