package tui

import (
	"net/netip"
	"strconv"
	"time"

	"wiretalk/internal/phrase"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
	"wiretalk/tui/theme"
	"wiretalk/tui/words"
)

// connectionColumns are the columns of connectionRow, in its order.
func connectionColumns(w *words.Screen) []column {
	return []column{
		{name: "number", title: "#", min: 2, right: true, drop: 10, grow: 1},
		{name: "time", title: w.Start, min: 8, max: 15, clock: true, drop: 4, grow: 7},
		{name: "client", title: w.Client, min: 18, max: 47, tail: true, grow: 3},
		{name: "server", title: w.Server, min: 18, max: 47, tail: true, drop: 14, grow: 4},
		{name: "client-state", title: w.ClientState, min: 11, max: 13, drop: 1, grow: 8},
		{name: "server-state", title: w.ServerState, min: 11, max: 13, drop: 2, grow: 9},
		{name: "rtt", title: w.Rtt, min: 7, max: 7, right: true, drop: 9, grow: 1, most: true},
		{name: "packets", title: w.Packets, min: 7, max: 11, right: true, drop: 3, grow: 1, most: true},
		{name: "sent", title: w.Sent, min: 7, max: 7, right: true, drop: 6, grow: 1, most: true},
		{name: "received", title: w.Received, min: 7, max: 7, right: true, drop: 8, grow: 1, most: true},
		{name: "close", title: w.Closed, min: 10, max: 20, drop: 12, grow: 2},
		{name: "protocol", title: w.Protocol, min: 6, max: 9, drop: 5, grow: 5},
		{name: "exchanges", title: w.Exchanges, min: 4, max: 9, right: true, drop: 11, grow: 1, most: true},
	}
}

// connectionRow is what a table shows of a connection.
func connectionRow(w *words.Screen, c *trace.Connection, zone *time.Location) []cell {
	exchanges := cell{phrase.Count(int64(exchangesOn(c))), theme.Plain}
	if exchangesOn(c) == 0 {
		exchanges = cell{"—", theme.Dim}
	}
	return []cell{
		{strconv.Itoa(c.Stream), theme.Dim},
		{phrase.Clock(c.Start, zone), theme.Dim},
		{endText(c.Ends[tcpreasm.Client]), theme.Plain},
		{endText(c.Ends[tcpreasm.Server]), theme.Plain},
		{c.States[tcpreasm.Client].String(), theme.Plain},
		{c.States[tcpreasm.Server].String(), theme.Plain},
		roundTrip(c),
		{phrase.Count(c.Packets[tcpreasm.Client] + c.Packets[tcpreasm.Server]), theme.Plain},
		{phrase.Size(c.Bytes[tcpreasm.Client]), theme.Plain},
		{phrase.Size(c.Bytes[tcpreasm.Server]), theme.Plain},
		closeCell(w, c),
		{c.Protocol.String(), theme.Plain},
		exchanges,
	}
}

// exchangesOn is how many exchanges a connection had, those let go included.
func exchangesOn(c *trace.Connection) int { return len(c.Exchanges) + c.ExchangesLetGo }

// endText is an end of a connection; a dash when it is not known, the connection
// being gone.
func endText(end netip.AddrPort) string {
	if !end.IsValid() {
		return "—"
	}
	return end.String()
}

// roundTrip is the time from SYN to ACK of a handshake that was seen whole.
func roundTrip(c *trace.Connection) cell {
	if !c.Handshake.Complete() {
		return cell{"—", theme.Dim}
	}
	return cell{phrase.Took(c.Handshake.AckTime - c.Handshake.SynTime), theme.Plain}
}

func closeCell(w *words.Screen, c *trace.Connection) cell {
	text := w.CloseKind[c.Close]
	if by := w.Closer[c.ClosedBy]; by != "" {
		text += w.By + by
	}
	return cell{text, closeTone(c.Close)}
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
