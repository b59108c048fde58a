// Package replay reads the segments of one connection from the capture again.
//
// A trace knows what came of a connection, not each of its segments: those
// would take more memory than a large capture leaves. Who wants to see them
// reads the stretch of the capture that the connection spans a second time and
// follows this connection alone, with the decoder and the tracker that found it.
package replay
