package tui

// ladderWords are the words of the ladder and of what belongs to it, in one
// language. A test fails when one is empty.
type ladderWords struct {
	title, reading, progress, making, notKept, empty, grown, choose string
	searchLater                                                     string
	client, server                                                  string
	ends                                                            [2]string // as in a sentence
	frame, silence, fold, foldWord, again, lost                     string
	inShort, moreMessages, arrives                                  string

	// the pane
	what, why, sums, offered, states, next, numbers, flags, window, options, found, unknown, none string
	nextNumber, acknowledged, offers, now, closing                                                string
	foldedAbout, foldedTook, unseenSyn, foldedHint, closeHint, silentAbout                        string

	// stepping
	playing, shortened, shortenedShort, stopped, atEnd, showingAll, showingSoFar string

	// the journey
	request, response, named, opened, line, fields, body, statusLine, kept, closed, data, shut, open, cutOff string
	short                                                                                                    [10]string // of the stages, and "reset"

	// the quiz
	quizTitle, score, right, wrong, nextQuestion, answerBy, noQuestions, quizOver string

	// the diagram
	diagram, legend, tokens, tokensThrough, nothingYet, text string
}

var ladderWordsIn = [...]ladderWords{
	{
		title: "ladder of connection %d", reading: "reading the segments again…", searchLater: "searched once the segments are read", progress: "reading the segments again… %d %%",
		making: "making the ladder… %d %%", notKept: "the packets cannot be read again", empty: "no segments", grown: "more has come; G reads it", choose: "2 shows the connections: choose one",
		client: "client", server: "server", ends: [2]string{"client", "server"},
		frame: "frame %s", silence: "%s of silence", fold: "… %s {segment|segments}, %s …", foldWord: "%s {segment|segments} folded", again: "again, as frame %d", lost: "lost",
		inShort: "In short", arrives: "frame %d arrives", moreMessages: "and %d more {message|messages}",
		what: "What", why: "Why now", sums: "Numbers", offered: "Options", states: "Ends", next: "Next", numbers: "Wire", flags: "flags", window: "window field %d", options: "%d {byte|bytes} of options",
		found: "Found", unknown: "not known", none: "none yet",
		nextNumber: "next", acknowledged: "expects", offers: "window", now: "now", closing: "closing",
		foldedAbout: "%s {segment|segments}, frames %s to %s: the client sent %s, the server %s of payload. None of them changes a state.",
		foldedTook:  "They took %s.", unseenSyn: "%s is one before the first number seen: the SYN of the %s was not captured.", foldedHint: "Enter opens them.", closeHint: "Enter folds them again.", silentAbout: "For %s nothing of this connection was captured.",
		playing: "▶ playing %s", shortened: "%s of silence%s, shortened to %s", shortenedShort: "▶ %s  silence %s cut", stopped: "stopped", atEnd: "the end", showingAll: "all is shown", showingSoFar: "shown is what has happened so far",
		request: "request", response: "response", named: "name resolved", opened: "connection opened", line: "request line", fields: "fields", body: "body",
		statusLine: "status line", kept: "kept open", closed: "closed", data: "data", shut: "kept or closed", open: "open", cutOff: "reset",
		short:     [10]string{"name", "open", "line", "fields", "body", "status", "fields", "body", "end", "reset"},
		quizTitle: "question %d of %d", score: "%d of %d right", right: "Right.", wrong: "No. Right is %d: %s", nextQuestion: "Enter: the next question",
		answerBy: "Press 1 to %d.", noQuestions: "nothing here follows from what came before, so nothing is asked", quizOver: "Esc: back to the ladder",
		diagram: "states of connection %d", legend: "rcv: receives  snd: sends  CLOSE: its program closes", tokens: "C client  S server", tokensThrough: "C client  S server  c s: passed through",
		nothingYet: "nothing has changed yet", text: "text",
	},
	{
		title: "连接 %d 的时序图", reading: "正在重新读取报文段…", searchLater: "读完报文段后再搜索", progress: "正在重新读取报文段… %d %%",
		making: "正在绘制时序图… %d %%", notKept: "这些分组无法再次读取", empty: "没有报文段", grown: "有新的报文段；按 G 读取", choose: "按 2 显示连接，并选择其一",
		client: "客户端", server: "服务器", ends: [2]string{"客户端", "服务器"},
		frame: "第 %s 帧", silence: "静默 %s", fold: "… %s 个报文段，%s …", foldWord: "已折叠 %s 个报文段", again: "重传，同第 %d 帧", lost: "丢失",
		inShort: "概括", arrives: "第 %d 帧到达", moreMessages: "另有 %d 条消息",
		what: "是什么", why: "为何此时", sums: "计算", offered: "选项", states: "两端", next: "接下来", numbers: "原始数值", flags: "标志", window: "窗口字段 %d", options: "选项 %d 字节",
		found: "分析", unknown: "未知", none: "尚无",
		nextNumber: "下一序号", acknowledged: "期待", offers: "窗口", now: "现在", closing: "正在关闭",
		foldedAbout: "%s 个报文段，第 %s 至 %s 帧：客户端发送载荷 %s，服务器 %s。其中没有状态变化。",
		foldedTook:  "历时 %s。", unseenSyn: "%s 取所见第一个序号减一：没有捕获到%s的 SYN。", foldedHint: "按 Enter 展开。", closeHint: "按 Enter 再次折叠。", silentAbout: "有 %s 没有捕获到此连接的任何分组。",
		playing: "▶ 播放 %s", shortened: "静默 %s%s，缩短为 %s", shortenedShort: "▶ %s  静默 %s 已缩短", stopped: "已停止", atEnd: "到头了", showingAll: "显示全部", showingSoFar: "只显示到目前为止发生的",
		request: "请求", response: "响应", named: "域名解析", opened: "建立连接", line: "请求行", fields: "字段", body: "正文",
		statusLine: "状态行", kept: "保持连接", closed: "已关闭", data: "数据", shut: "保持或关闭", open: "未关闭", cutOff: "被复位",
		short:     [10]string{"域名", "连接", "请求行", "字段", "正文", "状态行", "字段", "正文", "结束", "复位"},
		quizTitle: "第 %d 题，共 %d 题", score: "%d / %d 题答对", right: "正确。", wrong: "不对。正确的是 %d：%s", nextQuestion: "Enter：下一题",
		answerBy: "按 1 至 %d 作答。", noQuestions: "这里没有可由之前推出的内容，因此不提问", quizOver: "Esc：返回时序图",
		diagram: "连接 %d 的状态", legend: "rcv：收到  snd：发出  CLOSE：程序关闭", tokens: "C 客户端  S 服务器", tokensThrough: "C 客户端  S 服务器  c s：途经",
		nothingYet: "尚无变化", text: "文字",
	},
}
