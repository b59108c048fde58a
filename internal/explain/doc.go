// Package explain says in sentences what happened on a TCP connection, in
// English and Chinese, each with the section of the RFC that has the rule.
//
// Step explains one segment: what it is, why it may be sent now, its numbers
// worked out, what each end comes to, and what may come next. Verdict sums up a
// connection: how it opened, how it closed, and what is not known.
//
// The sentences are data, in data/tcp.tsv: who teaches can correct them without
// reading Go. Nothing is said that the packets do not show; what is inferred or
// unknown is said to be.
package explain
