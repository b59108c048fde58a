package meaning

import "strings"

// Verdict is what becomes of the connection after an exchange.
type Verdict uint8

const (
	Undecided Verdict = iota // the messages seen do not tell
	Persists
	Closes
	Leaves // HTTP ends on it; another protocol goes on
)

func (v Verdict) String() string {
	return [...]string{"undecided", "persists", "closes", "leaves HTTP"}[v]
}

// Decider is whose message settles a Verdict.
type Decider uint8

const (
	Nobody Decider = iota
	Client
	Server
	Both
)

func (d Decider) String() string { return [...]string{"nobody", "client", "server", "both"}[d] }

// Persistence is whether a connection lives on after an exchange, by what the
// messages say. Whether it really did is for the TCP segments to show.
type Persistence struct {
	Verdict Verdict
	By      Decider
	Section string
	Text    Text
	Fields  []string // that decided
}

// wish is what one message says of the connection, by RFC 9112 §9.3.
type wish uint8

const (
	unheard wish = iota
	closeOption
	byVersion // 1.1 or later, without close
	keepAlive // 1.0 with keep-alive
	oldClose  // 1.0 without keep-alive, or 0.9
	otherVersion
)

func wishOf(seen bool, version string, fields Lines) wish {
	options := fields.Combined("Connection")
	switch {
	case !seen:
		return unheard
	case hasOption(options, "close"):
		return closeOption
	case version == "HTTP/1.0" && hasOption(options, "keep-alive"):
		return keepAlive
	case version == "HTTP/1.0", version == "", version == "HTTP/0.9":
		return oldClose
	case strings.HasPrefix(version, "HTTP/1."):
		return byVersion
	}
	return otherVersion
}

// PersistenceOf applies RFC 9112 §9.3 to both messages.
func PersistenceOf(x *Exchange) Persistence {
	q := wishOf(x.Request.Seen, x.Request.Version, x.Request.Fields)
	r := wishOf(x.Response.Seen, x.Response.Version, x.Response.Fields)
	connection := []string{"Connection"}
	const rule = "RFC 9112 §9.3"
	switch {
	case x.Response.Seen && x.Response.Status == 101:
		return Persistence{Leaves, Both, "RFC 9110 §15.2.2", say("The connection goes on with the protocol in Upgrade: the client offered it, the server agreed (101).",
			"连接改用 Upgrade 所列协议继续：客户端提出，服务器同意（101）。"), []string{"Upgrade", "Connection"}}
	case x.Response.Seen && x.Request.Method == "CONNECT" && x.Response.Status/100 == 2:
		return Persistence{Leaves, Both, "RFC 9110 §9.3.6", say("The connection is now a tunnel: the client asked for it by CONNECT, the proxy agreed (2xx).",
			"连接已成为隧道：客户端用 CONNECT 请求，代理以 2xx 同意。"), nil}
	case q == otherVersion || r == otherVersion:
		return Persistence{Section: rule, Text: say("The version is not HTTP/1, so its rules for persistence do not apply.", "版本不是 HTTP/1，其持久连接规则不适用。")}
	case q == closeOption && r == closeOption:
		return Persistence{Closes, Both, "RFC 9112 §9.6", say("Connection closes: both sides sent \"Connection: close\"; it ends after this response.",
			"连接将关闭：双方都发送了 “Connection: close”，本次响应后结束。"), connection}
	case q == closeOption:
		return Persistence{Closes, Client, "RFC 9112 §9.6", say("Connection closes: the client sent \"Connection: close\", so it ends after this response.",
			"连接将关闭：客户端发送了 “Connection: close”，本次响应后结束。"), connection}
	case r == closeOption:
		return Persistence{Closes, Server, "RFC 9112 §9.6", say("Connection closes: the server sent \"Connection: close\", so it ends after this response.",
			"连接将关闭：服务器发送了 “Connection: close”，本次响应后结束。"), connection}
	case x.Response.Seen && x.Response.UntilClose:
		return Persistence{Closes, Server, "RFC 9112 §6.3", say("Connection closes: the response has no length of its own, only the server's closing ends it.",
			"连接将关闭：响应没有自身长度，只能以服务器关闭连接来结束。"), []string{"Content-Length", "Transfer-Encoding"}}
	case r == oldClose && q == oldClose:
		return Persistence{Closes, Both, rule, say("Connection closes: both messages are older than HTTP/1.1, and neither asks for keep-alive.",
			"连接将关闭：两条消息版本均低于 HTTP/1.1，且均未请求 keep-alive。"), connection}
	case r == oldClose:
		return Persistence{Closes, Server, rule, say("Connection closes: the response is HTTP/1.0 without \"Connection: keep-alive\".",
			"连接将关闭：响应为 HTTP/1.0，且没有 “Connection: keep-alive”。"), connection}
	case q == oldClose:
		return Persistence{Closes, Client, rule, say("Connection closes: the request is HTTP/1.0 without \"Connection: keep-alive\".",
			"连接将关闭：请求为 HTTP/1.0，且没有 “Connection: keep-alive”。"), connection}
	case q == unheard || r == unheard:
		return Persistence{Section: rule, Text: say("Unknown whether the connection persists: one of the two messages was not seen.",
			"无法判断连接是否持久：未见到请求或响应之一。")}
	case q == keepAlive && !strings.HasPrefix(x.Request.Target, "/"):
		return Persistence{Section: rule, Text: say("Unknown whether the connection persists: keep-alive was asked of a proxy in HTTP/1.0, which it is not to heed.",
			"无法判断连接是否持久：以 HTTP/1.0 向代理请求 keep-alive，代理本不应理会。"), Fields: connection}
	case q == keepAlive || r == keepAlive:
		return Persistence{Persists, Both, rule, say("Connection persists: HTTP/1.0 with \"Connection: keep-alive\", and nobody asked to close.",
			"连接保持：HTTP/1.0 且带有 “Connection: keep-alive”，双方均未要求关闭。").with(idle(x)), connection}
	}
	return Persistence{Persists, Both, rule, say("Connection persists: both speak HTTP/1.1 (or later), where that is the default, and neither sent close.",
		"连接保持：双方使用 HTTP/1.1（或更高），默认持久，且均未发送 close。").with(idle(x)), nil}
}

// idle says how long the server means to keep an idle connection, when its
// Keep-Alive field tells.
func idle(x *Exchange) Text {
	for e := range elements(x.Response.Fields.Combined("Keep-Alive"), ',') {
		if name, value, _, _ := pair(e); strings.EqualFold(name, "timeout") {
			if n, ok := digits(value, 1<<31); ok {
				d := duration(n)
				return Text{"The server announces to keep it " + d[English] + " when idle.", "服务器声明空闲时保留 " + d[Chinese] + "。"}
			}
		}
	}
	return Text{}
}
