package lists

import (
	"net/netip"
	"strconv"
	"time"

	"wiretalk/internal/phrase"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
	"wiretalk/tui/table"
	"wiretalk/tui/theme"
	"wiretalk/tui/words"
)

// ConnectionColumns are the columns of connectionRow, in its order.
func ConnectionColumns(w *words.Screen) []table.Column {
	return []table.Column{
		{Name: "number", Title: "#", Min: 2, Right: true, Drop: 10, Grow: 1},
		{Name: "time", Title: w.Start, Min: 8, Max: 15, Clock: true, Drop: 4, Grow: 7},
		{Name: "client", Title: w.Client, Min: 18, Max: 47, Tail: true, Grow: 3},
		{Name: "server", Title: w.Server, Min: 18, Max: 47, Tail: true, Drop: 14, Grow: 4},
		{Name: "client-state", Title: w.ClientState, Min: 11, Max: 13, Drop: 1, Grow: 8},
		{Name: "server-state", Title: w.ServerState, Min: 11, Max: 13, Drop: 2, Grow: 9},
		{Name: "rtt", Title: w.Rtt, Min: 7, Max: 7, Right: true, Drop: 9, Grow: 1, Most: true},
		{Name: "packets", Title: w.Packets, Min: 7, Max: 11, Right: true, Drop: 3, Grow: 1, Most: true},
		{Name: "sent", Title: w.Sent, Min: 7, Max: 7, Right: true, Drop: 6, Grow: 1, Most: true},
		{Name: "received", Title: w.Received, Min: 7, Max: 7, Right: true, Drop: 8, Grow: 1, Most: true},
		{Name: "close", Title: w.Closed, Min: 10, Max: 20, Drop: 12, Grow: 2},
		{Name: "protocol", Title: w.Protocol, Min: 6, Max: 9, Drop: 5, Grow: 5},
		{Name: "exchanges", Title: w.Exchanges, Min: 4, Max: 9, Right: true, Drop: 11, Grow: 1, Most: true},
	}
}

// connectionRow is what a table shows of a connection.
func connectionRow(w *words.Screen, c *trace.Connection, zone *time.Location) []table.Cell {
	exchanges := table.Ink(phrase.Count(int64(ExchangesOn(c))), theme.Plain)
	if ExchangesOn(c) == 0 {
		exchanges = table.Ink("—", theme.Dim)
	}
	return []table.Cell{
		table.Ink(strconv.Itoa(c.Stream), theme.Dim),
		table.Ink(phrase.Clock(c.Start, zone), theme.Dim),
		table.Ink(endText(c.Ends[tcpreasm.Client]), theme.Plain),
		table.Ink(endText(c.Ends[tcpreasm.Server]), theme.Plain),
		table.Ink(c.States[tcpreasm.Client].String(), theme.Plain),
		table.Ink(c.States[tcpreasm.Server].String(), theme.Plain),
		roundTrip(c),
		table.Ink(phrase.Count(c.Packets[tcpreasm.Client]+c.Packets[tcpreasm.Server]), theme.Plain),
		table.Ink(phrase.Size(c.Bytes[tcpreasm.Client]), theme.Plain),
		table.Ink(phrase.Size(c.Bytes[tcpreasm.Server]), theme.Plain),
		CloseCell(w, c),
		table.Ink(c.Protocol.String(), theme.Plain),
		exchanges,
	}
}

// ExchangesOn is how many exchanges a connection had, those let go included.
func ExchangesOn(c *trace.Connection) int { return len(c.Exchanges) + c.ExchangesLetGo }

// endText is an end of a connection; a dash when it is not known, the connection
// being gone.
func endText(end netip.AddrPort) string {
	if !end.IsValid() {
		return "—"
	}
	return end.String()
}

// roundTrip is the time from SYN to ACK of a handshake that was seen whole.
func roundTrip(c *trace.Connection) table.Cell {
	if !c.Handshake.Complete() {
		return table.Ink("—", theme.Dim)
	}
	return table.Ink(phrase.Took(c.Handshake.AckTime-c.Handshake.SynTime), theme.Plain)
}

// CloseCell says how a connection ended, and by whom.
func CloseCell(w *words.Screen, c *trace.Connection) table.Cell {
	text := w.CloseKind[c.Close]
	if by := w.Closer[c.ClosedBy]; by != "" {
		text += w.By + by
	}
	return table.Ink(text, closeTone(c.Close))
}

func closeTone(k tcpreasm.CloseKind) theme.Tone {
	switch k {
	case tcpreasm.Fin:
		return theme.Good
	case tcpreasm.Half, tcpreasm.Unanswered:
		return theme.Warn
	case tcpreasm.Reset, tcpreasm.Refused:
		return theme.Bad
	}
	return theme.Plain
}
