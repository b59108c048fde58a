package tlshello

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
)

// JA4 is the fingerprint of the client's TLS library as FoxIO's public
// specification has it, for TLS over TCP: what is offered in readable form, then
// hashes of the cipher suites and of the extensions, both sorted so that a client
// that shuffles them keeps its fingerprint.
func (h *ClientHello) JA4() string {
	ciphers := without(h.CipherSuites)
	extensions := without(h.Extensions)
	head := fmt.Sprintf("t%s%s%02d%02d%s", ja4Version(h.MaxVersion()), h.ja4Destination(), min(len(ciphers), 99), min(len(extensions), 99), h.ja4ALPN())
	slices.Sort(ciphers)
	extensions = slices.DeleteFunc(extensions, func(e Extension) bool { return e == extServerName || e == extALPN })
	slices.Sort(extensions)
	rest := hexList(extensions)
	if signatures := without(h.SignatureAlgorithms); len(signatures) > 0 {
		rest += "_" + hexList(signatures)
	}
	if len(extensions) == 0 {
		rest = ""
	}
	return head + "_" + ja4Hash(hexList(ciphers)) + "_" + ja4Hash(rest)
}

// without is a copy of a list that lacks GREASE.
func without[T ~uint16](list []T) []T {
	return slices.DeleteFunc(slices.Clone(list), func(n T) bool { return IsGREASE(uint16(n)) })
}

func ja4Version(v Version) string {
	switch v {
	case TLS13:
		return "13"
	case TLS12:
		return "12"
	case TLS11:
		return "11"
	case TLS10:
		return "10"
	case SSL30:
		return "s3"
	}
	return "00"
}

// ja4Destination is d when a domain is asked for by name, and otherwise i.
func (h *ClientHello) ja4Destination() string {
	if slices.Contains(h.Extensions, extServerName) {
		return "d"
	}
	return "i"
}

// ja4ALPN is the first and last character of the first protocol, or of its
// hexadecimal form when they are not alphanumeric.
func (h *ClientHello) ja4ALPN() string {
	if len(h.ALPN) == 0 || len(h.ALPN[0]) == 0 {
		return "00"
	}
	name := h.ALPN[0]
	first, last := name[0], name[len(name)-1]
	if !isAlphanumeric(first) || !isAlphanumeric(last) {
		s := hex.EncodeToString(name)
		first, last = s[0], s[len(s)-1]
	}
	return string([]byte{first, last})
}

func isAlphanumeric(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z'
}

func hexList[T ~uint16](list []T) string {
	var s strings.Builder
	for i, n := range list {
		if i > 0 {
			s.WriteByte(',')
		}
		fmt.Fprintf(&s, "%04x", uint16(n))
	}
	return s.String()
}

// ja4Hash is twelve digits of SHA-256, or zeros for an empty list.
func ja4Hash(s string) string {
	if s == "" {
		return "000000000000"
	}
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:6])
}
