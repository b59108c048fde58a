// Package delay says where the time of an exchange went.
//
// In go an exchange, its connection, and the connection's segments; out comes
// the time from its beginning to its end, divided without gap or overlap into
// slices: the handshake, the client's idling, the request's upload, the wait
// behind a pipelined request, the server's thinking, the response's transfer,
// and, taken out of these, what loss and a closed window cost. All are as they passed the
// point of capture.
package delay
