// Package pipeline drives a capture through the decoders: packets go in at
// one end, records and a growing trace come out at the other. It is the only
// place with goroutines on the way of a packet.
//
//	reader ──batch──▶ shard 0 ─piece─┐
//	   │      └─────▶ shard 1 ───────┤──▶ merger ──▶ records, trace
//	   ◀──────────── batch ──────────┘
//
// The reader takes batches of packets from the source and decodes them to
// segments, which it deals out by connection. Each shard owns a tracker and
// the HTTP decoders of its connections. What a shard finds in a batch goes to the
// merger in pieces of bounded size, for it may be much: at the end of the input
// every connection still open becomes a record. The merger puts the findings in
// the order of the packets that caused them and gives connections their stream
// numbers. The clock that connections age by is set by the packets too. So what
// comes out depends neither on the number of shards nor on where batches and
// pieces end. Then the pieces go back to their shards and the batch to the
// reader: their memory is all that a capture of any size needs here.
package pipeline
