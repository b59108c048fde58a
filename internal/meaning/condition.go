package meaning

// Outcome is what became of a conditional request.
type Outcome uint8

const (
	NoAnswer    Outcome = iota // the response was not seen
	NotModified                // 304: the client's copy is still good
	Failed                     // 412: the precondition was false
	Whole                      // the content was sent: the condition let it, or the server does not evaluate it
	Part                       // 206: If-Range was true
	Other                      // an error or a redirect, which says nothing of the condition
)

func (o Outcome) String() string {
	return [...]string{"no answer", "not modified", "precondition failed", "whole", "part", "other"}[o]
}

// Condition is a conditional request and its outcome (RFC 9110 §13).
type Condition struct {
	Fields  []string // of the request, the one evaluated first being first (§13.2.2)
	Outcome Outcome
	Section string
	Text    Text
}

// precedence is the order of evaluation (RFC 9110 §13.2.2). The fields in the
// second column are ignored where the first is present.
var precedence = [...][2]string{{"If-Match", "If-Unmodified-Since"}, {"If-None-Match", "If-Modified-Since"}}

// ConditionOf says what was asked on condition; ok is false where nothing was.
func ConditionOf(x *Exchange) (c Condition, ok bool) {
	f := x.Request.Fields
	for _, names := range precedence {
		if f.Has(names[0]) {
			c.Fields = append(c.Fields, names[0])
		} else if f.Has(names[1]) {
			c.Fields = append(c.Fields, names[1])
		}
	}
	if f.Has("If-Range") && f.Has("Range") {
		c.Fields = append(c.Fields, "If-Range")
	}
	if len(c.Fields) == 0 {
		return c, false
	}
	c.Section = "RFC 9110 §13.2.2"
	read := x.Request.Method == "GET" || x.Request.Method == "HEAD"
	switch s := x.Response.Status; {
	case !x.Response.Seen:
		c.Outcome, c.Text = NoAnswer, say("Conditional request (%s); the answer was not seen.", "条件请求（%s）；未见到响应。", c.Fields[0])
	case s == 304:
		c.Outcome, c.Section = NotModified, "RFC 9110 §15.4.5"
		c.Text = say("Validated by %s: the client's stored copy (%s) is still good, so no content is sent.",
			"通过 %s 验证：客户端存储的副本（%s）仍有效，故不发送内容。", c.Fields[0], show(f.Combined(c.Fields[0])))
	case s == 412:
		c.Outcome, c.Section = Failed, "RFC 9110 §15.5.13"
		c.Text = say("The precondition %s was false, so the method was not applied.", "先决条件 %s 不成立，方法未执行。", c.Fields[0])
	case s == 206 && f.Has("If-Range"):
		c.Outcome, c.Section = Part, "RFC 9110 §13.1.5"
		c.Text = say("If-Range was true: the representation is unchanged, so only the range is sent.", "If-Range 成立：表示未变，只发送所请求的范围。")
	case s == 200 && read:
		c.Outcome, c.Text = Whole, wholeText(x, c.Fields[0])
	case s/100 == 2:
		c.Outcome = Whole
		c.Text = say("The request went through: %s was true, or the server does not evaluate it.", "请求得到执行：%s 成立，或服务器未评估该条件。", c.Fields[0])
	default:
		c.Outcome = Other
		c.Text = say("Conditional request (%s); this answer says nothing of the condition.", "条件请求（%s）；该响应未反映条件是否成立。", c.Fields[0])
	}
	return c, true
}

// wholeText says why a conditional GET got all of the content.
func wholeText(x *Exchange, field string) Text {
	v, has := x.Response.Fields.Get("ETag")
	tag, ok := ParseETag(v)
	if has && ok && field == "If-None-Match" && tagListHolds(x.Request.Fields.Combined(field), tag.WeakMatch) {
		return say("Sent in full although the entity tag %s matches If-None-Match: the server did not evaluate the condition.",
			"实体标签 %s 与 If-None-Match 相符，却仍发送完整内容：服务器未评估该条件。", show(v))
	}
	if has && ok && field == "If-None-Match" && !hasOption(x.Request.Fields.Combined(field), "*") {
		return say("None of the client's entity tags is the current one, %s, so the content is sent in full.", "客户端的实体标签均不是当前的 %s，故发送完整内容。", show(v))
	}
	return say("Sent in full: %s let it, or the server does not evaluate it.", "发送完整内容：%s 的条件允许，或服务器未评估该条件。", field)
}

// Revalidates reports whether a 304 renewed the response of an earlier exchange
// of the client (RFC 9111 §4.3.4), and by which field that is known.
func Revalidates(later, earlier *Exchange) (field string, ok bool) {
	if later.Response.Status != 304 || earlier.Response.Status != 200 || earlier.Response.Time > later.Request.Time {
		return "", false
	}
	a, ok1 := later.URL()
	b, ok2 := earlier.URL()
	if !ok1 || !ok2 || sameURL(a) != sameURL(b) {
		return "", false
	}
	was, hadTag := earlier.Response.Fields.Get("ETag")
	tag, valid := ParseETag(was)
	if later.Request.Fields.Has("If-None-Match") {
		if !hadTag || !valid || !tagListHolds(later.Request.Fields.Combined("If-None-Match"), tag.WeakMatch) {
			return "", false
		}
		if now, has := later.Response.Fields.Get("ETag"); has {
			if t, ok := ParseETag(now); ok && !t.WeakMatch(tag) {
				return "", false
			}
		}
		return "If-None-Match", true
	}
	since, has := later.Request.Fields.Get("If-Modified-Since")
	modified, had := earlier.Response.Fields.Get("Last-Modified")
	t, ok1 := ParseDate(since, later.Request.Time)
	u, ok2 := ParseDate(modified, earlier.Response.Time)
	if has && had && ok1 && ok2 && t == u {
		return "If-Modified-Since", true
	}
	return "", false
}
