// Package delay says where the time of an exchange went.
//
// In go an exchange, its connection, and the connection's segments; out comes
// the time from its beginning to its end, divided without gap or overlap into
// slices: the handshake, the client's idling, the request's upload, the wait
// behind a pipelined request, the server's thinking, the response's transfer,
// and, taken out of these, what loss, a closed window, and a delayed acknowledgement that
// the sender waited for cost. All are as they passed the point of capture. Of an exchange without
// a response, the wait goes to what ended it, as far as the capture shows that nothing came.
//
// Loss costs the time from when bytes of this exchange passed, or should have,
// until they were sent again for good: until then nothing behind them can be read.
// What was sent again though it had arrived costs nothing. What came out of
// order is waited for in the same way, and cannot always be told from loss.
package delay
