package segments

// Words are the words of the segments page in one language.
type Words struct {
	Title, One                                                       string
	frame, flags, length, window, analysis, states                   string
	message, and                                                     string
	times                                                            [TimeModes]string
	Arrow, ends, side                                                [2]string
	Findings                                                         [15]string // by their bits
	of, duplicateOf, samePacket, bytesDiffer, reported, cut, rtt     string
	begins, finishes                                                 string
	NoSegments, NoMessage                                            string
	header, options, payload, noPayload, unread, payloadCut          string
	notMasked, partlyMasked                                          string // of a payload in hex, and as text
	sequence, acknowledgement, windowHeader, scaled, urgent, flight  string
	relative, notScaled, lengths, ofCaptured                         string
	carriesHead, carriesBody, carriesFraming, carriesAgain           string
	request, response                                                string
	mss, scale, sackPermitted, sack, sackTwice, timestamps, fastOpen string
	fastOpenAsks, userTimeout, md5, authentication                   string
	multipath, unknownOption, malformed                              string
	Exchange, Raw                                                    string
	BodyLaidOut                                                      string
}

// WordsIn has the words of segments in each language of package meaning.
var WordsIn = [...]Words{
	{
		Title: "segments of connection %d", One: "Frame %s",
		frame: "frame", flags: "flags", length: "len", window: "window", analysis: "analysis",
		states: "states", message: "http", and: ", ",
		times: [...]string{atTime: "time", sinceStart: "since start", sinceLast: "since last"},
		Arrow: [...]string{"→", "←"}, ends: [...]string{"client", "server"}, side: [...]string{"c", "s"},
		Findings: [...]string{
			"retransmission", "fast retransmission", "spurious retransmission", "out of order", "lost before", "acks lost", "dup ack",
			"zero window", "window probe", "probe ack", "window full", "window update", "keep-alive", "keep-alive ack", "ports reused",
		},
		of: "%s of %s", duplicateOf: "%s %d of %s", samePacket: "same packet as %s", bytesDiffer: "bytes differ", reported: "was reported missing",
		cut: "cut to %s", rtt: "rtt %s of %s", begins: "begins %s", finishes: "ends %s",
		NoSegments: "no segments", NoMessage: "no message of HTTP has bytes in this segment",
		header: "Header", options: "Options", payload: "Payload", noPayload: "no payload", unread: "the payload cannot be read again",
		notMasked: "as sent: secrets are not masked", partlyMasked: "secrets in bodies, or begun in an earlier segment, are not masked",
		payloadCut: "the first %s of %s; the rest was not captured",
		sequence:   "seq", acknowledgement: "ack", windowHeader: "window", scaled: "%s {byte|bytes}", urgent: "urgent pointer", flight: "in flight",
		relative: "%s, as sent %d", notScaled: "in the header %d", lengths: "payload", ofCaptured: "%s, %s captured",
		carriesHead: "head of %s", carriesBody: "bytes %s–%s of the body of %s", carriesFraming: "of %s, between pieces of its body",
		carriesAgain: "bytes that frame %s brought: of %s", request: "request %s", response: "response %s",
		mss: "maximum segment size %d bytes", scale: "window scale × %d (shift %d)",
		sackPermitted: "selective acknowledgement is possible", sack: "has %d–%d as well", sackTwice: "got %d–%d twice (D-SACK)",
		timestamps: "timestamps: value %d, echo of %d", fastOpen: "TCP Fast Open: cookie of %d bytes", fastOpenAsks: "TCP Fast Open: asks for a cookie",
		userTimeout: "user timeout %d %s", md5: "MD5 signature", authentication: "TCP-AO, authentication",
		multipath: "Multipath TCP", unknownOption: "option %d, %d bytes", malformed: "malformed: %s",
		Exchange: "exchange", Raw: "raw",
		BodyLaidOut: "of these lines it is not known which packet they are in: this is where the body begins",
	},
	{
		Title: "连接 %d 的报文段", One: "第 %s 帧",
		frame: "帧", flags: "标志", length: "长度", window: "窗口", analysis: "分析",
		states: "状态", message: "http", and: "、",
		times: [...]string{atTime: "时间", sinceStart: "自开始", sinceLast: "自上一个"},
		Arrow: [...]string{"→", "←"}, ends: [...]string{"客户端", "服务器"}, side: [...]string{"客", "服"},
		Findings: [...]string{
			"重传", "快速重传", "多余重传", "失序", "之前有丢失", "确认了未捕获的数据", "重复确认",
			"零窗口", "窗口探测", "探测应答", "窗口已满", "窗口更新", "保活", "保活应答", "端口重用",
		},
		of: "%s（第 %s 帧）", duplicateOf: "%s 第 %d 个（第 %s 帧）", samePacket: "与第 %s 帧是同一分组", bytesDiffer: "字节不一致", reported: "曾报告缺失",
		cut: "截断为 %s", rtt: "往返 %s（第 %s 帧）", begins: "开始 %s", finishes: "结束 %s",
		NoSegments: "没有报文段", NoMessage: "此报文段中没有 HTTP 报文的字节",
		header: "首部", options: "选项", payload: "载荷", noPayload: "没有载荷", unread: "载荷无法再次读取",
		notMasked: "原样显示：机密未遮盖", partlyMasked: "正文中的、或始于先前报文段的机密未遮盖",
		payloadCut: "%[2]s 中的前 %[1]s；其余未捕获",
		sequence:   "序号", acknowledgement: "确认号", windowHeader: "窗口", scaled: "%s 字节", urgent: "紧急指针", flight: "在途",
		relative: "%s，原值 %d", notScaled: "首部中为 %d", lengths: "载荷", ofCaptured: "%s，捕获 %s",
		carriesHead: "%s 的首部", carriesBody: "%[3]s 正文的第 %[1]s–%[2]s 字节", carriesFraming: "属于 %s，位于正文各块之间",
		carriesAgain: "第 %s 帧已送达的字节：属于 %s", request: "请求 %s", response: "响应 %s",
		mss: "最大报文段长度 %d 字节", scale: "窗口缩放 × %d（移位 %d）",
		sackPermitted: "允许选择确认（SACK）", sack: "还收到了 %d–%d", sackTwice: "收到了两次 %d–%d（D-SACK）",
		timestamps: "时间戳：值 %d，回显 %d", fastOpen: "TCP 快速打开：%d 字节的 cookie", fastOpenAsks: "TCP 快速打开：请求 cookie",
		userTimeout: "用户超时 %d %s", md5: "MD5 签名", authentication: "TCP-AO，认证",
		multipath: "多路径 TCP", unknownOption: "选项 %d，%d 字节", malformed: "格式错误：%s",
		Exchange: "请求", Raw: "原始值",
		BodyLaidOut: "无法得知这些行在哪个分组中：这里是正文开头所在的分组",
	},
}
