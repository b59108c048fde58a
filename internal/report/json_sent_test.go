package report

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"wiretalk/tcpreasm"
)

// What was measured of each end is printed where it is known, for one end or
// both.
func TestSentFields(t *testing.T) {
	place := func(frame, offset int64) tcpreasm.Position {
		return tcpreasm.Position{Frame: frame, Offset: offset}
	}
	for _, c := range []struct {
		name           string
		client, server tcpreasm.Sent
		conflicts      []tcpreasm.Conflict
		want           string
	}{
		{name: "nothing"},
		{
			name:   "options of one SYN",
			client: tcpreasm.Sent{Options: tcpreasm.Options{Seen: true, MSS: 1460, Scales: true, WindowScale: 7, SACKPermitted: true, Timestamps: true, FastOpen: true}},
			want:   `,"options":{"client":{"mss":1460,"window_scale":7,"sack_permitted":true,"timestamps":true,"fast_open":true}}`,
		},
		{
			name:   "a SYN without options, and one that offers to scale by nothing",
			client: tcpreasm.Sent{Options: tcpreasm.Options{Seen: true}},
			server: tcpreasm.Sent{Options: tcpreasm.Options{Seen: true, Scales: true}},
			want:   `,"options":{"client":{},"server":{"window_scale":0}}`,
		},
		{
			name:   "measures",
			client: tcpreasm.Sent{Window: tcpreasm.Windows{Known: true, Least: 0, Most: 65536, Last: 512}, InFlight: 2000},
			server: tcpreasm.Sent{RoundTrips: tcpreasm.RoundTrips{Samples: 2, Least: 1e6, Most: 3e6, Sum: 4e6}},
			want: `,"window":{"client":{"min":0,"max":65536,"last":512}},"rtt":{"server":{"samples":2,"min":0.001000000,"mean":0.002000000,"max":0.003000000}}` +
				`,"max_in_flight":{"client":2000,"server":0}`,
		},
		{
			name:   "counts",
			client: tcpreasm.Sent{CutBytes: 1, NotCapturedBytes: 2, Duplicated: 3, LostBefore: 4, LostBehind: 5},
			server: tcpreasm.Sent{GotTwice: 6, Urgent: 7, Conflicts: 8},
			want: `,"cut_bytes":{"client":1,"server":0},"not_captured_bytes":{"client":2,"server":0},"duplicate_frames":{"client":3,"server":0}` +
				`,"lost_before":{"client":4,"server":0},"lost_behind":{"client":5,"server":0},"received_twice":{"client":0,"server":6}` +
				`,"urgent":{"client":0,"server":7},"conflicting":{"client":0,"server":8}`,
		},
		{
			name: "conflicts, with places where both can be read again",
			conflicts: []tcpreasm.Conflict{
				{Side: tcpreasm.Server, First: place(4, 100), Second: place(5, 200), Bytes: 3},
				{Side: tcpreasm.Client, First: place(6, 300), Second: place(7, -1), Bytes: 1},
			},
			want: `,"conflicts":[{"end":"server","first_frame":4,"frame":5,"first_offset":100,"offset":200,"bytes":3},` +
				`{"end":"client","first_frame":6,"frame":7,"bytes":1}]`,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			info := &tcpreasm.Info{Sent: [2]tcpreasm.Sent{c.client, c.server}, Conflicts: c.conflicts}
			if diff := cmp.Diff("}"+c.want, string(appendSent([]byte("}"), info))); diff != "" {
				t.Error(diff)
			}
		})
	}
}
