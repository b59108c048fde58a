package meaning

import (
	"slices"
	"strings"
)

// explainExpect says how a request that asks before its content went on
// (RFC 9110 §10.1.1). What was captured first is no proof of a wait, only that
// content before the 100 is one that there was none.
func explainExpect(x *Exchange, yield func(Remark) bool) bool {
	expected := trim(x.Request.Fields.Combined("Expect"))
	if !x.Request.Seen || expected == "" {
		return true
	}
	fields := []string{"Expect"}
	if !hasOption(expected, "100-continue") {
		return yield(Remark{Expectation, say("Expect asks for %s, which is not known here.", "Expect 要求 %s，此处未收录。", show(expected)), "RFC 9110 §10.1.1", fields})
	}
	if major, minor, ok := numbers(x.Request.Version); ok && (major == 0 || major == 1 && minor == 0) {
		return yield(Remark{Expectation, say("Expect: 100-continue in a request of %s is to be ignored.", "%s 请求中的 Expect: 100-continue 应予忽略。", versionName(x.Request.Version)), "RFC 9110 §10.1.1", fields})
	}
	if length := trim(x.Request.Fields.Combined("Content-Length")); !x.Request.Content && x.Request.lacks("Transfer-Encoding") && strings.Trim(length, "0") == "" {
		return yield(Remark{Expectation, say("Expect: 100-continue stands in a request that announces no content.", "Expect: 100-continue 出现在未声明内容的请求中。"), "RFC 9110 §10.1.1", fields})
	}
	early := x.Request.Early
	var text Text
	switch continued := slices.Contains(x.Response.Interim, 100); {
	case continued && early == Yes:
		text = say("The server says go on (100), but the client did not wait for that: content was seen before it.", "服务器以 100 表示继续，但客户端并未等待：此前已见到内容。")
	case continued && early == No && x.Request.Content:
		text = say("The server says go on (100), and content was seen only after that.", "服务器以 100 表示继续，内容在其后才出现。")
	case continued:
		text = say("The server says go on (100).", "服务器以 100 表示继续。")
	case x.Response.Status == 417:
		text = say("The server does not meet the expectation (417); the client may repeat the request without Expect.", "服务器不满足该期望（417）；客户端可去掉 Expect 重发请求。")
	case x.Response.Seen && early == Yes:
		text = say("No 100 was seen; content was sent before the final response all the same.", "未见到 100；内容仍在最终响应之前发送。")
	case x.Response.Seen && early == No:
		text = say("No 100 was seen; the final response came before any content.", "未见到 100；最终响应先于任何内容到来。")
	case x.Response.Seen:
		text = say("No 100 was seen before the final response.", "最终响应之前未见到 100。")
	case x.Request.Content:
		text = say("No response was seen, nor a 100 before the content.", "未见到响应，内容之前也没有 100。")
	default:
		text = say("Neither a response nor content was seen.", "未见到响应，也未见到内容。")
	}
	return yield(Remark{Expectation, say("The client asks whether to send its content (100-continue).", "客户端先询问是否发送内容（100-continue）。").with(text), "RFC 9110 §10.1.1", fields})
}
