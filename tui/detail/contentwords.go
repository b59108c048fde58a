package detail

import (
	"fmt"

	"wiretalk/internal/body"
)

// ContentWords are the words of bodies in one language, besides those of the screen.
type ContentWords struct {
	Members, Elements, Inside, Lines string // how many are folded; with a number
	AtLeast                          string
	TreeLine                         string // where one is
	Folds                            string // what keys do
	NotLaidOut                       string // a decoded body as text
	Decoded                          string // why a byte has no segment; with a key

	Fold, FoldAll, OtherSide string // hints
	RequestBody, AllParts    string // what the key for bodies leads to

	Picture, broken, palette, grey                    string
	NoColours, tooLarge, tooLong, damaged, firstFrame string // of pictures
}

// ContentWordsIn has the words of bodies in each language of package meaning.
var ContentWordsIn = [...]ContentWords{
	{
		Members: "%s {member|members}", Elements: "%s {element|elements}", Inside: "%s inside", Lines: "%s more {line|lines}",
		AtLeast:    "at least ",
		TreeLine:   "line %s of %s",
		Folds:      "%s folds, %s folds all, %s unfolds all, %s searches",
		NotLaidOut: "not laid out",
		Decoded:    "decoded bytes are in no one segment: this is where the body begins; %s shows its bytes as sent, and from those it is known",
		Fold:       "fold", FoldAll: "fold all", OtherSide: "other side",
		RequestBody: "request", AllParts: "all",
		Picture: "%s picture, %d × %d", broken: "%s picture, its header cut short or damaged", palette: ", %d colours", grey: ", grey",
		NoColours: "not drawn here: that takes 256 colours, and a theme that has colours",
		tooLarge:  "not drawn: it has more than %s pixels", tooLong: "not drawn: it is longer than %s",
		damaged: "cannot be drawn: %v", firstFrame: "the first frame",
	},
	{
		Members: "%s 个成员", Elements: "%s 个元素", Inside: "其中 %s 项", Lines: "还有 %s 行",
		AtLeast:    "至少 ",
		TreeLine:   "第 %s 行，共 %s 行",
		Folds:      "%s 折叠，%s 全部折叠，%s 全部展开，%s 搜索",
		NotLaidOut: "未排版",
		Decoded:    "解码后的字节不属于某一个报文段：这里是正文开始的地方；按 %s 显示原样的字节，从那里可以得知",
		Fold:       "折叠", FoldAll: "全部折叠", OtherSide: "另一侧",
		RequestBody: "请求", AllParts: "全部",
		Picture: "%s 图像，%d × %d", broken: "%s 图像，其首部被截断或损坏", palette: "，%d 色", grey: "，灰度",
		NoColours: "此处不显示图像：需要 256 色和带颜色的主题",
		tooLarge:  "不显示图像：超过 %s 像素", tooLong: "不显示图像：长于 %s",
		damaged: "无法显示图像：%v", firstFrame: "第一帧",
	},
}

// describe is what a picture's header says, in words.
func (w *ContentWords) describe(i body.ImageInfo) string {
	text := fmt.Sprintf(w.Picture, i.Format, i.Width, i.Height)
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
