package meaning

import "strings"

// ContentRange is what part of a representation is sent (RFC 9110 §14.4).
type ContentRange struct {
	Unit        string
	First, Last int64 // the places of the first and last byte, from 0
	Complete    int64 // length of the whole; -1 when not known
	Unsatisfied bool  // no part is sent: only Complete is told
}

// ParseContentRange reads Content-Range; ok is false for what is not valid.
func ParseContentRange(s string) (c ContentRange, ok bool) {
	unit, rest, _ := strings.Cut(trim(s), " ")
	part, complete, found := strings.Cut(trim(rest), "/")
	c.Unit = unit
	if !found || !isToken(unit) {
		return c, false
	}
	const most = 1<<62 - 1
	if c.Complete = -1; complete != "*" {
		if c.Complete, ok = digits(complete, most); !ok {
			return c, false
		}
	}
	if part == "*" {
		c.Unsatisfied = true
		return c, c.Complete >= 0
	}
	first, last, _ := strings.Cut(part, "-")
	var ok1, ok2 bool
	c.First, ok1 = digits(first, most)
	c.Last, ok2 = digits(last, most)
	return c, ok1 && ok2 && c.First <= c.Last && (c.Complete < 0 || c.Last < c.Complete)
}

// explainRange holds Range against what came.
func explainRange(x *Exchange, yield func(Remark) bool) bool {
	asked, has := x.Request.Fields.Get("Range")
	sent, answered := x.Response.Fields.Get("Content-Range")
	fields := []string{"Range", "Content-Range"}
	switch status := x.Response.Status; {
	case status == 206 && !answered:
		kind, _ := x.Response.Fields.Get("Content-Type")
		if !strings.HasPrefix(strings.ToLower(kind), "multipart/byteranges") {
			return true
		}
		return yield(Remark{Ranges, say("Several ranges (%s) are sent, each with its place, in a multipart content.", "以多部分内容发送多个范围（%s），各部分注明位置。", show(asked)), "RFC 9110 §15.3.7.2", fields})
	case answered && (status == 206 || status == 416):
		c, ok := ParseContentRange(sent)
		if !ok {
			return yield(Remark{Ranges, say("Content-Range (%s) is not valid, so the place of the content is not known.", "Content-Range（%s）无效，无法确定内容所在位置。", show(sent)), "RFC 9110 §14.4", fields})
		}
		return yield(Remark{Ranges, c.text(status), "RFC 9110 §14.4", fields})
	case has && status == 200 && x.Request.Method == "GET":
		return yield(Remark{Ranges, say("A range (%s) was asked for and the whole is sent, as a server always may.", "请求了范围（%s），服务器发送了整体；服务器总可以这样做。", show(asked)), "RFC 9110 §14.2", fields[:1]})
	case has && status == 416:
		return yield(Remark{Ranges, say("None of the ranges asked for (%s) lies within the representation.", "所请求的范围（%s）均不在该表示之内。", show(asked)), "RFC 9110 §15.5.17", fields[:1]})
	}
	return true
}

func (c *ContentRange) text(status int) Text {
	switch {
	case status == 416 && c.Unsatisfied:
		return say("The range asked for does not exist: the whole has %d %s.", "所请求的范围不存在：整体长 %d %s。", c.Complete, show(c.Unit))
	case c.Complete < 0:
		return say("%[3]s %[1]d to %[2]d are sent; the length of the whole is not told.", "发送第 %[1]d 至 %[2]d %[3]s；整体长度未说明。", c.First, c.Last, show(c.Unit))
	}
	return say("%[3]s %[1]d to %[2]d of %[4]d are sent.", "发送第 %[1]d 至 %[2]d %[3]s，整体长 %[4]d。", c.First, c.Last, show(c.Unit), c.Complete)
}

// explainExpect says how a request that waits before its content went on.
func explainExpect(x *Exchange, yield func(Remark) bool) bool {
	if !x.Request.Seen || !hasOption(x.Request.Fields.Combined("Expect"), "100-continue") {
		return true
	}
	continued := false
	for _, status := range x.Response.Interim {
		continued = continued || status == 100
	}
	text := say("The client waits for 100 before it sends the content; no response was seen.", "客户端在发送内容前等待 100；未见到响应。")
	switch {
	case continued:
		text = say("The client asked before sending its content, and the server let it go on (100).", "客户端先询问再发送内容，服务器以 100 允许继续。")
	case x.Response.Seen && x.Response.Status == 417:
		text = say("The server does not meet the expectation (417); the client may repeat the request without Expect.", "服务器不满足该期望（417）；客户端可去掉 Expect 重发请求。")
	case x.Response.Seen:
		text = say("The client asked before sending its content; the server gave the final response at once, without 100.", "客户端先询问再发送内容；服务器未发 100，直接给出最终响应。")
	}
	return yield(Remark{Expectation, text, "RFC 9110 §10.1.1", []string{"Expect"}})
}
