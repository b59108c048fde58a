package tcpreasm

// queue is a list of connections in the order in which they may be forgotten.
type queue struct {
	first, last *Conn
	length      int
}

func (q *queue) add(c *Conn) {
	c.queue, c.prev, c.next, c.seen = q, q.last, nil, c.End
	if q.last != nil {
		q.last.next = c
	} else {
		q.first = c
	}
	q.last = c
	q.length++
}

func (q *queue) remove(c *Conn) {
	if c.prev != nil {
		c.prev.next = c.next
	} else {
		q.first = c.next
	}
	if c.next != nil {
		c.next.prev = c.prev
	} else {
		q.last = c.prev
	}
	c.queue, c.prev, c.next = nil, nil, nil
	q.length--
}

// idlest finds a connection that has been quiet since it was queued. Those
// that were not go to the back, so that no packet needs to touch the list.
func (q *queue) idlest() *Conn {
	for range q.length {
		c := q.first
		if c.End == c.seen {
			return c
		}
		q.remove(c)
		q.add(c)
	}
	return q.first
}
