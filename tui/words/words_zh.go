package words

import (
	"wiretalk/httpdecode"
	"wiretalk/internal/body"
	"wiretalk/internal/meaning"
	"wiretalk/internal/websocket"
	"wiretalk/tcpreasm"
	"wiretalk/tui/keys"
)

// Chinese is what the screen says in Chinese.
var Chinese = Screen{
	Language: meaning.Chinese, Aside: "（%s）", Comma: "，",
	ExchangesTab: "请求与响应", ConnectionsTab: "连接", MessagesTab: "消息", OfConnection: "属于连接 %d",

	Start: "时间", Client: "客户端", Server: "服务器", Method: "方法", Host: "主机", Target: "目标", Status: "状态",
	Kind: "类型", Size: "大小", Took: "耗时",
	ClientState: "客户端状态", ServerState: "服务器状态", Rtt: "往返", Packets: "分组", Sent: "发送", Received: "接收",
	Closed: "关闭", Protocol: "协议", Exchanges: "HTTP", From: "来自", Opcode: "种类", Message: "消息", OneMessage: "消息 %d",

	CloseKind: [...]string{
		tcpreasm.Open: "未关闭", tcpreasm.Half: "半关闭", tcpreasm.Fin: "正常", tcpreasm.Reset: "复位",
		tcpreasm.Refused: "被拒绝", tcpreasm.Unanswered: "无应答",
	},
	Closer: [...]string{tcpreasm.ByClient: "客户端", tcpreasm.ByServer: "服务器", tcpreasm.ByBoth: "双方"},
	By:     " · ",

	NoRequest:     "捕获中没有此请求",
	NoExchanges:   "没有 HTTP 请求。按 2 查看连接。",
	NoConnections: "没有 TCP 连接。",
	NoMessages:    "没有 WebSocket 消息。",
	Reading:       "读取中…",

	Loading: "载入中…", Request: "请求", Response: "响应", RequestBody: "请求正文", ResponseBody: "响应正文", Connection: "连接 %d",
	Resolve: "解析", Connect: "建立连接", Send: "发送", Wait: "等待", Receive: "接收", Total: "总计",
	Started: "开始于", Frames: "帧 %s", Head: "首部 %s", Body: "正文 %s", NoBody: "无正文", BodyUnknown: "正文内容未知",
	NoMessage: "捕获中没有", NoMessageYet: "尚未出现",
	Incomplete: "不完整：没有看到结尾", Growing: "仍在传输",
	Missing: "捕获中缺少 %s 字节", Gap: "[此处缺少 %s 字节]",
	Pipelined:      "发送时有 %d 个更早的请求尚无响应",
	OpenedMessages: "打开了 WebSocket：%s 条消息，按 w 列出",
	Meaning:        "含义", UnknownField: "未注册的字段", hopByHop: "仅供下一个接收者",
	InFrame: "帧 %s", Before: "早于响应 %s", Trailers: "尾部字段，在正文之后发送",
	FollowedBy: "请求 %s 跟随了此重定向。",
	Paired: [...]string{
		httpdecode.ByOrder:           "按顺序配对：",
		httpdecode.ByAcknowledgement: "按顺序和服务器已收到的数据配对：",
		httpdecode.Resynchronised:    "在未捕获的内容之后重新配对：",
	},
	Sureness: [...]string{httpdecode.Likely: "很可能", httpdecode.Certain: "确定"},

	DecodedFrom: "%s，由 %s %s 解码", DecodedPart: "%s 解码 %s 所得的一部分",
	NotDecoded: "按原样显示（%s）：%v", Stopped: "读取在此停止：%v", Unreadable: "无法重新读取：%v",
	Bomb:         "解压炸弹：%s 解出超过 %s，而数据只有 %s，超过 %.0f 倍；其余不再读取",
	ContentLimit: "超过 %s，其余不再读取", CodedCut: "%s 数据提前结束：显示已有的部分",
	Behind:    "编码数据结束之后还有 %s 字节，不属于正文内容",
	MoreBelow: "继续滚动显示更多…", MoreAlone: "还有更多：按 b 单独显示正文", FoldsAlone: "按 b 可折叠",
	TooLong:     "只显示前 %s 行（--save-bodies 目录 可保存全部）",
	PictureHint: "按 x 显示字节",
	Part:        "部分 %d", PartName: "字段“%s”", PartFile: "文件“%s”", PartCut: "只显示前 %s 行；按 r 显示全部", Binary: "二进制",
	BodyKinds: [...]string{
		body.Binary: "二进制", body.PlainText: "文本", body.JSON: "JSON", body.XML: "XML", body.HTML: "HTML",
		body.Form: "表单", body.Multipart: "多部分", body.Picture: "图片",
	},
	Forms: [...]string{1: "原样", 2: "原样，未解码", 3: "十六进制"},

	ProtocolStep: "协议", Resolved: "域名解析", AnsweredBy: "由 %s 回答", AskedAgain: "又问了 %d 次",
	Handshake: "三次握手", NoHandshake: "捕获中没有或不完整", Ended: "关闭",
	ExchangesHint: "按 Enter 列出", MessagesHint: "按 w 列出", MessageCount: "%s 条消息",
	AlpnOffered: "提议的 ALPN", Certificate: "证书", EncryptedHello: "加密的 ClientHello", RefusedWith: "警报",
	State: "状态", Payload: "载荷字节", InOrder: "按序交付", Lost: "缺失",
	Yes: "是", No: "否",
	WindowScale: "窗口缩放", Timestamps: "时间戳", Window: "窗口", InFlight: "最多在途",
	RoundTrip: "往返时间，平均", RoundTrips: "往返时间，范围", CutBytes: "被捕获截断", NotCaptured: "捕获时丢失", Skipped: "不属于任何报文",
	LostBefore: "捕获点之前丢失", LostBehind: "捕获点之后丢失", GotTwice: "重复收到",
	CapturedTwice: "重复捕获", Urgent: "紧急", Conflicting: "内容冲突",

	FromEnd: "来自%s", Fragments: "一条消息的 %d 个帧", KeptOf: "只保留前 %s，共 %s",
	NoCloseCode: "没有关闭码",
	opcodes: [...]string{
		websocket.Continuation: "延续", websocket.Text: "文本", websocket.Binary: "二进制",
		websocket.Close: "关闭", websocket.Ping: "ping", websocket.Pong: "pong", 15: "",
	},
	notes: noteWordsZh, messageNotes: messageNotesZh, closeCodes: closeCodesZh, closeClasses: closeClassesZh, CurlNotes: CurlNotesZh,

	Capturing: "正在捕获…尚无内容", Stopping: "正在停止…", Paused: "已暂停，新增 %s", LetGo: "%s 不再保留",
	Dropped: "丢弃 %s 个分组（%s）：到来过快，来不及接收", Without: "不再捕获：",
	PacketRate: "%s分组/秒", BitRate: "%sbit/s", ExchangeRate: "%s请求/秒",
	Unkept: "未保留：捕获过长，最早的字节已为后来的让位",

	PacketsRead: "%s 个分组", Follow: "跟随", Searching: "正在搜索“%s”…", NotFound: "没有找到“%s”",
	Found: "找到“%s”", Failed: "读取中止：", NoMessagesHere: "连接 %d 上没有 WebSocket 消息",
	FullScreen: "全屏", otherPart: "另一部分", Detail: "详情", CurlTitle: "curl 命令",
	Hidden: "机密内容已遮盖", Shown: "机密内容已显示",

	Help: "按键",
	Actions: [...]string{
		keys.Down: "向下", keys.Up: "向上", keys.PageDown: "下一页", keys.PageUp: "上一页", keys.HalfDown: "向下半页",
		keys.HalfUp: "向上半页", keys.First: "到第一行", keys.Last: "到最后一行",
		keys.Open:       "打开详情，或某个连接的请求；再按：全屏",
		keys.Back:       "返回：退出全屏、详情、连接",
		keys.TogglePane: "显示或隐藏详情；时序图：播放或停止；树：折叠", keys.SwitchPane: "在表格与详情之间切换",
		keys.NextItem: "下一行（在详情中）；时序图：下一次状态变化", keys.PreviousItem: "上一行；时序图：上一次状态变化",
		keys.ViewExchanges: "全部请求", keys.ViewConnections: "全部连接；正在看某个连接时：到该连接",
		keys.ViewMessages:   "此连接的 WebSocket 消息",
		keys.ViewSegments:   "此连接的报文段",
		keys.ViewStatistics: "统计：按主机、路径、状态码等，最慢的和失败的",
		keys.ViewWaterfall:  "瀑布图：时间轴上的请求",
		keys.ViewHealth:     "捕获状况：缺少什么，什么可能使人误解",
		keys.ViewDelay:      "这个请求的时间花在哪里",
		keys.ViewLessons:    "程序自带的课程",
		keys.ViewLadder:     "此连接的时序图：以箭头表示报文段，并逐一解释",
		keys.NextPhase:      "时序图：到下一条消息或关闭处", keys.PreviousPhase: "时序图：到上一处",
		keys.ShowAll: "时序图：是否显示之后发生的", keys.Faster: "时序图：播放加快；瀑布图：放大；树：全部展开", keys.Slower: "时序图：播放减慢；瀑布图：缩小；树：全部折叠",
		keys.ShowDiagram: "时序图：状态图，标出两端所在状态", keys.ShowQuiz: "时序图：测验，接下来是什么",
		keys.NextLesson: "课程：下一课", keys.PreviousLesson: "课程：上一课", keys.NextCapture: "课程：下一个连接",
		keys.ToggleLanguage: "English / 中文",
		keys.ViewBytes:      "此连接两端发送的字节",
		keys.TurnTime:       "报文段：时刻、自开始起、自上一个起",
		keys.ReadOn:         "报文段、字节：从停止处继续读取",
		keys.ToggleMeanings: "说明每个字段的作用，或不说明；时序图：显示或隐藏文字",
		keys.ToggleSecrets:  "显示或遮盖密码、令牌、Cookie",
		keys.TurnBody:       "只看响应正文、请求正文，或全部；换到其他行仍如此",
		keys.ToggleHex:      "以十六进制显示正文，或排版",
		keys.ToggleRaw:      "按原样、未解码的原样或排版显示正文；时序图：真实序号",
		keys.ShowCurl:       "以 curl 命令显示并复制请求",
		keys.StartSearch:    "在表格中搜索，或在按键所作用的文本中搜索", keys.SearchNext: "下一个匹配",
		keys.SearchPrevious: "上一个匹配", keys.ToggleFollow: "跟随：捕获增长时停在最后一行",
		keys.TogglePause: "捕获继续时保持所显示的内容不变，或恢复",
		keys.StopCapture: "停止捕获，留在此处",
		keys.AskFilter:   "只显示匹配的行，如 http.response.code >= 500",
		keys.AskCommand:  "命令：按 Tab 列出", keys.OrderBy: "按列排序；按两次：反向", keys.ReverseOrder: "反转次序",
		keys.ChooseColumns: "选择列", keys.MarkRow: "标记此行，或取消", keys.NextMark: "下一个标记的行", keys.PreviousMark: "上一个标记的行",
		keys.NextFailing: "下一个失败的请求：状态码 400 及以上、无响应或中断", keys.PreviousFailing: "上一个失败的请求",
		keys.GoBack: "回到之前看过的", keys.GoForward: "再向前",
		keys.ShowExport: "把所选内容保存为文件：正文、文本、HAR、分组、报告", keys.ShowCopy: "复制所选内容的一部分",
		keys.NextTheme: "下一个颜色主题", keys.ToggleMouse: "鼠标在此生效，或交还终端",
		keys.Suspend: "挂起（fg 恢复）", keys.ShowHelp: "本帮助", keys.Quit: "退出",
	},
	Hints: [...]string{
		keys.ViewStatistics: "统计", keys.ViewWaterfall: "瀑布图", keys.ViewHealth: "捕获状况", keys.OrderBy: "排序", keys.ViewDelay: "慢在哪里", keys.ViewLadder: "时序图", keys.NextPhase: "阶段", keys.ShowAll: "全部", keys.ShowDiagram: "状态", keys.ShowQuiz: "测验", keys.NextLesson: "课程", keys.NextCapture: "连接", keys.ToggleLanguage: "English", keys.TogglePane: "播放",
		keys.Open: "打开", keys.Back: "返回", keys.StartSearch: "搜索", keys.AskFilter: "过滤", keys.ViewConnections: "视图", keys.ToggleFollow: "跟随", keys.TogglePause: "暂停", keys.StopCapture: "停止",
		keys.NextItem: "下一个", keys.SwitchPane: "表格", keys.ToggleMeanings: "含义", keys.ToggleSecrets: "机密", keys.TurnBody: "正文",
		keys.ToggleHex: "十六进制", keys.ShowCurl: "curl", keys.ShowExport: "保存", keys.ShowCopy: "复制", keys.ViewSegments: "报文段", keys.ViewBytes: "字节", keys.TurnTime: "时间", keys.ReadOn: "继续读", keys.ViewMessages: "消息", keys.Down: "滚动", keys.ShowHelp: "帮助", keys.Quit: "退出",
	},
}
