package names

import (
	"fmt"
	"net/netip"
	"strings"
	"testing"

	"golang.org/x/net/dns/dnsmessage"
)

var (
	client   = netip.MustParseAddrPort("192.0.2.7:40000")
	server   = netip.MustParseAddrPort("192.0.2.53:53")
	everyone = netip.MustParseAddrPort("224.0.0.251:5353")
	printer  = netip.MustParseAddrPort("192.0.2.9:5353")
)

const second = 1e9

// dns makes a message: a query, or with an answer section a response. A record
// is written "name TTL A 192.0.2.1", "name TTL CNAME target", "name TTL TXT text".
func dns(t testing.TB, id uint16, name, kind string, answer ...string) []byte {
	t.Helper()
	h := dnsmessage.Header{ID: id, Response: answer != nil}
	var records []dnsmessage.Resource
	for _, text := range answer {
		if code, ok := strings.CutPrefix(text, "RCODE "); ok {
			var n int
			fmt.Sscan(code, &n)
			h.RCode = dnsmessage.RCode(n)
			continue
		}
		records = append(records, resource(t, text))
	}
	m := dnsmessage.Message{Header: h, Answers: records}
	if name != "" {
		m.Questions = []dnsmessage.Question{{Name: dnsmessage.MustNewName(name), Type: kinds[kind], Class: dnsmessage.ClassINET}}
	}
	b, err := m.Pack()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

var kinds = map[string]dnsmessage.Type{
	"A": dnsmessage.TypeA, "AAAA": dnsmessage.TypeAAAA, "CNAME": dnsmessage.TypeCNAME, "TXT": dnsmessage.TypeTXT, "PTR": dnsmessage.TypePTR,
}

func resource(t testing.TB, text string) dnsmessage.Resource {
	t.Helper()
	f := strings.Fields(text)
	h := dnsmessage.ResourceHeader{Name: dnsmessage.MustNewName(f[0]), Class: dnsmessage.ClassINET}
	fmt.Sscan(f[1], &h.TTL)
	var body dnsmessage.ResourceBody
	switch f[2] {
	case "A":
		body = &dnsmessage.AResource{A: netip.MustParseAddr(f[3]).As4()}
	case "AAAA":
		body = &dnsmessage.AAAAResource{AAAA: netip.MustParseAddr(f[3]).As16()}
	case "CNAME":
		body = &dnsmessage.CNAMEResource{CNAME: dnsmessage.MustNewName(f[3])}
	case "TXT":
		body = &dnsmessage.TXTResource{TXT: f[3:]}
	}
	return dnsmessage.Resource{Header: h, Body: body}
}

func (r *Resolution) text() string {
	var s strings.Builder
	fmt.Fprintf(&s, "%s %v %d>%d", r.Name, strings.TrimPrefix(r.Type.String(), "Type"), r.Query.Frame, r.Answer.Frame)
	if r.RCode != 0 {
		fmt.Fprintf(&s, " %v", strings.TrimPrefix(r.RCode.String(), "RCode"))
	}
	for _, record := range r.Records {
		if record.Target != "" {
			fmt.Fprintf(&s, " %s", record.Target)
		} else {
			fmt.Fprintf(&s, " %v", record.Addr)
		}
	}
	return s.String()
}

// ask plays a query and its answer a second later, and returns the resolution.
func ask(t testing.TB, table *Table, frame int64, name, kind string, answer ...string) *Resolution {
	t.Helper()
	id := uint16(frame)
	table.Message(dns(t, id, name, kind), client, server, Place{frame, frame * second})
	list := table.Message(dns(t, id, name, kind, answer...), server, client, Place{frame + 1, (frame + 1) * second})
	if len(list) != 1 {
		t.Fatalf("%d resolutions", len(list))
	}
	check(t, table)
	return list[0]
}

// check holds the table against what it must always be.
func check(t testing.TB, table *Table) {
	t.Helper()
	held := int64(0)
	kept := map[*Resolution]bool{}
	for _, r := range table.order {
		held += r.size()
		kept[r] = true
	}
	if held != table.held || held > table.limit && len(table.order) > 1 {
		t.Fatalf("%d bytes are counted, %d held, the limit is %d", table.held, held, table.limit)
	}
	for q, r := range table.waiting {
		if !kept[r] || r.question() != q || r.Answered() {
			t.Fatalf("%v waits for %s", q, r.text())
		}
	}
	for name, list := range table.byName {
		for _, r := range list {
			if !kept[r] || r.Name != name {
				t.Fatalf("%s leads to %s", name, r.text())
			}
		}
	}
	for addr, list := range table.byAddr {
		for _, r := range list {
			if _, ok := r.Until(addr); !kept[r] || !ok {
				t.Fatalf("%v leads to %s", addr, r.text())
			}
		}
	}
}
