package tui

import (
	"context"
	"net/netip"
	"testing"

	"wiretalk/internal/ladder"
	"wiretalk/internal/replay"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
	"wiretalk/tui/cells"
	"wiretalk/tui/keys"
	"wiretalk/tui/ladderview"
)

// transfer is a handshake and n segments of data, each acknowledged, as the
// replay would have them.
func transfer(n int) (*trace.Connection, []replay.Step) {
	c := &trace.Connection{}
	c.Ends = [2]netip.AddrPort{netip.MustParseAddrPort("10.0.0.7:50000"), netip.MustParseAddrPort("10.0.0.1:80")}
	c.Handshake = tcpreasm.Handshake{Syn: 1, SynAck: 2, Ack: 3}
	steps := make([]replay.Step, 0, n+3)
	at := [2]uint32{1000, 9000}
	send := func(from tcpreasm.Side, flags tcpreasm.Flags, length int) {
		s := replay.Step{Frame: int64(len(steps) + 1), Time: 1e18 + int64(len(steps))*1e5, From: from, Flags: flags, Seq: at[from], Ack: at[from.Peer()], Length: length, Window: 500}
		s.Observation = tcpreasm.Observation{From: from, Seq: at[from] - [2]uint32{1000, 9000}[from], Ack: at[from.Peer()] - [2]uint32{9000, 1000}[from], Window: 500}
		s.States = [2]tcpreasm.State{tcpreasm.Established, tcpreasm.Established}
		at[from] = s.End()
		steps = append(steps, s)
	}
	send(tcpreasm.Client, tcpreasm.SYN, 0)
	send(tcpreasm.Server, tcpreasm.SYN|tcpreasm.ACK, 0)
	send(tcpreasm.Client, tcpreasm.ACK, 0)
	for len(steps) < n {
		send(tcpreasm.Server, tcpreasm.ACK, 1448)
		send(tcpreasm.Client, tcpreasm.ACK, 0)
	}
	c.FirstFrame, c.LastFrame = 1, int64(len(steps))
	return c, steps
}

// modelOf is the ladder of segments without messages.
func modelOf(t testing.TB, c *trace.Connection, steps []replay.Step) *ladderview.Model {
	t.Helper()
	model, err := ladderview.New(context.Background(), nil, c, steps, nil)
	if err != nil {
		t.Fatal(err)
	}
	return model
}

// A connection of a million segments is a few rows, and opens to at most some
// tens of them at a time. BenchmarkLadder says how long a key takes.
func TestLadderOfAMillionSegments(t *testing.T) {
	const n = 1 << 20
	c, steps := transfer(n)
	model := modelOf(t, c, steps)
	if len(model.Rows) != 4 {
		t.Fatalf("%d rows", len(model.Rows))
	}
	f := small()
	m := watchingOf(t, f.Trace, nil, 0, 80, 24, "en")
	p := m.ladder()
	p.model = model
	p.goTo(2)
	for depth := 0; p.onFold(); depth++ {
		m.keys("Enter", "j", "j")
		if rows := len(model.Rows); rows > 4+48*(depth+1) {
			t.Errorf("%d rows", rows)
		}
	}
	for _, k := range []string{"j", "k", "G", "k", "g", "]", "[", "}", "{", "a", "G", "k", "r", "L", "Enter", "D", "j", "Esc"} {
		m.keys(k)
	}
	m.sees(t, "时序图")
}

// The screen is drawn, and told anew, in less than the time between pictures.
func BenchmarkLadder(b *testing.B) {
	c, steps := transfer(1 << 20)
	b.Run("build", func(b *testing.B) {
		for b.Loop() {
			modelOf(b, c, steps)
		}
	})
	b.Run("messages", func(b *testing.B) {
		var messages []*ladder.Message
		for i := 3; i+2 < len(steps); i += 2 {
			messages = append(messages, &ladder.Message{From: tcpreasm.Server, FirstFrame: int64(i + 1), Frame: int64(i + 1), Label: "200"})
		}
		for b.Loop() {
			if _, err := ladder.Build(context.Background(), &c.Info, steps, messages, nil, nil); err != nil {
				b.Fatal(err)
			}
		}
	})
	f := small()
	m := watchingOf(b, f.Trace, nil, 0, 200, 50, "en")
	p := m.ladder()
	p.model = modelOf(b, c, steps)
	p.goTo(2)
	for p.onFold() {
		m.keys("Enter", "j")
	}
	b.Run("step", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			p.goTo(len(p.model.Rows) - 1 - i%2)
			m.Draw(m.canvas)
		}
	})
	b.Run("draw", func(b *testing.B) {
		for b.Loop() {
			m.Draw(m.canvas)
		}
	})
}

// Reading is given up when the screen closes.
func TestLadderReadingIsGivenUp(t *testing.T) {
	tr, in := reread(t, handshakeFile)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	c := tr.Connection(0)
	s := newScreen(tr, Options{Again: in}, newJobs(ctx), func() {})
	if model, err := readLadder(ctx, s, 0, &c, new(ladderview.HowFar)); model != nil || err == nil {
		t.Error(model, err)
	}
}

// Who leaves a ladder that is being read gives the reading up; one that comes
// back is read anew.
func TestLadderReadingEndsWithItsPage(t *testing.T) {
	tr, in := reread(t, handshakeFile)
	m := watchingOf(t, tr, in, 0, 80, 24, "en")
	m.closePages()
	m.do(keys.ViewLadder)
	p := m.ladder()
	m.do(keys.Back)
	if m.jobs.busy("ladder") || len(m.pages) > 0 {
		t.Error("it is still read")
	}
	m.openPage(p)
	m.settled(t)
	if p.model == nil {
		t.Error("it was not read anew")
	}
}

// The column of times is as wide as the widest of them.
func TestWidthOfTimes(t *testing.T) {
	for _, times := range [][]int64{{1e9}, {1e9, 1e9 + 5}, {5e12, 5e12 + 999e9, 5e12 + 1001e9}, {5e12, 5e12 + 99999e9}, {5e12, 5e12 - 2e9, 5e12 + 1e9}, {5e12, 5e12 - 2000e9, 5e12 + 1}, {0, 7}, {7, 0}} {
		steps := make([]replay.Step, len(times))
		for i := range times {
			steps[i] = replay.Step{Frame: int64(i + 1), Time: times[i]}
		}
		m := modelOf(t, &trace.Connection{}, steps)
		want := 0
		for i := range steps {
			want = max(want, cells.Width(m.Since(i)))
		}
		if m.WidestTime != want {
			t.Errorf("%v: %d columns, want %d", times, m.WidestTime, want)
		}
	}
}
