package delay

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"wiretalk/internal/replay"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
)

// show writes slices as "handshake 0-10 (1-3), think …", frames in brackets.
func (s Slices) show() string {
	var parts []string
	for _, x := range s {
		parts = append(parts, fmt.Sprintf("%v %d-%d (%d-%d)", x.Kind, x.From, x.To, x.FirstFrame, x.LastFrame))
	}
	return strings.Join(parts, ", ")
}

// message takes the time from first to last, in those frames.
func message(first, last, firstFrame, lastFrame int64) trace.Message {
	return trace.Message{Seen: true, Complete: true, First: first, Last: last, FirstFrame: firstFrame, Frame: lastFrame}
}

// of is where the time of an exchange went.
func of(x, before *trace.Exchange, c *tcpreasm.Info, steps []replay.Step) Slices {
	a := Asked{Exchange: x, Before: before, Connection: &trace.Connection{Info: *c}}
	return a.Account(steps).Slices
}

func opened(syn, ack int64) *tcpreasm.Info {
	return &tcpreasm.Info{Handshake: tcpreasm.Handshake{Syn: 1, SynAck: 2, Ack: 3, SynTime: syn, SynAckTime: syn, AckTime: ack}}
}

// segment is one with payload and a window of 1000 bytes, or none at all.
func segment(time, frame int64, from tcpreasm.Side, seq uint32, length int, found tcpreasm.Finding) replay.Step {
	s := replay.Step{Time: time, Frame: frame, From: from, Seq: seq, Length: length, Window: 1000}
	s.Found = found
	if found&tcpreasm.FoundZeroWindow != 0 {
		s.Window = 0
	}
	return s
}

// ack is a segment without payload that acknowledges the other end's.
func ack(time, frame int64, from tcpreasm.Side, number uint32, options ...byte) replay.Step {
	s := segment(time, frame, from, 1, 0, 0)
	s.Flags, s.Ack, s.Options = tcpreasm.ACK, number, options
	return s
}

const client, server = tcpreasm.Client, tcpreasm.Server

func sack(numbers ...uint32) []byte {
	option := []byte{1, 1, 5, byte(2 + 4*len(numbers))}
	for _, n := range numbers {
		option = binary.BigEndian.AppendUint32(option, n)
	}
	return option
}

func stamped(s replay.Step, value, echo uint32) replay.Step {
	s.Options = binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32([]byte{1, 1, 8, 10}, value), echo)
	return s
}

func twice(s replay.Step, frame int64) replay.Step {
	s.SameAs = frame
	return s
}

func TestOf(t *testing.T) {
	first := trace.Exchange{Request: message(130, 140, 4, 5), Response: message(190, 250, 7, 12)}
	second := trace.Exchange{Index: 1, Request: message(150, 155, 6, 6), Response: message(260, 270, 13, 14)}
	for _, c := range []struct {
		name   string
		x      *trace.Exchange
		before *trace.Exchange
		c      *tcpreasm.Info
		steps  []replay.Step
		want   string
	}{
		{"captured beside the server, the client is far away",
			&first, nil, &tcpreasm.Info{Handshake: tcpreasm.Handshake{Syn: 1, SynAck: 2, Ack: 3, SynTime: 80, SynAckTime: 81, AckTime: 120}}, nil,
			"handshake-server 80-81 (1-2), handshake-client 81-120 (2-3), idle 120-130 (3-4), upload 130-140 (4-5), think 140-190 (5-7), transfer 190-250 (7-12)"},
		{"a clock that went back within the handshake does not tell whose side took how long",
			&first, nil, &tcpreasm.Info{Handshake: tcpreasm.Handshake{Syn: 1, SynAck: 2, Ack: 3, SynTime: 80, SynAckTime: 125, AckTime: 120}}, nil,
			"upload 130-140 (4-5), think 140-190 (5-7), transfer 190-250 (7-12)"},
		{"the first of a connection", &first, nil, opened(100, 120), nil,
			"handshake-client 100-120 (2-3), idle 120-130 (3-4), upload 130-140 (4-5), think 140-190 (5-7), transfer 190-250 (7-12)"},
		{"picked up in the middle", &first, nil, &tcpreasm.Info{}, nil,
			"upload 130-140 (4-5), think 140-190 (5-7), transfer 190-250 (7-12)"},
		{"pipelined", &second, &first, opened(100, 120), nil,
			"upload 150-155 (6-6), behind 155-250 (6-12), think 250-260 (12-13), transfer 260-270 (13-14)"},
		{"answered before it was complete",
			&trace.Exchange{Index: 3, Request: message(10, 50, 1, 9), Response: message(30, 60, 5, 10)}, &first, opened(1, 2), nil,
			"upload 10-30 (1-5), transfer 30-60 (5-10)"},
		{"a response segment is sent again",
			&first, nil, &tcpreasm.Info{}, []replay.Step{
				segment(190, 7, server, 500, 100, 0), ack(200, 8, client, 400), segment(230, 9, server, 500, 100, 0), ack(240, 10, client, 600)},
			"upload 130-140 (4-5), think 140-190 (5-7), loss 190-230 (7-9), transfer 230-250 (9-12)"},
		{"it is sent again though it was acknowledged",
			&first, nil, &tcpreasm.Info{}, []replay.Step{
				segment(190, 7, server, 500, 100, 0), ack(200, 8, client, 600), segment(230, 9, server, 500, 100, 0), ack(240, 10, client, 600)},
			"upload 130-140 (4-5), think 140-190 (5-7), transfer 190-250 (7-12)"},
		{"the client says that it had it (D-SACK)",
			&first, nil, &tcpreasm.Info{}, []replay.Step{
				segment(190, 7, server, 500, 100, 0), segment(230, 9, server, 500, 100, 0), ack(232, 10, client, 600), ack(240, 11, client, 600, sack(500, 600)...)},
			"upload 130-140 (4-5), think 140-190 (5-7), transfer 190-250 (7-12)"},
		{"the echo says that the first arrived (Eifel)",
			&first, nil, &tcpreasm.Info{}, []replay.Step{
				stamped(segment(190, 7, server, 500, 100, 0), 7000, 0), stamped(segment(230, 9, server, 500, 100, 0), 7040, 0),
				stamped(ack(232, 10, client, 600), 1, 7000)},
			"upload 130-140 (4-5), think 140-190 (5-7), transfer 190-250 (7-12)"},
		{"the echo says that the second of three arrived",
			&first, nil, &tcpreasm.Info{}, []replay.Step{
				stamped(segment(190, 7, server, 500, 100, 0), 7000, 0), stamped(segment(210, 8, server, 500, 100, 0), 7020, 0),
				stamped(segment(230, 9, server, 500, 100, 0), 7040, 0), stamped(ack(232, 10, client, 600), 1, 7020)},
			"upload 130-140 (4-5), think 140-190 (5-7), loss 190-210 (7-8), transfer 210-250 (8-12)"},
		{"it is captured twice",
			&first, nil, &tcpreasm.Info{}, []replay.Step{
				segment(190, 7, server, 500, 100, 0), twice(segment(191, 8, server, 500, 100, 0), 7), ack(200, 9, client, 600)},
			"upload 130-140 (4-5), think 140-190 (5-7), transfer 190-250 (7-12)"},
		{"lost before the point of capture",
			&first, nil, &tcpreasm.Info{}, []replay.Step{
				segment(190, 7, server, 500, 100, 0), segment(200, 8, server, 700, 100, 0),
				segment(210, 9, server, 800, 100, 0), segment(240, 10, server, 600, 100, 0)},
			"upload 130-140 (4-5), think 140-190 (5-7), transfer 190-200 (7-8), loss 200-240 (8-10), transfer 240-250 (10-12)"},
		{"lost by the capture: it is acknowledged",
			&first, nil, &tcpreasm.Info{}, []replay.Step{
				segment(190, 7, server, 500, 100, 0), segment(200, 8, server, 700, 100, 0), ack(210, 9, client, 800), segment(240, 10, server, 800, 100, 0)},
			"upload 130-140 (4-5), think 140-190 (5-7), transfer 190-250 (7-12)"},
		{"two holes, the second filled last",
			&first, nil, &tcpreasm.Info{}, []replay.Step{
				segment(190, 7, server, 500, 100, 0), segment(200, 8, server, 700, 100, 0), segment(210, 9, server, 900, 100, 0),
				segment(220, 10, server, 600, 100, 0), segment(240, 11, server, 800, 100, 0)},
			"upload 130-140 (4-5), think 140-190 (5-7), transfer 190-200 (7-8), loss 200-240 (8-11), transfer 240-250 (11-12)"},
		{"a hole filled after the last byte", // of which the trace knows only when it passed
			&first, nil, &tcpreasm.Info{}, []replay.Step{
				segment(190, 7, server, 500, 100, 0), segment(250, 11, server, 700, 100, 0), segment(300, 12, server, 600, 100, 0)},
			"upload 130-140 (4-5), think 140-190 (5-7), transfer 190-250 (7-11), loss 250-300 (11-12)"},
		{"the first of the response is lost",
			&first, nil, &tcpreasm.Info{}, []replay.Step{
				ack(141, 1, server, 600), ack(142, 2, client, 500), segment(150, 6, server, 600, 100, 0), segment(190, 7, server, 500, 100, 0)},
			"upload 130-140 (4-5), think 140-150 (5-6), loss 150-190 (6-7), transfer 190-250 (7-12)"},
		{"bytes of another exchange are sent again",
			&first, nil, &tcpreasm.Info{}, []replay.Step{
				segment(120, 3, server, 400, 100, 0), segment(190, 7, server, 500, 100, 0), segment(230, 9, server, 400, 100, 0)},
			"upload 130-140 (4-5), think 140-190 (5-7), transfer 190-250 (7-12)"},
		{"the next request is sent again",
			&first, nil, &tcpreasm.Info{}, []replay.Step{
				segment(130, 4, client, 100, 50, 0), segment(140, 5, client, 150, 50, 0), segment(150, 6, client, 200, 50, 0), segment(185, 7, client, 200, 50, 0)},
			"upload 130-140 (4-5), think 140-190 (5-7), transfer 190-250 (7-12)"},
		{"the client's window is closed",
			&first, nil, &tcpreasm.Info{}, []replay.Step{
				segment(195, 8, client, 1, 0, tcpreasm.FoundZeroWindow), segment(205, 9, client, 1, 0, tcpreasm.FoundZeroWindow),
				segment(245, 10, client, 1, 0, tcpreasm.FoundWindowUpdate)},
			"upload 130-140 (4-5), think 140-190 (5-7), transfer 190-195 (7-8), zero-window 195-245 (8-10), transfer 245-250 (10-12)"},
		{"the server's window is closed while it answers", // which keeps nobody waiting
			&first, nil, &tcpreasm.Info{}, []replay.Step{
				segment(195, 8, server, 1, 0, tcpreasm.FoundZeroWindow), segment(245, 10, server, 1, 0, tcpreasm.FoundWindowUpdate)},
			"upload 130-140 (4-5), think 140-190 (5-7), transfer 190-250 (7-12)"},
		{"the server acknowledges late", // which is no answer
			&first, nil, &tcpreasm.Info{}, []replay.Step{
				segment(130, 4, client, 100, 50, 0), segment(140, 5, client, 150, 50, 0), ack(180, 6, server, 200), segment(190, 7, server, 1, 50, 0)},
			"upload 130-140 (4-5), think 140-190 (5-7), transfer 190-250 (7-12)"},
		{"a request that is sent again",
			&first, nil, &tcpreasm.Info{}, []replay.Step{
				segment(130, 4, client, 100, 50, 0), segment(140, 5, client, 150, 100, 0), segment(180, 6, client, 150, 100, 0)},
			"upload 130-140 (4-5), loss 140-180 (5-6), think 180-190 (6-7), transfer 190-250 (7-12)"},
		{"no response", &trace.Exchange{Request: message(1, 2, 1, 1)}, nil, opened(0, 1), nil, ""},
	} {
		got := of(c.x, c.before, c.c, c.steps).show()
		if got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, got, c.want)
		}
	}
}

// Whatever the times, slices lie end to end and add up to the total.
func TestSlicesAddUp(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	at := func() int64 { return 1 + random.Int64N(50) }
	for range 20000 {
		x := trace.Exchange{Index: random.IntN(2), Request: message(at(), at(), 1, 2), Response: message(at(), at(), 3, 4)}
		before := trace.Exchange{Request: message(at(), at(), 1, 2), Response: message(at(), at(), 3, 4)}
		var steps []replay.Step
		for i := range random.IntN(30) {
			s := segment(at(), int64(i), tcpreasm.Side(random.IntN(2)), random.Uint32N(60)-20, random.IntN(20), tcpreasm.Finding(random.IntN(1<<15)))
			s.Flags, s.Ack = tcpreasm.Flags(random.IntN(1<<9)), random.Uint32N(60)-20
			if s.Options = sack(random.Uint32N(60)-20, random.Uint32N(60)-20, random.Uint32N(60)-20, random.Uint32N(60)-20); random.IntN(2) == 0 {
				s = stamped(s, random.Uint32N(20), random.Uint32N(20))
			}
			steps = append(steps, s)
		}
		on := trace.Connection{Info: *opened(at(), at()), Until: at(), Done: random.IntN(2) == 0}
		if random.IntN(2) == 0 { // nothing was answered
			x.Response, on.Packets = trace.Message{}, [2]int64{1, 1}
			on.Fin[random.IntN(2)] = tcpreasm.Moment{Frame: random.Int64N(9), Time: at()}
			on.Rst[random.IntN(2)] = tcpreasm.Moment{Frame: random.Int64N(9), Time: at()}
		}
		a := Asked{Exchange: &x, Before: &before, Connection: &on, Now: at()}
		s := a.Account(steps).Slices
		var sum int64
		for i := range s {
			if s[i].Duration() <= 0 || i > 0 && s[i].From != s[i-1].To {
				t.Fatalf("%s", s.show())
			}
		}
		for k := range Kinds {
			sum += s.Sum(k)
		}
		if sum != s.Total() {
			t.Fatalf("%d of %d: %s", sum, s.Total(), s.show())
		}
	}
}
