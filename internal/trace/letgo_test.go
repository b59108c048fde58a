package trace

import (
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"wiretalk/tcpreasm"
)

// numbersOf are the numbers of rows that are held.
func numbersOf(rows Rows) (list []int) {
	for i := range rows.Len() {
		list = append(list, rows.At(i))
	}
	return list
}

// scene is a trace in which connections and exchanges come and end.
type scene struct {
	*Trace
	frame       int64
	connections []*Connection
	exchanges   []*Exchange
}

func (s *scene) connect(done bool) (c *Connection) {
	s.frame++
	s.Update(func(w *Writer) {
		c = w.AddConnection(Connection{Info: tcpreasm.Info{FirstFrame: s.frame}, Done: done})
	})
	s.connections = append(s.connections, c)
	return c
}

func (s *scene) ask(c *Connection, done bool) (x *Exchange) {
	s.frame++
	s.Update(func(w *Writer) {
		x = w.AddExchange(c, Exchange{Target: strings.Repeat("/", int(s.frame%50)), Done: done, Request: Message{Seen: true, FirstFrame: s.frame}})
	})
	s.exchanges = append(s.exchanges, x)
	return x
}

func (s *scene) end(c *Connection) {
	s.Update(func(w *Writer) { w.SetConnection(c, &State{Info: &c.Info, Done: true}) })
}

// held are the exchanges and connections that are there.
func (s *scene) held() (exchanges, connections []int) {
	s.View(func(r *Reader) { exchanges, connections = numbersOf(r.Exchanges()), numbersOf(r.Connections()) })
	return exchanges, connections
}

// The oldest leaves first, and numbers stay.
func TestOldestLeavesFirst(t *testing.T) {
	s := &scene{Trace: Bounded(nil, Limits{Exchanges: 10})}
	for range 30 {
		c := s.connect(false)
		s.ask(c, true)
		s.end(c)
	}
	exchanges, connections := s.held()
	if len(exchanges) != 10 || exchanges[0] != 20 || exchanges[9] != 29 || connections[0] < 19 {
		t.Errorf("exchanges %v, connections %v", exchanges, connections)
	}
	if s.Exchanges() != 30 || s.Connections() != 30 {
		t.Errorf("%d exchanges and %d connections were found", s.Exchanges(), s.Connections())
	}
	// A connection goes when something is let go after its last exchange.
	if x, c := s.LetGo(); x != 20 || c < 19 {
		t.Errorf("%d and %d were let go", x, c)
	}
	if x := s.Exchange(25); x.Number != 25 || x.Gone || x.Stream != 25 {
		t.Errorf("%+v", x)
	}
	if x, c := s.Exchange(18), s.Connection(18); !x.Gone || x.Number != 18 || !c.Gone || c.Stream != 18 {
		t.Errorf("%+v, %+v", x, c)
	}
	if before := s.Exchange(-1); !before.Gone {
		t.Error("there is an exchange below 0")
	}
}

// What can still change stays while something else can leave, and so does the
// connection of an exchange.
func TestUnfinishedStays(t *testing.T) {
	s := &scene{Trace: Bounded(nil, Limits{Exchanges: 10})}
	long := s.connect(false)
	slow := s.ask(long, false)
	for range 50 {
		s.ask(long, true)
	}
	exchanges, connections := s.held()
	if len(exchanges) != 10 || exchanges[0] != slow.Number || exchanges[1] != 42 || len(connections) != 1 {
		t.Errorf("exchanges %v, connections %v", exchanges, connections)
	}
	c := s.Connection(long.Stream)
	if len(c.Exchanges) != 10 || c.Exchanges[0] != slow.Number || c.Exchanges[1] != 42 || c.ExchangesLetGo != 41 {
		t.Errorf("the connection has %v, and had %d", c.Exchanges, c.ExchangesLetGo)
	}
	s.Update(func(w *Writer) { w.SetExchange(slow, Exchange{Done: true, Status: 200}) })
	if x := s.Exchange(slow.Number); x.Status != 200 || x.Gone {
		t.Errorf("%+v", x)
	}
	s.ask(long, true)
	if x := s.Exchange(slow.Number); !x.Gone {
		t.Error("it is finished and the oldest, and still there")
	}
}

// A flood of what never ends has a bound too; what was let go may still be
// written to.
func TestUnfinishedLeavesWhenThereIsNothingElse(t *testing.T) {
	s := &scene{Trace: Bounded(nil, Limits{Exchanges: 10, Connections: 5})}
	for range 100 {
		s.ask(s.connect(false), false)
	}
	if exchanges, connections := s.held(); len(exchanges) > 10 || len(connections) > 5 || exchanges[len(exchanges)-1] != 99 {
		t.Errorf("exchanges %v, connections %v", exchanges, connections)
	}
	before := s.bytes
	s.Update(func(w *Writer) { w.SetExchange(s.exchanges[0], Exchange{Target: "/long", Done: true}) })
	s.end(s.connections[0])
	if s.bytes != before {
		t.Errorf("%d bytes, before %d", s.bytes, before)
	}
	x := s.ask(s.connections[0], true)
	if c := s.Connection(x.Stream); !c.Gone {
		t.Error("the connection is back")
	}
}

// What somebody looks at stays.
func TestPinned(t *testing.T) {
	s := &scene{Trace: Bounded(nil, Limits{Exchanges: 10, Connections: 10})}
	fill := func() {
		for range 50 {
			c := s.connect(true)
			s.ask(c, true)
		}
	}
	s.Pin(3, 7)
	fill()
	if s.Exchange(3).Gone || s.Connection(3).Gone || s.Connection(7).Gone || !s.Exchange(4).Gone || !s.Connection(6).Gone {
		t.Error("what was pinned went, or what was not stayed")
	}
	s.Pin(-1, -1)
	fill()
	if !s.Exchange(3).Gone || !s.Connection(7).Gone {
		t.Error("it stays for ever")
	}
}

// WebSocket messages have a share of their own; the oldest of all leave first,
// and with limits the last of a connection are kept.
func TestMessagesLeave(t *testing.T) {
	s := &scene{Trace: Bounded(nil, Limits{Bytes: 400_000})}
	quiet, busy := s.connect(false), s.connect(false)
	say := func(c *Connection, n int) {
		s.Update(func(w *Writer) { w.AddMessage(c, WebSocket{Frames: n, Content: make([]byte, 100)}) })
	}
	say(quiet, 1)
	for n := range 100 {
		say(busy, n)
	}
	say(quiet, 2)
	if c := s.Connection(quiet.Stream); len(c.Messages) != 2 {
		t.Errorf("%d messages while there was room", len(c.Messages))
	}
	for n := range 1000 {
		say(busy, 100+n)
	}
	c, b := s.Connection(quiet.Stream), s.Connection(busy.Stream)
	if len(c.Messages) != 0 || c.MessagesLetGo != 2 || b.MessagesLetGo+len(b.Messages) != 1100 || b.Messages[0].Frames != b.MessagesLetGo {
		t.Errorf("%d kept and %d gone, %d kept and %d gone", len(c.Messages), c.MessagesLetGo, len(b.Messages), b.MessagesLetGo)
	}
	if s.messageBytes > 100_000 || s.messageBytes < 90_000 || len(s.said) > 2*len(b.Messages)+1024 {
		t.Errorf("%d bytes of messages, %d in the queue", s.messageBytes, len(s.said))
	}
	for n := range 2 * MaxMessages {
		s.Update(func(w *Writer) { w.AddMessage(quiet, WebSocket{Frames: n}) })
	}
	unlimited := &scene{Trace: New(nil)}
	u := unlimited.connect(false)
	unlimited.Update(func(w *Writer) {
		for n := range MaxMessages + 10 {
			w.AddMessage(u, WebSocket{Frames: n})
		}
	})
	if len(u.Messages) != MaxMessages || u.Messages[0].Frames != 0 || unlimited.Wants(MaxMessages+1) {
		t.Errorf("without limits, %d messages from %d on", len(u.Messages), u.Messages[0].Frames)
	}
}

// Whatever happens, the bounds hold, the account is right, and lists agree.
func TestLimitsHold(t *testing.T) {
	for seed := range uint64(20) {
		random := rand.New(rand.NewPCG(seed, 1))
		l := Limits{Exchanges: random.IntN(300), Connections: random.IntN(300), Bytes: int64(random.IntN(200_000))}
		s := &scene{Trace: Bounded(nil, l)}
		for range 3000 {
			switch n := random.IntN(12); {
			case n < 4 || len(s.connections) == 0:
				s.connect(random.IntN(2) == 0)
			case n < 8:
				s.ask(s.connections[max(0, len(s.connections)-1-random.IntN(40))], random.IntN(3) > 0)
			case n < 9:
				s.end(s.connections[random.IntN(len(s.connections))])
			case n < 10 && len(s.exchanges) > 0:
				x := s.exchanges[random.IntN(len(s.exchanges))]
				s.Update(func(w *Writer) {
					w.SetExchange(x, Exchange{Done: true, Target: strings.Repeat("t", random.IntN(300)), Request: x.Request})
				})
			case n < 11:
				c := s.connections[random.IntN(len(s.connections))]
				s.Update(func(w *Writer) { w.AddMessage(c, WebSocket{Content: make([]byte, random.IntN(500))}) })
			default:
				s.Pin(random.IntN(s.Exchanges()+1), random.IntN(s.Connections()+1), -1)
			}
			const pinned = 3000 // bytes of what must stay
			if isOver(s.rows(), l.Exchanges) && l.Exchanges > 1 || l.Connections > 2 && isOver(s.streams(), l.Connections) ||
				l.Bytes > 0 && s.bytes > l.Bytes+pinned {
				t.Fatalf("seed %d: %d exchanges, %d connections, %d bytes within %+v", seed, s.rows(), s.streams(), s.bytes, l)
			}
		}
		s.check(t)
	}
}

func (s *scene) rows() int    { return s.Trace.exchanges.held() }
func (s *scene) streams() int { return s.Trace.connections.held() }

// check holds what the trace says of itself against what is in it.
func (s *scene) check(t *testing.T) {
	t.Helper()
	exchanges, connections := s.held()
	bytes := int64(0)
	on := map[int][]int{}
	for i, n := range exchanges {
		x := s.Exchange(n)
		if x.Gone || x.Number != n || i > 0 && exchanges[i-1] >= n {
			t.Fatalf("exchange %d is %d, gone %v", n, x.Number, x.Gone)
		}
		bytes += x.memory()
		if !s.connections[x.Stream].Gone {
			on[x.Stream] = append(on[x.Stream], n)
		}
	}
	for _, n := range connections {
		c := s.Connection(n)
		bytes += c.memory()
		for i := range c.Messages {
			bytes += c.Messages[i].memory()
		}
		if c.Gone || c.Stream != n || len(c.Exchanges) != len(on[n]) {
			t.Fatalf("connection %d has %v, and is that of %v", n, c.Exchanges, on[n])
		}
	}
	if bytes != s.bytes {
		t.Errorf("%d bytes are held, not %d", bytes, s.bytes)
	}
	s.View(func(r *Reader) {
		for n := range s.Trace.exchanges.next() {
			i := r.Exchanges().Below(n)
			if x := r.Exchange(n); x != nil && r.Exchanges().At(i) != n {
				t.Fatalf("row %d is %d, not %d", i, r.Exchanges().At(i), n)
			}
		}
	})
}

// Copies and Views beside letting go see only what is there.
func TestReadingWhileRowsLeave(t *testing.T) {
	s := &scene{Trace: Bounded(nil, Limits{Exchanges: 100})}
	var readers sync.WaitGroup
	stop := make(chan struct{})
	for range 2 {
		readers.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				s.View(func(r *Reader) {
					rows := r.Exchanges()
					for i := range rows.Len() {
						x := r.Exchange(rows.At(i))
						if x == nil || r.Connection(x.Stream) == nil {
							t.Errorf("row %d is not there", i)
							return
						}
					}
				})
				for _, n := range s.Connection(0).Exchanges {
					s.Exchange(n)
				}
			}
		})
	}
	c := s.connect(false)
	for range 5000 {
		s.ask(c, true)
	}
	close(stop)
	readers.Wait()
}
