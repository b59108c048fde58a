package report

import (
	"strconv"

	"wiretalk/internal/pipeline"
	"wiretalk/tcpreasm"
)

// Connection renders one TCP connection.
func (JSON) Connection(dst []byte, c *tcpreasm.Info, s pipeline.Summary) (out []byte, hole int) {
	dst = append(dst, `{"type":"connection","stream":`...)
	hole = len(dst)
	dst = appendEnds(dst, c)
	dst = appendWord(dst, "initiator", c.Initiator.String())
	dst = appendInt(dst, "first_frame", c.FirstFrame)
	dst = appendInt(dst, "last_frame", c.LastFrame)
	if c.Start != 0 && c.End != 0 {
		dst = appendTime(append(dst, `,"start":`...), c.Start)
		dst = appendSeconds(append(dst, `,"duration":`...), c.End-c.Start)
	}
	dst = appendHandshake(dst, &c.Handshake)
	dst = append(dst, `,"close":{`...)
	dst = appendWord(dst, "kind", c.Close.String())
	if c.ClosedBy != tcpreasm.ByNobody {
		dst = appendWord(dst, "by", c.ClosedBy.String())
	}
	dst = append(dst, `},"state":{`...)
	dst = appendWord(dst, "client", c.States[tcpreasm.Client].String())
	dst = appendWord(dst, "server", c.States[tcpreasm.Server].String())
	dst = append(dst, '}')
	dst = appendAssumed(dst, c)
	dst = appendChanges(dst, c)
	dst = appendInt(dst, "completeness", int64(c.Completeness))
	dst = appendPair(dst, "packets", c.Packets)
	dst = appendPair(dst, "bytes", c.Bytes)
	dst = appendPair(dst, "stream_bytes", c.StreamBytes)
	dst = appendPair(dst, "missing_bytes", c.MissingBytes)
	dst = appendAnalysis(dst, &c.Analysis)
	dst = appendSent(dst, c)
	if p := s.Protocol.String(); p != "" {
		dst = appendWord(dst, "protocol", p)
	}
	if s.Skipped != [2]int64{} {
		dst = appendPair(dst, "skipped_bytes", s.Skipped)
	}
	dst = appendBeyond(dst, &s)
	return append(dst, '}', '\n'), hole
}

// appendAssumed appends which ends are only assumed to be in their states; nothing
// when none is.
func appendAssumed(dst []byte, c *tcpreasm.Info) []byte {
	opener := `,"state_assumed":[`
	for _, side := range [...]tcpreasm.Side{tcpreasm.Client, tcpreasm.Server} {
		if c.AssumedState(side) {
			dst = append(append(append(append(dst, opener...), '"'), side.String()...), '"')
			opener = ","
		}
	}
	if opener == "," {
		dst = append(dst, ']')
	}
	return dst
}

// appendChanges appends how the states came about; nothing when none changed.
func appendChanges(dst []byte, info *tcpreasm.Info) []byte {
	opener := `,"states":[{`
	for i, c := range info.Changes.List() {
		dst = append(dst, opener...)
		dst = strconv.AppendInt(append(dst, `"frame":`...), c.Frame, 10)
		dst = appendWord(dst, "end", c.Side.String())
		dst = appendWord(dst, "from", c.From.String())
		dst = appendWord(dst, "to", c.To.String())
		dst = appendWord(dst, "cause", c.Cause.String())
		dst = appendWord(dst, "rfc9293", c.Section())
		if info.AssumedChange(i) {
			dst = strconv.AppendBool(appendName(dst, "assumed"), true)
		}
		dst = append(dst, '}')
		opener = ",{"
	}
	if len(info.Changes.List()) > 0 {
		dst = append(dst, ']')
	}
	return dst
}

// appendEnds appends both endpoints.
func appendEnds(dst []byte, c *tcpreasm.Info) []byte {
	dst = appendEndpoint(append(dst, `,"client":`...), c.Ends[tcpreasm.Client])
	return appendEndpoint(append(dst, `,"server":`...), c.Ends[tcpreasm.Server])
}

func appendHandshake(dst []byte, h *tcpreasm.Handshake) []byte {
	dst = strconv.AppendBool(append(dst, `,"handshake":{"complete":`...), h.Complete())
	for _, step := range [...]struct {
		name  string
		frame int64
	}{{"syn", h.Syn}, {"syn_ack", h.SynAck}, {"ack", h.Ack}} {
		if step.frame != 0 {
			dst = appendInt(dst, step.name, step.frame)
		}
	}
	for _, rtt := range [...]struct {
		name     string
		from, to int64
	}{
		{"rtt", h.SynTime, h.AckTime},
		{"rtt_server", h.SynTime, h.SynAckTime},
		{"rtt_client", h.SynAckTime, h.AckTime},
	} {
		if rtt.from != 0 && rtt.to >= rtt.from {
			dst = appendSeconds(appendName(dst, rtt.name), rtt.to-rtt.from)
		}
	}
	return append(dst, '}')
}

func appendAnalysis(dst []byte, a *[2]tcpreasm.Analysis) []byte {
	dst = append(dst, `,"analysis":{`...)
	if *a == ([2]tcpreasm.Analysis{}) {
		return append(dst, '}')
	}
	c, s := &a[tcpreasm.Client], &a[tcpreasm.Server]
	for _, count := range [...]struct {
		name           string
		client, server uint32
	}{
		{"retransmission", c.Retransmission, s.Retransmission},
		{"fast_retransmission", c.FastRetransmission, s.FastRetransmission},
		{"spurious_retransmission", c.SpuriousRetransmission, s.SpuriousRetransmission},
		{"out_of_order", c.OutOfOrder, s.OutOfOrder},
		{"lost_segment", c.LostSegment, s.LostSegment},
		{"ack_lost_segment", c.AckLostSegment, s.AckLostSegment},
		{"duplicate_ack", c.DuplicateAck, s.DuplicateAck},
		{"zero_window", c.ZeroWindow, s.ZeroWindow},
		{"zero_window_probe", c.ZeroWindowProbe, s.ZeroWindowProbe},
		{"zero_window_probe_ack", c.ZeroWindowProbeAck, s.ZeroWindowProbeAck},
		{"window_full", c.WindowFull, s.WindowFull},
		{"window_update", c.WindowUpdate, s.WindowUpdate},
		{"keep_alive", c.KeepAlive, s.KeepAlive},
		{"keep_alive_ack", c.KeepAliveAck, s.KeepAliveAck},
		{"reused_ports", c.ReusedPorts, s.ReusedPorts},
	} {
		if count.client|count.server != 0 {
			dst = appendPair(dst, count.name, [2]int64{int64(count.client), int64(count.server)})
		}
	}
	return append(dst, '}')
}
