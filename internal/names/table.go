package names

import (
	"net/netip"
	"slices"
	"strings"
)

const (
	defaultBytes = 32 << 20
	perKey       = 256   // resolutions kept of a name, or that lead to an address
	grace        = 60e9  // nanoseconds that clients keep an address at least, whatever its TTL
	patience     = 120e9 // nanoseconds after which a query of the same ID is another
)

// Limits bound what a Table keeps. A zero value is the default.
type Limits struct {
	Bytes int64 // of all resolutions, about; 32 MiB
}

// Table is what DNS messages said.
type Table struct {
	Dropped int64 // resolutions that left for lack of room
	Odd     int64 // messages that could not be read

	limit, held int64
	order       []*Resolution // from the oldest
	waiting     map[question]*Resolution
	byName      map[string][]*Resolution     // from the oldest
	byAddr      map[netip.Addr][]*Resolution // from the oldest answer
	changed     []*Resolution
}

// question is what an answer must match.
type question struct {
	client, server netip.AddrPort // zero with multicast
	id             uint16
	kind           uint16
	name           string
}

// New makes an empty Table.
func New(l Limits) *Table {
	if l.Bytes <= 0 {
		l.Bytes = defaultBytes
	}
	return &Table{
		limit: l.Bytes, waiting: map[question]*Resolution{},
		byName: map[string][]*Resolution{}, byAddr: map[netip.Addr][]*Resolution{},
	}
}

// All are the resolutions that are kept, from the oldest. The slice is
// good until the next message.
func (t *Table) All() []*Resolution { return t.order }

// Lookup gives the resolutions of a name, from the oldest, whether answered or
// not. The slice is good until the next message.
func (t *Table) Lookup(name string) []*Resolution { return t.byName[canonical(name)] }

// Led is the last resolution that was answered by a time and leads to an
// address. With a name, only resolutions of that name count: when a request
// says which host it is for, that is better than the last name alone, as many names
// share an address. Whether it still held then, Until says.
func (t *Table) Led(addr netip.Addr, name string, at int64) *Resolution {
	name = canonical(name)
	for _, r := range slices.Backward(t.byAddr[addr.Unmap().WithZone("")]) {
		if r.Answer.Time <= at && (name == "" || r.Name == name) {
			return r
		}
	}
	return nil
}

// Name is the name that last led to an address and still held at a time, which is best
// the time of the connection's first packet. Answers hold for their TTL, but at
// least a minute, as clients keep them.
func (t *Table) Name(addr netip.Addr, at int64) (name string, ok bool) {
	r := t.Led(addr, "", at)
	if r == nil {
		return "", false
	}
	until, _ := r.Until(addr.Unmap().WithZone(""))
	if at > max(until, r.Answer.Time+grace) {
		return "", false
	}
	return r.Name, true
}

// canonical is a name as it is kept.
func canonical(name string) string {
	if len(name) > 1 {
		name = strings.TrimSuffix(name, ".")
	}
	for i := range len(name) {
		if name[i] >= 'A' && name[i] <= 'Z' {
			return lower(name)
		}
	}
	return name
}

// lower changes ASCII letters only (RFC 4343 §3).
func lower(name string) string {
	b := []byte(name)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c | 0x20
		}
	}
	return string(b)
}
