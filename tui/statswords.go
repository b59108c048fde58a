package tui

import "wiretalk/internal/statistics"

// statWords are the words of the page of statistics in one language.
type statWords struct {
	title, counting, none, others, noTimes    string
	nOfM, otherTable, wholeRow, order, isGone string
	inNoGroup                                 string
	tabs                                      [statTabs]string

	n, share, bad, unanswered, size, p50, most string                      // column titles
	rank                                       [4]string                   // of those of the ranked tables
	failure                                    [statistics.Failures]string // the first is empty

	per                                                 [4]string // rates
	exchanges, errors, failures, bytes, median          string    // totals
	silent                                              [3]string // known, not captured, not known
	connections, refused, notAnswered, resets, notWhole string
	peak, took, failedToo                               string
	keys                                                [len(statKeys)]string
}

var statWordsIn = [...]statWords{
	{
		title: "statistics", counting: "counting…", none: "None.", others: "(others)", noTimes: "no times are known",
		nOfM: "%s of %s {exchange|exchanges}", otherTable: "table", wholeRow: "all of it", order: "order", isGone: "it was let go: there is nothing to see any more",
		inNoGroup: "these have nothing in common to filter by",
		tabs:      [...]string{"hosts", "paths", "statuses", "methods", "types", "clients", "servers", "slowest", "failed", "largest", "lossiest", "times", "totals"},
		n:         "n", share: "share", bad: "err", unanswered: "none", size: "bytes", p50: "median", most: "longest",
		rank: [...]string{"took", "why", "bytes", "resent"},
		failure: [...]string{
			statistics.Unclear: "not known", statistics.NotCaptured: "not captured", statistics.Rejected: "4xx", statistics.CutShort: "cut short", statistics.Reset: "reset", statistics.Unanswered: "unanswered", statistics.Broken: "5xx",
		},

		exchanges: "%s {exchange|exchanges}", per: [...]string{"%s/s", "%s/min", "%s/h", "%s/day"}, errors: "errors %s", failures: "5xx %s", silent: [...]string{"unanswered %s", "not captured %s", "unanswered or not captured %s"}, bytes: "%s asked, %s answered", median: "median %s, 99%% %s",
		connections: "connections %s", refused: "refused %s", notAnswered: "SYN unanswered %s", resets: "reset %s", notWhole: "with bytes missing %s",
		failedToo: "no exchange: %s; see [%s]",
		peak:      "at most %s in %s, all within %s", took: "median %s  95%% %s  99%% %s  longest %s  mean %s",
		keys: [...]string{"the next table", "the table before", "order by the next column", "the same, reversed", "all of the selected row", "count only what passes a filter"},
	},
	{
		title: "统计", counting: "正在统计…", none: "没有。", others: "（其他）", noTimes: "时间未知",
		nOfM: "%[2]s 个请求中的 %[1]s 个", otherTable: "换表", wholeRow: "整行", order: "顺序", isGone: "它已不再保留：没有可看的内容",
		inNoGroup: "这些没有可用来过滤的共同点",
		tabs:      [...]string{"主机", "路径", "状态码", "方法", "类型", "客户端", "服务器", "最慢", "失败", "最大", "重传", "时长", "总计"},
		n:         "数量", share: "占比", bad: "错误", unanswered: "无响应", size: "字节", p50: "中位数", most: "最长",
		rank: [...]string{"用时", "原因", "字节", "重传"},
		failure: [...]string{
			statistics.Unclear: "不明", statistics.NotCaptured: "未捕获", statistics.Rejected: "4xx", statistics.CutShort: "被截断", statistics.Reset: "复位", statistics.Unanswered: "无响应", statistics.Broken: "5xx",
		},

		exchanges: "%s 个请求", per: [...]string{"%s/秒", "%s/分钟", "%s/小时", "%s/天"}, errors: "错误 %s", failures: "5xx %s", silent: [...]string{"无响应 %s", "未捕获 %s", "无响应或未捕获 %s"}, bytes: "请求 %s，响应 %s", median: "中位数 %s，99%% %s",
		connections: "连接 %s", refused: "被拒绝 %s", notAnswered: "SYN 无应答 %s", resets: "复位 %s", notWhole: "缺少字节 %s",
		failedToo: "没有请求：%s；见 [%s]",
		peak:      "每 %[2]s 最多 %[1]s 个，全部在 %[3]s 内", took: "中位数 %s  95%% %s  99%% %s  最长 %s  平均 %s",
		keys: [...]string{"下一个表", "上一个表", "按下一列排序", "反向排序", "所选行的全部内容", "只统计匹配过滤条件的"},
	},
}
