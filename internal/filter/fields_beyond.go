package filter

import (
	"wiretalk/httpdecode"
	"wiretalk/internal/trace"
)

// tls makes a getter of what was said before encryption began.
func tls(get func(t *trace.TLS, out *values)) getter {
	return func(r *Record, out *values) {
		if r.Beyond != nil && r.Beyond.TLS != nil {
			get(r.Beyond.TLS, out)
		}
	}
}

// speaks makes a getter of whether the connection's bytes are of a protocol.
func speaks(p httpdecode.Protocol) getter {
	return func(r *Record, out *values) { out.flag(r.Protocol == p) }
}

var beyondSources = map[string]source{
	"http.cookie_pair": {Text, Heads, cookiePairs},
	"http.authbasic":   {Text, Heads, basicCredentials},

	"tls": {Flag, Rows, func(r *Record, out *values) {
		out.flag(r.Protocol == httpdecode.TLS || r.Beyond != nil && r.Beyond.TLS != nil)
	}},
	"tls.handshake.extensions_server_name": {Text, Rows, tls(func(t *trace.TLS, out *values) { out.filled(t.ServerName) })},
	"tls.handshake.extensions_alpn_str": {Text, Rows, tls(func(t *trace.TLS, out *values) {
		for _, name := range t.Offered {
			out.text(name)
		}
	})},
	"tls.handshake.ja4": {Text, Rows, tls(func(t *trace.TLS, out *values) { out.filled(t.JA4) })},
	"tls.cipher":        {Text, Rows, tls(func(t *trace.TLS, out *values) { out.filled(t.Cipher) })},
	"tls.version":       {Text, Rows, tls(func(t *trace.TLS, out *values) { out.filled(t.Version) })},

	"http2": {Flag, Rows, speaks(httpdecode.HTTP2)},
	"websocket": {Flag, Rows, func(r *Record, out *values) {
		out.flag(r.Protocol == httpdecode.WebSocket || r.Beyond != nil && r.Beyond.WebSocket > 0)
	}},
	"dns.qry.name": {Text, Rows, func(r *Record, out *values) {
		if r.Beyond != nil && r.Beyond.Resolved != nil {
			out.filled(r.Beyond.Resolved.Name)
		}
	}},
}
