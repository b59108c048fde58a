package tcpreasm

// SettleFins puts the changes where they belong once the whole connection has
// been seen. An observer takes a FIN that passes to arrive at once; where the
// other end proves by the acknowledgement number of its own FIN that it had not
// come, that end went from ESTABLISHED to FIN-WAIT-1 by its FIN, and to CLOSING
// when the other's came behind it (RFC 9293 §3.6, figure 13).
func (c *Changes) SettleFins() {
	for i := 0; i < int(c.n); i++ {
		switch c.list[i].Cause {
		case SendFinUnaware:
			c.cross(i)
		case SendFinAgainUnaware:
			i -= c.forget(i)
		}
	}
}

// cross puts the FIN that led an end to CLOSE-WAIT behind that end's own, change i.
func (c *Changes) cross(i int) {
	own := c.list[i]
	for j := i - 1; j >= 0; j-- {
		x := c.list[j]
		if x.Side != own.Side {
			continue
		}
		if x.Cause == RecvFin && x.From == Established && x.To == CloseWait {
			copy(c.list[j:i], c.list[j+1:i])
			c.list[i-1] = Change{own.Frame, own.Side, Established, FinWait1, SendFinUnaware}
			c.list[i] = Change{own.Frame, own.Side, FinWait1, Closing, RecvFin}
		}
		return
	}
}

// forget takes out what an end seemed to come to between its FIN and change i, by
// which it sends it again and shows that nothing had come to it. It gives how
// many changes before i+1 it took out.
func (c *Changes) forget(i int) (n int) {
	first := i
	for j := i - 1; j >= 0; j-- {
		if x := c.list[j]; x.Side == c.list[i].Side {
			if first = j; x.To == FinWait1 {
				break
			}
		}
	}
	side := c.list[i].Side
	if c.list[first].To != FinWait1 || first == i {
		return 0
	}
	kept := c.list[:first+1]
	for j := first + 1; j < int(c.n); j++ {
		if j <= i && c.list[j].Side == side {
			n++
			continue
		}
		kept = append(kept, c.list[j])
	}
	c.n = uint8(len(kept))
	return n
}
