package meaning

import (
	"strconv"
	"sync"
)

// StatusInfo is what is known of a status code.
type StatusInfo struct {
	Code       int
	Reason     string // the registered phrase; empty for a code that only its class explains
	Registered bool   // with IANA
	Section    string // of what defines it, or who uses it
	Text       Text   // what it says, in a sentence
}

// Status looks a status code up. One that is not known is explained by its
// class (RFC 9110 §15); ok is false when it has not even one of these.
func Status(code int) (info StatusInfo, ok bool) {
	if s, found := statuses()[code]; found {
		return *s, true
	}
	class := code / 100
	if class < 1 || class > 5 {
		return StatusInfo{Code: code, Section: "RFC 9110 §15",
			Text: say("This code is in none of the five classes; a client is to treat it like a server error (5xx).",
				"该状态码不属于五个类别；客户端应按服务器错误（5xx）处理。")}, false
	}
	return StatusInfo{Code: code, Section: "RFC 9110 §15", Text: statusClasses[class]}, true
}

var statusClasses = [...]Text{
	1: {"A code not known here; its class is informational: the final response is still to come.", "未收录的状态码；属信息类（1xx）：最终响应尚未到来。"},
	2: {"A code not known here; its class says that the request succeeded.", "未收录的状态码；属成功类（2xx）：请求成功。"},
	3: {"A code not known here; its class is redirection: something is left for the client to do.", "未收录的状态码；属重定向类（3xx）：客户端须进一步操作。"},
	4: {"A code not known here; its class says that the server finds the fault with the request.", "未收录的状态码；属客户端错误类（4xx）：服务器认为请求有误。"},
	5: {"A code not known here; its class says that the server failed to fulfil the request.", "未收录的状态码；属服务器错误类（5xx）：服务器未能完成请求。"},
}

var statuses = sync.OnceValue(func() map[int]*StatusInfo {
	m := make(map[int]*StatusInfo)
	for _, r := range rows("status.tsv", 6) {
		code, err := strconv.Atoi(r[0])
		if err != nil {
			panic("meaning: data/status.tsv: the first column is to be a number, not " + strconv.Quote(r[0]))
		}
		m[code] = &StatusInfo{Code: code, Reason: r[1], Registered: r[2] != "unregistered", Section: r[3], Text: Text{r[4], r[5]}}
	}
	return m
})
