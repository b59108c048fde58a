package delay

import (
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

func opened(syn, ack int64) *tcpreasm.Info {
	return &tcpreasm.Info{Handshake: tcpreasm.Handshake{Syn: 1, SynAck: 2, Ack: 3, SynTime: syn, SynAckTime: syn, AckTime: ack}}
}

// segment is one with payload; with a window of 1000 bytes.
func segment(time, frame int64, from tcpreasm.Side, length int, found tcpreasm.Finding) replay.Step {
	s := replay.Step{Time: time, Frame: frame, From: from, Length: length}
	s.Found, s.Observation.Window = found, 1000
	if found&tcpreasm.FoundZeroWindow != 0 {
		s.Observation.Window = 0
	}
	return s
}

const client, server = tcpreasm.Client, tcpreasm.Server

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
		{"the first of a connection", &first, nil, opened(100, 120), nil,
			"handshake 100-120 (1-3), idle 120-130 (3-4), upload 130-140 (4-5), think 140-190 (5-7), transfer 190-250 (7-12)"},
		{"picked up in the middle", &first, nil, &tcpreasm.Info{}, nil,
			"upload 130-140 (4-5), think 140-190 (5-7), transfer 190-250 (7-12)"},
		{"pipelined", &second, &first, opened(100, 120), nil,
			"upload 150-155 (6-6), behind 155-250 (6-12), think 250-260 (12-13), transfer 260-270 (13-14)"},
		{"answered before it was complete",
			&trace.Exchange{Index: 3, Request: message(10, 50, 1, 9), Response: message(30, 60, 5, 10)}, &first, opened(1, 2), nil,
			"upload 10-30 (1-5), transfer 30-60 (5-10)"},
		{"a response segment is sent again",
			&first, nil, &tcpreasm.Info{}, []replay.Step{
				segment(190, 7, server, 100, 0), segment(200, 8, client, 0, 0), segment(230, 9, server, 100, tcpreasm.FoundRetransmission)},
			"upload 130-140 (4-5), think 140-190 (5-7), loss 190-230 (7-9), transfer 230-250 (9-12)"},
		{"lost before the point of capture",
			&first, nil, &tcpreasm.Info{}, []replay.Step{
				segment(190, 7, server, 100, 0), segment(200, 8, server, 100, tcpreasm.FoundLostSegment),
				segment(210, 9, server, 100, 0), segment(240, 10, server, 100, tcpreasm.FoundOutOfOrder)},
			"upload 130-140 (4-5), think 140-190 (5-7), transfer 190-200 (7-8), loss 200-240 (8-10), transfer 240-250 (10-12)"},
		{"the client's window is closed",
			&first, nil, &tcpreasm.Info{}, []replay.Step{
				segment(195, 8, client, 0, tcpreasm.FoundZeroWindow), segment(205, 9, client, 0, tcpreasm.FoundZeroWindow),
				segment(245, 10, client, 0, tcpreasm.FoundWindowUpdate)},
			"upload 130-140 (4-5), think 140-190 (5-7), transfer 190-195 (7-8), zero-window 195-245 (8-10), transfer 245-250 (10-12)"},
		{"a request that is sent again",
			&first, nil, &tcpreasm.Info{}, []replay.Step{
				segment(140, 5, client, 100, 0), segment(180, 6, client, 100, tcpreasm.FoundRetransmission)},
			"upload 130-140 (4-5), loss 140-180 (5-6), think 180-190 (6-7), transfer 190-250 (7-12)"},
		{"no response", &trace.Exchange{Request: message(1, 2, 1, 1)}, nil, opened(0, 1), nil, ""},
	} {
		got := Of(c.x, c.before, c.c, c.steps).show()
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
		for i := range random.IntN(8) {
			steps = append(steps, segment(at(), int64(i), tcpreasm.Side(random.IntN(2)), random.IntN(2), tcpreasm.Finding(random.IntN(1<<15))))
		}
		s := Of(&x, &before, opened(at(), at()), steps)
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
