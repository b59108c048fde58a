// Package httpdecode turns the two byte streams of a connection into HTTP
// exchanges.
//
// What goes in: the bytes of each direction in order, in pieces of any size
// ([Conn.Data]), with the place where each piece was captured; how many bytes
// are missing where some are ([Conn.Gap]); that a direction has ended
// ([Conn.End]) and that the connection has ([Conn.Close]). What comes out: calls
// of a [Handler], for each message when its head is complete, for each piece of
// its body, and for each exchange, a request with its response, when it is over.
// How the input is cut into pieces changes nothing but the pieces of the bodies.
//
// Messages are read by RFC 9112 for HTTP/1.0 and 1.1, and by RFC 1945 for the
// simple form called HTTP/0.9. A reader of captures must be kinder than a server:
// what is odd is read as most would read it and marked by [Notes]. Other
// protocols are named ([Conn.Protocol]) and passed over.
//
// # Pairing
//
// Responses belong to requests in order (RFC 9112 §9.3.2). Interim responses (1xx)
// are kept with the final one that follows; 101, and 2xx to CONNECT, end HTTP on
// the connection. After missing bytes have cost the place in a direction, pairing
// stays right, or is given up:
//
//   - A gap within a body of known length, within a chunk, or within a body
//     that lasts until the connection closes, is counted, and nothing is lost
//     but its bytes.
//   - Any other gap ends the message it falls in, incomplete. What follows is
//     skipped until a whole start line stands at the beginning of a line or of a
//     packet.
//   - A gap in the responses holds at most as many responses as requests were
//     waiting. With none waiting, pairing goes on. Otherwise those that waited
//     remain without a response.
//   - A gap in the requests may hold requests. Those seen before it are
//     still answered in order.
//   - Later requests are paired again only if the client has waited for each response
//     so far, and the new request, too, began when none was outstanding: it was
//     sent by an end that had all bytes of the gap, which a Gap given in time shows; after a gap in the requests, also only if a response was seen in
//     between. Otherwise requests and responses of this connection are reported
//     apart from there on, with the note "unpaired".
//
// [Conn.Offset] and [Message.Offset] count the bytes of a direction, so that who
// knows acknowledgement numbers can hold them against the messages.
//
// # Memory
//
// A Conn keeps one unfinished head for each direction, and the exchanges that
// are open; all is bounded by the constants in limits.go. Exchanges are used
// again once they are done, so in steady state nothing is allocated. All that a
// Handler is given is borrowed for the time of the call.
package httpdecode
