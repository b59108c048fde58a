package segments

import (
	"fmt"
	"strconv"

	"wiretalk/internal/phrase"
	"wiretalk/internal/replay"
	"wiretalk/tcpreasm"
	"wiretalk/tui/theme"
)

// sentBefore are the findings that say that bytes were sent before.
const sentBefore = tcpreasm.FoundRetransmission | tcpreasm.FoundFastRetransmission | tcpreasm.FoundSpuriousRetransmission

// findingTones say what each finding means for the connection, by their bits.
var findingTones = [...]theme.Tone{
	theme.Warn, theme.Warn, theme.Warn, theme.Warn, theme.Warn, theme.Warn, theme.Warn,
	theme.Bad, theme.Warn, theme.Dim, theme.Warn, theme.Dim, theme.Dim, theme.Dim, theme.Warn,
}

// lookBack is how many segments before a retransmission are looked at for the
// first that brought its bytes.
const lookBack = 4096

// analysis is what was found of a segment, each thing in a few words, what
// went wrong first; and how grave it is.
func (l *List) analysis(number int) (found []string, t theme.Tone) {
	s, w := &l.Steps[number], l.Words
	t = theme.Dim
	add := func(of theme.Tone, text string) {
		found = append(found, text)
		t = graver(t, of)
	}
	if s.SameAs != 0 {
		add(theme.Warn, fmt.Sprintf(w.samePacket, phrase.Frame(s.SameAs)))
	}
	for i, word := range w.Findings {
		bit := tcpreasm.Finding(1) << i
		switch {
		case s.Found&bit == 0:
			continue
		case bit&sentBefore != 0:
			if frame := l.origin(number); frame != 0 {
				word = fmt.Sprintf(w.of, word, phrase.Frame(frame))
			}
		case bit == tcpreasm.FoundDuplicateAck && s.DuplicateOf != 0:
			word = fmt.Sprintf(w.duplicateOf, word, s.DuplicateNumber, phrase.Frame(s.DuplicateOf))
		}
		add(findingTones[i], word)
	}
	if s.Reported {
		add(theme.Warn, w.reported)
	}
	if s.Conflicts {
		add(theme.Bad, w.bytesDiffer)
	}
	if s.Captured < s.Length {
		add(theme.Warn, fmt.Sprintf(w.cut, strconv.Itoa(s.Captured)))
	}
	for _, b := range sackBlocks(s) {
		name := "SACK"
		if b.twice {
			name = "D-SACK"
		}
		add(theme.Warn, fmt.Sprintf("%s %d–%d", name, l.number(s, b.First), l.number(s, b.End)))
	}
	if s.Acknowledges != 0 && s.RoundTrip >= 0 && !s.SentAgain {
		add(theme.Dim, fmt.Sprintf(w.rtt, phrase.Took(s.RoundTrip), phrase.Frame(s.Acknowledges)))
	}
	return found, t
}

// number is a number of the other end's as it is shown.
func (l *List) number(s *replay.Step, n uint32) uint32 {
	if l.Raw {
		return n
	}
	return n - s.Ack + s.RelativeAck()
}

// graver is the graver of two tones.
func graver(a, b theme.Tone) theme.Tone {
	rank := func(t theme.Tone) int {
		switch t {
		case theme.Bad:
			return 2
		case theme.Warn:
			return 1
		}
		return 0
	}
	if rank(b) > rank(a) {
		return b
	}
	return a
}

// origin is the frame that first brought the bytes, SYN or FIN of a segment; 0 when it
// is not among those shortly before.
func (l *List) origin(number int) (frame int64) {
	if frame, ok := l.Origins[number]; ok {
		return frame
	}
	s := &l.Steps[number]
	for i := number - 1; i >= max(0, number-lookBack); i-- {
		o := &l.Steps[i]
		if o.From == s.From && o.SameAs == 0 && int32(s.Seq-o.Seq) >= 0 && int32(o.End()-s.Seq) > 0 {
			frame = o.Frame
		}
	}
	if l.Origins == nil || len(l.Origins) > lookBack {
		l.Origins = map[int]int64{}
	}
	l.Origins[number] = frame
	return frame
}

// sackBlock is a run of bytes that the sender of a segment has behind a hole,
// or got twice.
type sackBlock struct {
	tcpreasm.Block
	twice bool
}

// sackBlocks are those of a segment. The first is of bytes that came twice when it lies
// before the acknowledgement or within the second (RFC 2883 §4).
func sackBlocks(s *replay.Step) (blocks []sackBlock) {
	if len(s.Options) <= 12 { // timestamps, or less
		return nil
	}
	var room [tcpreasm.MaxBlocks]tcpreasm.Block
	for i, b := range tcpreasm.Carried(s.Options, &room).Blocks {
		blocks = append(blocks, sackBlock{b, i == 0 && s.Flags.Has(tcpreasm.ACK) && int32(b.End-s.Ack) <= 0})
	}
	if len(blocks) > 1 {
		first, second := &blocks[0], &blocks[1]
		first.twice = first.twice || int32(first.First-second.First) >= 0 && int32(second.End-first.End) >= 0
	}
	return blocks
}
