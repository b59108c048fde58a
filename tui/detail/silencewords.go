package detail

import (
	"fmt"

	"wiretalk/internal/delay"
	"wiretalk/internal/phrase"
	"wiretalk/tcpreasm"
	"wiretalk/tui/cells"
	"wiretalk/tui/theme"
)

// SilenceWords say why an exchange has no response, in one language.
type SilenceWords struct {
	none, noneFinal                  string                                     // in the place of the response; how it ended follows
	briefly                          [delay.Endings - delay.CaptureEnded]string // from CaptureEnded on: how long the wait was, and the frame that ended it
	acknowledged, untold             string
	unheard, unheardResent, partly   string
	still                            string // the server's TCP answered later
	ended                            [delay.Endings]string
	closed, halfClosed, behind       string
	NoExchange, NoneSelected, NoRow  string // why there is nothing to show
	held                             string
	client, server, heldMore, advice string
}

// SilenceWordsIn has the words of silence in each language of package meaning.
var SilenceWordsIn = [...]SilenceWords{
	{
		none: "none came ", noneFinal: "no final one came ",
		briefly: [...]string{
			"in %s, until what was captured of it ended",
			"in %s, then the client closed (FIN, frame %s)", "in %s, then the client reset the connection (RST, frame %s)",
			"in %s, then the server closed (FIN, frame %s)", "in %s, then the server reset the connection (RST, frame %s)",
		},
		acknowledged:  "No answer: the server acknowledged the request (frame %s) and sent nothing of a response for %s.",
		untold:        "No answer: nothing of a response came for %s.",
		unheard:       "No answer: the request was not acknowledged, and nothing came from the server after it for %s. The server is gone, or the path to it or back; from here that cannot be told apart.",
		unheardResent: "No answer: the request was not acknowledged though the client sent it again (%s {segment|segments}), and nothing came from the server after it for %s. The server is gone, or the path to it or back; from here that cannot be told apart.",
		partly:        "No answer: the server did not acknowledge all of the request in %s, though something came from it (frame %s).",
		still:         "Its TCP was still there %s after the request (frame %s).",
		ended: [...]string{
			delay.StillWaiting: "That is so far: open this page again later.",
			delay.CaptureEnded: "Nothing ended the wait as far as the connection was captured.",
			delay.ClientClosed: "Then the client gave up: it closed its side (FIN, frame %s).",
			delay.ClientReset:  "Then the client gave up: it reset the connection (RST, frame %s).",
			delay.ServerClosed: "Then the server closed its side without an answer (FIN, frame %s).",
			delay.ServerReset:  "Then the server reset the connection without an answer (RST, frame %s).",
		},
		closed:       "The server had closed its side already (FIN, frame %s) when the request was complete, so it may not have read it. A client may send such a request again on another connection if its method allows that (RFC 9112 §9.3.1).",
		halfClosed:   "The client's FIN (frame %s) followed the request at once and ended only what it sends (RFC 9293 §3.6.1): it may have gone on waiting.",
		behind:       "An earlier request on the connection has no response either, and responses keep the order of requests: look at that one first.",
		NoExchange:   "t explains how long one exchange took: choose it in the table of exchanges",
		NoneSelected: "no exchange is selected: there is no time to explain",
		NoRow:        "the exchange is not held any more",
		held:         "Nagle's algorithm and a delayed acknowledgement waited for each other: the %s sent a small segment (frame %s) and held back the rest until that was acknowledged (frame %s, %s later); the rest followed %s after that (frame %s).",
		client:       "client", server: "server", heldMore: "%s more {wait|waits} like it.",
		advice: "Set TCP_NODELAY at the sender, or write head and body at once: neither end has to wait then (RFC 9293 §3.7.4, §3.8.6.3).",
	},
	{
		none: "没有响应：", noneFinal: "没有最终响应：",
		briefly: [...]string{
			"等待了 %s，直到捕获结束",
			"等待了 %s，随后客户端关闭（FIN，第 %s 帧）", "等待了 %s，随后客户端复位连接（RST，第 %s 帧）",
			"等待了 %s，随后服务器关闭（FIN，第 %s 帧）", "等待了 %s，随后服务器复位连接（RST，第 %s 帧）",
		},
		acknowledged:  "没有响应：服务器确认了请求（第 %s 帧），但 %s 内没有发送响应的任何字节。",
		untold:        "没有响应：%s 内没有响应的任何字节到达。",
		unheard:       "没有响应：请求没有得到确认，此后 %s 内没有来自服务器的任何报文段。可能是服务器已经消失，也可能是去程或回程的路径中断；在这里无法区分。",
		unheardResent: "没有响应：客户端重传了请求（%s 个报文段），仍没有得到确认，请求之后 %s 内没有来自服务器的任何报文段。可能是服务器已经消失，也可能是去程或回程的路径中断；在这里无法区分。",
		partly:        "没有响应：%s 内服务器没有确认整个请求，尽管有来自它的报文段（第 %s 帧）。",
		still:         "请求之后 %s，它的 TCP 仍有应答（第 %s 帧）。",
		ended: [...]string{
			delay.StillWaiting: "这只是目前的情况：请稍后再打开此页。",
			delay.CaptureEnded: "直到捕获结束，这次等待也没有结束。",
			delay.ClientClosed: "随后客户端放弃：关闭了自己一侧（FIN，第 %s 帧）。",
			delay.ClientReset:  "随后客户端放弃：复位了连接（RST，第 %s 帧）。",
			delay.ServerClosed: "随后服务器没有响应就关闭了自己一侧（FIN，第 %s 帧）。",
			delay.ServerReset:  "随后服务器没有响应就复位了连接（RST，第 %s 帧）。",
		},
		closed:       "请求发完之时，服务器已经关闭了自己一侧（FIN，第 %s 帧），所以它可能没有读到请求。如果方法允许，客户端可以在另一个连接上重发这样的请求（RFC 9112 §9.3.1）。",
		halfClosed:   "客户端的 FIN（第 %s 帧）紧随请求之后，只结束它自己的发送（RFC 9293 §3.6.1）：它可能仍在等待响应。",
		behind:       "同一连接上较早的请求也没有响应，而响应须按请求的顺序发送：请先看那一个请求。",
		NoExchange:   "t 说明一个请求的时间花在哪里：请在请求表中选择它",
		NoneSelected: "没有选中请求：没有时间可以说明",
		NoRow:        "这个请求已不再保留",
		held:         "Nagle 算法与延迟确认互相等待：%s发送了一个小报文段（第 %s 帧），其余数据要等它得到确认（第 %s 帧，%s 之后）；确认之后 %s，其余数据才发出（第 %s 帧）。",
		client:       "客户端", server: "服务器", heldMore: "另有 %s 处同样的等待。",
		advice: "请在发送端设置 TCP_NODELAY，或将首部和正文一次写出：两端就都不必等待（RFC 9293 §3.7.4、§3.8.6.3）。",
	},
}

// brief is what stands in the place of a response that did not come, once the wait is over.
func (w *SilenceWords) brief(s *delay.Silence, interim bool) string {
	word := w.none
	if interim {
		word = w.noneFinal
	}
	return word + framed(w.briefly[s.Ending-delay.CaptureEnded], s.Ending, s.Over, phrase.Took(s.Duration()))
}

// framed puts the frame that ended a wait in a sentence, if one did.
func framed(sentence string, e delay.Ending, at tcpreasm.Moment, before ...any) string {
	if e > delay.CaptureEnded {
		before = append(before, phrase.Count(at.Frame))
	}
	return fmt.Sprintf(sentence, before...)
}

// Lines say why there is no response, with the frames that show it.
func (w *SilenceWords) Lines(s *delay.Silence) []cells.Line {
	waited := phrase.Took(s.Duration())
	var said string
	switch {
	case !s.Told, s.Acknowledged.Frame == 0 && s.Heard.Frame == 0 && s.Ending >= delay.ServerClosed:
		said = fmt.Sprintf(w.untold, waited)
	case s.Acknowledged.Frame != 0:
		said = fmt.Sprintf(w.acknowledged, phrase.Count(s.Acknowledged.Frame), waited)
	case s.Heard.Frame != 0:
		said = fmt.Sprintf(w.partly, waited, phrase.Count(s.Heard.Frame))
	case s.Resent > 0:
		said = phrase.Sprintf(w.unheardResent, phrase.Count(int64(s.Resent)), waited)
	default:
		said = fmt.Sprintf(w.unheard, waited)
	}
	if s.Acknowledged.Frame != 0 && s.Heard.Time-s.Asked.Time > s.Duration()/2 {
		said += " " + fmt.Sprintf(w.still, phrase.Took(s.Heard.Time-s.Asked.Time), phrase.Count(s.Heard.Frame))
	}
	lines := []cells.Line{cells.Tell(theme.Warn, said), cells.Tell(theme.Warn, framed(w.ended[s.Ending], s.Ending, s.Over))}
	if s.Closed.Frame != 0 {
		lines = append(lines, cells.Tell(theme.Plain, fmt.Sprintf(w.closed, phrase.Count(s.Closed.Frame))))
	}
	if s.HalfClosed.Frame != 0 {
		lines = append(lines, cells.Tell(theme.Plain, fmt.Sprintf(w.halfClosed, phrase.Count(s.HalfClosed.Frame))))
	}
	if s.Behind {
		lines = append(lines, cells.Tell(theme.Plain, w.behind))
	}
	return lines
}

// HeldLines name what Nagle's algorithm held back, with the frames that show it.
func (w *SilenceWords) HeldLines(held []delay.Held) []cells.Line {
	if len(held) == 0 {
		return nil
	}
	h := &held[0]
	from := w.client
	if h.From == tcpreasm.Server {
		from = w.server
	}
	said := fmt.Sprintf(w.held, from, phrase.Count(h.Small.Frame), phrase.Count(h.Acked.Frame), phrase.Took(h.Acked.Time-h.Small.Time),
		phrase.Took(h.Rest.Time-h.Acked.Time), phrase.Count(h.Rest.Frame))
	if more := len(held) - 1; more > 0 {
		said += " " + phrase.Sprintf(w.heldMore, phrase.Count(int64(more)))
	}
	return []cells.Line{cells.Tell(theme.Warn, said), cells.Tell(theme.Plain, w.advice)}
}
