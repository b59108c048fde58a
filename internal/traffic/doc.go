// Package traffic makes a capture of HTTP that never was: a capture.Live
// source without end, for tests and for soaking. Conversations open, carry some exchanges and
// close, beside some that stay open for ever, SYNs that nobody answers, WebSockets
// that go on and on, and DNS.
//
// Packets are bare IPv4. Of their bytes the last ones can be read again, the others
// are dropped, as a ring of spool files does. A Source is read by one
// goroutine; the other methods may be called from any.
package traffic
