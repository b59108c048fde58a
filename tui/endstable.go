package tui

import (
	"fmt"

	"wiretalk/internal/phrase"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
	"wiretalk/tui/cells"
	"wiretalk/tui/theme"
)

// endsRow is what both ends did of one thing.
type endsRow struct {
	label string
	ends  [2]string
}

// endsTable compares what both ends did.
func endsTable(w *words, c *trace.Connection) []cells.Line {
	rows := []endsRow{
		{"", [2]string{w.client, w.server}},
		{w.state, [2]string{c.States[0].String(), c.States[1].String()}},
		counts(w.packets, c.Packets),
		counts(w.payload, c.Bytes),
		counts(w.inOrder, c.StreamBytes),
		counts(w.lost, c.MissingBytes),
	}
	if c.Skipped != [2]int64{} {
		rows = append(rows, counts(w.skipped, c.Skipped))
	}
	for _, row := range sentRows(w, &c.Sent) {
		if row.ends != [2]string{} {
			rows = append(rows, row)
		}
	}
	client, server := analysisCounts(&c.Analysis[0]), analysisCounts(&c.Analysis[1])
	for i, n := range client {
		if n.count+server[i].count > 0 {
			rows = append(rows, counts(n.name, [2]int64{int64(n.count), int64(server[i].count)}))
		}
	}
	label, widths := 0, [2]int{}
	for _, row := range rows {
		label = max(label, cells.Width(row.label))
		for i, text := range row.ends {
			widths[i] = max(widths[i], cells.Width(text))
		}
	}
	var lines []cells.Line
	for i, row := range rows {
		t := theme.Plain
		if i == 0 {
			t = theme.Strong
		}
		l := cells.Of(cells.Ink(row.label+cells.Spaces(label-cells.Width(row.label)), theme.Name))
		for end, text := range row.ends {
			l.Spans = append(l.Spans, cells.Ink("  "+cells.Spaces(widths[end]-cells.Width(text))+text, t))
		}
		lines = append(lines, l)
	}
	return lines
}

func counts(label string, n [2]int64) endsRow {
	return endsRow{label, [2]string{phrase.Count(n[0]), phrase.Count(n[1])}}
}

// each makes a row of what is known of each end; text is empty where it is
// not.
func each(label string, sent *[2]tcpreasm.Sent, text func(*tcpreasm.Sent) string) endsRow {
	return endsRow{label, [2]string{text(&sent[0]), text(&sent[1])}}
}

// some makes a row of counts, an empty one when both are 0.
func some(label string, sent *[2]tcpreasm.Sent, n func(*tcpreasm.Sent) int64) endsRow {
	if ends := [2]int64{n(&sent[0]), n(&sent[1])}; ends != [2]int64{} {
		return counts(label, ends)
	}
	return endsRow{}
}

// sentRows is what was measured of the segments; rows of which nothing is
// known are empty.
func sentRows(w *words, sent *[2]tcpreasm.Sent) []endsRow {
	yes := func(offered func(*tcpreasm.Options) bool) func(*tcpreasm.Sent) string {
		return func(s *tcpreasm.Sent) string {
			switch {
			case !s.Options.Seen:
				return ""
			case offered(&s.Options):
				return w.yes
			}
			return w.no
		}
	}
	return []endsRow{
		each("MSS", sent, func(s *tcpreasm.Sent) string {
			if s.Options.MSS == 0 {
				return ""
			}
			return phrase.Count(int64(s.Options.MSS))
		}),
		each(w.windowScale, sent, func(s *tcpreasm.Sent) string {
			if !s.Options.Scales {
				return ""
			}
			return fmt.Sprintf("× %s", phrase.Count(1<<s.Options.WindowScale))
		}),
		each("SACK", sent, yes(func(o *tcpreasm.Options) bool { return o.SACKPermitted })),
		each(w.timestamps, sent, yes(func(o *tcpreasm.Options) bool { return o.Timestamps })),
		each(w.window, sent, func(s *tcpreasm.Sent) string {
			if !s.Window.Known {
				return ""
			}
			return phrase.Size(int64(s.Window.Least)) + " – " + phrase.Size(int64(s.Window.Most))
		}),
		some(w.inFlight, sent, func(s *tcpreasm.Sent) int64 { return int64(s.InFlight) }),
		each(w.roundTrip, sent, func(s *tcpreasm.Sent) string {
			if s.RoundTrips.Samples == 0 {
				return ""
			}
			return phrase.Took(s.RoundTrips.Mean())
		}),
		each(w.roundTrips, sent, func(s *tcpreasm.Sent) string {
			if s.RoundTrips.Samples < 2 {
				return ""
			}
			return phrase.Took(s.RoundTrips.Least) + " – " + phrase.Took(s.RoundTrips.Most)
		}),
		some(w.cutBytes, sent, func(s *tcpreasm.Sent) int64 { return s.CutBytes }),
		some(w.notCaptured, sent, func(s *tcpreasm.Sent) int64 { return s.NotCapturedBytes }),
		some(w.lostBefore, sent, func(s *tcpreasm.Sent) int64 { return int64(s.LostBefore) }),
		some(w.lostBehind, sent, func(s *tcpreasm.Sent) int64 { return int64(s.LostBehind) }),
		some(w.gotTwice, sent, func(s *tcpreasm.Sent) int64 { return int64(s.GotTwice) }),
		some(w.capturedTwice, sent, func(s *tcpreasm.Sent) int64 { return int64(s.Duplicated) }),
		some(w.urgent, sent, func(s *tcpreasm.Sent) int64 { return int64(s.Urgent) }),
		some(w.conflicting, sent, func(s *tcpreasm.Sent) int64 { return int64(s.Conflicts) }),
	}
}

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
		{"zero_window_probe", a.ZeroWindowProbe}, {"zero_window_probe_ack", a.ZeroWindowProbeAck},
		{"window_full", a.WindowFull}, {"window_update", a.WindowUpdate},
		{"keep_alive", a.KeepAlive}, {"keep_alive_ack", a.KeepAliveAck}, {"reused_ports", a.ReusedPorts},
	}
}
