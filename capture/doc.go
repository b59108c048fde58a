// Package capture reads captured packets back from files, and writes them.
//
// In go the names of pcap or pcapng files, plain or in gzip or zstd, told by
// their first bytes and not by their names; "-" is standard input. Out come
// batches of packets in the order of the capture, with frame numbers that
// are Wireshark's.
//
//	in, err := capture.Open([]string{"a.pcap", "b.pcapng.zst"}, capture.Options{})
//	...
//	defer in.Close()
//	var b capture.Batch
//	for {
//		err := in.ReadBatch(&b)
//		for i := range b.Packets {
//			use(&b.Packets[i])
//		}
//		if err == io.EOF {
//			break
//		}
//		if err != nil {
//			log.Print(err) // this file is damaged; the next call goes on with the next one
//		}
//	}
//
// A Writer writes packets as pcapng; package store keeps a source's packets with
// it while they are read.
//
// # Memory
//
// The caller owns a Batch. ReadBatch reads one large block of the input into
// the batch's own memory and lets Packet.Data point into it: nothing is
// copied but the packet that the block's end cuts, which moves to the next
// batch. So packets stay good until their batch is passed to ReadBatch
// again, and a caller that goes round a few batches allocates nothing.
//
// No length that a file claims is believed: a block grows only as bytes
// really arrive, and a packet may not claim more than MaxPacket.
//
// # Reading again
//
// Packet.Offset is an address in one space over all inputs, and
// Input.ReadAt reads from there. What cannot be read twice (a pipe, a
// compressed file) is kept in a temporary file when Options.Spool asks for
// it, and is not addressable otherwise.
package capture
