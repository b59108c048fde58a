// Package names collects from DNS messages which name led to which address.
//
// What goes in: DNS messages with their addresses, frame and time, in the order
// of the capture: the payload of a UDP packet ([Table.Message]), or what a [Stream]
// cuts out of a TCP connection's bytes. What comes out: a [Resolution] for each
// question, with its answer, so that "the name was resolved" can be
// shown as a step of a connection's journey; and the table of addresses, each with
// the names that led to it and from when until when ([Table.Name], [Table.Led],
// [Table.Lookup]).
//
// An address belongs to a name only if the answer's own records lead there: from
// the question over CNAMEs to an A or AAAA record (RFC 1034 §3.6.2). Records about
// other names are passed over. Multicast DNS (RFC 6762) has answers without
// questions; there each address record stands for itself.
//
// Names are in lower case without the final dot; the root is ".". They are
// otherwise as the sender wrote them: whoever shows them must escape them.
// Times are packet times, in nanoseconds.
//
// # Memory
//
// A Table keeps resolutions, the oldest leaving first, within [Limits].Bytes, and
// reads at most a bounded number of records of a message. Messages are borrowed for
// the time of the call. A Resolution that was handed out stays as it is when
// the Table lets go of it. A Table is used by one goroutine.
package names
