package tlshello

import "crypto/sha256"

// ServerHello is what the server chose (RFC 8446 §4.1.3). It owns its memory.
type ServerHello struct {
	Version     Version // legacy_version
	Selected    Version // the version that is spoken
	SessionID   []byte
	CipherSuite CipherSuite
	Extensions  []Extension // in their order
	ALPN        []byte      // the protocol chosen; TLS 1.3 says it encrypted
	PSK         bool        // a pre-shared key was accepted: the session is resumed
	Ticket      bool        // a new session ticket will follow (RFC 5077)
	Retry       bool        // it is a HelloRetryRequest (RFC 8446 §4.1.4)
}

// retryRandom marks a HelloRetryRequest (RFC 8446 §4.1.3).
var retryRandom = sha256.Sum256([]byte("HelloRetryRequest"))

// parseServerHello reads the body of the message. What is wrong with it, if
// anything, comes with what could be read.
func parseServerHello(body []byte) (h *ServerHello, wrong string) {
	c := cursor{b: append([]byte(nil), body...)}
	h = new(ServerHello)
	h.Version = Version(c.u16())
	h.Selected = h.Version
	h.Retry = string(c.take(32)) == string(retryRandom[:])
	id := c.vector8()
	h.SessionID = id.b
	h.CipherSuite = CipherSuite(c.u16())
	c.u8() // legacy_compression_method
	switch {
	case c.short:
		return h, shortHello
	case !c.more():
		return h, ""
	}
	extensions := c.vector16()
	for extensions.more() {
		kind := Extension(extensions.u16())
		content := extensions.vector16()
		h.Extensions = append(h.Extensions, kind)
		if !h.extension(kind, content) && wrong == "" {
			wrong = shortExtension
		}
	}
	return h, worst(wrong, &c, &extensions)
}

func (h *ServerHello) extension(kind Extension, c cursor) bool {
	switch kind {
	case extSupportedVersions:
		if v := Version(c.u16()); !c.short {
			h.Selected = v
		}
		return !c.short
	case extALPN:
		names, ok := protocolNames(c)
		if len(names) > 0 {
			h.ALPN = names[0]
		}
		return ok
	case extPreSharedKey:
		h.PSK = true
	case extSessionTicket:
		h.Ticket = true
	}
	return true
}
