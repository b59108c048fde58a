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
// ack=x+1", "ACK seq=x+1 ack=y+1 len=65".
func Label(s *replay.Step) string {
	var b strings.Builder
	b.WriteString(flags(s.Flags))
	b.WriteString(" seq=" + plus(initials[s.From], s.RelativeSeq()))
	if s.Flags.Has(tcpreasm.ACK) {
		b.WriteString(" ack=" + plus(initials[s.From.Peer()], s.RelativeAck()))
	}
	if s.Length > 0 {
		fmt.Fprintf(&b, " len=%d", s.Length)
	}
	return b.String()
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
