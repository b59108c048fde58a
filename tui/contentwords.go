package tui

import (
	"fmt"

	"wiretalk/internal/body"
)

// contentWords are the words of bodies in one language, besides those of the screen.
type contentWords struct {
	members, elements, inside, lines string // how many are folded; with a number
	atLeast                          string
	treeLine                         string // where one is
	folds                            string // what keys do
	notLaidOut                       string // a decoded body as text
	decoded                          string // why a byte has no segment; with a key

	fold, foldAll, otherSide string // hints
	requestBody, allParts    string // what the key for bodies leads to

	picture, broken, palette, grey                    string
	noColours, tooLarge, tooLong, damaged, firstFrame string // of pictures
}

var contentWordsIn = [...]contentWords{
	{
		members: "%s {member|members}", elements: "%s {element|elements}", inside: "%s inside", lines: "%s more {line|lines}",
		atLeast:    "at least ",
		treeLine:   "line %s of %s",
		folds:      "%s folds, %s folds all, %s unfolds all, %s searches",
		notLaidOut: "not laid out",
		decoded:    "decoded bytes are in no one segment: this is where the body begins; %s shows its bytes as sent, and from those it is known",
		fold:       "fold", foldAll: "fold all", otherSide: "other side",
		requestBody: "request", allParts: "all",
		picture: "%s picture, %d × %d", broken: "%s picture, its header cut short or damaged", palette: ", %d colours", grey: ", grey",
		noColours: "not drawn here: that takes 256 colours, and a theme that has colours",
		tooLarge:  "not drawn: it has more than %s pixels", tooLong: "not drawn: it is longer than %s",
		damaged: "cannot be drawn: %v", firstFrame: "the first frame",
	},
	{
		members: "%s 个成员", elements: "%s 个元素", inside: "其中 %s 项", lines: "还有 %s 行",
		atLeast:    "至少 ",
		treeLine:   "第 %s 行，共 %s 行",
		folds:      "%s 折叠，%s 全部折叠，%s 全部展开，%s 搜索",
		notLaidOut: "未排版",
		decoded:    "解码后的字节不属于某一个报文段：这里是正文开始的地方；按 %s 显示原样的字节，从那里可以得知",
		fold:       "折叠", foldAll: "全部折叠", otherSide: "另一侧",
		requestBody: "请求", allParts: "全部",
		picture: "%s 图像，%d × %d", broken: "%s 图像，其首部被截断或损坏", palette: "，%d 色", grey: "，灰度",
		noColours: "此处不显示图像：需要 256 色和带颜色的主题",
		tooLarge:  "不显示图像：超过 %s 像素", tooLong: "不显示图像：长于 %s",
		damaged: "无法显示图像：%v", firstFrame: "第一帧",
	},
}

// describe is what a picture's header says, in words.
func (w *contentWords) describe(i body.ImageInfo) string {
	text := fmt.Sprintf(w.picture, i.Format, i.Width, i.Height)
	switch {
	case i.Width == 0:
		return fmt.Sprintf(w.broken, i.Format)
	case i.Colours > 0:
		text += fmt.Sprintf(w.palette, i.Colours)
	case i.Grey:
		text += w.grey
	}
	return text
}
