package meaning

import (
	"net/netip"
	"strings"
)

// Node is who a proxy forwards for or is itself (RFC 7239 §6).
type Node struct {
	Text       string     // as sent
	Addr       netip.Addr // valid when it is an address
	Port       string     // without it empty; a number, or obfuscated
	Unknown    bool       // the proxy does not know, or does not say
	Obfuscated bool       // a made-up identifier, which begins with _
}

// ParseNode reads an address with or without brackets and port, "unknown", or
// an obfuscated identifier. ok is false for anything else.
func ParseNode(s string) (n Node, ok bool) {
	n.Text = s
	host := s
	if strings.HasPrefix(s, "[") {
		end := strings.IndexByte(s, ']')
		if end < 0 {
			return n, false
		}
		host = s[1:end]
		rest, colon := strings.CutPrefix(s[end+1:], ":")
		if !colon && rest != "" {
			return n, false
		}
		n.Port = rest
	} else if strings.Count(s, ":") == 1 {
		host, n.Port, _ = strings.Cut(s, ":")
	}
	switch {
	case strings.EqualFold(host, "unknown"):
		n.Unknown = true
	case strings.HasPrefix(host, "_"):
		n.Obfuscated = true
	default:
		addr, err := netip.ParseAddr(host)
		if err != nil {
			return n, false
		}
		n.Addr = addr
	}
	return n, true
}

// Forwarded is one element of that field (RFC 7239 §4): what one proxy says.
type Forwarded struct {
	For, By      string // nodes, out of their quotes
	Host, Proto  string
	Extensions   []string // names of parameters not in the RFC
	Contradicted bool     // a parameter occurred twice, which is not allowed; the first counts
}

// ParseForwarded reads the combined value of Forwarded, the client's end first.
func ParseForwarded(s string) []Forwarded {
	var all []Forwarded
	for e := range elements(cut(s, MaxValue), ',') {
		var f Forwarded
		seen := false
		for p := range elements(e, ';') {
			name, value, has, _ := pair(p)
			if !has || !isToken(name) {
				continue
			}
			seen = true
			f.parameter(strings.ToLower(name), value)
		}
		if seen {
			if all = append(all, f); len(all) == MaxElements {
				break
			}
		}
	}
	return all
}

func (f *Forwarded) parameter(name, value string) {
	place := map[string]*string{"for": &f.For, "by": &f.By, "host": &f.Host, "proto": &f.Proto}[name]
	switch {
	case place == nil:
		if len(f.Extensions) < MaxElements {
			f.Extensions = append(f.Extensions, name)
		}
	case *place != "":
		f.Contradicted = true
	default:
		*place = value
	}
}

// Hop is one claim about the way of a request, nearest to the client first.
// Nothing in the messages proves it: whoever sends a request can write it.
type Hop struct {
	Field string // that claims it
	For   string // for whom it was forwarded, as sent
	Node  Node   // For, where it could be read
	By    string // the proxy
	Proto string
	Host  string
}

// Hops are the claims of Forwarded, X-Forwarded-For, -Proto and -Host,
// X-Real-IP and Via, field by field: none says to which step of another it belongs.
func Hops(l Lines) []Hop {
	var hops []Hop
	for _, f := range ParseForwarded(l.Combined("Forwarded")) {
		h := Hop{Field: "Forwarded", For: f.For, By: f.By, Proto: f.Proto, Host: f.Host}
		h.Node, _ = ParseNode(f.For)
		hops = append(hops, h)
	}
	for e := range elements(l.Combined("X-Forwarded-For"), ',') {
		h := Hop{Field: "X-Forwarded-For", For: strings.Trim(e, `"`)}
		h.Node, _ = ParseNode(h.For)
		if hops = append(hops, h); len(hops) >= 2*MaxElements {
			break
		}
	}
	if proto := trim(l.Combined("X-Forwarded-Proto")); proto != "" {
		hops = append(hops, Hop{Field: "X-Forwarded-Proto", Proto: proto})
	}
	if host := trim(l.Combined("X-Forwarded-Host")); host != "" {
		hops = append(hops, Hop{Field: "X-Forwarded-Host", Host: host})
	}
	if v, ok := l.Get("X-Real-IP"); ok && trim(v) != "" {
		h := Hop{Field: "X-Real-IP", For: trim(v)}
		h.Node, _ = ParseNode(h.For)
		hops = append(hops, h)
	}
	for _, v := range ParseVia(l.Combined("Via")) {
		hops = append(hops, Hop{Field: "Via", By: v.By, Proto: v.Protocol})
	}
	return hops
}
