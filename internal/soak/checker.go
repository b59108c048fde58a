package main

import (
	"bytes"
	"fmt"

	"wiretalk/httpdecode"
	"wiretalk/tcpreasm"
)

// checker is the Handler of a tracker and of the decoders behind it. It holds
// each call against the calls before and against what was sent.
type checker struct {
	limits tcpreasm.Limits
	budget httpdecode.Budget
	spoilt func(flow int64) bool // whether other bytes than those of the texts were sent on a flow
	idle   []*httpdecode.Conn

	open, mostOpen         int
	bytes, gaps, exchanges int64
	err                    error // the first promise that was broken
}

// watched is what a checker was told of one connection, by end: 0 is the one
// that was the client when it opened.
type watched struct {
	checker    *checker
	http       *httpdecode.Conn
	tcp        *tcpreasm.Conn
	data, gaps [2]int64
	next       [2]uint32 // number of the byte that must come next
	placed     [2]bool   // next is known
	finished   [2]bool
	exchanges  int
}

func (k *checker) fail(c *tcpreasm.Conn, format string, args ...any) {
	if k.err == nil {
		k.err = fmt.Errorf("connection %v of frames %d to %d: %s", c.Ends, c.FirstFrame, c.LastFrame, fmt.Sprintf(format, args...))
	}
}

func (k *checker) Opened(c *tcpreasm.Conn) {
	k.open++
	k.mostOpen = max(k.mostOpen, k.open)
	if k.open > k.limits.Connections {
		k.fail(c, "it is tracked beside %d others, more than the limit", k.open-1)
	}
	if c.Context != nil {
		k.fail(c, "it was opened before")
	}
	c.Context = &watched{checker: k, tcp: c}
}

func (k *checker) Data(c *tcpreasm.Conn, from tcpreasm.Side, b []byte, at tcpreasm.Position) {
	w, e := c.Context.(*watched), endOf(c, from)
	flow, sender, seq := placeOf(at.Offset)
	switch {
	case len(b) == 0 || w.finished[e]:
		k.fail(c, "the %v has %d bytes more; finished: %v", from, len(b), w.finished[e])
	case w.placed[e] && seq != w.next[e]:
		k.fail(c, "the %v's byte %d follows, not %d", from, seq, w.next[e])
	case !k.spoilt(flow) && !bytes.Equal(b, textAt(sender, seq, len(b))):
		k.fail(c, "the %v's %d bytes from %d on were not sent so", from, len(b), seq)
	}
	w.placed[e], w.next[e] = true, seq+uint32(len(b))
	w.data[e] += int64(len(b))
	if d := w.decoder(); d != nil {
		d.Data(httpdecode.Direction(e), b, httpdecode.Position(at))
	}
}

func (k *checker) Gap(c *tcpreasm.Conn, from tcpreasm.Side, n int64, at tcpreasm.Position) {
	w, e := c.Context.(*watched), endOf(c, from)
	if n <= 0 || n > 1<<31 || w.finished[e] {
		k.fail(c, "the %v lacks %d bytes; finished: %v", from, n, w.finished[e])
	}
	w.next[e] += uint32(n)
	w.gaps[e] += n
	if d := w.decoder(); d != nil {
		d.Gap(httpdecode.Direction(e), n, httpdecode.Position(at))
	}
}

func (k *checker) Finished(c *tcpreasm.Conn, from tcpreasm.Side, at tcpreasm.Position) {
	w, e := c.Context.(*watched), endOf(c, from)
	if w.finished[e] {
		k.fail(c, "the %v finished twice", from)
	}
	if d := w.decoder(); d != nil {
		d.End(httpdecode.Direction(e), httpdecode.Position(at))
	}
	w.finished[e] = true
	if w.decoder() == nil {
		w.letGo(httpdecode.Position(at))
	}
}

func (k *checker) Closed(c *tcpreasm.Conn) {
	w := c.Context.(*watched)
	w.letGo(httpdecode.Position{Frame: c.LastFrame, Time: c.End, Offset: -1})
	k.open--
	for _, side := range [...]tcpreasm.Side{tcpreasm.Client, tcpreasm.Server} {
		e := endOf(c, side)
		if c.StreamBytes[side] != w.data[e] || c.MissingBytes[side] != w.gaps[e] {
			k.fail(c, "the %v is said to have sent %d bytes and to lack %d; handed on were %d and %d",
				side, c.StreamBytes[side], c.MissingBytes[side], w.data[e], w.gaps[e])
		}
		k.bytes += w.data[e]
		k.gaps += w.gaps[e]
	}
	w.tcp = nil
}

// endOf numbers the ends so that they stay what they are when the connection
// turns round.
func endOf(c *tcpreasm.Conn, from tcpreasm.Side) int {
	if c.TurnedRound {
		from = from.Peer()
	}
	return int(from)
}

// decoder is the connection's HTTP decoder; nil when both ends finished.
func (w *watched) decoder() *httpdecode.Conn {
	k := w.checker
	switch n := len(k.idle); {
	case w.http != nil:
	case w.finished[0] && w.finished[1]:
	case n > 0:
		w.http, k.idle = k.idle[n-1], k.idle[:n-1]
		w.http.Reset(w)
	default:
		w.http = httpdecode.NewConn(w, httpdecode.Options{NoExtents: true, Budget: &k.budget})
	}
	return w.http
}

func (w *watched) letGo(at httpdecode.Position) {
	if w.http == nil {
		return
	}
	w.http.Close(at)
	if k := w.checker; len(k.idle) < 256 {
		k.idle = append(k.idle, w.http)
	}
	w.http = nil
}

// Head turns a connection round when its bytes prove that the initiator was
// guessed wrong, as the pipeline does.
func (w *watched) Head(*httpdecode.Exchange, httpdecode.Direction) {
	if w.tcp.Initiator == tcpreasm.ByGuess && w.http.Swapped() && !w.tcp.TurnedRound {
		w.tcp.TurnRound()
	}
}

func (w *watched) Body(*httpdecode.Exchange, httpdecode.Direction, []byte, int64, httpdecode.Position) {
}

func (w *watched) Done(x *httpdecode.Exchange) {
	if x.Index != w.exchanges {
		w.checker.fail(w.tcp, "exchange %d is done, not %d", x.Index, w.exchanges)
	}
	w.exchanges++
	w.checker.exchanges++
}
