package names

import (
	"net/netip"

	"golang.org/x/net/dns/dnsmessage"
)

// Place is when and where a message was captured.
type Place struct {
	Frame int64 // number of the packet; 0 when the message was not seen
	Time  int64 // nanoseconds since 1970 UTC
}

// Resolution is one question with its answer.
type Resolution struct {
	Client, Server netip.AddrPort // of multicast: who asked, if it was seen, and who answered
	ID             uint16
	Name           string
	Type           dnsmessage.Type
	Multicast      bool // RFC 6762; then several may answer, and the first counts

	Query   Place // of the first query
	Repeats int   // how often the query was sent again before the answer
	Answer  Place

	RCode     dnsmessage.RCode
	Truncated bool     // TC is set: the client will ask again over TCP (RFC 1035 §4.2.1), or the answer held more than is kept
	Records   []Record // that lead from the name to its addresses, in the answer's order
}

// Record is one step from a name to its addresses.
type Record struct {
	Name   string
	Type   dnsmessage.Type // CNAME, A or AAAA
	TTL    uint32          // seconds
	Target string          // of a CNAME
	Addr   netip.Addr      // of A and AAAA
}

// Answered says whether an answer was seen.
func (r *Resolution) Answered() bool { return r.Answer.Frame != 0 }

// Duration is the time from the first query to the answer, in nanoseconds, when
// both were seen.
func (r *Resolution) Duration() (ns int64, ok bool) {
	if r.Query.Frame == 0 || r.Answer.Frame == 0 {
		return 0, false
	}
	return r.Answer.Time - r.Query.Time, true
}

// Until is when the answer's knowledge of an address ends: the least TTL on the way
// to it after the answer. ok is false when it does not lead to the address.
func (r *Resolution) Until(addr netip.Addr) (until int64, ok bool) {
	least := uint32(1<<32 - 1)
	for _, record := range r.Records {
		if record.Type == dnsmessage.TypeCNAME {
			least = min(least, record.TTL)
		} else if record.Addr == addr {
			return r.Answer.Time + int64(min(least, record.TTL))*1e9, true
		}
	}
	return 0, false
}

// size is about how much memory it takes.
func (r *Resolution) size() int64 {
	n := 300 + len(r.Name)
	for _, record := range r.Records {
		n += 250 + len(record.Name) + len(record.Target)
	}
	return int64(n)
}
