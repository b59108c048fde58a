package names

import (
	"net/netip"

	"golang.org/x/net/dns/dnsmessage"
)

// Bounds on what is read of a message.
const (
	maxQuestions = 16
	maxRecords   = 128 // that are looked at in a section
	maxKept      = 64  // that are kept of an answer
	maxChain     = 16  // CNAMEs that are followed, the bound of most resolvers
)

// The ports of DNS (RFC 1035 §4.2) and multicast DNS (RFC 6762 §3).
const (
	Port          = 53
	MulticastPort = 5353
)

// classMask takes off the bit that multicast DNS adds to a class (RFC 6762 §5.4,
// §10.2).
const classMask = 0x7fff

// IsDNS says whether the ports are those of DNS, so that a packet's payload is
// worth giving to a Table.
func IsDNS(src, dst uint16) bool {
	return src == Port || dst == Port || src == MulticastPort || dst == MulticastPort
}

// Message takes one DNS message, and returns the resolutions that it opened or
// answered, mostly one. The slice is good until the next message.
func (t *Table) Message(b []byte, src, dst netip.AddrPort, at Place) []*Resolution {
	t.changed = t.changed[:0]
	var p dnsmessage.Parser
	h, err := p.Start(b)
	if err != nil {
		t.Odd++
		return nil
	}
	if h.OpCode != 0 {
		return nil // not a query (RFC 1035 §4.1.1)
	}
	m := message{table: t, parser: &p, header: h, at: at, multicast: src.Port() == MulticastPort || dst.Port() == MulticastPort}
	m.src, m.dst = plain(src), plain(dst)
	if !m.read() {
		t.Odd++
	}
	return t.changed
}

// plain is an address without zone, and IPv4 as such.
func plain(a netip.AddrPort) netip.AddrPort {
	return netip.AddrPortFrom(a.Addr().Unmap().WithZone(""), a.Port())
}

// message is one message while it is read.
type message struct {
	table     *Table
	parser    *dnsmessage.Parser
	header    dnsmessage.Header
	src, dst  netip.AddrPort
	at        Place
	multicast bool
}

func (m *message) read() bool {
	questions, ok := m.questions()
	switch {
	case !ok:
		return false
	case !m.header.Response:
		for _, q := range questions {
			m.query(q)
		}
		return true
	case m.multicast:
		return m.multicastAnswer()
	case len(questions) == 1:
		return m.answer(questions[0])
	}
	return true // an answer without question is none to match
}

// questions reads the question section, as keys of its questions.
func (m *message) questions() (list []question, ok bool) {
	for {
		q, err := m.parser.Question()
		if err == dnsmessage.ErrSectionDone {
			return list, true
		}
		if err != nil || len(list) == maxQuestions {
			return list, false
		}
		if q.Class&classMask != dnsmessage.ClassINET || m.multicast && q.Type != dnsmessage.TypeA && q.Type != dnsmessage.TypeAAAA {
			continue // of multicast, what else is asked leads to no address
		}
		key := question{id: m.header.ID, kind: uint16(q.Type), name: canonical(q.Name.String())}
		switch {
		case m.multicast:
			key.id = 0 // RFC 6762 §18.1
		case m.header.Response:
			key.client, key.server = m.dst, m.src
		default:
			key.client, key.server = m.src, m.dst
		}
		list = append(list, key)
	}
}

// question is what an answer to r must match.
func (r *Resolution) question() question {
	q := question{id: r.ID, kind: uint16(r.Type), name: r.Name}
	if !r.Multicast {
		q.client, q.server = r.Client, r.Server
	}
	return q
}

// query opens a resolution, or finds that the client asks again.
func (m *message) query(q question) {
	t := m.table
	if r := t.waiting[q]; r != nil && m.at.Time-r.Query.Time < patience {
		r.Repeats++
		t.changed = append(t.changed, r)
		return
	}
	r := &Resolution{Client: m.src, Server: m.dst, ID: q.id, Name: q.name, Type: dnsmessage.Type(q.kind), Multicast: m.multicast, Query: m.at}
	t.waiting[q] = r
	t.changed = append(t.changed, r)
	t.add(r)
}

// match is the resolution that a question's answer belongs to: one that
// waits, or a new one whose query was not seen.
func (m *message) match(q question) *Resolution {
	t := m.table
	r := t.waiting[q]
	if r == nil || m.at.Time-r.Query.Time >= patience {
		r = &Resolution{Client: m.dst, ID: q.id, Name: q.name, Type: dnsmessage.Type(q.kind), Multicast: m.multicast}
		if m.multicast {
			r.Client = netip.AddrPort{}
		}
		t.add(r)
	} else {
		delete(t.waiting, q)
	}
	r.Server = m.src
	return r
}

// answer completes the resolution of a question.
func (m *message) answer(q question) bool {
	records, more, ok := m.records((*dnsmessage.Parser).AnswerHeader, (*dnsmessage.Parser).SkipAnswer, nil)
	r := m.match(q)
	before := r.size()
	r.Answer, r.RCode, r.Truncated = m.at, m.header.RCode, m.header.Truncated || more
	r.Records = chain(q.name, records)
	m.table.answered(r, before)
	return ok
}

// multicastAnswer completes or makes a resolution for each name that has
// addresses, in the answers or beside them (RFC 6762 §6, §12).
func (m *message) multicastAnswer() bool {
	records, _, ok := m.records((*dnsmessage.Parser).AnswerHeader, (*dnsmessage.Parser).SkipAnswer, nil)
	if ok && m.parser.SkipAllAuthorities() == nil {
		records, _, ok = m.records((*dnsmessage.Parser).AdditionalHeader, (*dnsmessage.Parser).SkipAdditional, records)
	}
	for i, record := range records {
		q := question{kind: uint16(record.Type), name: record.Name}
		if record.Type == dnsmessage.TypeCNAME || record.TTL == 0 || contains(records[:i], record) {
			continue // TTL 0 takes a record back (RFC 6762 §10.1)
		}
		r := m.match(q)
		before := r.size()
		r.Answer = m.at
		for _, same := range records[i:] {
			if same.Name == record.Name && same.Type == record.Type && len(r.Records) < maxKept {
				r.Records = append(r.Records, same)
			}
		}
		m.table.answered(r, before)
	}
	return ok
}

// contains says whether there is a record of the same name and type.
func contains(records []Record, like Record) bool {
	for _, r := range records {
		if r.Name == like.Name && r.Type == like.Type && r.TTL != 0 {
			return true
		}
	}
	return false
}
