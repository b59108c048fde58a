// Package filter is the display filter: Wireshark's language, over HTTP
// exchanges and TCP connections instead of packets.
//
//	http.response.code >= 500 && ip.addr == 10.0.0.0/8
//	http.host contains "api" and http.time > 200ms
//	http.request.method in {POST, PUT} and not http.response
//
// Compile turns an expression into a Filter; Match says whether a Record
// passes. Errors say at which bytes of the expression they are.
//
// # Language
//
// A test is a field alone, which says that it is there, or a comparison.
// Fields have Wireshark's names where Wireshark has them, and its meanings: a
// field may have several values (ip.addr has both ends'), and of these
//
//	==  eq        one at least is equal        ===  all_eq  all are
//	!=  ne        none is equal                ~=   any_ne  one at least is not
//	>  >=  <  <=  one at least; also gt ge lt le
//	contains      one at least has the text in it
//	matches  ~    one at least matches the regular expression, in any case
//	in {a, b..c}  one at least is in the set; not in: none is
//
// any and all before a field say which of them. What is not there passes no
// comparison, but passes "not in". Tests are joined by not (!), and (&&), or
// (||), in this order of strength, and by parentheses.
//
// Texts need quotes only where they have blanks or signs in them; r"…" is taken
// as it is. Durations are seconds, or have a unit: 1.5, 200ms, 3us. Times
// of day are "2026-11-25 21:30:00", in the zone that Options say, or with their
// own. Fields may be cut ([0:3], [2-4], [-1]), calculated with (& + - * / %),
// and given to the functions len, count, upper, lower, string and abs.
//
// # Differences from Wireshark
//
// A Record is a whole exchange, so "tcp.srcport" is the client's and
// "frame.number" are the frames in which its messages begin and end. Regular
// expressions are Go's. Durations take units. Any header is a field:
// http.request.header.X-Request-Id.
package filter
