package report

import (
	"strconv"

	"wiretalk/httpdecode"
	"wiretalk/internal/pipeline"
	"wiretalk/tcpreasm"
)

// JSON renders records as JSON objects, one a line.
type JSON struct{}

// Connection renders one TCP connection.
func (JSON) Connection(dst []byte, c *tcpreasm.Info, s pipeline.Summary) (out []byte, hole int) {
	dst = append(dst, `{"type":"connection","stream":`...)
	hole = len(dst)
	dst = appendEnds(dst, c)
	dst = append(dst, `,"initiator":"`...)
	dst = append(dst, c.Initiator.String()...)
	dst = append(dst, '"')
	dst = appendInt(dst, "first_frame", c.FirstFrame)
	dst = appendInt(dst, "last_frame", c.LastFrame)
	dst = append(dst, `,"start":`...)
	dst = appendTime(dst, c.Start)
	dst = append(dst, `,"duration":`...)
	dst = appendSeconds(dst, c.End-c.Start)
	dst = appendHandshake(dst, &c.Handshake)
	dst = append(dst, `,"close":{"kind":"`...)
	dst = append(dst, c.Close.String()...)
	if c.ClosedBy != tcpreasm.ByNobody {
		dst = append(dst, `","by":"`...)
		dst = append(dst, c.ClosedBy.String()...)
	}
	dst = append(dst, `"},"state":{"client":"`...)
	dst = append(dst, c.States[tcpreasm.Client].String()...)
	dst = append(dst, `","server":"`...)
	dst = append(dst, c.States[tcpreasm.Server].String()...)
	dst = append(dst, `"}`...)
	dst = appendInt(dst, "completeness", int64(c.Completeness))
	dst = appendPair(dst, "packets", c.Packets)
	dst = appendPair(dst, "bytes", c.Bytes)
	dst = appendPair(dst, "stream_bytes", c.StreamBytes)
	dst = appendPair(dst, "missing_bytes", c.MissingBytes)
	dst = appendAnalysis(dst, &c.Analysis)
	if p := s.Protocol.String(); p != "" {
		dst = append(dst, `,"protocol":"`...)
		dst = append(dst, p...)
		dst = append(dst, '"')
	}
	return append(dst, '}', '\n'), hole
}

func appendEnds(dst []byte, c *tcpreasm.Info) []byte {
	dst = append(dst, `,"client":`...)
	dst = appendEndpoint(dst, c.Ends[tcpreasm.Client])
	dst = append(dst, `,"server":`...)
	return appendEndpoint(dst, c.Ends[tcpreasm.Server])
}

func appendHandshake(dst []byte, h *tcpreasm.Handshake) []byte {
	dst = append(dst, `,"handshake":{"complete":`...)
	dst = strconv.AppendBool(dst, h.Complete())
	for _, step := range [...]struct {
		name  string
		frame int64
	}{{"syn", h.Syn}, {"syn_ack", h.SynAck}, {"ack", h.Ack}} {
		if step.frame != 0 {
			dst = appendInt(dst, step.name, step.frame)
		}
	}
	for _, rtt := range [...]struct {
		name                  string
		first, second         int64
		firstTime, secondTime int64
	}{
		{"rtt", h.Syn, h.Ack, h.SynTime, h.AckTime},
		{"rtt_server", h.Syn, h.SynAck, h.SynTime, h.SynAckTime},
		{"rtt_client", h.SynAck, h.Ack, h.SynAckTime, h.AckTime},
	} {
		if rtt.first != 0 && rtt.second != 0 {
			dst = append(dst, ',', '"')
			dst = append(dst, rtt.name...)
			dst = append(dst, '"', ':')
			dst = appendSeconds(dst, rtt.secondTime-rtt.firstTime)
		}
	}
	return append(dst, '}')
}

func appendAnalysis(dst []byte, a *[2]tcpreasm.Analysis) []byte {
	if *a == ([2]tcpreasm.Analysis{}) {
		return append(dst, `,"analysis":{}`...)
	}
	dst = append(dst, `,"analysis":{`...)
	c, s := &a[tcpreasm.Client], &a[tcpreasm.Server]
	first := true
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
		{"window_full", c.WindowFull, s.WindowFull},
		{"keep_alive", c.KeepAlive, s.KeepAlive},
	} {
		if count.client|count.server == 0 {
			continue
		}
		from := len(dst)
		dst = appendPair(dst, count.name, [2]int64{int64(count.client), int64(count.server)})
		if first {
			dst = append(dst[:from], dst[from+1:]...) // no comma before the first
			first = false
		}
	}
	return append(dst, '}')
}

// Exchange renders one HTTP exchange.
func (JSON) Exchange(dst []byte, c *tcpreasm.Info, x *httpdecode.Exchange) (out []byte, hole int) {
	dst = append(dst, `{"type":"http","stream":`...)
	hole = len(dst)
	dst = appendInt(dst, "index", int64(x.Index))
	dst = appendEnds(dst, c)
	if x.Request.Seen {
		dst = append(dst, `,"request":{`...)
		dst = appendRequest(dst, c, x)
		dst = append(dst, '}')
	}
	if x.Response.Seen {
		dst = append(dst, `,"response":{`...)
		dst = appendResponse(dst, &x.Response)
		dst = append(dst, '}')
	}
	dst = appendTiming(dst, c, x)
	dst = appendInt(dst, "pipelined", int64(x.Pipelined))
	dst = append(dst, `,"notes":[`...)
	from := len(dst)
	for word := range x.Notes.All() {
		if len(dst) > from {
			dst = append(dst, ',')
		}
		dst = append(dst, '"')
		dst = append(dst, word...)
		dst = append(dst, '"')
	}
	return append(dst, ']', '}', '\n'), hole
}

func appendRequest(dst []byte, c *tcpreasm.Info, x *httpdecode.Exchange) []byte {
	m := &x.Request
	dst = append(dst, `"method":`...)
	dst = appendString(dst, m.Method)
	dst = append(dst, `,"target":`...)
	dst = appendString(dst, m.Target)
	if len(m.Version) > 0 {
		dst = append(dst, `,"version":`...)
		dst = appendString(dst, m.Version)
	}
	if host := httpdecode.Host(x); len(host) > 0 {
		dst = append(dst, `,"host":`...)
		dst = appendString(dst, host)
	}
	dst = appendURL(dst, c, x)
	return appendMessage(dst, m)
}

func appendResponse(dst []byte, m *httpdecode.Message) []byte {
	from := len(dst)
	if m.Status != 0 {
		dst = append(dst, `"status":`...)
		dst = strconv.AppendInt(dst, int64(m.Status), 10)
		dst = append(dst, `,"reason":`...)
		dst = appendString(dst, m.Reason)
	}
	if len(m.Version) > 0 {
		if len(dst) > from {
			dst = append(dst, ',')
		}
		dst = append(dst, `"version":`...)
		dst = appendString(dst, m.Version)
	}
	if len(m.Interim) > 0 {
		dst = append(dst, `,"interim":[`...)
		for i, n := range m.Interim {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = append(dst, `{"status":`...)
			dst = strconv.AppendInt(dst, int64(n.Status), 10)
			dst = appendInt(dst, "frame", n.Position.Frame)
			dst = append(dst, '}')
		}
		dst = append(dst, ']')
	}
	at := len(dst)
	dst = appendMessage(dst, m)
	if at == from {
		dst = append(dst[:at], dst[at+1:]...) // no comma before the first
	}
	return dst
}

// appendMessage appends what requests and responses have in common.
func appendMessage(dst []byte, m *httpdecode.Message) []byte {
	dst = appendInt(dst, "frame", m.Frame)
	dst = appendInt(dst, "first_frame", m.First.Frame)
	dst = append(dst, `,"time":`...)
	dst = appendTime(dst, m.First.Time)
	dst = append(dst, `,"headers":`...)
	dst = appendFields(dst, m.Fields)
	if len(m.Trailers) > 0 {
		dst = append(dst, `,"trailers":`...)
		dst = appendFields(dst, m.Trailers)
	}
	dst = appendInt(dst, "header_bytes", m.HeaderBytes)
	dst = appendInt(dst, "body_bytes", m.BodyBytes)
	dst = append(dst, `,"complete":`...)
	dst = strconv.AppendBool(dst, m.Complete)
	if m.MissingBytes > 0 {
		dst = appendInt(dst, "missing_bytes", m.MissingBytes)
	}
	return dst
}

func appendFields(dst []byte, fields []httpdecode.Field) []byte {
	dst = append(dst, '[')
	for i := range fields {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(dst, '[')
		dst = appendString(dst, fields[i].Name)
		dst = append(dst, ',')
		dst = appendString(dst, fields[i].Value)
		dst = append(dst, ']')
	}
	return append(dst, ']')
}
