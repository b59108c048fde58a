package report

import (
	"wiretalk/httpdecode"
	"wiretalk/tcpreasm"
)

// appendURL appends a request's URL as a JSON string.
func appendURL(dst []byte, c *tcpreasm.Info, x *httpdecode.Exchange) []byte {
	from := len(dst)
	dst = urlOf(append(dst, '"'), c, x)
	raw := dst[from+1:]
	if plain(raw) == len(raw) {
		return append(dst, '"')
	}
	escaped := len(dst)
	dst = appendString(dst, raw)
	return append(dst[:from], dst[escaped:]...)
}

// urlOf appends the request's URL, with the server's address for the host
// where the request names none.
func urlOf(dst []byte, c *tcpreasm.Info, x *httpdecode.Exchange) []byte {
	var address [64]byte
	server := address[:0]
	if len(httpdecode.Host(x)) == 0 {
		server = c.Ends[tcpreasm.Server].AppendTo(server)
	}
	return httpdecode.URL(dst, x, string(server))
}
