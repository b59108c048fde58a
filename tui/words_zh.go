package tui

import "wiretalk/tcpreasm"

var chinese = words{
	exchangesTab: "请求与响应", connectionsTab: "连接", ofConnection: "属于连接 %d",

	start: "时间", client: "客户端", server: "服务器", method: "方法", host: "主机", target: "目标", status: "状态",
	kind: "类型", size: "大小", took: "耗时",
	clientState: "客户端状态", serverState: "服务器状态", rtt: "往返", packets: "报文", sent: "发送", received: "接收",
	closed: "关闭", protocol: "协议", exchanges: "HTTP",

	closeKind: [...]string{
		tcpreasm.Open: "未关闭", tcpreasm.Half: "半关闭", tcpreasm.Fin: "正常", tcpreasm.Reset: "复位",
		tcpreasm.Refused: "被拒绝", tcpreasm.Unanswered: "无应答",
	},
	closer: [...]string{tcpreasm.ByClient: "客户端", tcpreasm.ByServer: "服务器", tcpreasm.ByBoth: "双方"},
	by:     " · ",

	noRequest:     "捕获中没有此请求",
	noExchanges:   "没有 HTTP 请求。按 2 查看连接。",
	noConnections: "没有 TCP 连接。",
	reading:       "读取中…",

	loading: "载入中…", request: "请求", response: "响应", connection: "连接 %d",
	total: "总计", connect: "建立连接", send: "发送", wait: "等待", receive: "接收",
	started: "开始于", frames: "帧 %s", head: "首部 %s", body: "正文 %s", noBody: "无正文",
	noMessage: "捕获中没有", noMessageYet: "尚未出现",
	incomplete: "不完整:没有看到结尾", growing: "仍在传输",
	missing: "捕获中缺少 %s 字节", gap: "[此处缺少 %s 字节]",
	notes: "异常", pipelined: "发送时有 %d 个更早的请求尚无响应",
	firstOf: "只显示前 %s,共 %s", decodedFrom: "由 %s 解码",
	notDecoded: "按原样显示(%s):%v", stopped: "解码在此停止:%v", unreadable: "无法重新读取:%v",
	binary: "二进制", handshake: "三次握手", noHandshake: "捕获中没有或不完整", state: "状态",
	payload: "载荷", inOrder: "按序交付", lost: "缺失", analysis: "分析", ended: "关闭",
	guessed: "未见 SYN,客户端是推测的", fromSynAck: "由 SYN-ACK 判定客户端:未见其 SYN",
	fullScreen: "全屏", detail: "详情",

	packetsRead: "%s 个报文", follow: "跟随", searching: "正在搜索“%s”…", notFound: "没有找到“%s”",
	found: "找到“%s”", failed: "读取中止:",

	help: "按键",
	actions: [...]string{
		down: "向下", up: "向上", pageDown: "下一页", pageUp: "上一页", halfDown: "向下半页",
		halfUp: "向上半页", first: "到第一行", last: "到最后一行",
		open:       "打开详情,或某个连接的请求;再按:全屏",
		back:       "返回:退出全屏、详情、连接",
		togglePane: "在表格下方显示或隐藏详情", switchPane: "在表格与详情之间切换",
		nextItem: "下一行(在详情中)", previousItem: "上一行(在详情中)",
		viewExchanges: "全部请求", viewConnections: "全部连接",
		startSearch: "搜索方法、主机、目标、状态码", searchNext: "下一个匹配",
		searchPrevious: "上一个匹配", toggleFollow: "跟随:读取时停在最后一行",
		showHelp: "本帮助", quit: "退出",
	},
	hints: [...]string{
		open: "打开", back: "返回", startSearch: "搜索", viewConnections: "视图", toggleFollow: "跟随",
		nextItem: "下一个", switchPane: "表格", showHelp: "帮助", quit: "退出",
	},
}
