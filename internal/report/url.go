package report

import (
	"wiretalk/httpdecode"
	"wiretalk/tcpreasm"
)

// appendURL appends ,"url":… of a request.
func appendURL(dst []byte, c *tcpreasm.Info, x *httpdecode.Exchange) []byte {
	var buffer [512]byte
	return appendString(append(dst, `,"url":`...), urlOf(buffer[:0], c, x))
}

// urlOf is the request's URL, with the server's address for the host where
// the request names none.
func urlOf(dst []byte, c *tcpreasm.Info, x *httpdecode.Exchange) []byte {
	server := ""
	if len(httpdecode.Host(x)) == 0 {
		server = c.Ends[tcpreasm.Server].String()
	}
	return httpdecode.URL(dst, x, server)
}
