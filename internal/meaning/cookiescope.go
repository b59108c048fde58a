package meaning

import (
	"net/netip"
	"strings"

	"golang.org/x/net/publicsuffix"
)

// Fault is why user agents refuse a cookie.
type Fault uint8

const (
	ForeignDomain  Fault = iota + 1 // Domain does not cover the host that sets it
	PublicSuffix                    // Domain is one under which others register, such as co.uk
	SecurePrefix                    // __Secure- without Secure
	HostPrefix                      // __Host- without Secure, with Domain, or with another Path than /
	InsecureSecure                  // Secure, set over a connection that is not
	NoneNotSecure                   // SameSite=None without Secure
	PartNotSecure                   // Partitioned without Secure
	NamelessPrefix                  // without a name, and the value imitates a prefix
	afterLastFault
)

var faultTexts = [...]struct {
	text    Text // part of a sentence
	section string
}{
	ForeignDomain:  {Text{"its Domain does not cover the host that sets it", "其 Domain 不包含设置它的主机"}, "RFC 6265 §5.3"},
	PublicSuffix:   {Text{"its Domain is a public suffix, shared by many owners", "其 Domain 是公共后缀，为众多所有者共用"}, "RFC 6265 §5.3"},
	SecurePrefix:   {Text{"the prefix __Secure- demands Secure", "__Secure- 前缀要求 Secure 属性"}, bis + " §5.7"},
	HostPrefix:     {Text{"the prefix __Host- demands Secure, Path=/ and no Domain", "__Host- 前缀要求 Secure 属性、Path=/ 且无 Domain"}, bis + " §5.7"},
	InsecureSecure: {Text{"Secure is not to be set over a connection that is not secure, as this one (browsers may except localhost)", "不得在非安全连接（如本连接）上设置 Secure（浏览器可能对 localhost 例外）"}, bis + " §5.7"},
	NoneNotSecure:  {Text{"SameSite=None demands Secure", "SameSite=None 要求同时设置 Secure"}, bis + " §5.7"},
	PartNotSecure:  {Text{"Partitioned demands Secure", "Partitioned 要求同时设置 Secure"}, "draft-cutler-httpbis-partitioned-cookies"},
	NamelessPrefix: {Text{"it has no name, and its value imitates a prefix", "没有名称，且其值冒充前缀"}, bis + " §5.7"},
}

// Text says the fault as part of a sentence.
func (f Fault) Text() Text {
	if f < afterLastFault {
		return faultTexts[f].text
	}
	return Text{}
}

// Section is of the rule by which user agents refuse it.
func (f Fault) Section() string {
	if f < afterLastFault {
		return faultTexts[f].section
	}
	return ""
}

// Faults are the reasons to refuse the cookie when it is set by host, on a
// connection that is secure or not. Public suffixes are those of the list that
// the program was built with.
func (c *SetCookie) Faults(host string, secure bool) []Fault {
	var faults []Fault
	add := func(wrong bool, f Fault) {
		if wrong {
			faults = append(faults, f)
		}
	}
	host = canonicalHost(host)
	if c.Domain != "" && c.Domain != host {
		add(!DomainMatch(host, c.Domain), ForeignDomain)
		add(isPublicSuffix(c.Domain), PublicSuffix)
	}
	name := strings.ToLower(c.Name)
	add(strings.HasPrefix(name, "__secure-") && !c.Secure, SecurePrefix)
	add(strings.HasPrefix(name, "__host-") && !(c.Secure && c.Path == "/" && c.Domain == ""), HostPrefix)
	value := strings.ToLower(c.Value)
	add(c.Name == "" && (strings.HasPrefix(value, "__secure-") || strings.HasPrefix(value, "__host-")), NamelessPrefix)
	add(c.Secure && !secure, InsecureSecure)
	add(c.SameSite == SameSiteNone && !c.Secure, NoneNotSecure)
	add(c.Partitioned && !c.Secure, PartNotSecure)
	return faults
}

// hostOnly reports whether the cookie goes back to the host that sets it alone.
func (c *SetCookie) hostOnly(host string) bool {
	return c.Domain == "" || c.Domain == host && (isPublicSuffix(host) || isAddress(host))
}

func isAddress(host string) bool {
	_, err := netip.ParseAddr(host)
	return err == nil
}

func isPublicSuffix(domain string) bool {
	suffix, _ := publicsuffix.PublicSuffix(domain)
	return suffix == domain
}

// DomainMatch reports whether a host is the domain or lies under it
// (RFC 6265 §5.1.3). Addresses match only themselves.
func DomainMatch(host, domain string) bool {
	if host == domain {
		return true
	}
	under, ok := strings.CutSuffix(host, domain)
	if !ok || domain == "" || !strings.HasSuffix(under, ".") {
		return false
	}
	return !isAddress(host)
}

// PathMatch reports whether a request's path lies under a cookie's
// (RFC 6265 §5.1.4).
func PathMatch(path, cookie string) bool {
	rest, ok := strings.CutPrefix(path, cookie)
	return ok && (rest == "" || strings.HasSuffix(cookie, "/") || rest[0] == '/')
}

// DefaultPath is a cookie's path when it gives none (RFC 6265 §5.1.4).
func DefaultPath(path string) string {
	if last := strings.LastIndexByte(path, '/'); last > 0 && path[0] == '/' {
		return path[:last]
	}
	return "/"
}

// canonicalHost is a host name for comparison: without port and in lower case.
func canonicalHost(host string) string {
	host = strings.ToLower(trim(host))
	if i := strings.LastIndexByte(host, ':'); i >= 0 && strings.IndexByte(host[i:], ']') < 0 {
		host = host[:i]
	}
	return strings.Trim(host, "[]")
}
