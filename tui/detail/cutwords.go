package detail

import (
	"fmt"
	"strconv"
	"strings"

	"wiretalk/httpdecode"
	"wiretalk/internal/delay"
	"wiretalk/internal/phrase"
	"wiretalk/internal/trace"
	"wiretalk/tui/cells"
)

// CutWords say how a response broke off, in one language.
type CutWords struct {
	notWhole        string // before all that is said
	ofBody, noneOf  string // how much of how much came
	headOnly, part  string // where how much there was to be is not known
	inChunks, byEnd string // why it is not
	briefly, ended  [delay.Endings - delay.CaptureEnded]string
	comma           string
}

// CutWordsIn has the words of what was cut in each language of package meaning.
var CutWordsIn = [...]CutWords{
	{
		notWhole: "The response is not whole: ",
		ofBody:   "%s of the %s of its body came", noneOf: "nothing of the %s of its body came", headOnly: "no more than its head came", part: "%s of its body came",
		inChunks: "the last chunk did not", byEnd: "which may be all: nothing but the end of the connection tells how long it is",
		briefly: [...]string{
			"nothing more as far as the connection was captured", "", "then the client reset the connection (RST, frame %s)",
			"then the server closed its side (FIN, frame %s)", "then the server reset the connection (RST, frame %s)",
		},
		ended: [...]string{
			". The connection was captured for %s more, in which nothing more of it came and nothing ended it.", "",
			". The client reset the connection (RST, frame %[2]s) %[1]s after the last of it.",
			". The server closed its side (FIN, frame %[2]s) %[1]s after the last of it.",
			". The server reset the connection (RST, frame %[2]s) %[1]s after the last of it.",
		},
		comma: ", ",
	},
	{
		notWhole: "响应不完整：",
		ofBody:   "正文共 %[2]s，只到达 %[1]s", noneOf: "正文共 %s，没有任何字节到达", headOnly: "只有首部到达", part: "正文到达 %s",
		inChunks: "最后一个块没有到达", byEnd: "这也可能就是全部：正文到哪里结束，只能由连接的关闭得知",
		briefly: [...]string{
			"此后捕获中再没有更多", "", "随后客户端复位连接（RST，第 %s 帧）",
			"随后服务器关闭自己一侧（FIN，第 %s 帧）", "随后服务器复位连接（RST，第 %s 帧）",
		},
		ended: [...]string{
			"。此后连接又被捕获了 %s，再没有更多到达，连接也没有结束。", "",
			"。最后一个字节到达之后 %[1]s，客户端复位了连接（RST，第 %[2]s 帧）。",
			"。最后一个字节到达之后 %[1]s，服务器关闭了自己一侧（FIN，第 %[2]s 帧）。",
			"。最后一个字节到达之后 %[1]s，服务器复位了连接（RST，第 %[2]s 帧）。",
		},
		comma: "，",
	},
}

// SizeToCome is how long a body was to be by the head of its message; negative when that
// does not tell, or the head is not read yet.
func SizeToCome(h *Head) int64 {
	if h == nil || !h.readable() || h.Framing != httpdecode.ByLength {
		return -1
	}
	first, _, _ := strings.Cut(string(h.Get("Content-Length")), ",")
	n, err := strconv.ParseInt(strings.TrimSpace(first), 10, 64)
	if err != nil {
		return -1
	}
	return n
}

// came says how much came of how much.
func (w *CutWords) came(m *trace.Message, of int64) string {
	switch {
	case of > 0 && m.BodyBytes == 0:
		return fmt.Sprintf(w.noneOf, phrase.Size(of))
	case of > 0:
		return fmt.Sprintf(w.ofBody, phrase.Size(m.BodyBytes), phrase.Size(of))
	case m.BodyBytes == 0:
		return w.headOnly
	}
	said := fmt.Sprintf(w.part, phrase.Size(m.BodyBytes))
	switch m.Framing {
	case httpdecode.ByChunks:
		said += w.comma + w.inChunks
	case httpdecode.ByClose:
		said += w.comma + w.byEnd
	}
	return said
}

// brief is what stands in the place where a response that is whole has nothing to say.
func (w *CutWords) brief(c *delay.Cut, m *trace.Message, of int64) string {
	ended := w.briefly[c.Ending-delay.CaptureEnded]
	return cells.WithUnits(w.came(m, of) + w.comma + framed(ended, c.Ending, c.Over))
}

// Whole says the same in sentences, and how long nothing more had come.
func (w *CutWords) Whole(c *delay.Cut, m *trace.Message, of int64) string {
	ended := w.ended[c.Ending-delay.CaptureEnded]
	return w.notWhole + w.came(m, of) + framed(ended, c.Ending, c.Over, phrase.Took(c.Rest()))
}
