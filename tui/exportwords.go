package tui

// exportWords are the words of the two menus in one language.
type exportWords struct {
	saveTitle, copyTitle, what, of, nothing, saveAs, saving, cancelled, failed, saved, lacks, lacksMany string
	folder, inFolder                                                                                    string
	scopes                                                                                              [scopes]string
	kinds                                                                                               [exportKinds]string
	scopeHint, cancelHint                                                                               string

	reading, copied, tooLong, osc52, tmux, masked                              string
	url, curl, host, requestBody, responseBody, displayFilter, captureFilter   string
	requestField, responseField, requestLine, statusLine, clientEnd, serverEnd string
}

var exportWordsIn = [...]exportWords{
	{
		saveTitle: "save", copyTitle: "copy", what: "save", of: "of", nothing: "There is nothing here to save.",
		saveAs: "Save as: ", saving: "saving…", cancelled: "cancelled: nothing was saved", failed: "not saved: %v",
		saved: "saved %s, %s", lacks: "but for a part: %v", lacksMany: "but for %s: %v",
		folder: "Save in the folder: ", inFolder: "saved in the folder %s",
		scopes: [...]string{scopeSelected: "selected", scopeMarked: "marked", scopeShown: "all shown"},
		kinds: [...]string{
			saveResponse: "response body", saveResponseSent: "response body as sent", saveRequest: "request body", saveRequestSent: "request body as sent",
			saveBodies: "all bodies, in a folder", saveText: "exchange as text", saveHAR: "HAR", savePackets: "packets (pcapng)", saveReport: "report of the connection",
		},
		scopeHint: "selected or all", cancelHint: "cancel",
		reading: "reading…", copied: "copied %s", tooLong: "it is longer than %s; save it with %s", osc52: "if the terminal lets it (OSC 52)",
		tmux:   "if tmux lets it (set -g set-clipboard on)",
		masked: "; secrets are masked (u shows them)",
		url:    "URL", curl: "curl command", host: "host", requestBody: "request body", responseBody: "response body",
		displayFilter: "display filter", captureFilter: "capture filter", requestField: "> %s", responseField: "< %s",
		requestLine: "request line", statusLine: "status line", clientEnd: "client", serverEnd: "server",
	},
	{
		saveTitle: "保存", copyTitle: "复制", what: "保存", of: "内容", nothing: "这里没有可保存的内容。",
		saveAs: "另存为：", saving: "正在保存…", cancelled: "已取消：未保存任何内容", failed: "未保存：%v",
		saved: "已保存 %s，%s", lacks: "但缺少一部分：%v", lacksMany: "但缺少 %s 项：%v",
		folder: "保存到文件夹：", inFolder: "已保存到文件夹 %s",
		scopes: [...]string{scopeSelected: "所选", scopeMarked: "已标记", scopeShown: "全部显示"},
		kinds: [...]string{
			saveResponse: "响应正文", saveResponseSent: "响应正文（原样）", saveRequest: "请求正文", saveRequestSent: "请求正文（原样）",
			saveBodies: "所有正文，存入文件夹", saveText: "请求与响应的文本", saveHAR: "HAR", savePackets: "分组 (pcapng)", saveReport: "连接报告",
		},
		scopeHint: "所选或全部", cancelHint: "取消",
		reading: "正在读取…", copied: "已复制 %s", tooLong: "超过 %s；请按 %s 保存", osc52: "前提是终端允许 (OSC 52)",
		tmux:   "前提是 tmux 允许 (set -g set-clipboard on)",
		masked: "；机密已遮盖（按 u 显示）",
		url:    "URL", curl: "curl 命令", host: "主机", requestBody: "请求正文", responseBody: "响应正文",
		displayFilter: "显示过滤器", captureFilter: "捕获过滤器", requestField: "> %s", responseField: "< %s",
		requestLine: "请求行", statusLine: "状态行", clientEnd: "客户端", serverEnd: "服务器",
	},
}
