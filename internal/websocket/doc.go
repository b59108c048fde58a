// Package websocket reads the WebSocket messages of one direction of a
// connection.
//
// What goes in: the bytes that follow the opening handshake, in order and in
// pieces of any size ([Decoder.Data]), with the place where each piece was
// captured; how many bytes are missing where some are ([Decoder.Gap]); that the
// direction has ended ([Decoder.End]). What comes out: calls of a [Handler], when
// a message begins, for each piece of its payload, when it is over, and for each
// control frame. How the input is cut into pieces changes nothing but the pieces
// of the payloads.
//
// Frames are read by RFC 6455, compressed messages by RFC 7692
// (permessage-deflate). A reader of captures must be kinder than an endpoint:
// what an endpoint would refuse is read as far as it makes sense and marked by
// [Notes]. [ParseExtensions], [AgreedDeflate] and [CheckAccept] read the opening
// handshake.
//
// # After missing bytes
//
// A gap within a frame's payload is counted, and decoding goes on behind it. Any
// other gap may hide where frames begin, and nothing in a frame header proves
// that it is one; so decoding of the direction ends there, and the Handler is
// told so ([Handler.Lost]).
//
// When a compressed message has lost bytes and the sender compresses with context
// takeover, later messages may refer to what was lost. They are inflated with
// what is known: a reference to anything else shows, so a message is either right
// or cut where the first such reference stands, and marked "context-lost".
//
// # Memory
//
// Payloads are not kept, except two things: the wire bytes of the compressed
// message that is not complete, at most [Limits].Packed, and with context takeover
// the last 32 KiB that were inflated (less with a smaller window). For
// each piece of a masked payload and for inflating, all decoders of a goroutine
// use the buffers of one [Workspace], about 130 KiB; it also bounds the sum of
// what they keep ([Limits].Held). All that a Handler is given is borrowed for the
// time of the call. Without compression nothing is allocated after New; with it,
// only what flate needs for the codes of a block, once buffers have grown.
package websocket
