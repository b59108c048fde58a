package tcpreasm

// event is something that happens to one end of a connection. RFC 9293's
// figure 5 joins what an end receives with what it sends in answer; an
// observer sees the two as separate segments.
type event uint8

const (
	sendSyn        event = iota
	recvSyn              // while its own SYN is unanswered: the ends opened at once
	sendSynAck           //
	recvSynAck           //
	recvAckOfSyn         //
	sendFin              //
	sendFinUnaware       // it sends FIN and does not yet acknowledge the FIN on its way to it
	recvFin              //
	recvAckOfFin         //
	sendRst              //
	recvRst              //
	recvRstPassive       // it was opened by the SYN of the other end
	timeout              // 2 MSL passed
	numberOfEvents       //
)

// transition is one arrow of RFC 9293's figure 5 (§3.3.2) or of the segment
// processing behind it (§3.10.7).
type transition struct {
	from State
	on   event
	to   State
}

// transitions is the whole state machine. What is not here changes nothing.
var transitions = []transition{
	// Opening, §3.5.
	{Closed, sendSyn, SynSent},
	{Listen, sendSyn, SynSent},
	{Listen, sendSynAck, SynReceived},
	{SynSent, recvSynAck, Established},
	{SynReceived, recvAckOfSyn, Established},
	// Opening from both ends at once, §3.5 figure 7.
	{SynSent, recvSyn, SynReceived},
	{SynReceived, recvSynAck, Established},

	// Closing by the end that closes first, §3.6 figure 12.
	{SynReceived, sendFin, FinWait1},
	{Established, sendFin, FinWait1},
	{FinWait1, recvAckOfFin, FinWait2},
	{FinWait2, recvFin, TimeWait},
	// Closing by the other end.
	{SynReceived, recvFin, CloseWait},
	{Established, recvFin, CloseWait},
	{CloseWait, sendFin, LastAck},
	{LastAck, recvAckOfFin, Closed},
	// Closing from both ends at once, §3.6 figure 13. An observer has put
	// the end in CLOSE-WAIT when the other's FIN passed; a FIN that does not
	// acknowledge it was sent from ESTABLISHED.
	{FinWait1, recvFin, Closing},
	{CloseWait, sendFinUnaware, Closing},
	{Closing, recvAckOfFin, TimeWait},
	{TimeWait, timeout, Closed},

	// Reset, §3.10.7.
	{SynSent, recvRst, Closed}, {SynSent, sendRst, Closed},
	{Listen, sendRst, Closed},
	{SynReceived, recvRstPassive, Listen},
	{SynReceived, recvRst, Closed}, {SynReceived, sendRst, Closed},
	{Established, recvRst, Closed}, {Established, sendRst, Closed},
	{FinWait1, recvRst, Closed}, {FinWait1, sendRst, Closed},
	{FinWait2, recvRst, Closed}, {FinWait2, sendRst, Closed},
	{CloseWait, recvRst, Closed}, {CloseWait, sendRst, Closed},
	{Closing, recvRst, Closed}, {Closing, sendRst, Closed},
	{LastAck, recvRst, Closed}, {LastAck, sendRst, Closed},
	{TimeWait, recvRst, Closed}, {TimeWait, sendRst, Closed},
}

// next is transitions as a table: next[state][event]; where there is no arrow,
// the state stays.
var next = func() (table [TimeWait + 1][numberOfEvents]State) {
	for state := range table {
		for e := range table[state] {
			table[state][e] = State(state)
		}
	}
	for _, t := range transitions {
		table[t.from][t.on] = t.to
	}
	return table
}()

// happens takes one end through an event. Besides what is assumed of an end
// before its first segment, nothing else changes a state.
func (c *Conn) happens(side Side, e event) {
	c.States[side] = next[c.States[side]][e]
}

// assumeListening is for an end that got a SYN: what it must be to answer.
func (c *Conn) assumeListening(side Side) {
	if c.States[side] == Closed {
		c.States[side] = Listen
	}
}
