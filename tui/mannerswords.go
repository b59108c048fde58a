package tui

// mannersWords are the words about the screen's manners in one language: help,
// themes, the mouse.
type mannersWords struct {
	groups            [helpGroups]string
	here              string  // the help's first part
	noKey, notHere    string  // what a key does nothing for
	noFields          string  // why a body alone has no meanings, with a key
	failing           seeking // what is said of exchanges that failed
	leaveLive         string
	noTheme           string
	ended             string // a capture, behind how long it was
	noTCP             string
	allOfIt           string // behind a text that is cut, with a key
	atByte            string // behind the name of a file
	noHTTP            string // in a capture with connections
	theme             string
	themes            map[string]string
	mouseOn, mouseOff string
}

var mannersWordsIn = [...]mannersWords{
	{
		groups: [...]string{
			helpMoving: "Moving", helpViews: "Views", helpSelected: "What is selected", helpPages: "On ladders, lessons and bytes", helpLive: "While a capture grows", helpOther: "Other",
		},
		here:  "Here",
		noKey: "no key does that: ? shows all that there are", notHere: "there is nothing for %s here: ? shows what there is",
		noFields:  "meanings are those of fields, and this is a body alone: %s shows the rest",
		failing:   seeking{"looking for an exchange that failed …", "no exchange here failed: none has a status from 400 on, no response, or was broken off", ""},
		noTheme:   "there is no theme “%s”: %s",
		leaveLive: "capturing goes on: %s again ends it and leaves, %s ends it and stays",
		ended:     "ended",
		noTCP:     "No TCP in the %s {packet that was|packets that were} read.",
		allOfIt:   " (%s tells all)",
		atByte:    " at byte %s",
		noHTTP:    "no HTTP exchanges: these are the connections",
		theme:     "theme: %s",
		themes: map[string]string{
			"terminal": "the terminal's own colours", "dark": "dark", "light": "light", "none": "no colours",
		},
		mouseOn:  "the mouse acts here; Shift usually selects text",
		mouseOff: "the mouse is left to the terminal",
	},
	{
		groups: [...]string{
			helpMoving: "移动", helpViews: "视图", helpSelected: "所选内容", helpPages: "时序图、课程与字节页", helpLive: "捕获进行时", helpOther: "其他",
		},
		here:  "此处",
		noKey: "没有这个键：? 列出所有的键", notHere: "按键 %s 在此处不起作用：? 列出可用的键",
		noFields:  "含义是首部字段的含义，而此处只有正文：按 %s 显示其余部分",
		failing:   seeking{"正在查找失败的请求…", "这里没有失败的请求：没有 400 及以上的状态码，没有无响应的，也没有中断的", ""},
		noTheme:   "没有主题“%s”：%s",
		leaveLive: "捕获仍在进行：再按 %s 结束捕获并退出，按 %s 结束捕获但留在此处",
		ended:     "已结束",
		noTCP:     "读取的 %s 个分组中没有 TCP。",
		allOfIt:   "（按 %s 看全部）",
		atByte:    " 第 %s 字节",
		noHTTP:    "没有 HTTP 请求与响应：这里列出的是连接",
		theme:     "主题：%s",
		themes: map[string]string{
			"terminal": "终端自己的颜色", "dark": "深色", "light": "浅色", "none": "无颜色",
		},
		mouseOn:  "鼠标在此生效；选择文字通常按住 Shift",
		mouseOff: "鼠标交还终端",
	},
}
