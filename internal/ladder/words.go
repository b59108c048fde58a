package ladder

import (
	"fmt"
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
	silence, lost, incomplete         string
	arrives                           string
	before                            string // a part
	notes                             *Notes
}

var languages = [2]words{
	meaning.English: {
		client: "client", server: "server", frame: "frame", time: "time, s", what: "segment",
		fold: "… %d {segment|segments}, %s …", silence: "%s of silence", lost: "lost", incomplete: " (incomplete)", arrives: "frame %d arrives", before: "before frame %d",
		notes: &NotesIn[meaning.English],
	},
	meaning.Chinese: {
		client: "客户端", server: "服务器", frame: "帧", time: "时间/秒", what: "报文段",
		fold: "… %d 个报文段，%s …", silence: "静默 %s", lost: "丢失", incomplete: "（不完整）", arrives: "第 %d 帧到达", before: "第 %d 帧之前",
		notes: &NotesIn[meaning.Chinese],
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
func (l *Ladder) label(r *Row, w *words) string {
	return l.noted(r, w.notes, 0)
}

// latecomer says what comes to a segment's sender after it.
func (l *Ladder) latecomer(r *Row, w *words) string {
	return fmt.Sprintf(w.arrives, l.Steps[r.Comes-1].Frame)
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
// mark where it is only taken to; empty for no change. What comes to its sender
// only after it is left out: ComesTo has it.
func (l *Ladder) Changed(s *replay.Step) (names [2]string) {
	late, _ := Late(s)
	for _, c := range s.Changes {
		if c != late {
			names[c.Side] = l.named(c)
		}
	}
	return names
}

// ComesTo is the state to which a segment's sender comes after it, by what was
// under way; empty for none.
func (l *Ladder) ComesTo(s *replay.Step) string {
	late, ok := Late(s)
	if !ok {
		return ""
	}
	return l.named(late)
}

// named is the state to which a change leads, with a question mark where the end
// is only taken to come to it.
func (l *Ladder) named(c tcpreasm.Change) string {
	if l.IsTaken(c) {
		return c.To.String() + "?"
	}
	return c.To.String()
}

// IsTaken says whether an end is only taken to have come to a state: no segment
// of its own shows it. That it listens its answer shows; that it is connected by
// a SYN,ACK alone, its own segments; that a FIN had arrived, its acknowledgement.
func (l *Ladder) IsTaken(c tcpreasm.Change) bool {
	if !l.arrival.IsShown(c) {
		return true
	}
	switch c.Cause {
	case tcpreasm.PickedUp, tcpreasm.PassiveOpen:
		return true
	case tcpreasm.SendSyn, tcpreasm.RecvSynAck:
		return l.Connection.Packets[c.Side] == 0
	}
	return false
}
