package words

import "wiretalk/internal/filter"

// Filter are the words of filters, orders, columns, marks and the command
// line in one language.
type Filter struct {
	Language int

	Label, Keys, CommandKeys, Filtering, Sorting, NothingPasses, OnlyMarked, MarkedCount string
	NoMarks, NoCommand, NoColumn, NoValue, NoRow, WantsNumber, NoFrame                   string
	OrderTitle, ColumnsTitle, OrderHint, TurnHint, ShowHint, LastColumn                  string
	CommandTitle, marked, NoEarlier, NoLater, Numbered                                   string
	LowerHint, HigherHint, Unordered, NoRoom, Stream, RequestSize, Frame                 string

	NotPassed, NotMarked [2]string // an exchange, a connection
	AllShown, BringsBack string
	AllAgain, EscShows   string // what Esc did, and what it would do

	Operators map[string]string
	Types     [filter.Address + 1]string
}

// FilterIn has the words of filters in each language of package meaning.
var FilterIn = [...]Filter{
	{
		Language: 0,
		Label:    "filter: ", Keys: "Tab completes  ↑ ↓ earlier  Enter shows what passes; empty: all  Esc leaves", CommandKeys: "Tab completes  ↑ ↓ earlier  Enter does it  Esc leaves",
		Filtering: "filtering %d%%", Sorting: "ordering %d%%", NothingPasses: "Nothing passes the filter. Esc shows all.",
		OnlyMarked: "the %s marked rows (:marked shows all again)", MarkedCount: "%s marked",
		NoMarks: "no row is marked; M marks", NoCommand: "there is no command “%s”; :help lists them", NoColumn: "there is no column “%s”: %s",
		NoValue: "the selected row of the table of %s has nothing in “%s” to filter by; columns that can be filtered by: %s", NoRow: "there is no row %s", WantsNumber: "a number is expected after it",
		NoFrame: "frame %s is in no message of HTTP", OrderTitle: "order by", ColumnsTitle: "columns", OrderHint: "order", TurnHint: "the other way", ShowHint: "show or hide",
		LastColumn: "one column at least stays", CommandTitle: "Commands", marked: "marked", NoEarlier: "nothing was looked at before", NoLater: "nothing was looked at after",
		NotPassed: [...]string{"exchange %s does not pass the filter", "connection %s does not pass the filter"},
		NotMarked: [...]string{"exchange %s is not marked", "connection %s is not marked"},
		AllShown:  "; all are shown again", BringsBack: " (%s ↑ brings the filter back)", AllAgain: "all rows are shown again", EscShows: "%s: all rows",
		Numbered: "as they came", Unordered: "these rows have no other order", LowerHint: "further right", HigherHint: "further left", NoRoom: "no room at this width",
		Stream: "conn", RequestSize: "sent", Frame: "frame",
		Operators: map[string]string{
			"==": "one at least is equal", "!=": "none is equal", ">": "greater", ">=": "greater or equal", "<": "less", "<=": "less or equal",
			"contains": "the text is in it", "matches": "a regular expression matches, in any case", "in": "one of {a, b..c}", "not in": "none of {a, b..c}",
			"&&": "both must pass", "and": "both must pass", "||": "one must pass", "or": "one must pass", "not": "must not pass",
			"any": "one value at least", "all": "all values", "{": "values, with , between them; a..b is a range",
			"len(": "length of a text", "count(": "how many values", "upper(": "in capital letters", "lower(": "in small letters",
			"string(": "as a text", "abs(": "without its sign",
		},
		Types: [...]string{"flag", "number", "duration", "time", "text", "address"},
	},
	{
		Language: 1,
		Label:    "过滤：", Keys: "Tab 补全  ↑ ↓ 历史  Enter 只显示匹配的行；留空：全部  Esc 放弃", CommandKeys: "Tab 补全  ↑ ↓ 历史  Enter 执行  Esc 放弃",
		Filtering: "正在过滤 %d%%", Sorting: "正在排序 %d%%", NothingPasses: "没有匹配的行。按 Esc 显示全部。",
		OnlyMarked: "只显示 %s 个标记的行（:marked 恢复全部）", MarkedCount: "%s 个标记",
		NoMarks: "没有标记的行；按 M 标记", NoCommand: "没有命令“%s”；:help 列出全部", NoColumn: "没有列“%s”：%s",
		NoValue: "%s表的所选行在“%s”中没有可用来过滤的值；可用来过滤的列：%s", NoRow: "没有行 %s", WantsNumber: "其后应为一个数",
		NoFrame: "第 %s 帧不在任何 HTTP 报文中", OrderTitle: "排序依据", ColumnsTitle: "列", OrderHint: "排序", TurnHint: "反向", ShowHint: "显示或隐藏",
		LastColumn: "至少保留一列", CommandTitle: "命令", marked: "已标记", NoEarlier: "之前没有看过别的", NoLater: "之后没有看过别的",
		NotPassed: [...]string{"请求 %s 不匹配过滤条件", "连接 %s 不匹配过滤条件"},
		NotMarked: [...]string{"请求 %s 没有标记", "连接 %s 没有标记"},
		AllShown:  "；已恢复显示全部", BringsBack: "（按 %s ↑ 取回过滤条件）", AllAgain: "已恢复显示全部", EscShows: "%s：显示全部",
		Numbered: "按出现顺序", Unordered: "这些行没有别的顺序", LowerHint: "右移", HigherHint: "左移", NoRoom: "此宽度放不下",
		Stream: "连接", RequestSize: "发送", Frame: "帧",
		Operators: map[string]string{
			"==": "至少一个相等", "!=": "没有相等的", ">": "大于", ">=": "大于或等于", "<": "小于", "<=": "小于或等于",
			"contains": "包含该文本", "matches": "匹配正则表达式（不分大小写）", "in": "{a, b..c} 之一", "not in": "不在 {a, b..c} 中",
			"&&": "两者都须满足", "and": "两者都须满足", "||": "满足其一", "or": "满足其一", "not": "不满足",
			"any": "至少一个值", "all": "所有值", "{": "若干值，以 , 分隔；a..b 是范围",
			"len(": "文本长度", "count(": "值的个数", "upper(": "转为大写", "lower(": "转为小写",
			"string(": "转为文本", "abs(": "绝对值",
		},
		Types: [...]string{"标志", "数值", "时长", "时刻", "文本", "地址"},
	},
}
