// Package live captures packets from network interfaces.
//
// In go the names of interfaces, or "any"; out come batches of packets, as
// from a file: see capture.Live. On Linux no C library is needed.
//
//	c, err := live.Open([]string{"eth0", "eth1"}, live.Options{})
//	...
//	defer c.Close()
//	var b capture.Batch
//	for {
//		err := c.ReadBatch(&b)
//		for i := range b.Packets {
//			use(&b.Packets[i])
//		}
//		...
//	}
//
// # How it works on Linux
//
// Each interface has a packet socket with a ring (TPACKET_V3): a buffer that
// the kernel and this process share. The kernel puts packets into a block of
// it and hands the block over when it is full or retireAfter old (block.go walks over it). ReadBatch
// copies the packets into the batch's own memory and gives the block back. So
// packets stay good until their batch is passed to ReadBatch again, the ring
// is free however long they are looked at, and nothing is allocated.
//
// A socket hears nothing until it is bound, and it is bound last: no packet
// gets into the ring past the filter or from another interface, and there is nothing to throw away.
//
// # Order
//
// Packets of several interfaces are put in the order of their times. While one
// interface is silent, packets of the others are held back, in the ring, for
// as long as the silent one may still have an earlier packet in a block that was not handed
// over: settleAfter. When a ring runs full order counts for less than loss.
//
// # Filters
//
// The kernel alone decides which packets pass, so that what it counts and
// what is delivered are the same packets. The outer VLAN tag of a packet is not
// among its bytes when the filter runs, so compile the filter as libpcap does
// for a live capture, with bpf.Options.Live: then "vlan" asks the kernel. As in
// tcpdump, "tcp port 80" finds the packets of a VLAN too where the kernel took
// the tag out, and "len" does not count the tag.
// On a cooked interface the kernel's packet begins behind the link-layer
// header; the program is rewritten for that (program.go).
//
// The tag is then put back where it was on the wire. On a cooked interface
// the SLL2 header has the tag's protocol, and the tag says what follows. (Of a packet
// with two tags Linux since 6.11 says there what follows the inner one, while that is
// still in the packet: such packets are not understood on "any", only on their interface.)
//
// # What is delivered once
//
// What a machine sends to itself is seen twice by a packet socket, going out and
// coming in. Only what comes in is delivered, as in tcpdump.
//
// # Other systems
//
// Elsewhere Open refuses, unless the program was built with -tags libpcap:
// then libpcap captures, which needs cgo and its headers (on Windows neither,
// but Npcap).
package live
