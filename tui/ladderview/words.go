package ladderview

import (
	"wiretalk/internal/ladder"
	"wiretalk/internal/meaning"
	"wiretalk/tui/keys"
)

// Words are the words of the ladder and of what belongs to it, in one
// language. A test fails when one is empty.
type Words struct {
	Title, Reading, Progress, Making, NotKept, Empty, Grown, Choose string
	SearchLater                                                     string
	client, server                                                  string
	Ends                                                            [2]string // as in a sentence
	Frame, Silence, fold, FoldWord, Again, lost                     string
	InShort, moreMessages, arrives                                  string

	notes *ladder.Notes // at an arrow

	// the pane
	What, Why, Sums, Offered, States, Next, Numbers, flags, Window, Options, Found, Unknown, none string
	NextNumber, Acknowledged, Offers, now, Closing                                                string
	FoldedAbout, FoldedTook, UnseenSyn, FoldedHint, CloseHint, SilentAbout                        string

	// stepping
	Playing, Shortened, ShortenedShort, stopped, AtEnd, ShowingAll, ShowingSoFar string

	// the journey
	Request, Response, Named, Opened, Line, Fields, Body, StatusLine, Kept, Closed, Data, Shut, open, CutOff string
	Short                                                                                                    [10]string // of the stages, and "reset"

	// the quiz
	QuizTitle, Score, Right, Wrong, NextQuestion, AnswerBy, NoQuestions, QuizOver string

	// the diagram
	Diagram, Legend, Tokens, TokensThrough, NothingYet, Text string
}

// WordsIn has the words of a ladder in each language of package meaning.
var WordsIn = [...]Words{
	{
		Title: "ladder of connection %d", Reading: "reading the segments again…", SearchLater: "searched once the segments are read", Progress: "reading the segments again… %d %%",
		Making: "making the ladder… %d %%", NotKept: "the packets cannot be read again", Empty: "no segments", Grown: "more has come; G reads it", Choose: "2 shows the connections: choose one",
		client: "client", server: "server", Ends: [2]string{"client", "server"},
		Frame: "frame %s", Silence: "%s of silence", fold: "… %s {segment|segments}, %s …", FoldWord: "%s {segment|segments} folded", Again: "again, as frame %d", lost: "lost",
		notes:   &ladder.NotesIn[meaning.English],
		InShort: "In short", arrives: "frame %d arrives", moreMessages: "and %d more {message|messages}",
		What: "What", Why: "Why now", Sums: "Numbers", Offered: "Options", States: "Ends", Next: "Next", Numbers: "Wire", flags: "flags", Window: "window field %d", Options: "%d {byte|bytes} of options",
		Found: "Found", Unknown: "not known", none: "none yet",
		NextNumber: "next", Acknowledged: "expects", Offers: "window", now: "now", Closing: "closing",
		FoldedAbout: "%s {segment|segments}, frames %s to %s: the client sent %s, the server %s of payload. None of them changes a state.",
		FoldedTook:  "They took %s.", UnseenSyn: "%s is one before the first number seen: the SYN of the %s was not captured.", FoldedHint: "Enter opens them.", CloseHint: "Enter folds them again.", SilentAbout: "For %s nothing of this connection was captured.",
		Playing: "▶ playing %s", Shortened: "%s of silence%s, shortened to %s", ShortenedShort: "▶ %s  silence %s cut", stopped: "stopped", AtEnd: "the end", ShowingAll: "all is shown", ShowingSoFar: "shown is what has happened so far",
		Request: "request", Response: "response", Named: "name resolved", Opened: "connection opened", Line: "request line", Fields: "fields", Body: "body",
		StatusLine: "status line", Kept: "kept open", Closed: "closed", Data: "data", Shut: "kept or closed", open: "open", CutOff: "reset",
		Short:     [10]string{"name", "open", "line", "fields", "body", "status", "fields", "body", "end", "reset"},
		QuizTitle: "question %d of %d", Score: "%d of %d right", Right: "Right.", Wrong: "No. Right is %d: %s", NextQuestion: "Enter: the next question",
		AnswerBy: "Press 1 to %d.", NoQuestions: "nothing here follows from what came before, so nothing is asked", QuizOver: "Esc: back to the ladder",
		Diagram: "states of connection %d", Legend: "rcv: receives  snd: sends  CLOSE: its program closes", Tokens: "C client  S server", TokensThrough: "C client  S server  c s: passed through",
		NothingYet: "nothing has changed yet", Text: "text",
	},
	{
		Title: "连接 %d 的时序图", Reading: "正在重新读取报文段…", SearchLater: "读完报文段后再搜索", Progress: "正在重新读取报文段… %d %%",
		Making: "正在绘制时序图… %d %%", NotKept: "这些分组无法再次读取", Empty: "没有报文段", Grown: "有新的报文段；按 G 读取", Choose: "按 2 显示连接，并选择其一",
		client: "客户端", server: "服务器", Ends: [2]string{"客户端", "服务器"},
		Frame: "第 %s 帧", Silence: "静默 %s", fold: "… %s 个报文段，%s …", FoldWord: "已折叠 %s 个报文段", Again: "重传，同第 %d 帧", lost: "丢失",
		notes:   &ladder.NotesIn[meaning.Chinese],
		InShort: "概括", arrives: "第 %d 帧到达", moreMessages: "另有 %d 条消息",
		What: "是什么", Why: "为何此时", Sums: "计算", Offered: "选项", States: "两端", Next: "接下来", Numbers: "原始数值", flags: "标志", Window: "窗口字段 %d", Options: "选项 %d 字节",
		Found: "分析", Unknown: "未知", none: "尚无",
		NextNumber: "下一序号", Acknowledged: "期待", Offers: "窗口", now: "现在", Closing: "正在关闭",
		FoldedAbout: "%s 个报文段，第 %s 至 %s 帧：客户端发送载荷 %s，服务器 %s。其中没有状态变化。",
		FoldedTook:  "历时 %s。", UnseenSyn: "%s 取所见第一个序号减一：没有捕获到%s的 SYN。", FoldedHint: "按 Enter 展开。", CloseHint: "按 Enter 再次折叠。", SilentAbout: "有 %s 没有捕获到此连接的任何分组。",
		Playing: "▶ 播放 %s", Shortened: "静默 %s%s，缩短为 %s", ShortenedShort: "▶ %s  静默 %s 已缩短", stopped: "已停止", AtEnd: "到头了", ShowingAll: "显示全部", ShowingSoFar: "只显示到目前为止发生的",
		Request: "请求", Response: "响应", Named: "域名解析", Opened: "建立连接", Line: "请求行", Fields: "字段", Body: "正文",
		StatusLine: "状态行", Kept: "保持连接", Closed: "已关闭", Data: "数据", Shut: "保持或关闭", open: "未关闭", CutOff: "被复位",
		Short:     [10]string{"域名", "连接", "请求行", "字段", "正文", "状态行", "字段", "正文", "结束", "复位"},
		QuizTitle: "第 %d 题，共 %d 题", Score: "%d / %d 题答对", Right: "正确。", Wrong: "不对。正确的是 %d：%s", NextQuestion: "Enter：下一题",
		AnswerBy: "按 1 至 %d 作答。", NoQuestions: "这里没有可由之前推出的内容，因此不提问", QuizOver: "Esc：返回时序图",
		Diagram: "连接 %d 的状态", Legend: "rcv：收到  snd：发出  CLOSE：程序关闭", Tokens: "C 客户端  S 服务器", TokensThrough: "C 客户端  S 服务器  c s：途经",
		NothingYet: "尚无变化", Text: "文字",
	},
}

// Bound does so for the words of the ladder.
func Bound(k *keys.Map, w *Words) *Words {
	changed := *w
	if !k.Rename([]keys.Spoken{
		{Text: &changed.FoldedHint, Key: "Enter"}, {Text: &changed.CloseHint, Key: "Enter"}, {Text: &changed.NextQuestion, Key: "Enter"}, {Text: &changed.QuizOver, Key: "Esc"},
		{Text: &changed.Grown, Key: "G"}, {Text: &changed.Choose, Key: "2"},
	}) {
		return w
	}
	return &changed
}
