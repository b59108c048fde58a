package health

import (
	"context"
	"errors"
	"strings"

	"wiretalk/capture"
	"wiretalk/capture/store"
	"wiretalk/httpdecode"
	"wiretalk/internal/pipeline"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
)

// Source is what is known of a capture besides the trace.
type Source struct {
	Counts  capture.Counts // of a live capture
	Gone    store.Gone     // packets that cannot be read again
	Stopped bool           // reading ended because the user said so
}

// Finding is something that was found.
type Finding struct {
	Kind        Kind
	Count       int64   // of what the kind says
	Of          int64   // of so many; 0 where that says nothing
	Connections int     // on so many; 0 where it is not about connections
	First       int64   // the frame of the first; 0 where that is not known
	Examples    []Place // at most MaxExamples
	Detail      string  // an error; hostile, as it may name a file
}

// Place is where something was found.
type Place struct {
	Stream      int
	First, Last int64 // frames of the connection
	Count       int64 // of what the kind says
}

// MaxExamples is how many places a finding names.
const MaxExamples = 5

// Report is what was found, what matters most first.
type Report struct {
	Findings    []Finding
	Connections int // that were looked at
	Packets     int64
	Done        bool // nothing more can come
}

// Well says whether nothing was found that matters for what is shown.
func (r *Report) Well() bool {
	for i := range r.Findings {
		if r.Findings[i].Kind.Level() > Note {
			return false
		}
	}
	return true
}

// step is how many connections are looked at while nobody may change the trace.
const step = 1024

// Of looks at a trace. progress, if not nil, is told now and then how many of
// how many connections have been looked at. The error is ctx's.
func Of(ctx context.Context, t *trace.Trace, s Source, progress func(done, of int)) (*Report, error) {
	var f finder
	f.source(t, s)
	for next, of := 0, 1; next < of; {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		t.View(func(r *trace.Reader) {
			rows := r.Connections()
			of = rows.Len()
			for end := min(next+step, of); next < end; next++ {
				f.connection(r.Connection(rows.At(next)))
			}
		})
		if progress != nil {
			progress(next, of)
		}
	}
	return f.report(), nil
}

// finder is a report that is being made.
type finder struct {
	all         [Kinds]Finding
	connections int
	progress    trace.Progress
}

// add counts something that is not about a connection.
func (f *finder) add(k Kind, n, of int64) {
	if n > 0 {
		f.all[k].Count += n
		f.all[k].Of = of
	}
}

// source takes what is known without the connections.
func (f *finder) source(t *trace.Trace, s Source) {
	p := t.Progress()
	f.progress = p
	if p.Done && p.Packets == 0 && p.Err == nil {
		f.add(Nothing, 1, 0)
	}
	for _, err := range [...]error{p.Err, p.Problem} {
		var link *pipeline.UnknownLink
		if errors.As(err, &link) {
			f.all[UnknownLink] = Finding{Count: 1, First: link.Frame, Detail: strings.ReplaceAll(link.Error(), "\n", "; ")}
			if err == error(link) {
				continue
			}
		}
		if err == nil || s.Stopped || errors.Is(err, context.Canceled) || f.all[Unreadable].Count > 0 {
			continue
		}
		f.add(Unreadable, 1, 0)
		f.all[Unreadable].Detail = strings.ReplaceAll(err.Error(), "\n", "; ")
	}
	if p.Done && t.Connections() == 0 && p.Reached.HeadersCut == 0 && f.all[UnknownLink].Count == 0 {
		f.add(NotUnderstood, p.Packets, 0)
	}
	f.add(Dropped, s.Counts.Dropped, max(s.Counts.Received, s.Counts.Dropped))
	f.add(FilesBack, p.Back, 0)
	exchanges, connections := t.LetGo()
	f.add(RowsLetGo, int64(exchanges+connections), int64(t.Exchanges()+t.Connections()))
	f.add(PacketsLetGo, s.Gone.Frame+s.Gone.Unkept, p.Packets)
	f.add(HeldLimit, p.Reached.Held, 0)
	f.add(TrackedLimit, p.Reached.Tracked, 0)
	f.add(FollowedLimit, p.Reached.Followed, 0)
	f.add(HeadsLimit, p.Reached.Heads, 0)
	f.add(FragmentsLimit, p.Reached.Fragments, 0)
	f.add(TooDeep, p.Reached.TooDeep, 0)
	f.add(HeadersCut, p.Reached.HeadersCut, p.Packets)
	f.all[HeadersCut].First = p.Reached.FirstCut
}

// at counts something of a connection.
func (f *finder) at(k Kind, c *trace.Connection, n int64) {
	if n <= 0 {
		return
	}
	x := &f.all[k]
	x.Count += n
	x.Connections++
	if len(x.Examples) < MaxExamples {
		x.Examples = append(x.Examples, Place{c.Stream, c.FirstFrame, c.LastFrame, n})
	}
}

func (f *finder) connection(c *trace.Connection) {
	f.connections++
	sum := func(of func(*tcpreasm.Sent) int64) int64 {
		return of(&c.Sent[tcpreasm.Client]) + of(&c.Sent[tcpreasm.Server])
	}
	cut := sum(func(s *tcpreasm.Sent) int64 { return s.CutBytes })
	lost := sum(func(s *tcpreasm.Sent) int64 { return s.NotCapturedBytes })
	f.at(Cut, c, cut)
	if !isOneWay(c) { // of which all bytes of the other direction are missing
		f.at(NotCaptured, c, lost)
		f.at(Missing, c, c.MissingBytes[tcpreasm.Client]+c.MissingBytes[tcpreasm.Server]-cut-lost)
	}
	f.at(Conflicting, c, sum(func(s *tcpreasm.Sent) int64 { return int64(s.Conflicts) }))
	f.at(Duplicated, c, sum(func(s *tcpreasm.Sent) int64 { return int64(s.Duplicated) }))
	f.at(LostOnNetwork, c, sum(func(s *tcpreasm.Sent) int64 { return int64(s.LostBefore) + int64(s.LostBehind) }))
	f.at(ClockBack, c, int64(c.StepsBack))
	f.at(Offloaded, c, one(isOffloaded(c)))
	f.at(NoTime, c, one(c.Start == 0 && c.End == 0))
	switch {
	case isOneWay(c):
		f.at(OneWay, c, 1)
	case c.Completeness&(tcpreasm.SawSyn|tcpreasm.SawSynAck) == 0:
		f.at(Midstream, c, 1)
	case !c.Handshake.Complete() && c.Bytes != [2]int64{}:
		f.at(HalfHandshake, c, 1)
	}
	// What HTTP asks and answers shows who is who.
	f.at(UnknownClient, c, one(c.Initiator == tcpreasm.ByGuess && c.Protocol != httpdecode.HTTP1))
}

func one(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// isOneWay says whether the packets of one end alone are there, though the
// other must have sent some: more than a SYN, which need not be answered.
func isOneWay(c *trace.Connection) bool {
	return (c.Packets[tcpreasm.Client] == 0 || c.Packets[tcpreasm.Server] == 0) && c.Completeness&^(tcpreasm.SawSyn|tcpreasm.SawRst) != 0
}

// isOffloaded says whether a segment is larger than the other end takes, so
// that the card divides or joined it: the network never saw it.
func isOffloaded(c *trace.Connection) bool {
	for side := range c.Sent {
		mss := c.Sent[tcpreasm.Side(side).Peer()].Options.MSS
		if mss != 0 && c.Sent[side].Largest > uint32(mss) {
			return true
		}
	}
	return false
}

func (f *finder) report() *Report {
	r := &Report{Connections: f.connections, Packets: f.progress.Packets, Done: f.progress.Done}
	for k := range f.all {
		if f.all[k].Count > 0 {
			f.all[k].Kind = Kind(k)
			r.Findings = append(r.Findings, f.all[k])
		}
	}
	return r
}
