package tui

import "wiretalk/internal/statistics"

// statWords are the words of the page of statistics in one language.
type statWords struct {
	title, counting, none, others, noTimes string
	tabs                                   [statTabs]string

	n, share, bad, unanswered, size, p50, most string                        // column titles
	rank                                       [4]string                     // of those of the ranked tables
	failure                                    [statistics.Broken + 1]string // the first is empty

	exchanges, rate, errors, silent, bytes, median, connections string // totals
	peak, took                                                  string
	keys                                                        [4][2]string
}

var statWordsIn = [...]statWords{
	{
		title: "statistics", counting: "counting…", none: "None.", others: "(others)", noTimes: "no times are known",
		tabs: [...]string{"hosts", "paths", "statuses", "methods", "types", "clients", "servers", "slowest", "failed", "largest", "lossiest", "times"},
		n:    "n", share: "share", bad: "err", unanswered: "none", size: "bytes", p50: "median", most: "longest",
		rank:    [...]string{"took", "why", "bytes", "resent"},
		failure: [...]string{statistics.Rejected: "4xx", statistics.Unanswered: "silent", statistics.Broken: "5xx"},

		exchanges: "%s exchanges", rate: "%s/s", errors: "errors %s (5xx %s)", silent: "unanswered %s", bytes: "%s", median: "median %s, 99%% %s",
		connections: "connections %s: refused %s, reset %s, with bytes missing %s",
		peak:        "most %s/s, over %s", took: "median %s  95%% %s  99%% %s  longest %s  mean %s",
		keys: [...][2]string{{"Tab ] →", "the next table"}, {"⇧Tab [ ←", "the table before"}, {"o", "order by the next column"}, {"O", "the same, reversed"}},
	},
	{
		title: "统计", counting: "正在统计…", none: "没有。", others: "（其他）", noTimes: "时间未知",
		tabs: [...]string{"主机", "路径", "状态码", "方法", "类型", "客户端", "服务器", "最慢", "失败", "最大", "丢包", "时长"},
		n:    "数量", share: "占比", bad: "错误", unanswered: "无响应", size: "字节", p50: "中位数", most: "最长",
		rank:    [...]string{"用时", "原因", "字节", "重传"},
		failure: [...]string{statistics.Rejected: "4xx", statistics.Unanswered: "无响应", statistics.Broken: "5xx"},

		exchanges: "%s 个交换", rate: "%s/秒", errors: "错误 %s（5xx %s）", silent: "无响应 %s", bytes: "%s", median: "中位数 %s，99%% %s",
		connections: "连接 %s：被拒绝 %s，复位 %s，缺少字节 %s",
		peak:        "最多 %s/秒，历时 %s", took: "中位数 %s  95%% %s  99%% %s  最长 %s  平均 %s",
		keys: [...][2]string{{"Tab ] →", "下一个表"}, {"⇧Tab [ ←", "上一个表"}, {"o", "按下一列排序"}, {"O", "反向排序"}},
	},
}
