package tcpreasm

// Finding is a set of Wireshark's tcp.analysis.* flags of one segment.
type Finding uint16

// The flags, in the order in which Words names them.
const (
	FoundRetransmission Finding = 1 << iota
	FoundFastRetransmission
	FoundSpuriousRetransmission
	FoundOutOfOrder
	FoundLostSegment    // segments before it were not captured
	FoundAckLostSegment // it acknowledges bytes that were not captured
	FoundDuplicateAck
	FoundZeroWindow
	FoundZeroWindowProbe
	FoundZeroWindowProbeAck
	FoundWindowFull
	FoundWindowUpdate
	FoundKeepAlive
	FoundKeepAliveAck
	FoundReusedPorts // it opens another connection between the same ports
)

var findingWords = [...]string{
	"retransmission", "fast_retransmission", "spurious_retransmission", "out_of_order",
	"lost_segment", "ack_lost_segment", "duplicate_ack",
	"zero_window", "zero_window_probe", "zero_window_probe_ack", "window_full", "window_update",
	"keep_alive", "keep_alive_ack", "reused_ports",
}

// Words are the flags by Wireshark's names, without tcp.analysis before them,
// always in the same order.
func (f Finding) Words() []string { return f.AppendWords(nil) }

// AppendWords appends Words to dst. It allocates nothing while dst has room.
func (f Finding) AppendWords(dst []string) []string {
	for i, word := range findingWords {
		if f&(1<<i) != 0 {
			dst = append(dst, word)
		}
	}
	return dst
}

// count adds what was found of one segment.
func (a *Analysis) count(found Finding) {
	if found == 0 {
		return
	}
	add := func(n *uint32, flag Finding) {
		if found&flag != 0 {
			*n++
		}
	}
	add(&a.Retransmission, FoundRetransmission)
	add(&a.FastRetransmission, FoundFastRetransmission)
	add(&a.SpuriousRetransmission, FoundSpuriousRetransmission)
	add(&a.OutOfOrder, FoundOutOfOrder)
	add(&a.LostSegment, FoundLostSegment)
	add(&a.AckLostSegment, FoundAckLostSegment)
	add(&a.DuplicateAck, FoundDuplicateAck)
	add(&a.ZeroWindow, FoundZeroWindow)
	add(&a.ZeroWindowProbe, FoundZeroWindowProbe)
	add(&a.ZeroWindowProbeAck, FoundZeroWindowProbeAck)
	add(&a.WindowFull, FoundWindowFull)
	add(&a.WindowUpdate, FoundWindowUpdate)
	add(&a.KeepAlive, FoundKeepAlive)
	add(&a.KeepAliveAck, FoundKeepAliveAck)
	add(&a.ReusedPorts, FoundReusedPorts)
}
