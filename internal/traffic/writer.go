package traffic

import (
	"encoding/binary"
	"fmt"

	"golang.org/x/net/dns/dnsmessage"

	"wiretalk/capture"
)

// writer puts packets into a batch.
type writer struct {
	source *Source
	batch  *capture.Batch
	block  []byte
}

// next makes some packet.
func (w *writer) next() {
	s := w.source
	if s.o.Losing > 0 && s.number%s.o.Losing == 0 {
		s.dropped.Add(1)
	}
	switch n := s.random.IntN(1000); {
	case n < s.o.HalfOpen:
		s.clients++
		w.tcp(s.clients, 0, syn, s.random.Uint32(), 0, "")
	case n < s.o.HalfOpen+s.o.Names:
		s.clients++
		w.resolved(s.clients)
	default:
		i := s.random.IntN(len(s.talkers))
		if s.talkers[i].say(w) {
			s.begin(i)
		}
	}
}

const ipHeader = 20

// tcp makes a segment from the client (0) or the server (1).
func (w *writer) tcp(client uint32, from int, flags byte, seq, acknowledged uint32, payload string) {
	const header = ipHeader + 20
	b := w.packet(6, client, from, header+len(payload))
	ports := [2]uint16{1024 + uint16(client%60_000), 80}
	binary.BigEndian.PutUint16(b[20:], ports[from])
	binary.BigEndian.PutUint16(b[22:], ports[1-from])
	binary.BigEndian.PutUint32(b[24:], seq)
	if flags&ack != 0 {
		binary.BigEndian.PutUint32(b[28:], acknowledged)
	}
	b[32], b[33] = 5<<4, flags
	binary.BigEndian.PutUint16(b[34:], 65000)
	copy(b[header:], payload)
	w.add(b)
}

// packet makes a packet of that length with an IPv4 header.
func (w *writer) packet(protocol byte, client uint32, from, length int) []byte {
	at := len(w.block)
	if cap(w.block)-at < length {
		// The packets before keep the block that they are in.
		w.block, at = make([]byte, 0, max(256<<10, length)), 0
	}
	w.block = w.block[:at+length]
	b := w.block[at : at+length : at+length]
	clear(b[:min(length, 40)])
	b[0], b[8], b[9] = 0x45, 64, protocol
	binary.BigEndian.PutUint16(b[2:], uint16(length))
	ends := [2][4]byte{{10, byte(client >> 16), byte(client >> 8), byte(client)}, {192, 0, 2, 1}}
	copy(b[12:], ends[from][:])
	copy(b[16:], ends[1-from][:])
	return b
}

func (w *writer) add(b []byte) {
	s := w.source
	w.batch.Packets = append(w.batch.Packets, capture.Packet{
		Data: b, Frame: s.number, Time: s.now, Offset: s.kept.add(b), Length: len(b), Link: capture.LinkRaw,
	})
}

// resolved makes a DNS answer about a name that nobody asked for before.
func (w *writer) resolved(n uint32) {
	name := dnsmessage.MustNewName(fmt.Sprintf("host%d.example.org.", n))
	m := dnsmessage.Message{
		Header:    dnsmessage.Header{ID: uint16(n), Response: true},
		Questions: []dnsmessage.Question{{Name: name, Type: dnsmessage.TypeA, Class: dnsmessage.ClassINET}},
		Answers: []dnsmessage.Resource{{
			Header: dnsmessage.ResourceHeader{Name: name, Type: dnsmessage.TypeA, Class: dnsmessage.ClassINET, TTL: 60},
			Body:   &dnsmessage.AResource{A: [4]byte{198, 51, byte(n >> 8), byte(n)}},
		}},
	}
	payload, err := m.Pack()
	if err != nil {
		panic(err) // a name of ours that is too long
	}
	b := w.packet(17, n, 1, ipHeader+8+len(payload))
	binary.BigEndian.PutUint16(b[20:], 53)
	binary.BigEndian.PutUint16(b[22:], 1024+uint16(n%60_000))
	binary.BigEndian.PutUint16(b[24:], uint16(8+len(payload)))
	copy(b[28:], payload)
	w.add(b)
}
