package ladder

import (
	"fmt"
	"strings"

	"wiretalk/internal/replay"
	"wiretalk/tcpreasm"
)

// initials stand for the ends' initial sequence numbers, as in textbooks.
var initials = [2]string{tcpreasm.Client: "x", tcpreasm.Server: "y"}

// Label is a segment as textbooks write it: "SYN seq=x", "SYN, ACK seq=y
// ack=x+1", "ACK seq=x+1 ack=y+1 len=65". A number that does not follow from the
// initial ones, or comes before they are known, stands as it is.
func (l *Ladder) Label(step int) string {
	var b strings.Builder
	s, special := &l.Steps[step], l.numbered.special[step]
	b.WriteString(flags(s.Flags))
	b.WriteString(" seq=" + written(s.From, s.Seq, s.RelativeSeq(), special&rawSeq != 0, special&seqBefore != 0))
	if s.Flags.Has(tcpreasm.ACK) {
		b.WriteString(" ack=" + written(s.From.Peer(), s.Ack, s.RelativeAck(), special&rawAck != 0, special&ackBefore != 0))
	}
	if s.Length > 0 {
		fmt.Fprintf(&b, " len=%d", s.Length)
	}
	b.WriteString(l.Window(step))
	return b.String()
}

// WithoutAck is a label without its acknowledgement number, for where there is no
// room for all.
func WithoutAck(label string) string {
	before, behind, found := strings.Cut(label, " ack=")
	if !found {
		return label
	}
	if _, rest, more := strings.Cut(behind, " "); more {
		return before + " " + rest
	}
	return before
}

// Shortened is a label without the number that says less: the acknowledgement of
// data, the sequence number of what is only an acknowledgement.
func Shortened(label string, s *replay.Step) string {
	if s.Length == 0 && s.Flags&(tcpreasm.SYN|tcpreasm.FIN|tcpreasm.RST) == 0 {
		return withoutSeq(label)
	}
	return WithoutAck(label)
}

// withoutSeq is a label without its sequence number.
func withoutSeq(label string) string {
	before, behind, found := strings.Cut(label, " seq=")
	if !found {
		return label
	}
	_, rest, _ := strings.Cut(behind, " ")
	return before + " " + rest
}

func plus(initial string, n uint32) string {
	if n == 0 {
		return initial
	}
	return fmt.Sprintf("%s+%d", initial, n)
}

// Numbers are a segment's real numbers: "seq 2834711 ack 91824".
func Numbers(s *replay.Step) string {
	text := fmt.Sprintf("seq %d", s.Seq)
	if s.Flags.Has(tcpreasm.ACK) {
		text += fmt.Sprintf(" ack %d", s.Ack)
	}
	return text
}

// flags are in the order in which textbooks name them; PSH and what concerns
// congestion are left out where there is something else.
func flags(f tcpreasm.Flags) string {
	var names []string
	for _, flag := range [...]struct {
		flag tcpreasm.Flags
		name string
	}{{tcpreasm.SYN, "SYN"}, {tcpreasm.FIN, "FIN"}, {tcpreasm.RST, "RST"}, {tcpreasm.ACK, "ACK"}, {tcpreasm.URG, "URG"}} {
		if f.Has(flag.flag) {
			names = append(names, flag.name)
		}
	}
	if len(names) == 0 {
		return "—"
	}
	return strings.Join(names, ", ")
}
