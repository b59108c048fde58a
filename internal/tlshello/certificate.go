package tlshello

import (
	"crypto/x509"
	"net/netip"
	"time"
)

// maxSANs is how many names are kept of a certificate.
const maxSANs = 100

// Certificate is what the server's own certificate says about whom it is for. It
// was not verified.
type Certificate struct {
	Subject, Issuer     string       // distinguished names (RFC 2253)
	DNSNames            []string     // subject alternative names, the first 100
	Addresses           []netip.Addr // the same
	NotBefore, NotAfter time.Time
	Chain               int // certificates sent, this one too
}

// parseCertificate reads the message of TLS 1.2 and before (RFC 5246 §7.4.2),
// and of its list the first certificate.
func parseCertificate(body []byte) (c *Certificate, wrong string) {
	m := cursor{b: body}
	list := m.vector24()
	leaf := list.vector24()
	if m.short || list.short {
		return nil, "a certificate message ends before its list does"
	}
	if len(leaf.b) == 0 {
		return nil, "the server's list of certificates is empty"
	}
	parsed, err := x509.ParseCertificate(leaf.b)
	if err != nil {
		return nil, "the server's certificate could not be read: " + err.Error()
	}
	c = &Certificate{
		Subject: parsed.Subject.String(), Issuer: parsed.Issuer.String(),
		DNSNames:  parsed.DNSNames[:min(len(parsed.DNSNames), maxSANs)],
		NotBefore: parsed.NotBefore, NotAfter: parsed.NotAfter, Chain: 1,
	}
	for _, ip := range parsed.IPAddresses[:min(len(parsed.IPAddresses), maxSANs)] {
		if addr, ok := netip.AddrFromSlice(ip); ok {
			c.Addresses = append(c.Addresses, addr)
		}
	}
	for list.more() {
		list.vector24()
		c.Chain++
	}
	return c, ""
}
