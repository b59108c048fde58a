// Package replay reads one connection from the capture again: its segments, and
// the bytes that its ends sent.
//
// A trace knows what came of a connection, not each of its segments: those
// would take more memory than a large capture leaves. Who wants to see them
// reads the stretch of the capture that the connection spans a second time and
// follows this connection alone, with the decoder and the tracker that found it.
// Reading may stop and go on later, as of a connection that is still open.
//
// Segments holds each segment, some 220 bytes for one. Stream holds where each
// run of bytes lies, some 10 bytes for a segment, and not the bytes.
package replay
