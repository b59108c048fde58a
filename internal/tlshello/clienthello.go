package tlshello

// maxALPN is how many protocol names are kept of a hello.
const maxALPN = 64

// ClientHello is what the client offers (RFC 8446 §4.1.2). It owns its memory.
type ClientHello struct {
	RecordVersion       Version // of the record that ends it
	Version             Version // legacy_version
	SessionID           []byte  // legacy_session_id
	CipherSuites        []CipherSuite
	Extensions          []Extension // in their order
	ServerName          []byte      // the host name asked for (RFC 6066 §3)
	ALPN                [][]byte    // protocols in the client's order (RFC 7301), the first 64
	Versions            []Version   // supported_versions
	Groups              []uint16    // supported_groups
	SignatureAlgorithms []uint16
	ECH                 bool // the hello is one with encrypted_client_hello, so ServerName may be a public name only
	TicketSupport       bool // session_ticket is there (RFC 5077)
	Ticket              int  // bytes of the ticket in it; 0 when a new one is asked for
	PSK                 bool // pre_shared_key: resumption in TLS 1.3
	EarlyData           bool
}

// MaxVersion is the highest version that the client supports (RFC 8446 §4.2.1).
func (h *ClientHello) MaxVersion() Version {
	if h.Versions == nil {
		return h.Version
	}
	var highest Version
	for _, v := range h.Versions {
		if !IsGREASE(uint16(v)) {
			highest = max(highest, v)
		}
	}
	return highest
}

const (
	shortHello     = "a hello ends before its lists do"
	oddList        = "a list in a hello has a length that does not fit its entries"
	trailing       = "a hello has bytes after its end"
	shortExtension = "an extension of a hello ends before what it holds"
)

// parseClientHello reads the body of the message. What is wrong with it, if
// anything, comes with what could be read.
func parseClientHello(body []byte) (h *ClientHello, wrong string) {
	c := cursor{b: append([]byte(nil), body...)}
	h = new(ClientHello)
	h.Version = Version(c.u16())
	c.take(32) // random
	id := c.vector8()
	h.SessionID = id.b
	var ok bool
	if h.CipherSuites, ok = list16[CipherSuite](c.vector16()); !ok {
		wrong = oddList
	}
	c.vector8() // legacy_compression_methods
	switch {
	case c.short:
		return h, shortHello
	case !c.more():
		return h, wrong // no extensions: allowed before TLS 1.3
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

// worst is what is wrong with a hello whose extensions are read.
func worst(wrong string, hello, extensions *cursor) string {
	switch {
	case hello.short || extensions.short:
		return shortHello
	case wrong == "" && hello.more():
		return trailing
	}
	return wrong
}

// extension reads one extension, and says whether its lengths fit.
func (h *ClientHello) extension(kind Extension, c cursor) (ok bool) {
	switch kind {
	case extServerName:
		return h.serverName(c)
	case extALPN:
		h.ALPN, ok = protocolNames(c)
		return ok
	case extSupportedVersions:
		list := c.vector8()
		h.Versions, ok = list16[Version](list)
		return ok && !c.short
	case extSupportedGroups:
		h.Groups, ok = list16[uint16](c.vector16())
		return ok && !c.short
	case extSignatureAlgorithms:
		h.SignatureAlgorithms, ok = list16[uint16](c.vector16())
		return ok && !c.short
	case extECH:
		h.ECH = true
	case extSessionTicket:
		h.TicketSupport, h.Ticket = true, len(c.b)
	case extPreSharedKey:
		h.PSK = true
	case extEarlyData:
		h.EarlyData = true
	}
	return true
}

// serverName reads RFC 6066 §3's list and keeps its host name.
func (h *ClientHello) serverName(c cursor) bool {
	list := c.vector16()
	for list.more() {
		kind := list.u8()
		name := list.vector16()
		if kind == 0 && h.ServerName == nil && !list.short {
			h.ServerName = name.b
		}
	}
	return !list.short && !c.short
}

// protocolNames reads RFC 7301 §3.1's list.
func protocolNames(c cursor) (names [][]byte, ok bool) {
	list := c.vector16()
	for list.more() && len(names) < maxALPN {
		name := list.vector8()
		if !list.short {
			names = append(names, name.b)
		}
	}
	return names, !list.short && !c.short
}
