package tui

import (
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
	"wiretalk/tui/words"
)

// exchangeKeys are what exchanges are ordered by, column for column of
// exchangeColumns.
var exchangeKeys = [...]func(r *trace.Reader, x *trace.Exchange) key{
	func(_ *trace.Reader, x *trace.Exchange) key { return numberKey(int64(x.Number)) },
	func(_ *trace.Reader, x *trace.Exchange) key {
		return key{number: firstSeen(x), none: firstSeen(x) == 0}
	},
	func(r *trace.Reader, x *trace.Exchange) key { return endOf(r, x, tcpreasm.Client) },
	func(r *trace.Reader, x *trace.Exchange) key { return endOf(r, x, tcpreasm.Server) },
	func(_ *trace.Reader, x *trace.Exchange) key { return textKey(x.Method) },
	func(_ *trace.Reader, x *trace.Exchange) key { return textKey(x.Host) },
	func(_ *trace.Reader, x *trace.Exchange) key { return textKey(x.Target) },
	func(_ *trace.Reader, x *trace.Exchange) key { return key{number: int64(x.Status), none: x.Status == 0} },
	func(_ *trace.Reader, x *trace.Exchange) key { return flagKey(isOdd(x)) },
	func(_ *trace.Reader, x *trace.Exchange) key { return textKey(shortType(x.ContentType)) },
	func(_ *trace.Reader, x *trace.Exchange) key {
		return key{number: x.Response.BodyBytes, none: !x.Response.Seen || !x.Done}
	},
	func(r *trace.Reader, x *trace.Exchange) key { return knownKey(max(x.Duration(), waited(r, x))) },
	func(_ *trace.Reader, x *trace.Exchange) key { return knownKey(waitOf(x)) },
	func(_ *trace.Reader, x *trace.Exchange) key { return numberKey(int64(x.Stream)) },
	func(_ *trace.Reader, x *trace.Exchange) key {
		return key{number: x.Request.BodyBytes, none: !x.Request.Seen}
	},
	func(_ *trace.Reader, x *trace.Exchange) key { return numberKey(firstFrame(x)) },
}

func flagKey(is bool) key {
	if is {
		return numberKey(1)
	}
	return numberKey(0)
}

func endOf(r *trace.Reader, x *trace.Exchange, side tcpreasm.Side) key {
	if c := r.Connection(x.Stream); c != nil {
		return endKey(c.Ends[side])
	}
	return key{none: true}
}

func (l exchangeList) key(r *trace.Reader, number, column int) key {
	return exchangeKeys[column](r, r.Exchange(number))
}

// connectionKeys are what connections are ordered by, column for column of
// connectionColumns.
var connectionKeys = [...]func(w *words.Screen, c *trace.Connection) key{
	func(_ *words.Screen, c *trace.Connection) key { return numberKey(int64(c.Stream)) },
	func(_ *words.Screen, c *trace.Connection) key { return key{number: c.Start, none: c.Start == 0} },
	func(_ *words.Screen, c *trace.Connection) key { return endKey(c.Ends[tcpreasm.Client]) },
	func(_ *words.Screen, c *trace.Connection) key { return endKey(c.Ends[tcpreasm.Server]) },
	func(_ *words.Screen, c *trace.Connection) key { return numberKey(int64(c.States[tcpreasm.Client])) },
	func(_ *words.Screen, c *trace.Connection) key { return numberKey(int64(c.States[tcpreasm.Server])) },
	func(_ *words.Screen, c *trace.Connection) key {
		return key{number: c.Handshake.AckTime - c.Handshake.SynTime, none: !c.Handshake.Complete()}
	},
	func(_ *words.Screen, c *trace.Connection) key {
		return numberKey(c.Packets[tcpreasm.Client] + c.Packets[tcpreasm.Server])
	},
	func(_ *words.Screen, c *trace.Connection) key { return numberKey(c.Bytes[tcpreasm.Client]) },
	func(_ *words.Screen, c *trace.Connection) key { return numberKey(c.Bytes[tcpreasm.Server]) },
	func(w *words.Screen, c *trace.Connection) key { return textKey(closeCell(w, c).text) },
	func(_ *words.Screen, c *trace.Connection) key { return textKey(c.Protocol.String()) },
	func(_ *words.Screen, c *trace.Connection) key { return numberKey(int64(exchangesOn(c))) },
}

func (l connectionList) key(r *trace.Reader, number, column int) key {
	return connectionKeys[column](l.words, r.Connection(number))
}
