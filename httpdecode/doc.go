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
// # Reading
//
// Where RFC 9112 leaves a choice, or a sender does what it forbids, this is read:
//
//   - Start lines are divided at whitespace of any kind. A version may have any
//     case and number of digits and something behind them, a status one to four
//     digits, a status line a few blanks before it; after lost bytes only start
//     lines without such oddities, and requests with a method in wide use, are
//     believed.
//   - The length of a body is found in the order of RFC 9112 §6.3. Where
//     another reader would find another one (Content-Length beside
//     Transfer-Encoding, chunked that is not last, has a parameter, stands beside
//     identity or is in HTTP/1.0), the body is in chunks if it begins with a chunk
//     size, and otherwise what the rest of the fields says.
//   - A message that can have no body, or whose length is no number, ends with its
//     head. If no start line follows, the next message is looked for also where
//     the body ends that it announced.
//   - A length beyond all measure is one: all that follows is the body.
//
// [NoteTable] has every oddity with what an endpoint and a proxy make of it.
//
// # Pairing
//
// Responses belong to requests in order (RFC 9112 §9.3.2). Interim responses (1xx)
// are kept with the final one that follows. Each exchange says how it was paired
// and how sure that is ([Exchange.Pairing], [Exchange.Certainty]). A caller that
// knows acknowledgement numbers hands them on ([Conn.Acknowledged]): a response
// whose sender had not received a byte of the request is not its response, and
// one whose sender had received this request and no later one is so for certain.
// After missing bytes have cost the place in a direction, pairing stays right,
// or is given up:
//
//   - A gap within a body of known length, within a chunk, or within a body
//     that lasts until the connection closes, is counted, and nothing is lost
//     but its bytes. One at the beginning of a body that may not be there, since
//     the request may be HEAD, is taken for the end of the message.
//   - Any other gap ends the message it falls in, incomplete. What follows is
//     skipped until a whole start line stands at the beginning of a packet, for
//     bodies can hold what looks like a message. That packet must not follow one
//     of the length into which the sender divides what is longer. A response is
//     found only if one may be outstanding; to a client that waits for each, only
//     just behind what it had received when it asked last.
//   - A gap in the responses holds at most as many responses as requests were
//     waiting. With none waiting, pairing goes on. If one waited, of a client
//     that has not sent a request before the response to the one before, it
//     remains without a response, and if the gap may hold interim responses alone,
//     nothing is paired before it asks again.
//   - If several waited, or the client does not wait, as few responses as
//     possible are presumed to be in the gap: one, if it begins between two, and
//     interim responses are not usual here. The exchanges after it are done when
//     a response leaves no other request waiting that its sender had received, so
//     that there cannot have been more, and messages follow each other, so that
//     none began in a body; if the gap may hold nothing but interim responses,
//     at the end. A byte that belongs to no message, a body where a response to
//     HEAD should be, or a response too many shows that it was not so: then the
//     responses move to exchanges of their own ([Mover]).
//   - A gap in the requests may hold requests. Those seen before it are
//     still answered in order.
//   - What is asked after either is paired again, if the client has waited so far,
//     be it for one response or for all to what it asked at once: whenever it had
//     received something and asked again, none was outstanding, and it had all bytes
//     of the responses, which a Gap given in time shows, or what it acknowledged;
//     after a gap in the requests, when a response to none that was seen has come.
//     These exchanges are done when client and server have taken turns often enough
//     in all, or at the end. Of a client that is known to wait, what is still
//     outstanding when it asks again is left without a response. Otherwise requests
//     and responses of this connection are reported apart from there on, with the
//     note "unpaired".
//   - The beginning of a capture in the middle of a connection ([Conn.BegunBefore])
//     is a gap of unknown length in both directions: nothing of the connection is
//     certain, and what is asked first is paired if the client then asks again in
//     turn, or no more responses can come, or the capture has nothing else. A request that was outstanding shows itself
//     by a response too many.
//   - A message that was found after a gap by its looks, and those that follow it at
//     once, have the note "doubtful" unless it is paired.
//
// What is paired after a gap, or after bytes that were skipped, is [Likely]: it is
// wrong if a client that was seen to wait, time and again, did not just in the
// gap, or if the content of a body without a beginning looks like messages, begins
// a packet, and is followed by the next message at once.
//
// When [MaxOpen] exchanges are open, those that begin are not held: they are done
// as soon as what begins them is over, before others, with the note "queue-full".
// Requests among them are counted, so that pairing goes on with the first that can
// be held again.
//
// # Other protocols
//
// 101, and 2xx to CONNECT, end HTTP on the connection. [Conn.Protocol] names what
// follows, and a Handler that is a [Tunnel] is given its bytes, as well as those
// of connections that carry no HTTP at all. In a tunnel by CONNECT HTTP is
// recognised anew, and its exchanges are numbered on.
//
// # Memory
//
// A Conn keeps one unfinished head for each direction, and the exchanges that
// are open; all is bounded by the constants in limits.go. Exchanges are used
// again once they are done, so in steady state nothing is allocated. All that a
// Handler is given is borrowed for the time of the call.
package httpdecode
