// Package conversations is for tests: it reads the connections of a capture with
// all their segments.
package conversations

import (
	"context"
	"io"
	"slices"
	"testing"

	"wiretalk/capture"
	"wiretalk/internal/decode"
	"wiretalk/internal/replay"
	"wiretalk/tcpreasm"
)

// Conversation is a connection with its segments.
type Conversation struct {
	*tcpreasm.Info
	Steps []replay.Step
}

// In are the conversations of a capture in the order of their first packets.
func In(t testing.TB, name string) (all []Conversation) {
	t.Helper()
	in, err := capture.Open([]string{name}, capture.Options{Spool: true})
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	var conns found
	tracker := tcpreasm.New(&conns, tcpreasm.Limits{})
	decoder := decode.New()
	var b capture.Batch
	var seg tcpreasm.Segment
	for err = nil; err == nil; {
		err = in.ReadBatch(&b)
		for _, p := range b.Packets {
			seg.Frame, seg.Time, seg.Offset, seg.Pieces = p.Frame, p.Time, p.Offset, nil
			if decoder.Decode(uint16(p.Link), p.Data, p.Length, &seg) {
				tracker.Segment(&seg)
			}
		}
	}
	if err != io.EOF {
		t.Fatal(err)
	}
	tracker.Close()
	slices.SortFunc(conns, func(a, b *tcpreasm.Info) int { return int(a.FirstFrame - b.FirstFrame) })
	for _, c := range conns {
		steps, err := replay.Steps(context.Background(), in, c, nil)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, Conversation{c, steps})
	}
	return all
}

// found collects the connections of a capture.
type found []*tcpreasm.Info

func (f *found) Closed(c *tcpreasm.Conn) {
	info := c.Info
	*f = append(*f, &info)
}
func (*found) Opened(*tcpreasm.Conn)                                         {}
func (*found) Data(*tcpreasm.Conn, tcpreasm.Side, []byte, tcpreasm.Position) {}
func (*found) Gap(*tcpreasm.Conn, tcpreasm.Side, int64, tcpreasm.Position)   {}
func (*found) Finished(*tcpreasm.Conn, tcpreasm.Side, tcpreasm.Position)     {}
