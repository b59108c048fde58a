package ladder

import (
	"fmt"
	"slices"
	"strconv"

	"wiretalk/internal/meaning"
	"wiretalk/internal/phrase"
	"wiretalk/internal/replay"
	"wiretalk/tcpreasm"
)

// words are what the ladder itself says, by language.
type words struct {
	client, server, frame, time, what string
	fold                              string // segments, bytes
	silence, again, lost, incomplete  string
}

var languages = [2]words{
	meaning.English: {
		client: "client", server: "server", frame: "frame", time: "time, s", what: "segment",
		fold: "… %d {segment|segments}, %s …", silence: "%s of silence", again: "again, as frame %d", lost: "lost", incomplete: " (incomplete)",
	},
	meaning.Chinese: {
		client: "客户端", server: "服务器", frame: "帧", time: "时间/秒", what: "报文段",
		fold: "… %d 个报文段，%s …", silence: "静默 %s", again: "重传，同第 %d 帧", lost: "丢失", incomplete: "（不完整）",
	},
}

// size is a number of bytes as people say it.
func size(n int64) string {
	switch {
	case n >= 10e6:
		return fmt.Sprintf("%d MB", n/1e6)
	case n >= 10e3:
		return fmt.Sprintf("%d kB", n/1e3)
	}
	return strconv.FormatInt(n, 10) + " B"
}

func (w *words) folded(r *Row) string {
	return phrase.Sprintf(w.fold, r.Last-r.Step+1, size(r.Bytes[0]+r.Bytes[1]))
}

func (w *words) silent(r *Row) string {
	return fmt.Sprintf(w.silence, phrase.Took(r.Duration))
}

// label is what stands at an arrow.
func (w *words) label(r *Row, s *replay.Step) string {
	text := Label(s)
	if r.Repeats != 0 {
		text += " (" + fmt.Sprintf(w.again, r.Repeats) + ")"
	}
	return text
}

// message is what stands for a message.
func (w *words) message(m *Message) string {
	if m.Incomplete {
		return m.Label + w.incomplete
	}
	return m.Label
}

// since is a segment's time since the first's, in seconds; empty when the
// capture does not say.
func (l *Ladder) since(i int) string {
	if l.Steps[i].Time == 0 || l.Steps[0].Time == 0 {
		return ""
	}
	return fmt.Sprintf("%.6f", float64(l.Steps[i].Time-l.Steps[0].Time)/1e9)
}

// Changed are the states that each end comes to by a segment, with a question
// mark where it is only taken to; empty for no change.
func (l *Ladder) Changed(s *replay.Step) (names [2]string) {
	for _, c := range s.Changes {
		names[c.Side] = c.To.String()
		if l.IsTaken(c) {
			names[c.Side] += "?"
		}
	}
	return names
}

// IsTaken says whether an end is only taken to have come to a state: no segment
// of its own shows it. One that answers a SYN by SYN,ACK was in LISTEN; a FIN
// that is acknowledged had arrived.
func (l *Ladder) IsTaken(c tcpreasm.Change) bool {
	if !l.arrival.IsShown(c) {
		return true
	}
	if c.Cause != tcpreasm.PassiveOpen {
		return c.Cause == tcpreasm.PickedUp
	}
	list := l.Connection.Changes.List()
	for i := slices.Index(list, c) + 1; i < len(list); i++ {
		if list[i].Side == c.Side {
			return list[i].Cause != tcpreasm.SendSynAck
		}
	}
	return true
}
