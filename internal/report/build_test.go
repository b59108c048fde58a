package report

import (
	"net/netip"
	"strings"

	"wiretalk/httpdecode"
	"wiretalk/tcpreasm"
)

const second = 1_000_000_000

// start is 2024-02-29 00:00:00 UTC.
const start = 1709164800 * second

// connection is one of which everything is known.
func connection() *tcpreasm.Info {
	return &tcpreasm.Info{
		Ends:      [2]netip.AddrPort{netip.MustParseAddrPort("10.0.0.1:4000"), netip.MustParseAddrPort("10.0.0.2:80")},
		Initiator: tcpreasm.BySyn, FirstFrame: 3, LastFrame: 40, Start: start, End: start + 2*second,
		Handshake: tcpreasm.Handshake{Syn: 3, SynAck: 4, Ack: 5, SynTime: start, SynAckTime: start + 300, AckTime: start + 500},
		Close:     tcpreasm.Fin, ClosedBy: tcpreasm.ByServer,
		States:       [2]tcpreasm.State{tcpreasm.Closed, tcpreasm.TimeWait},
		Completeness: 31,
		Packets:      [2]int64{5, 6}, Bytes: [2]int64{70, 8000}, StreamBytes: [2]int64{60, 7000}, MissingBytes: [2]int64{1, 2},
		Analysis: [2]tcpreasm.Analysis{
			{Retransmission: 1, FastRetransmission: 2, SpuriousRetransmission: 3, OutOfOrder: 4, LostSegment: 5},
			{AckLostSegment: 6, DuplicateAck: 7, ZeroWindow: 8, WindowFull: 9, KeepAlive: 10},
		},
	}
}

// exchange is one of which everything is known.
func exchange() *httpdecode.Exchange {
	at := func(frame, time int64) httpdecode.Position { return httpdecode.Position{Frame: frame, Time: time} }
	return &httpdecode.Exchange{
		Request: httpdecode.Message{
			Seen: true, Method: []byte("POST"), Target: []byte("/a?b=c"), Version: []byte("HTTP/1.1"),
			Fields:   fields("Host", "example.org:8080", "X-Quote", `say "hi"`),
			Trailers: fields("X-Sum", "1"),
			First:    at(6, start+1*second), Last: at(7, start+2*second), Frame: 7,
			HeaderBytes: 100, BodyBytes: 20, Complete: true,
		},
		Response: httpdecode.Message{
			Seen: true, Status: 200, Reason: []byte("OK"), Version: []byte("HTTP/1.1"),
			Fields:   fields("Content-Type", "text/html; charset=utf-8"),
			Trailers: fields("X-Sum", "2"),
			Interim:  []httpdecode.Interim{{Status: 100, Position: at(8, start+3*second)}, {Status: 103, Position: at(9, start+3*second)}},
			First:    at(10, start+4*second), Last: at(12, start+8*second), Frame: 12,
			HeaderBytes: 150, Framing: httpdecode.ByLength, BodyBytes: 5000, MissingBytes: 70,
		},
		Pairing:   httpdecode.ByOrder,
		Certainty: httpdecode.Certain,
		Pipelined: 2,
		Notes:     httpdecode.NoteGap | httpdecode.NoteBareLF,
	}
}

func fields(words ...string) []httpdecode.Field {
	var list []httpdecode.Field
	for i := 0; i < len(words); i += 2 {
		list = append(list, httpdecode.Field{Name: []byte(words[i]), Value: []byte(words[i+1])})
	}
	return list
}

// numbered is a record with the stream number put in.
func numbered(record []byte, hole int) string {
	return string(record[:hole]) + "17" + string(record[hole:])
}

func words(s string) []string { return strings.Fields(s) }
