package meaning

// Remark says where a cookie that was sent back comes from. The exchange that
// set it is named by the number that the Jar was given.
func (s *Sent) Remark() Remark {
	return Remark{Cookies, s.text(), "RFC 6265 §5.4", []string{"Cookie"}}
}

// Follows says that a request follows the redirect of the exchange of that
// number, as [Redirects.Requested] finds it.
func Follows(id int64) Remark {
	return Remark{Redirection, say("This request asks, soon after and by a method that fits, for the URL to which exchange %d redirected.",
		"此请求随后以相符的方法请求了请求 %d 所重定向到的 URL。", id), "RFC 9110 §15.4", []string{"Location"}}
}

// Renews says that a 304 renewed the response of the exchange of that number,
// as [Revalidates] finds by that field.
func Renews(id int64, field string) Remark {
	return Remark{Validation, say("The 304 renews the response of exchange %d, whose validator is in %s.",
		"该 304 更新了请求 %d 的响应，其验证器见于 %s。", id, field), "RFC 9111 §4.3.4", []string{field}}
}

// text says where a cookie that was sent back comes from.
func (s *Sent) text() Text {
	name := show(nameOf(s.Name))
	if s.From == nil {
		return say("Cookie %s: no response seen so far set it; it may be older than the capture, or a script's.", "Cookie %s：此前所见响应均未设置它，可能早于捕获或由脚本设置。", name)
	}
	switch s.Origin {
	case Changed:
		return say("Cookie %s was set by exchange %d with another value; what changed it was not seen.", "Cookie %s 由请求 %d 设置，但值已不同；未见到何处修改了它。", name, s.From.ID)
	case Expired:
		return say("Cookie %s was set by exchange %d and has expired or been removed since, yet it is sent.", "Cookie %s 由请求 %d 设置，此后已过期或被删除，却仍被发送。", name, s.From.ID)
	case OffScope:
		return say("Cookie %s has the value that exchange %d set, but outside of that cookie's scope.", "Cookie %s 的值与请求 %d 所设相同，但超出该 Cookie 的作用域。", name, s.From.ID)
	}
	return say("Cookie %s comes from exchange %d.", "Cookie %s 来自请求 %d。", name, s.From.ID)
}
