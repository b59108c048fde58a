package tui

// fallWords are the words of the waterfall in one language.
type fallWords struct {
	title, byConnection, delay, notYet, nothing string
	legend                                      [4]string
	keys                                        [len(fallKeys)]string
}

var fallWordsIn = [...]fallWords{
	{title: "waterfall", byConnection: " by connection", delay: "where time went", notYet: "it is not known yet which exchanges pass the filter", nothing: "Nothing passes the filter.",
		legend: [...]string{"zoom", "pan", "fit", "order"},
		keys: [...]string{"zoom in, around the selected exchange", "zoom out", "later", "earlier", "fit the axis to what is in sight, and keep it so",
			"by connection, or by number", "show only what passes a filter"}},
	{title: "瀑布图", byConnection: "（按连接）", delay: "时间去向", notYet: "尚不知道哪些请求匹配过滤条件", nothing: "没有匹配的行。",
		legend: [...]string{"缩放", "平移", "适合", "顺序"},
		keys:   [...]string{"以所选请求为中心放大", "缩小", "往后", "往前", "使时间轴适合可见的内容，并保持", "按连接，或按编号", "只显示匹配过滤条件的"}},
}
