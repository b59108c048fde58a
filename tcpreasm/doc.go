// Package tcpreasm follows TCP connections from outside: segments that passed
// one point go in, one after the other in the order they were captured; out
// come, by calls to a Handler, what each end's RFC 9293 state became, and
// each direction's bytes once and in order, with the gaps named.
//
// Nothing here knows of packets, files or HTTP. A Segment's memory is
// borrowed for the time of the call; what must wait for an earlier byte is
// copied, within Limits.
//
// # What happens to a segment
//
// Tracker.Segment finds the segment's connection, or opens one: a SYN with
// another number on ports that are known is a new connection, by Wireshark's
// rule, so that stream numbers are the same (tracker.go, initiator.go). Then, in this order,
// the segment is counted, judged by the rules of Wireshark's TCP analysis
// (analysis.go), and looked for among the last packets, since a packet may be
// captured twice (duplicate.go); SYN and RST are taken (opening.go, closing.go);
// its acknowledgement is held against what the other end was seen to send
// (conn.go, awaited.go), which gives round trips (travel.go); what it sends joins
// what is in flight, and is held against what was sent before with the same
// numbers (flight.go, conflict.go); its payload is handed on, held or dropped
// (reassembly.go, held.go); FIN is taken. What was found of the one segment is an
// Observation. States change only through the table in
// machine.go, and each change is kept with its cause (change.go, event.go).
//
// # Order
//
// Bytes are handed on in order within a direction, and across the two in
// causal order: what acknowledges bytes is handed on after them, whatever
// order the capture has. A hole that was acknowledged is waited for through a
// short patience, since captures are sometimes a little out of order, and is then a gap.
// An acknowledgement of bytes that were never seen must be said twice, since it
// may be forged.
//
// # Forgetting
//
// A closed connection is kept, so that late packets find it and do not begin
// another, as they do not in Wireshark: for 2 MSL of packet time in a capture
// without end, otherwise while there is room. When too many are tracked the closed go first, then those that never
// opened, then the idlest (queue.go). All time is that of the packets.
package tcpreasm
