package tui

// exportWords are the words of the two menus in one language.
type exportWords struct {
	saveTitle, copyTitle, what, of, nothing, saveAs, saving, cancelled, cancelledSome, failed, saved, lacks, lacksMany string
	folder, inFolder, notWhole, noBodies, nameKeys, noFolder, makesIt, givenUp, elsewhere                              string
	asItWas, decodedBody, sentBody, unmasked, maskedThere, inHeads, inIndex                                            string
	scopes                                                                                                             [scopes]string
	kinds                                                                                                              [exportKinds]string
	cancelHint                                                                                                         string

	reading, copied, tooLong, osc52, tmux, masked                              string
	url, curl, host, requestBody, responseBody, displayFilter, captureFilter   string
	requestField, responseField, requestLine, statusLine, clientEnd, serverEnd string
}

var exportWordsIn = [...]exportWords{
	{
		saveTitle: "save", copyTitle: "copy", what: "save", of: "of", nothing: "There is nothing here to save.",
		saveAs: "Save as: ", saving: "saving…", cancelled: "cancelled: nothing was saved", cancelledSome: "cancelled: what was saved so far is in the folder",
		failed: "not saved as %s: %v",
		saved:  "saved %s, %s", lacks: "but for a part: %v", lacksMany: "but for %s: %v",
		folder: "Save in the folder: ", inFolder: "saved %s bodies in the folder %s",
		notWhole: "%s of them are not whole, or not decoded, as the index there says; the first: %s", noBodies: "of %s exchanges bodies may lack: %v",
		nameKeys: "Enter saves  Ctrl-U empties the line  Esc leaves", noFolder: "not saved: there is no folder %s", makesIt: "; Enter makes it",
		givenUp: "; root's rights were given up when capturing began, now the user %s writes", elsewhere: "; %s can be written to",
		asItWas: "nothing masked", decodedBody: "decoded, nothing masked", sentBody: "codings not undone, nothing masked", unmasked: "nothing masked", maskedThere: "secrets masked", inHeads: "secrets of heads and forms masked",
		inIndex: "as they were; masked in names and index",
		scopes:  [...]string{scopeSelected: "selected", scopeMarked: "marked", scopeShown: "all shown"},
		kinds: [...]string{
			saveResponse: "response body", saveResponseSent: "response body as sent", saveRequest: "request body", saveRequestSent: "request body as sent",
			saveBodies: "all bodies, in a folder", saveText: "exchange as text", saveHAR: "HAR", savePackets: "packets (pcapng)", saveReport: "report of the connection",
		},
		cancelHint: "cancel",
		reading:    "reading…", copied: "copied %s", tooLong: "it is longer than %s; save it with %s", osc52: "if the terminal lets it (OSC 52)",
		tmux:   "if tmux and the terminal let it (OSC 52; in tmux set -g set-clipboard on)",
		masked: "; secrets are masked (u shows them)",
		url:    "URL", curl: "curl command", host: "host", requestBody: "request body", responseBody: "response body",
		displayFilter: "display filter", captureFilter: "capture filter", requestField: "> %s", responseField: "< %s",
		requestLine: "request line", statusLine: "status line", clientEnd: "client", serverEnd: "server",
	},
	{
		saveTitle: "保存", copyTitle: "复制", what: "保存", of: "内容", nothing: "这里没有可保存的内容。",
		saveAs: "另存为：", saving: "正在保存…", cancelled: "已取消：未保存任何内容", cancelledSome: "已取消：此前保存的内容在该文件夹中",
		failed: "未保存为 %s：%v",
		saved:  "已保存 %s，%s", lacks: "但缺少一部分：%v", lacksMany: "但缺少 %s 项：%v",
		folder: "保存到文件夹：", inFolder: "已将 %s 个正文保存到文件夹 %s",
		notWhole: "其中 %s 个不完整或未解码，见其中的索引；第一个：%s", noBodies: "%s 个请求可能缺少正文：%v",
		nameKeys: "Enter 保存  Ctrl-U 清空  Esc 放弃", noFolder: "未保存：没有文件夹 %s", makesIt: "；按 Enter 创建",
		givenUp: "；开始捕获时已放弃 root 权限，现由用户 %s 写入", elsewhere: "；可写入 %s",
		asItWas: "不遮盖", decodedBody: "已解码，不遮盖", sentBody: "未解码，不遮盖", unmasked: "不遮盖", maskedThere: "机密已遮盖", inHeads: "首部和表单中的机密已遮盖",
		inIndex: "原样；文件名和索引中遮盖",
		scopes:  [...]string{scopeSelected: "所选", scopeMarked: "已标记", scopeShown: "全部显示"},
		kinds: [...]string{
			saveResponse: "响应正文", saveResponseSent: "响应正文（未解码）", saveRequest: "请求正文", saveRequestSent: "请求正文（未解码）",
			saveBodies: "所有正文，存入文件夹", saveText: "请求与响应的文本", saveHAR: "HAR", savePackets: "分组（pcapng）", saveReport: "连接报告",
		},
		cancelHint: "取消",
		reading:    "正在读取…", copied: "已复制 %s", tooLong: "超过 %s；请按 %s 保存", osc52: "前提是终端允许（OSC 52）",
		tmux:   "前提是 tmux 和终端允许（OSC 52；tmux 中 set -g set-clipboard on）",
		masked: "；机密已遮盖（按 u 显示）",
		url:    "URL", curl: "curl 命令", host: "主机", requestBody: "请求正文", responseBody: "响应正文",
		displayFilter: "显示过滤器", captureFilter: "捕获过滤器", requestField: "> %s", responseField: "< %s",
		requestLine: "请求行", statusLine: "状态行", clientEnd: "客户端", serverEnd: "服务器",
	},
}
