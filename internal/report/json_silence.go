package report

import (
	"wiretalk/httpdecode"
	"wiretalk/internal/delay"
	"wiretalk/tcpreasm"
)

var endingWords = [delay.Endings]string{
	delay.StillWaiting: "waiting", delay.CaptureEnded: "capture-ended",
	delay.ClientClosed: "client-closed", delay.ClientReset: "client-reset",
	delay.ServerClosed: "server-closed", delay.ServerReset: "server-reset",
}

// appendSilence appends how long no response came, and what ended that, if it is
// known that none did.
func appendSilence(dst []byte, c *tcpreasm.Info, x *httpdecode.Exchange) []byte {
	s := delay.SilenceOf(c, x)
	if s == nil {
		return dst
	}
	dst = append(appendName(dst, "no_response"), '{')
	dst = appendSeconds(appendName(dst, "waited"), s.Duration())
	dst = appendWord(dst, "until", endingWords[s.Ending])
	if s.Over.Frame != 0 {
		dst = appendInt(dst, "frame", s.Over.Frame)
	}
	return append(dst, '}')
}
