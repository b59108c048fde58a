// Package tcpreasm follows TCP connections from outside: segments that passed
// one point go in, one after the other in the order they were captured; out
// come, by calls to a Handler, what each end's RFC 9293 state became, and
// each direction's bytes once and in order, with the gaps named.
//
// Nothing here knows of packets, files or HTTP. A Segment's memory is
// borrowed for the time of the call; what must wait for an earlier byte is
// copied, within limits.
package tcpreasm
