package tui

import (
	"wiretalk/httpdecode"
	"wiretalk/internal/body"
	"wiretalk/internal/meaning"
	"wiretalk/internal/websocket"
	"wiretalk/tcpreasm"
	"wiretalk/tui/keys"
)

var chinese = words{
	language: meaning.Chinese, aside: "（%s）", comma: "，",
	exchangesTab: "请求与响应", connectionsTab: "连接", messagesTab: "消息", ofConnection: "属于连接 %d",

	start: "时间", client: "客户端", server: "服务器", method: "方法", host: "主机", target: "目标", status: "状态",
	kind: "类型", size: "大小", took: "耗时",
	clientState: "客户端状态", serverState: "服务器状态", rtt: "往返", packets: "分组", sent: "发送", received: "接收",
	closed: "关闭", protocol: "协议", exchanges: "HTTP", from: "来自", opcode: "种类", message: "消息", oneMessage: "消息 %d",

	closeKind: [...]string{
		tcpreasm.Open: "未关闭", tcpreasm.Half: "半关闭", tcpreasm.Fin: "正常", tcpreasm.Reset: "复位",
		tcpreasm.Refused: "被拒绝", tcpreasm.Unanswered: "无应答",
	},
	closer: [...]string{tcpreasm.ByClient: "客户端", tcpreasm.ByServer: "服务器", tcpreasm.ByBoth: "双方"},
	by:     " · ",

	noRequest:     "捕获中没有此请求",
	noExchanges:   "没有 HTTP 请求。按 2 查看连接。",
	noConnections: "没有 TCP 连接。",
	noMessages:    "没有 WebSocket 消息。",
	reading:       "读取中…",

	loading: "载入中…", request: "请求", response: "响应", requestBody: "请求正文", responseBody: "响应正文", connection: "连接 %d",
	resolve: "解析", connect: "建立连接", send: "发送", wait: "等待", receive: "接收", total: "总计",
	started: "开始于", frames: "帧 %s", head: "首部 %s", body: "正文 %s", noBody: "无正文", bodyUnknown: "正文内容未知",
	noMessage: "捕获中没有", noMessageYet: "尚未出现",
	incomplete: "不完整：没有看到结尾", growing: "仍在传输",
	missing: "捕获中缺少 %s 字节", gap: "[此处缺少 %s 字节]",
	pipelined:      "发送时有 %d 个更早的请求尚无响应",
	openedMessages: "打开了 WebSocket：%s 条消息，按 w 列出",
	meaning:        "含义", unknownField: "未注册的字段", hopByHop: "仅供下一个接收者",
	inFrame: "帧 %s", before: "早于响应 %s", trailers: "尾部字段，在正文之后发送",
	followedBy: "请求 %s 跟随了此重定向。",
	paired: [...]string{
		httpdecode.ByOrder:           "按顺序配对：",
		httpdecode.ByAcknowledgement: "按顺序和服务器已收到的数据配对：",
		httpdecode.Resynchronised:    "缺失字节之后重新配对：",
	},
	sureness: [...]string{httpdecode.Likely: "很可能", httpdecode.Certain: "确定"},

	decodedFrom: "%s，由 %s %s 解码", decodedPart: "%s 解码 %s 所得的一部分",
	notDecoded: "按原样显示（%s）：%v", stopped: "读取在此停止：%v", unreadable: "无法重新读取：%v",
	bomb:         "解压炸弹：%s 解出超过 %s，而数据只有 %s，超过 %.0f 倍；其余不再读取",
	contentLimit: "超过 %s，其余不再读取", codedCut: "%s 数据提前结束：显示已有的部分",
	behind:    "编码数据结束之后还有 %s 字节，不属于正文内容",
	moreBelow: "继续滚动显示更多…", moreAlone: "还有更多：按 b 单独显示正文", foldsAlone: "按 b 可折叠",
	tooLong:     "只显示前 %s 行（--save-bodies 目录 可保存全部）",
	pictureHint: "按 x 显示字节",
	part:        "部分 %d", partName: "字段“%s”", partFile: "文件“%s”", partCut: "只显示前 %s 行；按 r 显示全部", binary: "二进制",
	bodyKinds: [...]string{
		body.Binary: "二进制", body.PlainText: "文本", body.JSON: "JSON", body.XML: "XML", body.HTML: "HTML",
		body.Form: "表单", body.Multipart: "多部分", body.Picture: "图片",
	},
	forms: [...]string{asSent: "原样", coded: "原样，未解码", inHex: "十六进制"},

	protocolStep: "协议", resolved: "域名解析", answeredBy: "由 %s 回答", askedAgain: "又问了 %d 次",
	handshake: "三次握手", noHandshake: "捕获中没有或不完整", ended: "关闭",
	exchangesHint: "按 Enter 列出", messagesHint: "按 w 列出", messageCount: "%s 条消息",
	alpnOffered: "提议的 ALPN", certificate: "证书", encryptedHello: "加密的 ClientHello", refusedWith: "警报",
	state: "状态", payload: "载荷字节", inOrder: "按序交付", lost: "缺失",
	yes: "是", no: "否",
	windowScale: "窗口缩放", timestamps: "时间戳", window: "窗口", inFlight: "最多在途",
	roundTrip: "往返时间，平均", roundTrips: "往返时间，范围", cutBytes: "被捕获截断", notCaptured: "捕获时丢失", skipped: "不属于任何报文",
	lostBefore: "捕获点之前丢失", lostBehind: "捕获点之后丢失", gotTwice: "重复收到",
	capturedTwice: "重复捕获", urgent: "紧急", conflicting: "内容冲突",

	fromEnd: "来自%s", fragments: "一条消息的 %d 个帧", keptOf: "只保留前 %s，共 %s",
	noCloseCode: "没有关闭码",
	opcodes: [...]string{
		websocket.Continuation: "延续", websocket.Text: "文本", websocket.Binary: "二进制",
		websocket.Close: "关闭", websocket.Ping: "ping", websocket.Pong: "pong", 15: "",
	},
	notes: noteWordsZh, messageNotes: messageNotesZh, closeCodes: closeCodesZh, closeClasses: closeClassesZh, curlNotes: curlNotesZh,

	capturing: "正在捕获…尚无内容", stopping: "正在停止…", paused: "已暂停，新增 %s", letGo: "%s 不再保留",
	dropped: "丢弃 %s 个分组（%s）：到来过快，来不及接收", without: "不再捕获：",
	packetRate: "%s分组/秒", bitRate: "%sbit/s", exchangeRate: "%s请求/秒",
	unkept: "未保留：捕获过长，最早的字节已为后来的让位",

	packetsRead: "%s 个分组", follow: "跟随", searching: "正在搜索“%s”…", notFound: "没有找到“%s”",
	found: "找到“%s”", failed: "读取中止：", noMessagesHere: "连接 %d 上没有 WebSocket 消息",
	fullScreen: "全屏", otherPart: "另一部分", detail: "详情", curlTitle: "curl 命令",
	hidden: "机密内容已遮盖", shown: "机密内容已显示",

	help: "按键",
	actions: [...]string{
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
		keys.ToggleMeanings: "说明每个字段的作用，或不说明",
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
		keys.GoBack: "回到之前看过的", keys.GoForward: "再向前",
		keys.ShowExport: "把所选内容保存为文件：正文、文本、HAR、分组、报告", keys.ShowCopy: "复制所选内容的一部分",
		keys.NextTheme: "下一个颜色主题", keys.ToggleMouse: "鼠标在此生效，或交还终端",
		keys.Suspend: "挂起（fg 恢复）", keys.ShowHelp: "本帮助", keys.Quit: "退出",
	},
	hints: [...]string{
		keys.ViewStatistics: "统计", keys.ViewWaterfall: "瀑布图", keys.ViewHealth: "捕获状况", keys.OrderBy: "排序", keys.ViewDelay: "慢在哪里", keys.ViewLadder: "时序图", keys.NextPhase: "阶段", keys.ShowAll: "全部", keys.ShowDiagram: "状态", keys.ShowQuiz: "测验", keys.NextLesson: "课程", keys.NextCapture: "连接", keys.ToggleLanguage: "English", keys.TogglePane: "播放",
		keys.Open: "打开", keys.Back: "返回", keys.StartSearch: "搜索", keys.AskFilter: "过滤", keys.ViewConnections: "视图", keys.ToggleFollow: "跟随", keys.TogglePause: "暂停", keys.StopCapture: "停止",
		keys.NextItem: "下一个", keys.SwitchPane: "表格", keys.ToggleMeanings: "含义", keys.ToggleSecrets: "机密", keys.TurnBody: "正文",
		keys.ToggleHex: "十六进制", keys.ShowCurl: "curl", keys.ShowExport: "保存", keys.ShowCopy: "复制", keys.ViewSegments: "报文段", keys.ViewBytes: "字节", keys.TurnTime: "时间", keys.ReadOn: "继续读", keys.ViewMessages: "消息", keys.Down: "滚动", keys.ShowHelp: "帮助", keys.Quit: "退出",
	},
}
