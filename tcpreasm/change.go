package tcpreasm

// Change is one step of one end through the state machine, with its cause.
type Change struct {
	Frame    int64 // of the segment that caused it
	Side     Side  // the end whose state changed
	From, To State
	Cause    Event
}

// Section is the section of RFC 9293 that has the rule: where a SYN-ACK or RST
// comes to depends on the state.
func (c Change) Section() string {
	switch {
	case c.From == SynSent && (c.Cause == RecvRst || c.Cause == RecvRstPassive):
		return "3.10.7.3"
	case c.From == SynReceived && c.Cause == RecvSynAck:
		return "3.10.7.4"
	}
	return c.Cause.Section()
}

// maxChanges is how many steps of a connection are kept: an orderly one takes
// twelve, and each answer that did not arrive two more.
const maxChanges = 24

// Changes are the steps of one connection, in order. The zero value has none.
type Changes struct {
	list    [maxChanges]Change
	n       uint8
	dropped uint8
}

// List is the steps, at most the first twenty-four.
func (c *Changes) List() []Change { return c.list[:c.n] }

// Dropped is how many further steps there were, counted up to 255.
func (c *Changes) Dropped() int { return int(c.dropped) }

func (c *Changes) add(change Change) {
	switch {
	case c.n < maxChanges:
		c.list[c.n] = change
		c.n++
	case c.dropped < 255:
		c.dropped++
	}
}

// turnRound makes the client the server in all steps.
func (c *Changes) turnRound() {
	for i := range c.List() {
		c.list[i].Side = c.list[i].Side.Peer()
	}
}
