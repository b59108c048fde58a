// Package tlshello reads what a TLS connection says before it is encrypted:
// which server the client asks for, which protocols and ciphers both can do,
// and which they chose.
//
// What goes in: the bytes of one direction from its beginning, in order and in
// pieces of any size ([Reader.Data]). What comes out: a [ClientHello], or a
// [ServerHello] and, up to TLS 1.2, the server's [Certificate]; an [Alert] when the
// other end was refused. [Reader.Data] says when there is nothing more to
// read, or that the bytes are not TLS, which the first ones show.
//
// Messages are put together from any number of records and pieces (RFC 8446
// §5.1). A hello whose lengths do not fit is given as far as it could be read,
// with an [Error] that says where. Bytes that are missing from the
// capture end the reading ([Reader.Gap]).
//
// All names (server names, protocols, subjects) are as the peer sent them:
// whoever shows them must escape them.
//
// # Memory
//
// A Reader keeps one handshake message at a time, at most [MaxMessage] bytes,
// growing as bytes arrive and not as lengths claim, and reads at most [MaxInput]
// bytes of a direction. The bytes given are not kept. What comes out owns its
// memory. Bytes after the end cost nothing.
package tlshello
