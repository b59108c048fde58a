// Package meaning says what the fields of HTTP messages mean: what people ask
// once they have seen an exchange.
//
// What goes in: one [Exchange] as strings, which [Of] makes of what httpdecode
// found, or the exchanges of one client in order ([Jar], [Redirects]); names and numbers to be looked up ([Field],
// [Status], [Method]). What comes out: structures with the answer, and
// [Remark]s, sentences in English and Chinese with the section that they rest on.
//
// Only what follows from the messages is said. What a sender merely asserts
// (User-Agent, Via, X-Forwarded-For, the claims of a token) is called a claim,
// nothing is verified, and where the messages do not tell, Unknown is the answer.
// Time is that of the packets and the messages' own dates, never the clock's.
//
// The descriptions of fields, status codes and methods are data, in data/*.tsv.
//
// # Secrets
//
// Remarks show no passwords, tokens or cookie values, unless [Exchange.Reveal]
// is set. [MaskField] and [MaskURL] do the same for what others show.
//
// # Memory
//
// Values may be hostile: every list and length is bounded by the constants in
// limits.go. Strings in what is returned may share memory with those that were
// given; nothing is kept but by a Jar and a Redirects, which copy.
package meaning
