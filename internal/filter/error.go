package filter

import (
	"fmt"

	"wiretalk/internal/meaning"
)

// Error is what is wrong with an expression, and where: Length bytes from
// byte At on. At the end of the expression Length is 0.
type Error struct {
	At, Length int
	Reason     string

	format string
	args   []any
}

func (e *Error) Error() string { return e.Reason }

// In is the reason in a language of package meaning.
func (e *Error) In(language int) string {
	format, ok := chineseReasons[e.format]
	if language != meaning.Chinese || !ok {
		return e.Reason
	}
	args := make([]any, len(e.args))
	for i, arg := range e.args {
		switch v := arg.(type) {
		case article:
			arg = chineseTypes[v]
		case Type:
			arg = chineseTypes[v]
		case token:
			if v.kind == tokEnd {
				arg = "末尾"
			}
		}
		args[i] = arg
	}
	return fmt.Sprintf(format, args...)
}

func wrong(t token, format string, args ...any) *Error {
	return &Error{t.at, t.length, fmt.Sprintf(format, args...), format, args}
}

// TypeName names a type in a language of package meaning.
func (t Type) TypeName(language int) string {
	if language == meaning.Chinese {
		return chineseTypes[t]
	}
	return t.String()
}

var chineseTypes = [...]string{Flag: "标志", Integer: "数值", Duration: "时长", Time: "时刻", Text: "文本", Address: "地址"}

// chineseReasons are the reasons that errors have, by how they are written in
// English.
var chineseReasons = map[string]string{
	"%s wants a comparison behind the field":       "%s 要求字段之后有比较",
	"a network is compared for equality only":      "网段只能比较相等与否",
	"%s is %s, and what it is compared with is %s": "%s 是%s，而与之比较的是%s",
	"contains looks into texts, and this is %s":    "contains 只用于文本，而这是%s",
	"matches looks into texts, and this is %s":     "matches 只用于文本，而这是%s",
	"the regular expression is wrong: %s":          "正则表达式有误：%s",
	`%s is where "{" is expected`:                  `%s 处应为 "{"`,
	`%s is where "," or "}" is expected`:           `%s 处应为 "," 或 "}"`,
	`"}" is missing for this "{"`:                  `这个 "{" 缺少对应的 "}"`,
	"a range is between two values":                "范围介于两个值之间",
	"there is no field %q; did you mean %s?":       "没有字段 %q；是否想写 %s？",
	"there is no field %q to look into; bodies are http.file_data, fields of heads http.request.line and http.response.line": "没有可供查找的字段 %q；正文是 http.file_data，首部字段是 http.request.line 和 http.response.line",
	"there is no field %q":                           "没有字段 %q",
	`%s is where "and", "or" or the end is expected`: `%s 处应为 "and"、"or" 或表达式的末尾`,
	"the filter is longer than %d bytes":             "过滤表达式超过 %d 字节",
	"%s is a flag, without a text for %s; bodies are http.file_data, fields of heads http.request.line and http.response.line": "%s 是标志，没有可供 %s 查找的文本；正文是 http.file_data，首部字段是 http.request.line 和 http.response.line",
	"write %q in one piece": "请把 %q 连在一起写",
	"write %q, not %q":      "请写 %q，而不是 %q",
	"%s is a value; did you mean http.response.code == %s?":                         "%s 是值；是否想写 http.response.code == %s？",
	"%s is a value; did you mean %s == %s?":                                         "%s 是值；是否想写 %s == %s？",
	"a value is missing here":                                                       "此处缺少一个值",
	`to compare, write "=="`:                                                        `比较请写 "=="`,
	"a filter has no %q outside of quotes":                                          "过滤表达式中，引号之外不能有 %q",
	`\ is followed by none of " \ ' n r t a b f v 0-7 x`:                            `\ 之后不是 " \ ' n r t a b f v 0-7 x 之一`,
	"the closing quote is missing":                                                  "缺少后引号",
	`the closing "]" is missing`:                                                    `缺少 "]"`,
	"%s is compared with a text; numbers have no quotes":                            "%s与文本相比；数值不加引号",
	"%s is not a value":                                                             "%s 不是值",
	"%s is not a number":                                                            "%s 不是数值",
	"%s is neither true nor false":                                                  "%s 既非 true 也非 false",
	"%s is not a duration: it is in seconds, or has a unit, as in 200ms":            "%s 不是时长：以秒为单位，或带单位，如 200ms",
	`%s is not a time: write it as "2026-11-25 21:30:00", or in seconds since 1970`: `%s 不是时刻：请写成 "2026-11-25 21:30:00"，或 1970 年以来的秒数`,
	"%s is not an address: write it as 10.0.0.1, 10.0.0.0/8 or 2001:db8::1":         "%s 不是地址：请写成 10.0.0.1、10.0.0.0/8 或 2001:db8::1",
	"%s takes no %s":                                                                "%s 不接受%s",
	"parentheses and negations are more than %d deep":                               "括号与否定的嵌套超过 %d 层",
	`%s is where "and", "or" or %q is expected`:                                     `%s 处应为 "and"、"or" 或 %q`,
	"%q is missing for this %s":                                                     "缺少 %q，与这个 %s 对应",
	"%q calculates with numbers and durations, not with %s":                         "%q 只能计算数值和时长，而这是%s",
	"durations are added and subtracted only":                                       "时长只能加减",
	"%s is where the name of a field is expected":                                   "%s 处应为字段名",
	"only texts can be cut, and this is %s":                                         "只有文本可以截取，而这是%s",
	"brackets hold a place [0], a place and a length [0:4], or two places [0-3]":    "方括号中是位置 [0]、位置和长度 [0:4]，或两个位置 [0-3]",
}
