package tui

// mannersWords are the words about the screen's manners in one language: help,
// themes, the mouse.
type mannersWords struct {
	groups            [helpGroups]string
	theme             string
	themes            map[string]string
	mouseOn, mouseOff string
}

var mannersWordsIn = [...]mannersWords{
	{
		groups: [...]string{
			helpMoving: "Moving", helpViews: "Views", helpSelected: "What is selected", helpPages: "On ladders, lessons and bytes", helpLive: "While a capture grows", helpOther: "Other",
		},
		theme: "theme: %s",
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
		theme: "主题：%s",
		themes: map[string]string{
			"terminal": "终端自己的颜色", "dark": "深色", "light": "浅色", "none": "无颜色",
		},
		mouseOn:  "鼠标在此生效；选择文字通常按住 Shift",
		mouseOff: "鼠标交还终端",
	},
}
