package ladder

import (
	"fmt"

	"wiretalk/internal/meaning"
	"wiretalk/tcpreasm"
)

// Notes are the words for what a segment is beside what its label says, in one
// language: at length, and in short.
type Notes struct {
	again     string    // as which frame
	sentAgain string    // it may be that; what was sent first was not captured alike
	duplicate [2]string // the how many-th
	probe     [2]string
	update    [2]string
	keepAlive [2]string
}

// NotesIn has the notes in each language of package meaning.
var NotesIn = [2]Notes{
	meaning.English: {
		again: "again, as frame %d", sentAgain: "sent again?", duplicate: [2]string{"dup ACK %d", "dup %d"},
		probe: [2]string{"window probe", "probe"}, update: [2]string{"window update", "update"}, keepAlive: [2]string{"keep-alive", "keep-alive"},
	},
	meaning.Chinese: {
		again: "重传，同第 %d 帧", sentAgain: "重传？", duplicate: [2]string{"重复确认 %d", "重复 %d"},
		probe: [2]string{"零窗口探测", "探测"}, update: [2]string{"窗口更新", "更新"}, keepAlive: [2]string{"保活", "保活"},
	},
}

// Note is what a segment is beside what its label says: sent again, a duplicate
// acknowledgement, a probe of a window of zero, a window update or a keep-alive;
// in short too. Both are empty for any other.
func (l *Ladder) Note(r *Row, n *Notes) (long, short string) {
	if r.Kind != Arrow {
		return "", ""
	}
	s := &l.Steps[r.Step]
	is := func(f tcpreasm.Finding) bool { return s.Found&f != 0 && s.SameAs == 0 }
	words := [2]string{}
	switch {
	case r.Repeats != 0:
		return fmt.Sprintf(n.again, r.Repeats), fmt.Sprintf("↺%d", r.Repeats)
	case l.IsSentAgain(r):
		return n.sentAgain, "↺?"
	case is(tcpreasm.FoundDuplicateAck) && s.DuplicateNumber > 0:
		return fmt.Sprintf(n.duplicate[0], s.DuplicateNumber), fmt.Sprintf("("+n.duplicate[1]+")", s.DuplicateNumber)
	case is(tcpreasm.FoundZeroWindowProbe), is(tcpreasm.FoundKeepAlive) && l.numbered.special[r.Step]&facesZero != 0:
		words = n.probe
	case is(tcpreasm.FoundWindowUpdate):
		words = n.update
	case is(tcpreasm.FoundKeepAlive):
		words = n.keepAlive
	default:
		return "", ""
	}
	return words[0], "(" + words[1] + ")"
}

// IsSentAgain says whether a segment sends again what another brought or should
// have brought. Row.Repeats says which, where one that was captured began alike.
func (l *Ladder) IsSentAgain(r *Row) bool {
	const again = tcpreasm.FoundRetransmission | tcpreasm.FoundFastRetransmission | tcpreasm.FoundSpuriousRetransmission
	s := &l.Steps[r.Step]
	return r.Kind == Arrow && s.SameAs == 0 && (r.Repeats != 0 || s.Found&again != 0)
}

// noted is the first of a label with its note, and of shorter forms of both, for
// which there is room in so many columns; the shortest where there is for none. A
// room of 0 is any.
func (l *Ladder) noted(r *Row, n *Notes, room int) string {
	label := l.Label(r.Step)
	long, short := l.Note(r, n)
	if long == "" {
		return label
	}
	all := []string{label + " (" + long + ")", label + " " + short, Shortened(label, &l.Steps[r.Step]) + " " + short}
	for _, text := range all {
		if room == 0 || columns(text) <= room {
			return text
		}
	}
	return all[2]
}
