package tcpreasm

// flush hands on everything that is held, with gaps for what is not there.
func (t *Tracker) flush(c *Conn) {
	t.flushing = true // what is given up now has not arrived
	t.pump(c)
	t.dropOutside(c)
	for ; t.giveUpHole(c); t.pump(c) {
	}
	t.giveUpUnseen(c, Client)
	t.giveUpUnseen(c, Server)
	t.flushing = false
}

// dropOutside drops the bytes that lay outside their receiver's window and that it
// never acknowledged: nothing is missing before them. The receiver is in
// SYN-RECEIVED as far as is known; an acknowledgement shows that it was further.
func (t *Tracker) dropOutside(c *Conn) {
	for side := range c.ends {
		if e := &c.ends[side]; len(e.held.chunks) > 0 && e.gotAck {
			e.held.dropOutside(e.acked, &t.pool)
		}
	}
}

// giveUpHole gives up the hole that something held waits behind.
func (t *Tracker) giveUpHole(c *Conn) bool {
	from, ok := c.firstHole()
	if !ok {
		return false
	}
	e, p := &c.ends[from], &c.ends[from.Peer()]
	switch k := e.held.chunks[0]; {
	case k.seq != e.next:
		t.gapTo(c, from, k.seq, k.at)
	case len(p.held.chunks) == 0 && p.awaited:
		t.giveUp(c, from.Peer(), p.awaitedTo)
		c.awaitedCame(from.Peer())
	default:
		t.handOnFirst(c, from)
	}
	return true
}

// firstHole is the end whose first held run is the next to be made way for:
// one behind a hole rather than one that waits for the other end, then one
// that will not wait for the other end after that, then that captured first.
func (c *Conn) firstHole() (from Side, ok bool) {
	client, server := &c.ends[Client], &c.ends[Server]
	if len(client.held.chunks) == 0 || len(server.held.chunks) == 0 {
		return sideIf(len(client.held.chunks) == 0), len(client.held.chunks)+len(server.held.chunks) > 0
	}
	k, l := &client.held.chunks[0], &server.held.chunks[0]
	if hole := k.seq != client.next; hole != (l.seq != server.next) {
		return sideIf(!hole), true
	}
	if waits := c.mustWait(Client, k); waits != c.mustWait(Server, l) {
		return sideIf(waits), true
	}
	return sideIf(l.at.Frame < k.at.Frame), true
}

func sideIf(server bool) Side {
	if server {
		return Server
	}
	return Client
}
