package statistics

import (
	"cmp"
	"fmt"
	"net/netip"
	"strings"
)

// Table is one of a report's tables of groups.
type Table int

// The tables.
const (
	Hosts Table = iota
	Paths
	Statuses
	Methods
	Types
	Clients
	Servers
	Tables // how many there are
)

// Filter is the display filter, in the language of package filter, that lets
// the exchanges of a group of the table through; empty for those above the
// limit, which have nothing in common.
func (t Table) Filter(g *Group) string {
	if g.Key == "" {
		return ""
	}
	switch {
	case !g.None:
	case t == Statuses:
		return "http && !http.response.code"
	case t == Methods:
		return "http && !http.request.method"
	case t == Types:
		return "http && !http.response.media_type"
	case t == Paths:
		return `http && !(http.request.uri.path matches "^/")`
	}
	switch t {
	case Hosts:
		return hostFilter(g.Key)
	case Paths:
		return hostFilter(g.host) + " && http.request.uri.path == " + quote(g.Key[len(g.host):])
	case Statuses:
		return "http.response.code == " + cmp.Or(strings.TrimLeft(g.Key, "0"), "0") // a zero before it would make it octal
	case Methods:
		return "http.request.method == " + quote(g.Key)
	case Types:
		return "http.response.media_type == " + quote(g.Key)
	case Clients:
		a, err := netip.ParseAddr(g.Key)
		if err != nil {
			return ""
		}
		return addressFilter("src", a)
	}
	server, err := netip.ParseAddrPort(g.Key)
	if err != nil {
		return ""
	}
	return serverFilter(server)
}

// hostFilter is for a host, or where none was named the server.
func hostFilter(host string) string {
	named := "http.host == " + quote(host)
	if server, err := netip.ParseAddrPort(host); err == nil {
		return "(" + named + " || !http.host && " + serverFilter(server) + ")"
	}
	return named
}

func serverFilter(server netip.AddrPort) string {
	return fmt.Sprintf("%s && tcp.dstport == %d", addressFilter("dst", server.Addr()), server.Port())
}

func addressFilter(end string, a netip.Addr) string {
	if a = a.Unmap(); a.Is4() {
		return "ip." + end + " == " + a.String()
	}
	return "ipv6." + end + " == " + a.WithZone("").String()
}

// quote writes a text as the filter's language does.
func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"' || c == '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case c < ' ' || c > '~':
			fmt.Fprintf(&b, `\x%02x`, c)
		default:
			b.WriteByte(c)
		}
	}
	b.WriteByte('"')
	return b.String()
}
