package tui

import (
	"fmt"
	"strconv"
	"strings"

	"wiretalk/httpdecode"
	"wiretalk/internal/delay"
	"wiretalk/internal/trace"
)

// cutWords say how a response broke off, in one language.
type cutWords struct {
	notWhole        string // before all that is said
	ofBody, noneOf  string // how much of how much came
	headOnly, part  string // where how much there was to be is not known
	inChunks, byEnd string // why it is not
	briefly, ended  [delay.Endings - delay.CaptureEnded]string
	comma           string
}

var cutWordsIn = [...]cutWords{
	{
		notWhole: "The response is not whole: ",
		ofBody:   "%s of the %s of its body came", noneOf: "nothing of the %s of its body came", headOnly: "no more than its head came", part: "%s of its body came",
		inChunks: "the last chunk did not", byEnd: "which may be all: nothing but the end of the connection tells how long it is",
		briefly: [...]string{
			"nothing more as far as the connection was captured", "", "then the client reset the connection (RST, frame %s)",
			"then the server closed its side (FIN, frame %s)", "then the server reset the connection (RST, frame %s)",
		},
		ended: [...]string{
			". Nothing more came in the %s that the connection was captured yet, and nothing ended it.", "",
			". The client reset the connection (RST, frame %[2]s) %[1]s after the last of it.",
			". The server closed its side (FIN, frame %[2]s) %[1]s after the last of it.",
			". The server reset the connection (RST, frame %[2]s) %[1]s after the last of it.",
		},
		comma: ", ",
	},
	{
		notWhole: "响应不完整：",
		ofBody:   "正文到来 %s，共应 %s", noneOf: "应有 %s 的正文没有到来", headOnly: "只有首部到来", part: "正文到来 %s",
		inChunks: "最后一个分块没有到来", byEnd: "这可能就是全部：只有连接的结束才表明它有多长",
		briefly: [...]string{
			"就捕获到的连接而言再没有更多", "", "随后客户端重置连接（RST，帧 %s）",
			"随后服务器关闭自己一侧（FIN，帧 %s）", "随后服务器重置连接（RST，帧 %s）",
		},
		ended: [...]string{
			"。此后捕获到的 %s 内再没有更多到来，也没有什么结束它。", "",
			"。最后到来的字节之后 %[1]s，客户端重置了连接（RST，帧 %[2]s）。",
			"。最后到来的字节之后 %[1]s，服务器关闭了自己一侧（FIN，帧 %[2]s）。",
			"。最后到来的字节之后 %[1]s，服务器重置了连接（RST，帧 %[2]s）。",
		},
		comma: "，",
	},
}

// sizeToCome is how long a body was to be by the head of its message; negative when that
// does not tell, or the head is not read yet.
func sizeToCome(h *head) int64 {
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
func (w *cutWords) came(m *trace.Message, of int64) string {
	switch {
	case of > 0 && m.BodyBytes == 0:
		return fmt.Sprintf(w.noneOf, size(of))
	case of > 0:
		return fmt.Sprintf(w.ofBody, size(m.BodyBytes), size(of))
	case m.BodyBytes == 0:
		return w.headOnly
	}
	said := fmt.Sprintf(w.part, size(m.BodyBytes))
	switch m.Framing {
	case httpdecode.ByChunks:
		said += w.comma + w.inChunks
	case httpdecode.ByClose:
		said += w.comma + w.byEnd
	}
	return said
}

// brief is what stands in the place where a response that is whole has nothing to say.
func (w *cutWords) brief(c *delay.Cut, m *trace.Message, of int64) string {
	ended := w.briefly[c.Ending-delay.CaptureEnded]
	return withUnits(w.came(m, of) + w.comma + framed(ended, c.Ending, c.Over))
}

// whole says the same in sentences, and how long nothing more had come.
func (w *cutWords) whole(c *delay.Cut, m *trace.Message, of int64) string {
	ended := w.ended[c.Ending-delay.CaptureEnded]
	return w.notWhole + w.came(m, of) + framed(ended, c.Ending, c.Over, took(c.Rest()))
}
