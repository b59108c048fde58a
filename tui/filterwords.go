package tui

import "wiretalk/internal/filter"

// filterWords are the words of filters, orders, columns, marks and the command
// line in one language.
type filterWords struct {
	language int

	label, keys, commandKeys, filtering, sorting, nothingPasses, onlyMarked, markedCount string
	noMarks, noCommand, noColumn, noValue, noRow, wantsNumber, noFrame                   string
	orderTitle, columnsTitle, orderHint, turnHint, showHint, lastColumn                  string
	commandTitle, marked, noEarlier, noLater, numbered                                   string
	lowerHint, higherHint, unordered, noRoom, stream, requestSize, frame                 string

	notPassed, notMarked [2]string // an exchange, a connection
	allShown, bringsBack string

	operators map[string]string
	types     [filter.Address + 1]string
}

func (s *screen) filterWords() *filterWords { return &filterWordsIn[s.words.language] }

var filterWordsIn = [...]filterWords{
	{
		language: 0,
		label:    "filter: ", keys: "Tab completes  ↑ ↓ earlier  Enter shows what passes; empty: all  Esc leaves", commandKeys: "Tab completes  ↑ ↓ earlier  Enter does it  Esc leaves",
		filtering: "filtering %d%%", sorting: "ordering %d%%", nothingPasses: "Nothing passes the filter. Esc shows all.",
		onlyMarked: "the %s marked rows (:marked shows all again)", markedCount: "%s marked",
		noMarks: "no row is marked; M marks", noCommand: "there is no command “%s”; :help lists them", noColumn: "there is no column “%s”: %s",
		noValue: "the selected row has nothing there to filter by: %s", noRow: "there is no row %s", wantsNumber: "a number is expected after it",
		noFrame: "frame %s is in no message of HTTP", orderTitle: "order by", columnsTitle: "columns", orderHint: "order", turnHint: "the other way", showHint: "show or hide",
		lastColumn: "one column at least stays", commandTitle: "Commands", marked: "marked", noEarlier: "nothing was looked at before", noLater: "nothing was looked at after",
		notPassed: [...]string{"exchange %s does not pass the filter", "connection %s does not pass the filter"},
		notMarked: [...]string{"exchange %s is not marked", "connection %s is not marked"},
		allShown:  "; all are shown again", bringsBack: " (%s ↑ brings the filter back)",
		numbered: "as they came", unordered: "these rows have no other order", lowerHint: "further right", higherHint: "further left", noRoom: "no room at this width",
		stream: "conn", requestSize: "sent", frame: "frame",
		operators: map[string]string{
			"==": "one at least is equal", "!=": "none is equal", ">": "greater", ">=": "greater or equal", "<": "less", "<=": "less or equal",
			"contains": "the text is in it", "matches": "a regular expression matches, in any case", "in": "one of {a, b..c}", "not in": "none of {a, b..c}",
			"&&": "both must pass", "and": "both must pass", "||": "one must pass", "or": "one must pass", "not": "must not pass",
			"any": "one value at least", "all": "all values", "{": "values, with , between them; a..b is a range",
			"len(": "length of a text", "count(": "how many values", "upper(": "in capital letters", "lower(": "in small letters",
			"string(": "as a text", "abs(": "without its sign",
		},
		types: [...]string{"flag", "number", "duration", "time", "text", "address"},
	},
	{
		language: 1,
		label:    "过滤：", keys: "Tab 补全  ↑ ↓ 历史  Enter 只显示匹配的行；留空：全部  Esc 放弃", commandKeys: "Tab 补全  ↑ ↓ 历史  Enter 执行  Esc 放弃",
		filtering: "正在过滤 %d%%", sorting: "正在排序 %d%%", nothingPasses: "没有匹配的行。按 Esc 显示全部。",
		onlyMarked: "只显示 %s 个标记的行（:marked 恢复全部）", markedCount: "%s 个标记",
		noMarks: "没有标记的行；按 M 标记", noCommand: "没有命令“%s”；:help 列出全部", noColumn: "没有列“%s”：%s",
		noValue: "所选行没有可用来过滤的值：%s", noRow: "没有行 %s", wantsNumber: "其后应为一个数",
		noFrame: "第 %s 帧不在任何 HTTP 报文中", orderTitle: "排序依据", columnsTitle: "列", orderHint: "排序", turnHint: "反向", showHint: "显示或隐藏",
		lastColumn: "至少保留一列", commandTitle: "命令", marked: "已标记", noEarlier: "之前没有看过别的", noLater: "之后没有看过别的",
		notPassed: [...]string{"请求 %s 不匹配过滤条件", "连接 %s 不匹配过滤条件"},
		notMarked: [...]string{"请求 %s 没有标记", "连接 %s 没有标记"},
		allShown:  "；已恢复显示全部", bringsBack: "（按 %s ↑ 取回过滤条件）",
		numbered: "按出现顺序", unordered: "这些行没有别的顺序", lowerHint: "右移", higherHint: "左移", noRoom: "此宽度放不下",
		stream: "连接", requestSize: "发送", frame: "帧",
		operators: map[string]string{
			"==": "至少一个相等", "!=": "没有相等的", ">": "大于", ">=": "大于或等于", "<": "小于", "<=": "小于或等于",
			"contains": "包含该文本", "matches": "匹配正则表达式（不分大小写）", "in": "{a, b..c} 之一", "not in": "不在 {a, b..c} 中",
			"&&": "两者都须满足", "and": "两者都须满足", "||": "满足其一", "or": "满足其一", "not": "不满足",
			"any": "至少一个值", "all": "所有值", "{": "若干值，以 , 分隔；a..b 是范围",
			"len(": "文本长度", "count(": "值的个数", "upper(": "转为大写", "lower(": "转为小写",
			"string(": "转为文本", "abs(": "绝对值",
		},
		types: [...]string{"标志", "数值", "时长", "时刻", "文本", "地址"},
	},
}
