package tcpreasm

// AssumedChange says whether the i-th step of Changes is only assumed: nothing that
// the end sent shows it. That it listened its SYN-ACK shows. What went before the
// capture is not known, nor what an end does of which no packet was captured.
func (c *Info) AssumedChange(i int) bool {
	list := c.Changes.List()
	switch change := list[i]; {
	case change.Cause == PickedUp, c.Packets[change.Side] == 0:
		return true
	case change.Cause == PassiveOpen:
		for _, later := range list[i+1:] {
			if later.Side == change.Side {
				return later.Cause != SendSynAck
			}
		}
		return true
	}
	return false
}

// AssumedState says whether an end is only assumed to be in its state.
func (c *Info) AssumedState(side Side) bool {
	list := c.Changes.List()
	for i := len(list) - 1; i >= 0; i-- {
		if list[i].Side == side {
			return list[i].To == c.States[side] && c.AssumedChange(i)
		}
	}
	return false
}

// StateName is the name of an end's state, with a question mark where it is only
// assumed.
func (c *Info) StateName(side Side) string {
	name := c.States[side].String()
	if c.AssumedState(side) {
		name += "?"
	}
	return name
}
