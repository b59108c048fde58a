package names

import (
	"net/netip"
	"testing"
)

// FuzzTable gives any messages, of a length in two bytes as over TCP, to a small
// table.
func FuzzTable(f *testing.F) {
	add := func(messages ...[]byte) {
		var b []byte
		for _, m := range messages {
			b = append(append(b, byte(len(m)>>8), byte(len(m))), m...)
		}
		f.Add(b, uint8(5))
	}
	add(dns(f, 1, "a.", "A"), dns(f, 1, "a.", "A", "a. 60 CNAME b.", "b. 60 A 192.0.2.1"))
	add(dns(f, 0, "", "", "printer.local. 120 A 192.0.2.9", "printer.local. 120 AAAA fe80::9"))
	add(dns(f, 1, "a.", "AAAA", "RCODE 3"), dns(f, 1, "a.", "A"), dns(f, 2, "a.", "A"))
	f.Fuzz(func(t *testing.T, b []byte, step uint8) {
		ends := [2]netip.AddrPort{client, server}
		table := New(Limits{Bytes: 4 << 10})
		var s Stream
		at := Place{}
		s.Data(b, func(m []byte) {
			at.Frame++
			at.Time += int64(step) * second
			if step&1 != 0 && len(m) > 2 && m[2]&0x80 != 0 {
				ends[0], ends[1] = server, client
			} else {
				ends[0], ends[1] = client, server
			}
			if step&2 != 0 {
				ends[1] = everyone
			}
			for _, r := range table.Message(m, ends[0], ends[1], at) {
				if len(r.Records) > maxKept+maxChain || len(r.Name) > 255 {
					t.Errorf("%d bytes make %d records", len(m), len(r.Records))
				}
			}
			check(t, table)
		})
	})
}
