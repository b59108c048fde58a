package meaning

import (
	"slices"
	"strings"

	"wiretalk/httpdecode"
)

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
	major, minor, ok := numbers(version)
	old := major == 0 || minor == 0
	switch {
	case !seen:
		return unheard
	case !ok || major > 1:
		return otherVersion
	case hasOption(options, "close"):
		return closeOption
	case major == 1 && old && hasOption(options, "keep-alive"):
		return keepAlive
	case old:
		return oldClose
	}
	return byVersion
}

// numbers divides a version (RFC 9112 §2.3), also in the odd spellings that
// httpdecode takes; without one it is 0.9.
func numbers(version string) (major, minor int64, ok bool) {
	if version == "" {
		return 0, 9, true
	}
	const name = "HTTP/"
	if len(version) < len(name) || !strings.EqualFold(version[:len(name)], name) {
		return 0, 0, false
	}
	first, second, divided := strings.Cut(version[len(name):], ".")
	major, ok = digits(first, 1<<31)
	if divided && ok {
		minor, ok = digits(second, 1<<31)
	}
	return major, minor, ok
}

func versionName(version string) string {
	if version == "" {
		return "HTTP/0.9"
	}
	return show(version)
}

// unsound are the notes by which it cannot be told where the messages end, or
// by which an end may close against what the fields say.
const unsound = httpdecode.NoteGap | httpdecode.NoteTruncated | httpdecode.NoteUnpaired | httpdecode.NoteSkippedBytes |
	httpdecode.NoteLengthAndChunked | httpdecode.NoteLengthsDiffer | httpdecode.NoteBadLength | httpdecode.NoteNotChunkedLast |
	httpdecode.NoteChunkedIn10 | httpdecode.NoteBadChunk | httpdecode.NoteOddChunkSize | httpdecode.NoteHeadTooLong | httpdecode.NoteTooManyFields |
	httpdecode.NoteQueueFull | httpdecode.NoteMaybeHead | httpdecode.NoteHugeLength | httpdecode.NoteChunkedTwice | httpdecode.NoteUnasked |
	httpdecode.NoteBodyNotSent | httpdecode.NoteDoubtful | httpdecode.NoteSpaceBeforeColon | httpdecode.NoteBareCR | httpdecode.NoteNUL

// PersistenceOf applies RFC 9112 §9.3 to both messages.
func PersistenceOf(x *Exchange) Persistence {
	q := wishOf(x.Request.Seen, x.Request.Version, x.Request.Fields)
	r := wishOf(x.Response.Seen, x.Response.Version, x.Response.Fields)
	connection := []string{"Connection"}
	const rule = "RFC 9112 §9.3"
	switch {
	case x.Response.Seen && x.Response.Status == 101:
		return switched(x)
	case x.Response.Seen && x.Request.Method == "CONNECT" && x.Response.Status/100 == 2:
		return Persistence{Leaves, Both, "RFC 9110 §9.3.6", say("The connection is now a tunnel: the client asked for it by CONNECT, the answer is %d.",
			"连接已成为隧道：客户端用 CONNECT 请求，响应为 %d。", x.Response.Status), nil}
	case x.Response.isSimple():
		return Persistence{Closes, Server, "RFC 1945 §7.2.2", say("Connection closes: nothing else ends a response of HTTP/0.9.", "连接将关闭：HTTP/0.9 的响应只能以此结束。"), nil}
	case q == otherVersion || r == otherVersion:
		version := x.Request.Version
		if q != otherVersion {
			version = x.Response.Version
		}
		return Persistence{Section: rule, Text: say("Unknown whether the connection persists: the rules for HTTP/1 do not tell of %s.", "无法判断连接是否持久：HTTP/1 的规则不涉及 %s。", versionName(version))}
	case q == closeOption && r == closeOption:
		return Persistence{Closes, Both, "RFC 9112 §9.6", say("Connection closes: both sides sent \"Connection: close\"; it ends after this response.",
			"连接将关闭：双方都发送了“Connection: close”，本次响应后结束。"), connection}
	case q == closeOption:
		return Persistence{Closes, Client, "RFC 9112 §9.6", say("Connection closes: the client sent \"Connection: close\", so it ends after the response.",
			"连接将关闭：客户端发送了“Connection: close”，响应后结束。"), connection}
	case r == closeOption:
		return Persistence{Closes, Server, "RFC 9112 §9.6", say("Connection closes: the server sent \"Connection: close\", so it ends after this response.",
			"连接将关闭：服务器发送了“Connection: close”，本次响应后结束。"), connection}
	case x.Response.Seen && x.Response.UntilClose:
		return Persistence{Closes, Server, "RFC 9112 §6.3", say("Connection closes: no usable length is given for the response, only the server's closing ends it.",
			"连接将关闭：响应没有可用的长度，只能以服务器关闭连接来结束。"), []string{"Content-Length", "Transfer-Encoding"}}
	case x.Request.Part || x.Response.Part:
		return Persistence{Section: rule, Text: say("Unknown whether the connection persists: fields of a message may be missing here.", "无法判断连接是否持久：此处可能缺少报文的部分字段。")}
	case r == oldClose && q == oldClose:
		return Persistence{Closes, Both, rule, say("Connection closes: the request is %s and the response %s, and neither asks for keep-alive.",
			"连接将关闭：请求为 %s，响应为 %s，且均未请求 keep-alive。", versionName(x.Request.Version), versionName(x.Response.Version)), connection}
	case r == oldClose:
		return Persistence{Closes, Server, rule, say("Connection closes: the response is %s without \"Connection: keep-alive\".",
			"连接将关闭：响应为 %s，且没有“Connection: keep-alive”。", versionName(x.Response.Version)), connection}
	case q == oldClose:
		return Persistence{Closes, Client, rule, say("Connection closes: the request is %s without \"Connection: keep-alive\".",
			"连接将关闭：请求为 %s，且没有“Connection: keep-alive”。", versionName(x.Request.Version)), connection}
	case q == unheard && r == unheard:
		return Persistence{Section: rule, Text: say("Unknown whether the connection persists: neither message was seen.", "无法判断连接是否持久：请求和响应均未见到。")}
	case q == unheard:
		return Persistence{Section: rule, Text: say("Unknown whether the connection persists: the request was not seen.", "无法判断连接是否持久：未见到请求。")}
	case r == unheard:
		return Persistence{Section: rule, Text: say("Unknown whether the connection persists: no final response was seen.", "无法判断连接是否持久：未见到最终响应。")}
	case x.Notes&unsound != 0:
		words := strings.Join(slices.Collect((x.Notes & unsound).All()), ", ")
		return Persistence{Section: "RFC 9112 §6.3", Text: say("Unknown whether the connection persists: versions and fields let it, but the exchange is not sound (%s).",
			"无法判断连接是否持久：版本和字段允许，但该请求或其响应有异常（%s）。", words)}
	case !x.Request.Complete:
		return Persistence{Section: rule, Text: say("Unknown whether the connection persists: versions and fields let it, but the end of the request was not seen.",
			"无法判断连接是否持久：版本和字段允许，但未见到请求的结尾。")}
	case !x.Response.Complete:
		return Persistence{Section: rule, Text: say("Unknown whether the connection persists: versions and fields let it, but the end of the response was not seen.",
			"无法判断连接是否持久：版本和字段允许，但未见到响应的结尾。")}
	case q == keepAlive && !strings.HasPrefix(x.Request.Target, "/"):
		return Persistence{Section: rule, Text: say("Unknown whether the connection persists: keep-alive is asked for in HTTP/1.0, which a proxy is not to heed.",
			"无法判断连接是否持久：以 HTTP/1.0 请求 keep-alive，代理不应理会。"), Fields: connection}
	case q == keepAlive && r == keepAlive:
		return Persistence{Persists, Both, rule, say("Connection persists: both messages are HTTP/1.0 with \"Connection: keep-alive\".",
			"连接保持：双方均为 HTTP/1.0 且带有“Connection: keep-alive”。").with(idle(x)), connection}
	case q == keepAlive:
		return Persistence{Persists, Both, rule, say("Connection persists: the request is HTTP/1.0 with \"Connection: keep-alive\", and the response, %s, does not say close.",
			"连接保持：请求为 HTTP/1.0 且带有“Connection: keep-alive”，响应（%s）未说 close。", versionName(x.Response.Version)).with(idle(x)), connection}
	case r == keepAlive:
		return Persistence{Persists, Both, rule, say("Connection persists: the response is HTTP/1.0 with \"Connection: keep-alive\", and the request, %s, does not say close.",
			"连接保持：响应为 HTTP/1.0 且带有“Connection: keep-alive”，请求（%s）未说 close。", versionName(x.Request.Version)).with(idle(x)), connection}
	}
	return Persistence{Persists, Both, rule, say("Connection persists: both sides speak HTTP/1.1 (or later), where that is the default, and neither sent close.",
		"连接保持：双方使用 HTTP/1.1（或更高），默认持久，且均未发送 close。").with(idle(x)), nil}
}

// switched says to what a 101 changes the connection (RFC 9110 §7.8, §15.2.2).
func switched(x *Exchange) Persistence {
	p := Persistence{Leaves, Server, "RFC 9110 §7.8", Text{}, []string{"Upgrade"}}
	offered, chosen := trim(x.Request.Fields.Combined("Upgrade")), trim(x.Response.Fields.Combined("Upgrade"))
	unoffered := false
	for protocol := range elements(chosen, ',') {
		unoffered = unoffered || !hasOption(offered, protocol)
	}
	switch {
	case chosen == "" && x.Response.Part:
		p.Text = say("The server changes the protocol of the connection (101); to which was not seen.", "服务器更改连接的协议（101），未见到改为何种协议。")
	case chosen == "":
		p.Section = "RFC 9110 §15.2.2"
		p.Text = say("The server changes the protocol of the connection (101) without naming the new one in Upgrade, as a 101 must.",
			"服务器更改连接的协议（101），但未按 101 的要求在 Upgrade 中说明新协议。")
	case !x.Request.Seen || offered == "" && x.Request.Part:
		p.Text = say("The server changes the connection to %s (101); what the client offered was not seen.", "服务器将连接改为 %s（101）；未见到客户端的提议。", show(chosen))
	case offered == "":
		p.Text = say("The server changes the connection to %s (101), though the client offered no protocol in Upgrade.",
			"服务器将连接改为 %s（101），但客户端并未用 Upgrade 提议任何协议。", show(chosen))
	case unoffered:
		p.Text = say("The server changes the connection to %s (101), though the client offered %s.", "服务器将连接改为 %s（101），但客户端提议的是 %s。", show(chosen), show(offered))
	default:
		p.By = Both
		p.Text = say("The connection goes on with %s: the client offered it, the server agreed (101).", "连接改用 %s 继续：客户端提出，服务器同意（101）。", show(chosen))
	}
	return p
}

// longestIdle is the most seconds of an idle time that are told.
const longestIdle = 1 << 31

// idle says how long the server means to keep an idle connection, when its
// Keep-Alive field tells.
func idle(x *Exchange) Text {
	for e := range elements(x.Response.Fields.Combined("Keep-Alive"), ',') {
		if name, value, _, _ := pair(e); strings.EqualFold(name, "timeout") {
			if n, ok := digits(value, longestIdle); ok && n < longestIdle {
				d := duration(n)
				return Text{"The server announces to keep it " + d[English] + " when idle.", "服务器声明空闲时保留 " + d[Chinese] + "。"}
			}
		}
	}
	return Text{}
}
