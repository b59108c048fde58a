package words

import "wiretalk/internal/delay"

// Delay are the words of the page on an exchange's time in one language.
type Delay struct {
	Title, Total, Frames, Further, RoundTrip, More  string
	Reading, Unread, Unknown, Unasked, GoesOn, Gone string
	Opening                                         string // both halves of the handshake
	Before                                          string // how much of the total passed before the request
	Broken                                          string // what delay.Transfer means of a response that is not whole
	Language                                        int
	KindWidth                                       int // of the widest of kinds
	Kinds                                           [delay.Kinds]string
	Means                                           [delay.Kinds]string
}

// DelayIn has the words of delay in each language of package meaning.
var DelayIn = [...]Delay{
	{
		Title: "where the time of #%s went", Total: "in all", Opening: "handshake", Before: ", of which %s passed before the request: the table counts from its first byte", Frames: "frames", Further: "and %s more",
		RoundTrip: "From the point of capture to the server and back takes at least %s, which is part of the wait.",
		More:      "t: where it went",
		Reading:   "Reading the segments again: what loss and closed windows cost is not taken out yet.",
		Unread:    "What loss and closed windows cost is not known: %v.",
		Unknown:   "The request or the response is not in the capture, or it has no times: nothing can be said.",
		Unasked:   "The request is not complete as far as it was captured, so there was nothing to answer yet: no wait can be told.",
		GoesOn:    "The exchange is not over: open this page again later.", Gone: "The exchange is not held any more.",
		Broken:    "What came of the response passed, from its first byte to the last that came. It takes as long as the line, the receiver's window, the sender's congestion window, and a server that makes it piece by piece.",
		KindWidth: 15,
		Kinds: [...]string{
			delay.HandshakeServer: "SYN to SYN,ACK", delay.HandshakeClient: "SYN,ACK to ACK", delay.Idle: "idle", delay.Upload: "send", delay.Behind: "queued", delay.Think: "wait",
			delay.Transfer: "receive", delay.Loss: "loss", delay.ZeroWindow: "zero window",
			delay.DelayedAck: "delayed ACK", delay.Unanswered: "no answer", delay.Stalled: "broken off",
		},
		Means: [...]string{
			delay.HandshakeServer: "The first half of the handshake: the SYN went from the point of capture to the server, and its SYN,ACK came back. The client has no part in it. TCP answers a SYN by itself, before a program accepts the connection, so it is about one round trip on that side; if it is much longer than later ones, a packet was held up there, or the server's system was overloaded. Connections that are kept open, or opened ahead, save it.",
			delay.HandshakeClient: "The second half of the handshake: the SYN,ACK went from the point of capture to the client, and its ACK came back. The server has no part in it. TCP acknowledges a SYN,ACK by itself at once, so it is about one round trip on that side: long where the capture was made near the server and the client is far away; if it is much longer than later ones, a packet was held up there, or the client's system was overloaded.",
			delay.Idle:            "The connection was open and the client had not begun to ask: TLS does not come in here, so it is the client's own time, or a connection that was opened ahead.",
			delay.Upload:          "The request was on its way to the server. A large body takes the line's time, and so do the pauses of a client that makes it piece by piece.",
			delay.Behind:          "The request was sent while an earlier one on the connection had no complete response, and responses keep the order of requests (RFC 9112 §9.3.2). Look at the exchange before; more connections, or HTTP/2, part them.",
			delay.Think:           "The request was complete and nothing of the response had passed: the server was at work, or what stands behind it, and the network carried both. An acknowledgement in between is no answer. Look at the server's log for this request.",
			delay.Transfer:        "The response passed, from its first byte to its last. It takes as long as the line, the receiver's window, the sender's congestion window, and a server that makes it piece by piece.",
			delay.Loss:            "Bytes of this exchange were lost on the network, or came out of order, and what follows them had to wait until they passed again. Only what held this exchange up counts. Look at the segments from here on: duplicate acknowledgements (three of them, or fewer with SACK), then the segment again, are a fast retransmission; silence before it means a timeout.",
			delay.ZeroWindow:      "The receiver said that it had no room (a window of 0), so the sender could not go on (RFC 9293 §3.8.6.1). The program there does not read fast enough: look at that machine, not at the network.",
			delay.DelayedAck:      "The sender had a small segment on the way and held back the next one until that was acknowledged (Nagle's algorithm, RFC 9293 §3.7.4); the receiver put the acknowledgement off in the hope of more, as it may for less than half a second (RFC 9293 §3.8.6.3). Neither the network nor the program at the other end was slow.",
			delay.Unanswered:      "The request was complete, and no byte of a response came. An acknowledgement is TCP's and says that the bytes arrived, not that the program there read them. Look at the server's log for this request, and at what it waits for itself; how long the client waits is the client's own setting.",
			delay.Stalled:         "A part of the response had come, and nothing more of it until the connection ended, or as far as it was captured. Look at the server's log for what stopped it, and at what the client does with a response that takes long.",
		},
	},
	{
		Title: "#%s 的时间花在哪里", Total: "总共", Opening: "握手", Before: "，其中 %s 在请求之前：表中从请求的第一个字节起计", Frames: "帧", Further: "另有 %s 段",
		RoundTrip: "从捕获点到服务器的往返至少要 %s，这包含在等待之中。",
		More:      "t：花在哪里",
		Reading:   "正在重新读取报文段：丢包和零窗口所耗的时间尚未分出。",
		Unread:    "丢包和零窗口所耗的时间未知：%v。",
		Unknown:   "捕获中没有请求或响应，或没有时间戳：无法说明。",
		Unasked:   "捕获到的请求不完整，服务器还不能响应：无法说明等待了多久。",
		GoesOn:    "这个请求还没有结束：请稍后再打开此页。", Gone: "这个请求已不再保留。",
		Broken:    "响应已到达的部分从第一个字节到最后一个字节经过捕获点所用的时间。它取决于线路、接收端的窗口、发送端的拥塞窗口，以及服务器是否一边生成一边发送。",
		Language:  1,
		KindWidth: 14,
		Kinds: [...]string{
			delay.HandshakeServer: "SYN 至 SYN,ACK", delay.HandshakeClient: "SYN,ACK 至 ACK", delay.Idle: "空闲", delay.Upload: "发送", delay.Behind: "排队", delay.Think: "等待",
			delay.Transfer: "接收", delay.Loss: "丢包", delay.ZeroWindow: "零窗口",
			delay.DelayedAck: "延迟确认", delay.Unanswered: "无响应", delay.Stalled: "中断",
		},
		Means: [...]string{
			delay.HandshakeServer: "握手的前半：SYN 从捕获点到达服务器，服务器的 SYN,ACK 返回。这与客户端无关。SYN 由 TCP 自己应答，不等程序接受连接，所以大约是这一侧的一个往返时间；如果远超其后的往返时间，则是有分组在这一侧滞留，或服务器的系统过载。保持连接或提前建立可以省去它。",
			delay.HandshakeClient: "握手的后半：SYN,ACK 从捕获点到达客户端，客户端的 ACK 返回。这与服务器无关。SYN,ACK 由 TCP 自己立即确认，所以大约是这一侧的一个往返时间：在服务器附近捕获而客户端很远时，它就很长；如果远超其后的往返时间，则是有分组在这一侧滞留，或客户端的系统过载。",
			delay.Idle:            "连接已经建立，而客户端还没有开始发送请求：这里没有 TLS 握手，所以是客户端自己的时间，或者连接是提前建立的。",
			delay.Upload:          "请求正在发往服务器。正文大则占用线路的时间长；客户端若一边生成正文一边发送，其停顿也算在内。",
			delay.Behind:          "发送请求时，同一连接上较早的请求还没有完整的响应，而响应须按请求的顺序发送（RFC 9112 §9.3.2）。请看前一个请求；使用更多连接或 HTTP/2，它们就不必互相等待。",
			delay.Think:           "请求已全部经过捕获点，而响应还没有任何字节经过：服务器或其后端在处理，请求与响应也要在网络上传送。其间的 ACK 不是响应。请查看服务器上这个请求的日志。",
			delay.Transfer:        "响应从第一个字节到最后一个字节经过捕获点所用的时间。它取决于线路、接收端的窗口、发送端的拥塞窗口，以及服务器是否一边生成一边发送。",
			delay.Loss:            "这个请求或其响应的字节在网络上丢失或失序，其后的内容必须等到它们再次经过。只计入耽误了这个请求的部分。请从这里开始看报文段：若重传之前有重复确认（三个，有 SACK 时可以更少），是快速重传；若重传之前一片静默，则是超时重传。",
			delay.ZeroWindow:      "接收端通告没有空间（窗口为 0），发送端不能继续发送（RFC 9293 §3.8.6.1）。那里的程序读取得不够快：请查看那台机器，而不是网络。",
			delay.DelayedAck:      "发送端有一个小报文段尚未得到确认，就把下一个留到确认到达之后（Nagle 算法，RFC 9293 §3.7.4）；接收端则推迟确认，等待更多数据，但必须在半秒之内确认（RFC 9293 §3.8.6.3）。网络和另一端的程序都不慢。",
			delay.Unanswered:      "请求已全部发出，而响应没有任何字节到达。ACK 由 TCP 发出，只说明字节已经到达，不说明那里的程序读取了它们。请查看服务器上这个请求的日志，以及服务器自己在等什么；客户端等多久由客户端自己设定。",
			delay.Stalled:         "响应已到达一部分，此后直到连接结束或捕获结束，再没有任何字节到达。请查看服务器的日志，看是什么使它停下；并查看客户端如何对待很慢的响应。",
		},
	},
}
