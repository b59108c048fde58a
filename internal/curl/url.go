package curl

import (
	"net/netip"
	"strings"

	"wiretalk/httpdecode"
)

// where is how curl is told where to send a request.
type where struct {
	url       string
	target    string // --request-target, where it is not what the URL makes
	proxy     string // of a request in absolute or authority form
	tunnel    bool   // of CONNECT
	connectTo string // where the URL does not lead to the server that was asked
	host      string // what curl puts into Host
}

// whereOf finds what makes curl send the request's target to the same server,
// which is an address with its port.
func whereOf(m *httpdecode.Message, server string) where {
	target, host := string(m.Target), string(m.Get("Host"))
	if string(m.Method) == "CONNECT" {
		if isHost(target) {
			return where{url: "http://" + target + "/", proxy: "http://" + server, tunnel: true, host: target}
		}
		return where{url: "http://" + server + "/", target: target, host: server}
	}
	if scheme, rest, ok := strings.Cut(target, "://"); ok && (scheme == "http" || scheme == "https") {
		authority, path, _ := strings.Cut(rest, "/")
		if scheme == "http" && isHost(authority) && isPath("/"+path) {
			return where{url: target, proxy: "http://" + server, host: authority}
		}
		return where{url: "http://" + server + "/", target: target, host: server}
	}
	w := where{url: "http://" + server, host: server}
	if isHost(host) {
		w.url, w.host = "http://"+host, host
		w.connectTo = connectTo(host, server)
	}
	if isPath(target) {
		w.url += target
	} else {
		w.url += "/"
		w.target = target
	}
	return w
}

// connectTo is empty if a host with its port, or HTTP's, may well mean the
// server.
func connectTo(host, server string) string {
	address, err := netip.ParseAddrPort(server)
	if err != nil {
		return ""
	}
	name, port := host, "80"
	if colon := strings.LastIndexByte(host, ':'); colon >= 0 && !strings.HasSuffix(host, "]") {
		name, port = host[:colon], host[colon+1:]
	}
	named, err := netip.ParseAddr(strings.Trim(name, "[]"))
	if port == portOf(server) && (err != nil || named == address.Addr()) {
		return ""
	}
	return name + ":" + port + ":" + server
}

func portOf(server string) string { return server[strings.LastIndexByte(server, ':')+1:] }

// isHost says whether curl takes s for a host with or without a port, and
// nothing else.
func isHost(s string) bool {
	name, port := s, "1"
	if colon := strings.LastIndexByte(s, ':'); colon >= 0 && !strings.HasSuffix(s, "]") {
		name, port = s[:colon], s[colon+1:]
	}
	if port == "" || len(port) > 5 || strings.Trim(port, "0123456789") != "" {
		return false
	}
	if inside, ok := strings.CutPrefix(name, "["); ok {
		inside, ok = strings.CutSuffix(inside, "]")
		a, err := netip.ParseAddr(inside)
		return ok && err == nil && a.Is6() && a.Zone() == ""
	}
	for i := range len(name) {
		if c := name[i]; !(c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '.' || c == '_') {
			return false
		}
	}
	return name != "" && name[0] != '-' && name[0] != '.'
}

// isPath says whether curl sends a target as it is when it stands in a URL,
// given --globoff and --path-as-is.
func isPath(s string) bool {
	if s == "" || s[0] != '/' {
		return false
	}
	for i := range len(s) {
		if c := s[i]; c <= ' ' || c >= 0x7f || c == '#' || c == '\\' {
			return false
		}
	}
	return true
}
