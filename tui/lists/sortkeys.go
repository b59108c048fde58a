package lists

import (
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
	"wiretalk/tui/table"
	"wiretalk/tui/words"
)

// ExchangeKeys are what exchanges are ordered by, column for column of
// ExchangeColumns.
var ExchangeKeys = [...]func(r *trace.Reader, x *trace.Exchange) table.Key{
	func(_ *trace.Reader, x *trace.Exchange) table.Key { return table.NumberKey(int64(x.Number)) },
	func(_ *trace.Reader, x *trace.Exchange) table.Key {
		return table.Key{Number: FirstSeen(x), None: FirstSeen(x) == 0}
	},
	func(r *trace.Reader, x *trace.Exchange) table.Key { return endOf(r, x, tcpreasm.Client) },
	func(r *trace.Reader, x *trace.Exchange) table.Key { return endOf(r, x, tcpreasm.Server) },
	func(_ *trace.Reader, x *trace.Exchange) table.Key { return table.TextKey(x.Method) },
	func(_ *trace.Reader, x *trace.Exchange) table.Key { return table.TextKey(x.Host) },
	func(_ *trace.Reader, x *trace.Exchange) table.Key { return table.TextKey(x.Target) },
	func(_ *trace.Reader, x *trace.Exchange) table.Key {
		return table.Key{Number: int64(x.Status), None: !x.HasStatus()}
	},
	func(_ *trace.Reader, x *trace.Exchange) table.Key { return flagKey(IsOdd(x)) },
	func(_ *trace.Reader, x *trace.Exchange) table.Key { return table.TextKey(shortType(x.ContentType)) },
	func(_ *trace.Reader, x *trace.Exchange) table.Key {
		return table.Key{Number: x.Response.BodyBytes, None: !x.Response.Seen || !x.Done}
	},
	func(r *trace.Reader, x *trace.Exchange) table.Key {
		return table.KnownKey(max(x.Duration(), Waited(r, x)))
	},
	func(_ *trace.Reader, x *trace.Exchange) table.Key { return table.KnownKey(waitOf(x)) },
	func(_ *trace.Reader, x *trace.Exchange) table.Key { return table.NumberKey(int64(x.Stream)) },
	func(_ *trace.Reader, x *trace.Exchange) table.Key {
		return table.Key{Number: x.Request.BodyBytes, None: !x.Request.Seen}
	},
	func(_ *trace.Reader, x *trace.Exchange) table.Key { return table.NumberKey(FirstFrame(x)) },
}

func flagKey(is bool) table.Key {
	if is {
		return table.NumberKey(1)
	}
	return table.NumberKey(0)
}

func endOf(r *trace.Reader, x *trace.Exchange, side tcpreasm.Side) table.Key {
	if c := r.Connection(x.Stream); c != nil {
		return table.EndKey(c.Ends[side])
	}
	return table.Key{None: true}
}

// Key implements table.Sortable.
func (l Exchanges) Key(r *trace.Reader, number, column int) table.Key {
	return ExchangeKeys[column](r, r.Exchange(number))
}

// connectionKeys are what connections are ordered by, column for column of
// ConnectionColumns.
var connectionKeys = [...]func(w *words.Screen, c *trace.Connection) table.Key{
	func(_ *words.Screen, c *trace.Connection) table.Key { return table.NumberKey(int64(c.Stream)) },
	func(_ *words.Screen, c *trace.Connection) table.Key {
		return table.Key{Number: c.Start, None: c.Start == 0}
	},
	func(_ *words.Screen, c *trace.Connection) table.Key { return table.EndKey(c.Ends[tcpreasm.Client]) },
	func(_ *words.Screen, c *trace.Connection) table.Key { return table.EndKey(c.Ends[tcpreasm.Server]) },
	func(_ *words.Screen, c *trace.Connection) table.Key {
		return table.NumberKey(int64(c.States[tcpreasm.Client]))
	},
	func(_ *words.Screen, c *trace.Connection) table.Key {
		return table.NumberKey(int64(c.States[tcpreasm.Server]))
	},
	func(_ *words.Screen, c *trace.Connection) table.Key {
		return table.Key{Number: c.Handshake.AckTime - c.Handshake.SynTime, None: !c.Handshake.Complete()}
	},
	func(_ *words.Screen, c *trace.Connection) table.Key {
		return table.NumberKey(c.Packets[tcpreasm.Client] + c.Packets[tcpreasm.Server])
	},
	func(_ *words.Screen, c *trace.Connection) table.Key { return table.NumberKey(c.Bytes[tcpreasm.Client]) },
	func(_ *words.Screen, c *trace.Connection) table.Key { return table.NumberKey(c.Bytes[tcpreasm.Server]) },
	func(w *words.Screen, c *trace.Connection) table.Key { return table.TextKey(CloseCell(w, c).Text) },
	func(_ *words.Screen, c *trace.Connection) table.Key { return table.TextKey(c.Protocol.String()) },
	func(_ *words.Screen, c *trace.Connection) table.Key { return table.NumberKey(int64(ExchangesOn(c))) },
}

// Key implements table.Sortable.
func (l Connections) Key(r *trace.Reader, number, column int) table.Key {
	return connectionKeys[column](l.Words, r.Connection(number))
}

// OfConnections implements table's list of connections.
func (l Connections) OfConnections() {}
