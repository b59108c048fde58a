package tcpreasm

// transition is one arrow of RFC 9293's figure 5 (§3.3.2) or of the segment
// processing behind it (§3.10.7).
type transition struct {
	from State
	on   Event
	to   State
}

// transitions is the whole state machine. What is not here changes nothing.
var transitions = []transition{
	// Opening, §3.5. That an end listened is inferred when a SYN comes to it.
	{Closed, PassiveOpen, Listen},
	{Closed, SendSyn, SynSent},
	{Listen, SendSyn, SynSent},
	{Listen, SendSynAck, SynReceived},
	{SynSent, RecvSynAck, Established},
	{SynReceived, RecvAckOfSyn, Established},
	// Opening from both ends at once, §3.5 figure 7.
	{SynSent, RecvSyn, SynReceived},
	{SynReceived, RecvSynAck, Established},

	// Closing by the end that closes first, §3.6 figure 12.
	{SynReceived, SendFin, FinWait1},
	{Established, SendFin, FinWait1},
	{FinWait1, RecvAckOfFin, FinWait2},
	{FinWait2, RecvFin, TimeWait},
	// Closing by the other end.
	{Established, RecvFin, CloseWait},
	{CloseWait, SendFin, LastAck},
	{LastAck, RecvAckOfFin, Closed},
	// Closing from both ends at once, §3.6 figure 13. An observer has put
	// the end in CLOSE-WAIT when the other's FIN passed; a FIN that does not
	// acknowledge it was sent from ESTABLISHED.
	{FinWait1, RecvFin, Closing},
	{CloseWait, SendFinUnaware, Closing},
	{Closing, RecvAckOfFin, TimeWait},
	{TimeWait, Timeout, Closed},

	// What passed the point of capture is taken to arrive. What is sent again
	// refutes that: its sender had not got the answer (§3.8.1).
	{Established, SendSynAgain, SynSent},
	{Established, SendSynAckAgain, SynReceived},
	{FinWait2, SendFinAgain, FinWait1},
	{TimeWait, SendFinAgain, Closing},
	{Closed, SendFinAgain, LastAck},
	{TimeWait, SendFinAgainUnaware, FinWait1},
	{Closing, SendFinAgainUnaware, FinWait1},

	// What went before the capture is not known.
	{Closed, PickedUp, Established},
	{SynSent, PickedUp, Established},
	{Listen, PickedUp, Established},

	// Reset, §3.10.7.
	{SynSent, RecvRst, Closed}, {SynSent, SendRst, Closed},
	{Listen, SendRst, Closed},
	{SynReceived, RecvRstPassive, Listen},
	{SynReceived, RecvRst, Closed}, {SynReceived, SendRst, Closed},
	{Established, RecvRst, Closed}, {Established, SendRst, Closed},
	{FinWait1, RecvRst, Closed}, {FinWait1, SendRst, Closed},
	{FinWait2, RecvRst, Closed}, {FinWait2, SendRst, Closed},
	{CloseWait, RecvRst, Closed}, {CloseWait, SendRst, Closed},
	{Closing, RecvRst, Closed}, {Closing, SendRst, Closed},
	{LastAck, RecvRst, Closed}, {LastAck, SendRst, Closed},
	{TimeWait, RecvRst, Closed}, {TimeWait, SendRst, Closed},
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

// happens takes one end through an event. Nothing else changes a state.
func (c *Conn) happens(side Side, e Event) {
	if from := c.States[side]; next[from][e] != from {
		c.enter(side, next[from][e], e)
	}
}

// enter puts an end in a state and remembers what it was for.
func (c *Conn) enter(side Side, to State, cause Event) {
	c.Changes.add(Change{c.LastFrame, side, c.States[side], to, cause})
	c.States[side] = to
}
