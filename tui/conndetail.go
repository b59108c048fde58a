package tui

import (
	"strings"
	"time"

	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
)

// connectionLines is the detail of a connection.
func connectionLines(w *words, c *trace.Connection, zone *time.Location) []line {
	lines := []line{
		say(strong, c.Ends[tcpreasm.Client].String()+" → "+c.Ends[tcpreasm.Server].String()),
		say(dim, w.started+" "+date(c.Start, zone)+"  "+w.total+" "+took(c.End-c.Start)),
	}
	switch c.Initiator {
	case tcpreasm.ByGuess:
		lines = append(lines, say(warn, w.guessed))
	case tcpreasm.BySynAck:
		lines = append(lines, say(warn, w.fromSynAck))
	}
	ended := closeCell(w, c)
	lines = append(lines, nil, handshakeLine(w, c), line{{w.ended + "  ", name}, {ended.text, ended.tone}}, nil)
	return append(lines, endsTable(w, c)...)
}

func handshakeLine(w *words, c *trace.Connection) line {
	h := c.Handshake
	if !h.Complete() {
		return line{{w.handshake + "  ", name}, {w.noHandshake, warn}}
	}
	return line{{w.handshake + "  ", name}, {took(h.AckTime - h.SynTime), plain},
		{"  SYN " + count(h.Syn) + " → " + took(h.SynAckTime-h.SynTime) + " → SYN-ACK " + count(h.SynAck) +
			" → " + took(h.AckTime-h.SynAckTime) + " → ACK " + count(h.Ack), dim}}
}

// endsTable compares what both ends did.
func endsTable(w *words, c *trace.Connection) []line {
	rows := [][3]string{
		{"", w.client, w.server},
		{w.state, c.States[0].String(), c.States[1].String()},
		{w.packets, count(c.Packets[0]), count(c.Packets[1])},
		{w.payload, count(c.Bytes[0]), count(c.Bytes[1])},
		{w.inOrder, count(c.StreamBytes[0]), count(c.StreamBytes[1])},
		{w.lost, count(c.MissingBytes[0]), count(c.MissingBytes[1])},
	}
	client, server := analysisCounts(&c.Analysis[0]), analysisCounts(&c.Analysis[1])
	for i, n := range client {
		if n.count+server[i].count > 0 {
			rows = append(rows, [3]string{n.name, count(int64(n.count)), count(int64(server[i].count))})
		}
	}
	var widths [3]int
	for _, row := range rows {
		for i, text := range row {
			widths[i] = max(widths[i], textWidth(text))
		}
	}
	var lines []line
	for i, row := range rows {
		t := plain
		if i == 0 {
			t = strong
		}
		lines = append(lines, line{
			{row[0] + spaces(widths[0]-textWidth(row[0])), name},
			{"  " + spaces(widths[1]-textWidth(row[1])) + row[1], t},
			{"  " + spaces(widths[2]-textWidth(row[2])) + row[2], t},
		})
	}
	return lines
}

func spaces(n int) string { return strings.Repeat(" ", max(n, 0)) }

type analysisCount struct {
	name  string // Wireshark's, after tcp.analysis.
	count uint32
}

func analysisCounts(a *tcpreasm.Analysis) []analysisCount {
	return []analysisCount{
		{"retransmission", a.Retransmission}, {"fast_retransmission", a.FastRetransmission},
		{"spurious_retransmission", a.SpuriousRetransmission}, {"out_of_order", a.OutOfOrder},
		{"lost_segment", a.LostSegment}, {"ack_lost_segment", a.AckLostSegment},
		{"duplicate_ack", a.DuplicateAck}, {"zero_window", a.ZeroWindow},
		{"window_full", a.WindowFull}, {"keep_alive", a.KeepAlive},
	}
}
