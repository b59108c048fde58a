package meaning

import (
	"slices"
	"strings"
)

// Outcome is what became of a conditional request.
type Outcome uint8

const (
	NoAnswer    Outcome = iota // the response was not seen
	NotModified                // 304: the client's copy is still good
	Failed                     // 412: the precondition was false
	Whole                      // 2xx: the condition let it, or the server does not evaluate it
	Part                       // 206 to a request with If-Range
	Other                      // an error or a redirect, which says nothing of the condition
)

func (o Outcome) String() string {
	return [...]string{"no answer", "not modified", "precondition failed", "whole", "part", "other"}[o]
}

// Condition is a conditional request and its outcome (RFC 9110 §13).
type Condition struct {
	Fields  []string // of the request that a server evaluates, the first being first (§13.2.2)
	Outcome Outcome
	Section string
	Text    Text
}

// ConditionOf says what was asked on condition, or that an answer to a condition
// came to a request without one; ok is false where nothing was.
func ConditionOf(x *Exchange) (c Condition, ok bool) {
	if !x.Request.Seen || x.Request.Part {
		return c, false
	}
	evaluated, ignored := conditions(x)
	c.Fields, c.Section = evaluated, "RFC 9110 §13.2.2"
	method := x.Request.Method
	switch s := x.Response.Status; {
	case !x.Response.Seen && len(evaluated) > 0:
		c.Outcome, c.Text = NoAnswer, say("Conditional request (%s); the answer was not seen.", "条件请求（%s）；未见到响应。", strings.Join(evaluated, ", "))
	case s == 304:
		c.Outcome, c.Section, c.Text = NotModified, "RFC 9110 §15.4.5", notModified(x, evaluated)
	case s == 412:
		c.Outcome, c.Section, c.Text = Failed, "RFC 9110 §15.5.13", failed(method, evaluated)
	case len(evaluated) == 0:
		c.Outcome = Other
	case s == 206 && slices.Contains(evaluated, "If-Range"):
		c.Outcome, c.Section, c.Text = Part, "RFC 9110 §13.1.5", passed(x, evaluated)
	case s/100 == 2:
		c.Outcome, c.Text = Whole, passed(x, evaluated)
		if evaluated[0] == "If-Range" {
			c.Section = "RFC 9110 §13.1.5"
		}
	default:
		c.Outcome = Other
		c.Text = say("Conditional request (%s); this answer says nothing of the condition.", "条件请求（%s）；该响应未反映条件是否成立。", strings.Join(evaluated, ", "))
	}
	for _, t := range ignored {
		if c.Text == (Text{}) {
			c.Text = t
		} else {
			c.Text = c.Text.with(t)
		}
	}
	return c, c.Text != (Text{})
}

// conditions parts the conditional fields of a request into those that a server
// evaluates, in their order, and those that it must ignore (RFC 9110 §13.1, §13.2).
func conditions(x *Exchange) (evaluated []string, ignored []Text) {
	method := x.Request.Method
	for _, c := range []struct {
		name, before string // what goes before it, so that it is not evaluated
		date         bool
	}{
		{"If-Match", "", false}, {"If-Unmodified-Since", "If-Match", true},
		{"If-None-Match", "", false}, {"If-Modified-Since", "If-None-Match", true},
		{"If-Range", "", false},
	} {
		if !x.Request.Fields.Has(c.name) {
			continue
		}
		value := trim(x.Request.Fields.Combined(c.name))
		_, isDate := ParseDate(value, x.Request.Time)
		why := Text{}
		switch {
		case method == "CONNECT" || method == "OPTIONS" || method == "TRACE":
			why = say("%s selects no representation", "%s 不选择任何表示", method)
		case c.before != "" && x.Request.Fields.Has(c.before):
			why = say("it stands beside %s", "已有 %s", c.before)
		case value == "":
			why = say("it is empty", "其值为空")
		case c.date && !isDate:
			why = say("its value is no date of HTTP", "其值不是 HTTP 日期")
		case c.name == "If-Modified-Since" && method != "GET" && method != "HEAD":
			why = say("it is for GET and HEAD", "它只用于 GET 和 HEAD")
		case c.name == "If-Range" && !x.Request.Fields.Has("Range"):
			why = say("there is no Range", "没有 Range")
		case c.name == "If-Range" && method != "GET":
			why = say("Range is for GET", "Range 只用于 GET")
		default:
			evaluated = append(evaluated, c.name)
			continue
		}
		ignored = append(ignored, Text{c.name + " is to be ignored: " + why[English] + ".", c.name + " 应予忽略：" + why[Chinese] + "。"})
	}
	return evaluated, ignored
}

// notModified says what a 304 answers.
func notModified(x *Exchange, evaluated []string) Text {
	method := x.Request.Method
	switch {
	case method != "GET" && method != "HEAD":
		return say("The answer is 304, which is for a conditional GET or HEAD only; the method is %s.", "响应为 304，它只用于条件 GET 或 HEAD，而方法是 %s。", show(method))
	case slices.Contains(evaluated, "If-None-Match"):
		asked := trim(x.Request.Fields.Combined("If-None-Match"))
		v, _ := x.Response.Fields.Get("ETag")
		tag, tagged := ParseETag(v)
		switch {
		case asked == "*":
			return say("Not modified: If-None-Match: * is false, for there is a representation, and no content is sent.", "未修改：已有表示，故 If-None-Match: * 不成立，不发送内容。")
		case tagged && tagListHolds(asked, tag.WeakMatch):
			return say("Not modified: the current entity tag, %s, is in If-None-Match, so no content is sent.", "未修改：当前实体标签 %s 在 If-None-Match 之中，故不发送内容。", show(v))
		case tagged:
			return say("The server says not modified (304), though its entity tag, %s, is not in If-None-Match (%s).", "服务器称未修改（304），但其实体标签 %s 不在 If-None-Match（%s）之中。", show(v), show(asked))
		}
		return say("Not modified: the current entity tag is in If-None-Match (%s), so no content is sent.", "未修改：当前实体标签在 If-None-Match（%s）之中，故不发送内容。", show(asked))
	case slices.Contains(evaluated, "If-Modified-Since"):
		since, _ := x.Request.Fields.Get("If-Modified-Since")
		modified, _ := x.Response.Fields.Get("Last-Modified")
		if isLater(modified, since, x.Response.Time) {
			return say("The server says not modified (304), though its Last-Modified, %s, is later than If-Modified-Since (%s).",
				"服务器称未修改（304），但其 Last-Modified（%s）晚于 If-Modified-Since（%s）。", show(modified), show(since))
		}
		return say("Not modified since %s (If-Modified-Since), so no content is sent.", "自 %s（If-Modified-Since）以来未修改，故不发送内容。", show(since))
	}
	return say("The answer is 304 (Not Modified), though the request has no If-None-Match or If-Modified-Since to be evaluated.",
		"响应为 304（未修改），但请求没有可供评估的 If-None-Match 或 If-Modified-Since。")
}

// isLater says whether both are dates and a is the later one.
func isLater(a, b string, received int64) bool {
	s, ok := ParseDate(trim(a), received)
	t, ok2 := ParseDate(trim(b), received)
	return ok && ok2 && s > t
}

// failed says which precondition a 412 is the answer to.
func failed(method string, evaluated []string) Text {
	var may []string
	for _, name := range evaluated {
		if name == "If-Match" || name == "If-Unmodified-Since" || name == "If-None-Match" && method != "GET" && method != "HEAD" {
			may = append(may, name)
		}
	}
	switch len(may) {
	case 0:
		return say("The answer is 412, though no precondition of RFC 9110 in the request leads to it; it may be of another kind, such as WebDAV's If or Overwrite.",
			"响应为 412，但请求中没有会导致它的 RFC 9110 先决条件；可能是其他条件，如 WebDAV 的 If 或 Overwrite。")
	case 1:
		return say("The server found %s false, so the method was not applied.", "服务器认定 %s 不成立，方法未执行。", may[0])
	}
	return say("The server found one of %s and %s false, so the method was not applied.", "服务器认定 %s 与 %s 之一不成立，方法未执行。", may[0], may[1])
}

// passed says of each condition why the answer is 2xx nevertheless.
func passed(x *Exchange, evaluated []string) (t Text) {
	for i, name := range evaluated {
		var next Text
		switch method := x.Request.Method; {
		case name == "If-Range" && (x.Response.Status == 200 || x.Response.Status == 206):
			next = rangeCondition(x)
		case name == "If-None-Match" && x.Response.Status == 200 && (method == "GET" || method == "HEAD"):
			next = noneMatched(x)
		case name == "If-Modified-Since" && x.Response.Status == 200:
			next = wasModified(x)
		default:
			next = say("%s was true, or the server does not evaluate it.", "%s 成立，或服务器未评估它。", name)
		}
		if i == 0 {
			t = next
		} else {
			t = t.with(next)
		}
	}
	return t
}

// noneMatched is for 200 to a GET or HEAD with If-None-Match (RFC 9110 §13.1.2).
func noneMatched(x *Exchange) Text {
	asked := trim(x.Request.Fields.Combined("If-None-Match"))
	v, _ := x.Response.Fields.Get("ETag")
	tag, tagged := ParseETag(v)
	switch {
	case asked == "*":
		return say("The answer is 200, though If-None-Match: * is false where there is a representation: the server did not evaluate it, or has none.",
			"响应为 200，但只要存在表示，If-None-Match: * 就不成立：服务器未评估它，或没有表示。")
	case tagged && tagListHolds(asked, tag.WeakMatch):
		return say("The answer is 200, though the entity tag, %s, is in If-None-Match, for which a server that evaluates it answers 304.",
			"响应为 200，但实体标签 %s 在 If-None-Match 之中；评估该条件的服务器会答以 304。", show(v))
	case tagged:
		return say("None of the entity tags in If-None-Match is the current one, %s, so the answer is 200.", "If-None-Match 中的实体标签均不是当前的 %s，故响应为 200。", show(v))
	}
	return say("The answer is 200: If-None-Match was true, or the server does not evaluate it.", "响应为 200：If-None-Match 成立，或服务器未评估它。")
}

// wasModified is for 200 to a GET or HEAD with If-Modified-Since (RFC 9110 §13.1.3).
func wasModified(x *Exchange) Text {
	asked, _ := x.Request.Fields.Get("If-Modified-Since")
	v, _ := x.Response.Fields.Get("Last-Modified")
	since, _ := ParseDate(asked, x.Request.Time)
	switch modified, ok := ParseDate(v, x.Response.Time); {
	case ok && modified > since:
		return say("It was modified after If-Modified-Since (%s), so the answer is 200.", "在 If-Modified-Since（%s）之后有过修改，故响应为 200。", show(asked))
	case ok:
		return say("The answer is 200, though Last-Modified (%s) is not after If-Modified-Since (%s), for which a server that evaluates it answers 304.",
			"响应为 200，但 Last-Modified（%s）不晚于 If-Modified-Since（%s）；评估该条件的服务器会答以 304。", show(v), show(asked))
	}
	return say("The answer is 200: If-Modified-Since was true, or the server does not evaluate it.", "响应为 200：If-Modified-Since 成立，或服务器未评估它。")
}

// rangeCondition is for 200 and 206 to a GET with If-Range (RFC 9110 §13.1.5).
func rangeCondition(x *Exchange) Text {
	asked, _ := x.Request.Fields.Get("If-Range")
	asked = trim(asked)
	current, matches := matchesRange(x, asked)
	part := x.Response.Status == 206
	switch {
	case strings.HasPrefix(asked, "W/") && part:
		return say("Not the whole is sent, though If-Range is a weak entity tag (%s), which never matches.", "只发送了一部分，但 If-Range 是弱实体标签（%s），从不匹配。", show(asked))
	case strings.HasPrefix(asked, "W/"):
		return say("The whole is sent: If-Range is a weak entity tag (%s), which never matches.", "发送整体：If-Range 是弱实体标签（%s），从不匹配。", show(asked))
	case matches == Yes && part:
		return say("If-Range (%s) is the current validator, so the range is sent and not the whole.", "If-Range（%s）即当前验证器，故发送所请求的范围而非整体。", show(asked))
	case matches == Yes:
		return say("The whole is sent, though If-Range (%s) is the current validator; a server may always ignore Range.", "发送整体，但 If-Range（%s）即当前验证器；服务器总可忽略 Range。", show(asked))
	case matches == No && part:
		return say("Not the whole is sent, though If-Range (%s) is not the current validator (%s).", "只发送了一部分，但 If-Range（%s）不是当前验证器（%s）。", show(asked), show(current))
	case matches == No:
		return say("The whole is sent: If-Range (%s) is not the current validator (%s).", "发送整体：If-Range（%s）不是当前验证器（%s）。", show(asked), show(current))
	case part:
		return say("Not the whole is sent: If-Range (%s) was true, or the server does not evaluate it.", "只发送了一部分：If-Range（%s）成立，或服务器未评估它。", show(asked))
	}
	return say("The whole is sent: If-Range (%s) was false, or the server ignored Range.", "发送整体：If-Range（%s）不成立，或服务器忽略了 Range。", show(asked))
}

// matchesRange holds If-Range against the validator of its kind in the
// response. Tags are compared strongly; a date matches only in full, and only
// one that Date shows to be a second old at least is a strong validator
// (RFC 9110 §8.8.2.2).
func matchesRange(x *Exchange, asked string) (current string, matches Answer) {
	if strings.HasPrefix(asked, `"`) {
		v, has := x.Response.Fields.Get("ETag")
		have, ok1 := ParseETag(v)
		want, ok2 := ParseETag(asked)
		switch {
		case !has || !ok1 || !ok2:
			return v, Unknown
		case have.StrongMatch(want):
			return v, Yes
		}
		return v, No
	}
	v, _ := x.Response.Fields.Get("Last-Modified")
	want, ok1 := ParseDate(asked, x.Request.Time)
	have, ok2 := ParseDate(v, x.Response.Time)
	made, _ := x.Response.Fields.Get("Date")
	date, ok3 := ParseDate(made, x.Response.Time)
	switch {
	case !ok1 || !ok2:
		return v, Unknown
	case want != have:
		return v, No
	case ok3 && date > have:
		return v, Yes
	}
	return v, Unknown
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
