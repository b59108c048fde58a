package names

import (
	"net/netip"

	"golang.org/x/net/dns/dnsmessage"
)

// records reads a section's A, AAAA and CNAME records and appends them to list.
// more says that there are more than are looked at.
func (m *message) records(header func(*dnsmessage.Parser) (dnsmessage.ResourceHeader, error), skip func(*dnsmessage.Parser) error, list []Record) (_ []Record, more, ok bool) {
	for range maxRecords {
		h, err := header(m.parser)
		if err == dnsmessage.ErrSectionDone {
			return list, false, true
		}
		if err != nil {
			return list, false, false
		}
		r := Record{Type: h.Type, TTL: h.TTL}
		if r.TTL > 1<<31-1 {
			r.TTL = 0 // RFC 2181 §8
		}
		known := h.Class&classMask == dnsmessage.ClassINET
		switch {
		case known && h.Type == dnsmessage.TypeA:
			var body dnsmessage.AResource
			body, err = m.parser.AResource()
			r.Addr = netip.AddrFrom4(body.A)
		case known && h.Type == dnsmessage.TypeAAAA:
			var body dnsmessage.AAAAResource
			body, err = m.parser.AAAAResource()
			r.Addr = netip.AddrFrom16(body.AAAA).Unmap()
		case known && h.Type == dnsmessage.TypeCNAME:
			var body dnsmessage.CNAMEResource
			body, err = m.parser.CNAMEResource()
			r.Target = canonical(body.CNAME.String())
		default:
			known, err = false, skip(m.parser)
		}
		if err != nil {
			return list, false, false
		}
		if known {
			r.Name = canonical(h.Name.String())
			list = append(list, r)
		}
	}
	return list, true, true
}

// chain picks the records that lead from a name to its addresses, CNAMEs first
// and in the order in which they are followed.
func chain(name string, records []Record) []Record {
	var list []Record
	for range maxChain {
		next := ""
		for _, r := range records {
			if r.Name == name && r.Type == dnsmessage.TypeCNAME {
				list, next = append(list, r), r.Target
				break
			}
		}
		if next == "" {
			break
		}
		name = next
	}
	for _, r := range records {
		if r.Name == name && r.Addr.IsValid() && len(list) < maxKept {
			list = append(list, r)
		}
	}
	return list
}
