package tlshello

// cursor reads a message from its front. Once something does not fit, it is
// short and gives zeros and empty slices.
type cursor struct {
	b     []byte
	short bool
}

func (c *cursor) take(n int) []byte {
	if c.short || n > len(c.b) {
		c.short = true
		return nil
	}
	b := c.b[:n:n]
	c.b = c.b[n:]
	return b
}

func (c *cursor) u8() int {
	if b := c.take(1); b != nil {
		return int(b[0])
	}
	return 0
}

func (c *cursor) u16() uint16 {
	if b := c.take(2); b != nil {
		return uint16(b[0])<<8 | uint16(b[1])
	}
	return 0
}

func (c *cursor) u24() int { return c.u8()<<16 | int(c.u16()) }

// vector8 is a vector with a length of one byte (RFC 8446 §3.4); vector16 and
// vector24 have two and three.
func (c *cursor) vector8() cursor  { return c.within(c.u8()) }
func (c *cursor) vector16() cursor { return c.within(int(c.u16())) }
func (c *cursor) vector24() cursor { return c.within(c.u24()) }

// within is the next n bytes. When there are fewer, it has those, so that
// they can be read, and is short when they end.
func (c *cursor) within(n int) cursor {
	if c.short {
		return cursor{short: true}
	}
	if n > len(c.b) {
		b := c.b
		c.b, c.short = nil, true
		return cursor{b: b}
	}
	return cursor{b: c.take(n)}
}

// more says whether anything is left to read.
func (c *cursor) more() bool { return !c.short && len(c.b) > 0 }

// list16 reads numbers of two bytes to the end.
func list16[T ~uint16](c cursor) (list []T, ok bool) {
	list = make([]T, 0, len(c.b)/2)
	for len(c.b) >= 2 {
		list = append(list, T(c.u16()))
	}
	return list, len(c.b) == 0
}
