// Package bpf compiles the capture filter language of libpcap, as
// pcap-filter(7) describes it, to programs of the classic Berkeley packet
// filter, and runs them on packets of files.
//
// In goes a filter such as
//
//	tcp port 80 and (host 192.0.2.1 or net 2001:db8::/32)
//
// and the link type of the packets. Out comes a Program: instructions for a
// kernel to run on a live capture, and Match for packets that are in memory.
// A filter that is refused gives an *Error, which says at which word and why.
//
//	program, err := bpf.Compile("tcp port 80", 1, 0, bpf.Options{})
//	...
//	if program.Match(packet.Data, packet.Length) {
//
// Match only reads the packet and allocates nothing. A Program never changes
// and may be used by several goroutines; what Instructions returns is the
// program's own.
//
// # How it works
//
// The lexer and parser make nodes (ast.go) of the text. The generator turns
// them, from left to right, into conditions on values (condition.go,
// value.go): a word such as "vlan" moves the layout of headers for everything
// after it. Conditions become a graph of tests (graph.go), from which the
// optimiser takes those that earlier tests have settled, and the assembler
// writes it down, loading nothing that a register holds already.
//
// # What is the same as in libpcap
//
// Version 1.10 is the measure: the same filters are refused, and the programs
// accept the same packets. That includes what surprises: "%" and "^" take in
// everything to their right; a test of bytes that a packet does not have
// rejects the packet, also under "not"; "vlan" moves the offsets of all that
// follows, also after "or"; an index of a transport header means IPv4, but
// for icmp6.
//
// # What differs
//
//   - Names of hosts, networks and Ethernet addresses are not looked up, but
//     for hosts by Options.Resolve. Names of services and protocols come from
//     tables here and not from the system, so a filter means the same
//     everywhere.
//   - "protochain" is refused: it needs a loop, which kernels do not run.
//     "gateway" is refused, as in most builds of libpcap. "geneve" and the
//     addresses of DECnet are refused.
//   - "byte N & V" and "byte N | V" load byte N, which libpcap 1.10 forgets.
//   - Behind radiotap, libpcap 1.10 lets arithmetic and "pppoes" overwrite the
//     header lengths that it has computed; here they keep theirs.
//   - libpcap refuses a filter when its optimiser finds that no packet can
//     match. The same is done here (ErrNothing), but the optimiser is another
//     one and does not always find the same. Nor does it always put tests in
//     the same order; that shows, rarely, on packets which were cut between
//     the bytes of two tests (on link types 228 and 229).
//   - Arithmetic that can only divide by zero is refused also in a part of the
//     filter that no packet reaches.
//   - Parentheses nest at most 1000 deep, a filter has at most MaxLength bytes
//     and its program 65,536 tests; one of over 16,384 tests is not optimised.
//     The kernel takes 4096 instructions.
//   - In a live capture (Options.Live) the kernel has taken the outer VLAN tag
//     out of the packet: "vlan" asks for it, and finds one that is still there
//     as well.
package bpf
