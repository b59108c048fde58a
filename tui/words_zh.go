package tui

import (
	"wiretalk/httpdecode"
	"wiretalk/internal/body"
	"wiretalk/internal/meaning"
	"wiretalk/internal/websocket"
	"wiretalk/tcpreasm"
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
		down: "向下", up: "向上", pageDown: "下一页", pageUp: "上一页", halfDown: "向下半页",
		halfUp: "向上半页", first: "到第一行", last: "到最后一行",
		open:       "打开详情，或某个连接的请求；再按：全屏",
		back:       "返回：退出全屏、详情、连接",
		togglePane: "显示或隐藏详情；时序图：播放或停止；树：折叠", switchPane: "在表格与详情之间切换",
		nextItem: "下一行（在详情中）；时序图：下一次状态变化", previousItem: "上一行；时序图：上一次状态变化",
		viewExchanges: "全部请求", viewConnections: "全部连接；正在看某个连接时：到该连接",
		viewMessages:   "此连接的 WebSocket 消息",
		viewSegments:   "此连接的报文段",
		viewStatistics: "统计：按主机、路径、状态码等，最慢的和失败的",
		viewWaterfall:  "瀑布图：时间轴上的请求",
		viewHealth:     "捕获状况：缺少什么，什么可能使人误解",
		viewDelay:      "这个请求的时间花在哪里",
		viewLessons:    "程序自带的课程",
		viewLadder:     "此连接的时序图：以箭头表示报文段，并逐一解释",
		nextPhase:      "时序图：到下一条消息或关闭处", previousPhase: "时序图：到上一处",
		showAll: "时序图：是否显示之后发生的", faster: "时序图：播放加快；瀑布图：放大；树：全部展开", slower: "时序图：播放减慢；瀑布图：缩小；树：全部折叠",
		showDiagram: "时序图：状态图，标出两端所在状态", showQuiz: "时序图：测验，接下来是什么",
		nextLesson: "课程：下一课", previousLesson: "课程：上一课", nextCapture: "课程：下一个连接",
		toggleLanguage: "English / 中文",
		viewBytes:      "此连接两端发送的字节",
		turnTime:       "报文段：时刻、自开始起、自上一个起",
		readOn:         "报文段、字节：从停止处继续读取",
		toggleMeanings: "说明每个字段的作用，或不说明",
		toggleSecrets:  "显示或遮盖密码、令牌、Cookie",
		turnBody:       "只看响应正文、请求正文，或全部；换到其他行仍如此",
		toggleHex:      "以十六进制显示正文，或排版",
		toggleRaw:      "按原样、未解码的原样或排版显示正文；时序图：真实序号",
		showCurl:       "以 curl 命令显示并复制请求",
		startSearch:    "在表格中搜索，或在按键所作用的文本中搜索", searchNext: "下一个匹配",
		searchPrevious: "上一个匹配", toggleFollow: "跟随：捕获增长时停在最后一行",
		togglePause: "捕获继续时保持所显示的内容不变，或恢复",
		stopCapture: "停止捕获，留在此处",
		askFilter:   "只显示匹配的行，如 http.response.code >= 500",
		askCommand:  "命令：按 Tab 列出", orderBy: "按列排序；按两次：反向", reverseOrder: "反转次序",
		chooseColumns: "选择列", markRow: "标记此行，或取消", nextMark: "下一个标记的行", previousMark: "上一个标记的行",
		goBack: "回到之前看过的", goForward: "再向前",
		showExport: "把所选内容保存为文件：正文、文本、HAR、分组、报告", showCopy: "复制所选内容的一部分",
		nextTheme: "下一个颜色主题", toggleMouse: "鼠标在此生效，或交还终端",
		suspend: "挂起（fg 恢复）", showHelp: "本帮助", quit: "退出",
	},
	hints: [...]string{
		viewStatistics: "统计", viewWaterfall: "瀑布图", viewHealth: "捕获状况", orderBy: "排序", viewDelay: "慢在哪里", viewLadder: "时序图", nextPhase: "阶段", showAll: "全部", showDiagram: "状态", showQuiz: "测验", nextLesson: "课程", nextCapture: "连接", toggleLanguage: "English", togglePane: "播放",
		open: "打开", back: "返回", startSearch: "搜索", askFilter: "过滤", viewConnections: "视图", toggleFollow: "跟随", togglePause: "暂停", stopCapture: "停止",
		nextItem: "下一个", switchPane: "表格", toggleMeanings: "含义", toggleSecrets: "机密", turnBody: "正文",
		toggleHex: "十六进制", showCurl: "curl", showExport: "保存", showCopy: "复制", viewSegments: "报文段", viewBytes: "字节", turnTime: "时间", readOn: "继续读", viewMessages: "消息", down: "滚动", showHelp: "帮助", quit: "退出",
	},
}
