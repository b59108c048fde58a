package pipeline

import (
	"bytes"
	"net/netip"
	"strings"

	"wiretalk/internal/names"
	"wiretalk/tcpreasm"
)

// datagram is a DNS message on its way to all shards, so that each knows the
// names of addresses without asking another.
type datagram struct {
	place    names.Place
	src, dst netip.AddrPort
	payload  []byte
}

// maxDatagrams is how many DNS messages of a batch are looked at.
const maxDatagrams = 4096

// datagram takes a UDP datagram of the packet that is being decoded.
func (r *reader) datagram(src, dst netip.AddrPort, payload []byte) {
	b := r.filling
	if names.IsDNS(src.Port(), dst.Port()) && len(b.datagrams) < maxDatagrams {
		b.datagrams = append(b.datagrams, datagram{r.place, src, dst, bytes.Clone(payload)})
	}
}

// hear takes the DNS messages that were captured up to a frame, and returns
// those after it.
func (s *shard) hear(d []datagram, frame int64) []datagram {
	for ; len(d) > 0 && d[0].place.Frame <= frame; d = d[1:] {
		if s.names == nil {
			s.names = names.New(names.Limits{Bytes: int64(maxNames / s.cfg.Shards)})
		}
		s.names.Message(d[0].payload, d[0].src, d[0].dst, d[0].place)
	}
	return d
}

// maxNames is how many bytes the DNS answers that all shards remember take up.
const maxNames = 32 << 20

// resolve looks up the name that led to a connection's server.
func (s *shard) resolve(c *conn) {
	if s.names == nil || c.summary.Resolved != nil {
		return
	}
	name := c.summary.Host
	if t := c.summary.TLS; name == "" && t != nil {
		name = strings.ToLower(t.ServerName)
	}
	server := c.tcp.Ends[tcpreasm.Server].Addr()
	if isAddress(name) {
		return // the client was given the address itself
	}
	c.summary.Resolved = s.names.Led(server, name, c.tcp.Start)
}

// hostName is a host as DNS names it: without port, in lower case (RFC 4343 §3).
func hostName(host []byte) string {
	if i := bytes.LastIndexByte(host, ':'); i >= 0 && host[len(host)-1] != ']' {
		host = host[:i]
	}
	host = bytes.TrimSuffix(bytes.Trim(host, "[]"), []byte{'.'})
	var room [usualName]byte
	name := append(room[:0], host...)
	for i, c := range name {
		if 'A' <= c && c <= 'Z' {
			name[i] = c | 0x20
		}
	}
	return string(name)
}

// usualName is the length that few names exceed, in bytes.
const usualName = 64

// isAddress says whether a host is an address rather than a name. Reading a name
// as an address costs an error, so that it is done only where it may be one.
func isAddress(host string) bool {
	if host == "" || (host[0] < '0' || host[0] > '9') && strings.IndexByte(host, ':') < 0 {
		return false
	}
	_, err := netip.ParseAddr(host)
	return err == nil
}
