package report

import (
	"strconv"

	"wiretalk/tcpreasm"
)

// appendSent appends what was measured of each end's segments; nothing where
// nothing was.
func appendSent(dst []byte, c *tcpreasm.Info) []byte {
	dst = appendEach(dst, "options", c, func(s *tcpreasm.Sent) bool { return s.Options.Seen }, appendOptions)
	dst = appendEach(dst, "window", c, func(s *tcpreasm.Sent) bool { return s.Window.Known }, appendWindow)
	dst = appendEach(dst, "rtt", c, func(s *tcpreasm.Sent) bool { return s.RoundTrips.Samples > 0 }, appendRoundTrips)
	client, server := &c.Sent[tcpreasm.Client], &c.Sent[tcpreasm.Server]
	for _, count := range [...]struct {
		name           string
		client, server int64
	}{
		{"max_in_flight", int64(client.InFlight), int64(server.InFlight)},
		{"cut_bytes", client.CutBytes, server.CutBytes},
		{"not_captured_bytes", client.NotCapturedBytes, server.NotCapturedBytes},
		{"duplicate_frames", int64(client.Duplicated), int64(server.Duplicated)},
		{"lost_before", int64(client.LostBefore), int64(server.LostBefore)},
		{"lost_behind", int64(client.LostBehind), int64(server.LostBehind)},
		{"received_twice", int64(client.GotTwice), int64(server.GotTwice)},
		{"urgent", int64(client.Urgent), int64(server.Urgent)},
		{"conflicting", int64(client.Conflicts), int64(server.Conflicts)},
	} {
		if count.client|count.server != 0 {
			dst = appendPair(dst, count.name, [2]int64{count.client, count.server})
		}
	}
	return appendConflicts(dst, c.Conflicts)
}

// appendEach appends ,"name":{"client":…,"server":…} with those ends of which
// it is known.
func appendEach(dst []byte, name string, c *tcpreasm.Info, known func(*tcpreasm.Sent) bool, value func([]byte, *tcpreasm.Sent) []byte) []byte {
	if !known(&c.Sent[tcpreasm.Client]) && !known(&c.Sent[tcpreasm.Server]) {
		return dst
	}
	dst = append(appendName(dst, name), '{')
	for side := range c.Sent {
		if s := &c.Sent[side]; known(s) {
			dst = append(appendName(dst, tcpreasm.Side(side).String()), '{')
			dst = append(value(dst, s), '}')
		}
	}
	return append(dst, '}')
}

func appendOptions(dst []byte, s *tcpreasm.Sent) []byte {
	o := s.Options
	if o.MSS != 0 {
		dst = appendInt(dst, "mss", int64(o.MSS))
	}
	if o.Scales {
		dst = appendInt(dst, "window_scale", int64(o.WindowScale))
	}
	for _, option := range [...]struct {
		name    string
		offered bool
	}{{"sack_permitted", o.SACKPermitted}, {"timestamps", o.Timestamps}, {"fast_open", o.FastOpen}} {
		if option.offered {
			dst = strconv.AppendBool(appendName(dst, option.name), true)
		}
	}
	return dst
}

func appendWindow(dst []byte, s *tcpreasm.Sent) []byte {
	dst = appendInt(dst, "min", int64(s.Window.Least))
	dst = appendInt(dst, "max", int64(s.Window.Most))
	return appendInt(dst, "last", int64(s.Window.Last))
}

func appendRoundTrips(dst []byte, s *tcpreasm.Sent) []byte {
	r := &s.RoundTrips
	dst = appendInt(dst, "samples", r.Samples)
	dst = appendSeconds(appendName(dst, "min"), r.Least)
	dst = appendSeconds(appendName(dst, "mean"), r.Mean())
	return appendSeconds(appendName(dst, "max"), r.Most)
}

// appendConflicts appends the places of bytes of which two versions were
// sent; offsets only where the capture can be read again.
func appendConflicts(dst []byte, conflicts []tcpreasm.Conflict) []byte {
	opener := `,"conflicts":[{`
	for _, x := range conflicts {
		dst = appendWord(append(dst, opener...), "end", x.Side.String())
		dst = appendInt(dst, "first_frame", x.First.Frame)
		dst = appendInt(dst, "frame", x.Second.Frame)
		if x.First.Offset >= 0 && x.Second.Offset >= 0 {
			dst = appendInt(dst, "first_offset", x.First.Offset)
			dst = appendInt(dst, "offset", x.Second.Offset)
		}
		dst = append(appendInt(dst, "bytes", int64(x.Bytes)), '}')
		opener = ",{"
	}
	if len(conflicts) > 0 {
		dst = append(dst, ']')
	}
	return dst
}
