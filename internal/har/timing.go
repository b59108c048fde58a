package har

import (
	"strconv"
	"time"

	"wiretalk/httpdecode"
	"wiretalk/internal/delay"
	"wiretalk/tcpreasm"
)

// milliseconds is a duration in nanoseconds that is written as HAR has it,
// exactly. A negative one, which does not apply, is -1.
type milliseconds int64

func (m milliseconds) MarshalJSON() ([]byte, error) {
	if m < 0 {
		return []byte("-1"), nil
	}
	b := strconv.AppendInt(nil, int64(m)/1e6, 10)
	if fraction := int64(m) % 1e6; fraction != 0 {
		digits := strconv.AppendInt(nil, 1e6+fraction, 10) // the one keeps leading zeros
		b = append(append(b, '.'), digits[1:]...)
		for b[len(b)-1] == '0' {
			b = b[:len(b)-1]
		}
	}
	return b, nil
}

// started is a time as HAR has it. One that is not known is the epoch.
func started(ns int64) string { return time.Unix(0, ns).UTC().Format("2006-01-02T15:04:05.000000000Z") }

// timingsOf divides the time that an exchange took so that each part is 0 or
// more, or does not apply, and gives when it began and how long it took. A
// response that began before its request was complete ends the sending there.
// What is known of how long no response came, which may be nothing, is waiting.
func timingsOf(c *tcpreasm.Info, x *httpdecode.Exchange, silence *delay.Silence) (t timings, began, total int64) {
	t = timings{Blocked: -1, DNS: -1, Connect: -1, SSL: -1}
	q, p := &x.Request, &x.Response
	var marks [4]int64 // first and last byte of the request, then of the response
	switch {
	case q.Seen && p.Seen:
		marks = [4]int64{q.First.Time, min(q.Last.Time, p.First.Time), p.First.Time, max(p.Last.Time, q.Last.Time)}
	case q.Seen:
		marks = [4]int64{q.First.Time, q.Last.Time, q.Last.Time, q.Last.Time}
		if silence != nil {
			marks[2], marks[3] = silence.Over.Time, silence.Over.Time
			t.Comment = "No response came " + silence.String() + "."
		}
	default:
		marks = [4]int64{p.First.Time, p.First.Time, p.First.Time, p.Last.Time}
	}
	if began = marks[0]; began == 0 {
		return t, 0, 0
	}
	for i := 1; i < len(marks); i++ {
		marks[i] = max(marks[i], marks[i-1])
	}
	t.Send, t.Wait, t.Receive = milliseconds(marks[1]-marks[0]), milliseconds(marks[2]-marks[1]), milliseconds(marks[3]-marks[2])
	total = marks[3] - marks[0]
	if connect := c.Handshake.AckTime - c.Start; q.Seen && x.Index == 0 && c.Handshake.Complete() && c.Start != 0 && connect >= 0 {
		t.Connect = milliseconds(connect)
		began -= connect
		total += connect
	}
	return t, began, total
}
