package trace

import "slices"

// Pin keeps an exchange and connections from being let go, those that somebody
// looks at; negative for none. It lasts until the next call.
func (t *Trace) Pin(exchange int, streams ...int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.pinned, t.pinnedStreams = exchange, streams
}

// LetGo is how many of what was found is not held any more.
func (t *Trace) LetGo() (exchanges, connections int) {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.exchanges.next() - t.exchanges.held(), t.connections.next() - t.connections.held()
}

func (t *Trace) isOver(l Limits) bool {
	return isOver(t.exchanges.held(), l.Exchanges) || isOver(t.connections.held(), l.Connections) || isOver(t.bytes, l.Bytes)
}

// letGo brings the trace back below its limits.
func (t *Trace) letGo() {
	t.letGoMessages()
	if !t.isOver(t.limits) {
		return
	}
	t.goal = t.limits.reduced()
	stays := func(done bool) bool { return !done || !t.isOver(t.goal) }
	t.sweep(stays)
	for t.isOver(t.goal) && t.passOldest(stays) {
	}
	// What is left can still change. It goes all the same, or a flood of what never
	// ends would have no bound.
	if t.isOver(t.goal) {
		t.sweep(func(bool) bool { return !t.isOver(t.goal) })
	}
}

// passOldest lets the oldest row go, or sets it aside; false when there is none.
func (t *Trace) passOldest(stays func(done bool) bool) bool {
	x, c := t.exchanges.oldest(), t.connections.oldest()
	switch {
	case x == nil && c == nil:
		return false
	case c == nil || x != nil && x.firstFrame() < c.FirstFrame:
		keep := t.exchangeStays(x, stays)
		t.exchanges.shift(keep)
	default:
		keep := t.connectionStays(c, stays)
		t.connections.shift(keep)
	}
	return true
}

// sweep lets those of the rows set aside go that need not stay, exchanges
// first: connections stay for theirs.
func (t *Trace) sweep(stays func(done bool) bool) {
	t.exchanges.sweep(func(x *Exchange) bool { return t.exchangeStays(x, stays) })
	t.connections.sweep(func(c *Connection) bool { return t.connectionStays(c, stays) })
}

func (t *Trace) exchangeStays(x *Exchange, stays func(done bool) bool) bool {
	if x.Number == t.pinned || stays(x.Done) {
		return true
	}
	t.bytes -= x.memory()
	x.Gone = true
	if c := t.connections.get(x.Stream); c != nil {
		c.letGo(x.Number)
	}
	return false
}

func (t *Trace) connectionStays(c *Connection, stays func(done bool) bool) bool {
	if slices.Contains(t.pinnedStreams, c.Stream) || len(c.Exchanges) > 0 || stays(c.Done) {
		return true
	}
	t.bytes -= c.memory()
	for len(c.Messages) > 0 {
		t.dropMessage(c)
	}
	c.Messages, c.Gone = nil, true
	return false
}

// letGo takes an exchange off the connection's list, which others may be
// reading as it was.
func (c *Connection) letGo(number int) {
	i, ok := slices.BinarySearch(c.Exchanges, number)
	switch {
	case !ok:
		return
	case i == 0:
		c.Exchanges = c.Exchanges[1:]
	default:
		c.Exchanges = slices.Concat(c.Exchanges[:i], c.Exchanges[i+1:])
	}
	c.ExchangesLetGo++
}

func (x *Exchange) firstFrame() int64 {
	if x.Request.Seen {
		return x.Request.FirstFrame
	}
	return x.Response.FirstFrame
}
