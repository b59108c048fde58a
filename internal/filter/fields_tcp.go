package filter

import (
	"net/netip"

	"wiretalk/httpdecode"
	"wiretalk/internal/trace"
	"wiretalk/tcpreasm"
)

// connection makes a getter of what is known of a TCP connection.
func connection(get func(c *tcpreasm.Info, out *values)) getter {
	return func(r *Record, out *values) { get(r.Connection, out) }
}

// both makes a getter of a number for each end.
func both(of func(c *tcpreasm.Info, s tcpreasm.Side) int64) getter {
	return connection(func(c *tcpreasm.Info, out *values) {
		out.number(of(c, tcpreasm.Client))
		out.number(of(c, tcpreasm.Server))
	})
}

// each makes a getter of a number of one end.
func each(s tcpreasm.Side, of func(c *tcpreasm.Info, s tcpreasm.Side) int64) getter {
	return connection(func(c *tcpreasm.Info, out *values) { out.number(of(c, s)) })
}

// ends makes a getter of addresses of one family.
func ends(is func(netip.Addr) bool, sides ...tcpreasm.Side) getter {
	return connection(func(c *tcpreasm.Info, out *values) {
		for _, s := range sides {
			if a := c.Ends[s].Addr().Unmap(); is(a) {
				out.address(a)
			}
		}
	})
}

// analysis makes a getter of Wireshark's counts of segments, both ends'
// together; what was not counted is not there.
func analysis(of func(a *tcpreasm.Analysis) uint32) getter {
	return connection(func(c *tcpreasm.Info, out *values) {
		out.positive(int64(of(&c.Analysis[tcpreasm.Client])) + int64(of(&c.Analysis[tcpreasm.Server])))
	})
}

// control makes a getter of one of the control bits: true if a segment of the
// connection has it, and false if one has not.
func control(bit tcpreasm.Flags) getter {
	return connection(func(c *tcpreasm.Info, out *values) {
		var with, without bool
		for f := range c.Flags.All() {
			with, without = with || f.Has(bit), without || !f.Has(bit)
		}
		out.flag(with)
		if without {
			out.number(0)
		}
	})
}

func bytesOf(c *tcpreasm.Info, s tcpreasm.Side) int64   { return c.Bytes[s] }
func packetsOf(c *tcpreasm.Info, s tcpreasm.Side) int64 { return c.Packets[s] }

const client, server = tcpreasm.Client, tcpreasm.Server

var tcpSources = map[string]source{
	"frame.number":     {Integer, Rows, frames},
	"frame.time":       {Time, Rows, begun},
	"frame.time_epoch": {Time, Rows, begun},
	"ip":               {Flag, Rows, connection(func(c *tcpreasm.Info, out *values) { out.flag(c.Ends[client].Addr().Unmap().Is4()) })},
	"ipv6":             {Flag, Rows, connection(func(c *tcpreasm.Info, out *values) { out.flag(!c.Ends[client].Addr().Unmap().Is4()) })},
	"ip.addr":          {Address, Rows, ends(netip.Addr.Is4, client, server)},
	"ip.src":           {Address, Rows, ends(netip.Addr.Is4, client)},
	"ip.dst":           {Address, Rows, ends(netip.Addr.Is4, server)},
	"ipv6.addr":        {Address, Rows, ends(netip.Addr.Is6, client, server)},
	"ipv6.src":         {Address, Rows, ends(netip.Addr.Is6, client)},
	"ipv6.dst":         {Address, Rows, ends(netip.Addr.Is6, server)},

	"tcp":              {Flag, Rows, connection(func(_ *tcpreasm.Info, out *values) { out.flag(true) })},
	"tcp.stream":       {Integer, Rows, func(r *Record, out *values) { out.number(int64(r.Stream)) }},
	"tcp.port":         {Integer, Rows, both(port)},
	"tcp.srcport":      {Integer, Rows, each(client, port)},
	"tcp.dstport":      {Integer, Rows, each(server, port)},
	"tcp.completeness": {Integer, Rows, connection(func(c *tcpreasm.Info, out *values) { out.number(int64(c.Completeness)) })},

	"tcp.flags": {Integer, Rows, connection(func(c *tcpreasm.Info, out *values) {
		for f := range c.Flags.All() {
			out.number(int64(f))
		}
	})},
	"tcp.flags.fin":   {Flag, Rows, control(tcpreasm.FIN)},
	"tcp.flags.syn":   {Flag, Rows, control(tcpreasm.SYN)},
	"tcp.flags.reset": {Flag, Rows, control(tcpreasm.RST)},
	"tcp.flags.push":  {Flag, Rows, control(tcpreasm.PSH)},
	"tcp.flags.ack":   {Flag, Rows, control(tcpreasm.ACK)},
	"tcp.flags.urg":   {Flag, Rows, control(tcpreasm.URG)},
	"tcp.flags.ece":   {Flag, Rows, control(tcpreasm.ECE)},
	"tcp.flags.cwr":   {Flag, Rows, control(tcpreasm.CWR)},
	"tcp.flags.ae":    {Flag, Rows, control(tcpreasm.AE)},

	"tcp.analysis.initial_rtt": {Duration, Rows, connection(func(c *tcpreasm.Info, out *values) {
		if h := &c.Handshake; h.Complete() && h.SynTime != 0 {
			out.number(h.AckTime - h.SynTime)
		}
	})},
	"tcp.analysis.ack_rtt": {Duration, Rows, connection(func(c *tcpreasm.Info, out *values) {
		for s := range c.Sent {
			if t := &c.Sent[s].RoundTrips; t.Samples > 0 {
				out.number(t.Least)
				out.number(t.Most)
			}
		}
	})},

	"tcp.close":     {Text, Rows, connection(func(c *tcpreasm.Info, out *values) { out.text(c.Close.String()) })},
	"tcp.closed_by": {Text, Rows, connection(func(c *tcpreasm.Info, out *values) { out.filled(c.ClosedBy.String()) })},
	"tcp.state": {Text, Rows, connection(func(c *tcpreasm.Info, out *values) {
		out.text(c.States[client].String())
		out.text(c.States[server].String())
	})},
	"tcp.duration": {Duration, Rows, connection(func(c *tcpreasm.Info, out *values) {
		if c.Start != 0 {
			out.number(c.End - c.Start)
		}
	})},
	"tcp.bytes":         {Integer, Rows, both(bytesOf)},
	"tcp.client.bytes":  {Integer, Rows, each(client, bytesOf)},
	"tcp.server.bytes":  {Integer, Rows, each(server, bytesOf)},
	"tcp.packets":       {Integer, Rows, both(packetsOf)},
	"tcp.missing_bytes": {Integer, Rows, connection(func(c *tcpreasm.Info, out *values) { out.positive(c.MissingBytes[client] + c.MissingBytes[server]) })},
	"tcp.protocol":      {Text, Rows, func(r *Record, out *values) { out.filled(r.Protocol.String()) }},

	// Wireshark flags fast and spurious retransmissions as plain ones too.
	"tcp.analysis.retransmission": {Integer, Rows, analysis(func(a *tcpreasm.Analysis) uint32 {
		return a.Retransmission + a.FastRetransmission + a.SpuriousRetransmission
	})},
	"tcp.analysis.fast_retransmission":     {Integer, Rows, analysis(func(a *tcpreasm.Analysis) uint32 { return a.FastRetransmission })},
	"tcp.analysis.spurious_retransmission": {Integer, Rows, analysis(func(a *tcpreasm.Analysis) uint32 { return a.SpuriousRetransmission })},
	"tcp.analysis.out_of_order":            {Integer, Rows, analysis(func(a *tcpreasm.Analysis) uint32 { return a.OutOfOrder })},
	"tcp.analysis.lost_segment":            {Integer, Rows, analysis(func(a *tcpreasm.Analysis) uint32 { return a.LostSegment })},
	"tcp.analysis.ack_lost_segment":        {Integer, Rows, analysis(func(a *tcpreasm.Analysis) uint32 { return a.AckLostSegment })},
	"tcp.analysis.duplicate_ack":           {Integer, Rows, analysis(func(a *tcpreasm.Analysis) uint32 { return a.DuplicateAck })},
	"tcp.analysis.zero_window":             {Integer, Rows, analysis(func(a *tcpreasm.Analysis) uint32 { return a.ZeroWindow })},
	"tcp.analysis.zero_window_probe":       {Integer, Rows, analysis(func(a *tcpreasm.Analysis) uint32 { return a.ZeroWindowProbe })},
	"tcp.analysis.zero_window_probe_ack":   {Integer, Rows, analysis(func(a *tcpreasm.Analysis) uint32 { return a.ZeroWindowProbeAck })},
	"tcp.analysis.window_full":             {Integer, Rows, analysis(func(a *tcpreasm.Analysis) uint32 { return a.WindowFull })},
	"tcp.analysis.window_update":           {Integer, Rows, analysis(func(a *tcpreasm.Analysis) uint32 { return a.WindowUpdate })},
	"tcp.analysis.keep_alive":              {Integer, Rows, analysis(func(a *tcpreasm.Analysis) uint32 { return a.KeepAlive })},
	"tcp.analysis.keep_alive_ack":          {Integer, Rows, analysis(func(a *tcpreasm.Analysis) uint32 { return a.KeepAliveAck })},
	"tcp.analysis.reused_ports":            {Integer, Rows, analysis(func(a *tcpreasm.Analysis) uint32 { return a.ReusedPorts })},
	"tcp.analysis.flags":                   {Flag, Rows, connection(func(c *tcpreasm.Info, out *values) { out.flag(c.Analysis != [2]tcpreasm.Analysis{}) })},
}

func port(c *tcpreasm.Info, s tcpreasm.Side) int64 { return int64(c.Ends[s].Port()) }

// frames are those in which the messages begin and end; of a connection
// without, its first and last.
func frames(r *Record, out *values) {
	if r.Exchange == nil {
		out.positive(r.Connection.FirstFrame)
		out.positive(r.Connection.LastFrame)
		return
	}
	r.messages(func(_ httpdecode.Direction, m *trace.Message) {
		out.positive(m.FirstFrame)
		out.positive(m.Frame)
	})
}

// begun is when the exchange, or the connection, began.
func begun(r *Record, out *values) {
	at := r.Connection.Start
	if x := r.Exchange; x != nil {
		if at = x.Request.First; !x.Request.Seen {
			at = x.Response.First
		}
	}
	out.positive(at)
}
