package tcpreasm

import "testing"

func TestQueue(t *testing.T) {
	var q queue
	a, b, c := new(Conn), new(Conn), new(Conn)
	for i, x := range []*Conn{a, b, c} {
		x.End = int64(i)
		q.add(x)
	}
	order := func(want ...*Conn) {
		t.Helper()
		x := q.first
		for i, w := range want {
			if x != w {
				t.Fatalf("place %d holds another connection", i)
			}
			x = x.next
		}
		if x != nil || q.length != len(want) || len(want) > 0 && q.last != want[len(want)-1] {
			t.Fatalf("%d connections, want %d", q.length, len(want))
		}
	}
	order(a, b, c)

	a.End = 10 // busy since it was queued
	if q.idlest() != b {
		t.Error("the idlest is not the first that was quiet")
	}
	order(b, c, a)

	b.End, c.End, a.End = 11, 12, 13
	if q.idlest() != b {
		t.Error("when all were busy, the first of them is the idlest")
	}
	q.remove(c)
	order(b, a)
	q.remove(a)
	q.remove(b)
	order()
}
