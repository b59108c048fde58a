package meaning

import "strings"

// ContentRange is what part of a representation is sent (RFC 9110 §14.4). Its
// numbers may have any length: they are decimal, without needless zeros.
type ContentRange struct {
	Unit        string
	First, Last string // the places of the first and last byte, from 0
	Complete    string // length of the whole; empty when not told
	Unsatisfied bool   // no part is sent: only Complete is told
}

// ParseContentRange reads Content-Range; ok is false for what is not valid.
func ParseContentRange(s string) (c ContentRange, ok bool) {
	unit, rest, _ := strings.Cut(trim(s), " ")
	part, complete, found := strings.Cut(trim(rest), "/")
	c.Unit = unit
	if !found || !isToken(unit) {
		return c, false
	}
	if complete != "*" {
		if c.Complete, ok = decimal(complete); !ok {
			return c, false
		}
	}
	if part == "*" {
		c.Unsatisfied = true
		return c, c.Complete != ""
	}
	first, last, _ := strings.Cut(part, "-")
	var ok1, ok2 bool
	c.First, ok1 = decimal(first)
	c.Last, ok2 = decimal(last)
	return c, ok1 && ok2 && !less(c.Last, c.First) && (c.Complete == "" || less(c.Last, c.Complete))
}

// decimal is a number of digits only without its needless zeros.
func decimal(s string) (string, bool) {
	for i := range len(s) {
		if !isDigit(s[i]) {
			return "", false
		}
	}
	if s == "" {
		return "", false
	}
	if s = strings.TrimLeft(s, "0"); s == "" {
		s = "0"
	}
	return s, true
}

func less(a, b string) bool { return len(a) < len(b) || len(a) == len(b) && a < b }

// explainRange holds Range against what came.
func explainRange(x *Exchange, yield func(Remark) bool) bool {
	asked, has := x.Request.Fields.Get("Range")
	sent, answered := x.Response.Fields.Get("Content-Range")
	kind, _ := x.Response.Fields.Get("Content-Type")
	request, response := []string{"Range"}, []string{"Content-Range"}
	status := x.Response.Status
	if status == 206 && x.Request.lacks("Range") &&
		!yield(Remark{Ranges, say("A part is sent (206), though the request asks for no range.", "只发送了一部分（206），但请求没有要求范围。"), "RFC 9110 §15.3.7", request}) {
		return false
	}
	switch {
	case status == 206 && !answered && strings.HasPrefix(strings.ToLower(kind), "multipart/byteranges"):
		return yield(Remark{Ranges, say("The content is multipart/byteranges: each of its parts is to tell its own place.", "内容为 multipart/byteranges：各部分应自行注明位置。").with(askedFor(asked)), "RFC 9110 §15.3.7.2", request})
	case status == 206 && x.Response.lacks("Content-Range"):
		return yield(Remark{Ranges, say("The response has no Content-Range, which a 206 of one part must have, so what part it is is not told.", "响应没有 Content-Range，单一部分的 206 必须带有它，故无法得知是哪一部分。").with(askedFor(asked)), "RFC 9110 §15.3.7.1", response})
	case answered && (status == 206 || status == 416):
		return yield(Remark{Ranges, contentRangeText(sent, status), "RFC 9110 §14.4", response})
	case has && status == 200 && x.Request.Method == "GET":
		return yield(Remark{Ranges, say("A range was asked for and the answer is 200, the whole, as a server always may.", "请求了范围，而响应为 200，即整体；服务器总可以这样做。").with(askedFor(asked)), "RFC 9110 §14.2", request})
	case has && status == 416:
		return yield(Remark{Ranges, say("The server does not send the range.", "服务器不发送所请求的范围。").with(askedFor(asked)), "RFC 9110 §15.5.17", request})
	case status == 416 && x.Request.lacks("Range"):
		return yield(Remark{Ranges, say("The answer is 416, though the request asks for no range.", "响应为 416，但请求没有要求范围。"), "RFC 9110 §15.5.17", request})
	}
	return true
}

// askedFor quotes Range.
func askedFor(asked string) Text {
	if asked = trim(asked); asked == "" {
		return Text{}
	}
	return say("Range asks for %s.", "Range 请求的是 %s。", show(asked))
}

func contentRangeText(sent string, status int) Text {
	c, ok := ParseContentRange(sent)
	first, last, complete, unit := show(c.First), show(c.Last), show(c.Complete), show(c.Unit)
	switch {
	case trim(sent) == "":
		return say("Content-Range is empty.", "Content-Range 为空。")
	case !ok && c.Unit != "bytes" && isToken(c.Unit):
		return say("Content-Range (%s) is in a unit whose form is not known here.", "Content-Range（%s）所用单位的格式未收录。", show(sent))
	case !ok:
		return say("Content-Range (%s) is not valid, so the place of the content is not known.", "Content-Range（%s）无效，无法确定内容所在位置。", show(sent))
	case status == 416 && c.Unsatisfied:
		return say("The server sends none of the ranges; by Content-Range the whole has %s %s.", "服务器不发送任何范围；按 Content-Range，整体长 %s %s。", complete, unit)
	case status == 416 || c.Unsatisfied:
		return say("Content-Range (%s) is not of the form that a %d has.", "Content-Range（%s）不是 %d 所用的形式。", show(sent), status)
	case c.Complete == "":
		return say("By Content-Range %[3]s %[1]s to %[2]s are sent; the length of the whole is not told.", "按 Content-Range，发送第 %[1]s 至 %[2]s %[3]s；整体长度未说明。", first, last, unit)
	}
	return say("By Content-Range %[3]s %[1]s to %[2]s of %[4]s are sent.", "按 Content-Range，发送第 %[1]s 至 %[2]s %[3]s，整体长 %[4]s。", first, last, unit, complete)
}
