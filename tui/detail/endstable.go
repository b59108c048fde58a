package detail

import (
	"fmt"

	"wiretalk/internal/phrase"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
	"wiretalk/tui/cells"
	"wiretalk/tui/theme"
	"wiretalk/tui/words"
)

// endsRow is what both ends did of one thing.
type endsRow struct {
	label string
	ends  [2]string
}

// Ends compares what both ends did.
func Ends(w *words.Screen, c *trace.Connection) []cells.Line {
	rows := []endsRow{
		{"", [2]string{w.Client, w.Server}},
		{w.State, [2]string{c.StateName(tcpreasm.Client), c.StateName(tcpreasm.Server)}},
		counts(w.Packets, c.Packets),
		counts(w.Payload, c.Bytes),
		counts(w.InOrder, c.StreamBytes),
		counts(w.Lost, c.MissingBytes),
	}
	if c.Skipped != [2]int64{} {
		rows = append(rows, counts(w.Skipped, c.Skipped))
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
func sentRows(w *words.Screen, sent *[2]tcpreasm.Sent) []endsRow {
	yes := func(offered func(*tcpreasm.Options) bool) func(*tcpreasm.Sent) string {
		return func(s *tcpreasm.Sent) string {
			switch {
			case !s.Options.Seen:
				return ""
			case offered(&s.Options):
				return w.Yes
			}
			return w.No
		}
	}
	return []endsRow{
		each("MSS", sent, func(s *tcpreasm.Sent) string {
			if s.Options.MSS == 0 {
				return ""
			}
			return phrase.Count(int64(s.Options.MSS))
		}),
		each(w.WindowScale, sent, func(s *tcpreasm.Sent) string {
			if !s.Options.Scales {
				return ""
			}
			return fmt.Sprintf("× %s", phrase.Count(1<<s.Options.WindowScale))
		}),
		each("SACK", sent, yes(func(o *tcpreasm.Options) bool { return o.SACKPermitted })),
		each(w.Timestamps, sent, yes(func(o *tcpreasm.Options) bool { return o.Timestamps })),
		each(w.Window, sent, func(s *tcpreasm.Sent) string {
			if !s.Window.Known {
				return ""
			}
			return phrase.Size(int64(s.Window.Least)) + " – " + phrase.Size(int64(s.Window.Most))
		}),
		some(w.InFlight, sent, func(s *tcpreasm.Sent) int64 { return int64(s.InFlight) }),
		each(w.RoundTrip, sent, func(s *tcpreasm.Sent) string {
			if s.RoundTrips.Samples == 0 {
				return ""
			}
			return phrase.Took(s.RoundTrips.Mean())
		}),
		each(w.RoundTrips, sent, func(s *tcpreasm.Sent) string {
			if s.RoundTrips.Samples < 2 {
				return ""
			}
			return phrase.Took(s.RoundTrips.Least) + " – " + phrase.Took(s.RoundTrips.Most)
		}),
		some(w.CutBytes, sent, func(s *tcpreasm.Sent) int64 { return s.CutBytes }),
		some(w.NotCaptured, sent, func(s *tcpreasm.Sent) int64 { return s.NotCapturedBytes }),
		some(w.LostBefore, sent, func(s *tcpreasm.Sent) int64 { return int64(s.LostBefore) }),
		some(w.LostBehind, sent, func(s *tcpreasm.Sent) int64 { return int64(s.LostBehind) }),
		some(w.GotTwice, sent, func(s *tcpreasm.Sent) int64 { return int64(s.GotTwice) }),
		some(w.CapturedTwice, sent, func(s *tcpreasm.Sent) int64 { return int64(s.Duplicated) }),
		some(w.Urgent, sent, func(s *tcpreasm.Sent) int64 { return int64(s.Urgent) }),
		some(w.Conflicting, sent, func(s *tcpreasm.Sent) int64 { return int64(s.Conflicts) }),
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
