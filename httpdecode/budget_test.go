package httpdecode

import (
	"fmt"
	"strings"
	"testing"
)

// counting is a Handler that counts what is done.
type counting struct {
	done  int
	notes Notes
}

func (*counting) Head(*Exchange, Direction)                          {}
func (*counting) Body(*Exchange, Direction, []byte, int64, Position) {}

func (h *counting) Done(x *Exchange) {
	h.done++
	h.notes |= x.Notes
}

// Requests on many connections that nobody answers, each well within the
// limits of one connection, stay within the budget of all.
func TestBudgetBoundsAllConnections(t *testing.T) {
	const conns, requests = 200, 5
	cookie := strings.Repeat("x", 60<<10)
	for _, whole := range []bool{true, false} {
		t.Run(fmt.Sprintf("whole heads %v", whole), func(t *testing.T) {
			budget := &Budget{Limit: 1 << 20}
			var h counting
			var all []*Conn
			for i := range conns {
				c := NewConn(&h, Options{Budget: budget})
				all = append(all, c)
				for range requests {
					head := "GET / HTTP/1.1\r\nCookie: " + cookie + "\r\n"
					if whole {
						head += "\r\n"
					}
					for b := []byte(head); len(b) > 0; {
						n := min(len(b), 1400)
						c.Data(ToServer, b[:n], Position{Frame: int64(i + 1)})
						b = b[n:]
					}
				}
				if most := budget.Limit + 2*int64(len(cookie)) + conns*modest; budget.held > most {
					t.Fatalf("%d bytes are held after %d connections, want at most %d", budget.held, i+1, most)
				}
			}
			if budget.Reached == 0 || !h.notes.Has(NoteQueueFull) {
				t.Errorf("the budget was reached %d times, notes %s", budget.Reached, noteWords(h.notes))
			}
			for _, c := range all {
				c.Close(Position{})
			}
			if budget.held != 0 {
				t.Errorf("%d bytes are held when all connections are closed", budget.held)
			}
			if whole && h.done < conns {
				t.Errorf("%d exchanges are done of %d connections", h.done, conns)
			}
		})
	}
}
