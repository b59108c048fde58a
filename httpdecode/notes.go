package httpdecode

import (
	"iter"
	"math/bits"
)

// Notes is a set of oddities of an exchange; each has a fixed word.
type Notes uint64

// The oddities, in the order of NoteTable.
const (
	NoteGap Notes = 1 << iota
	NoteTruncated
	NoteUnpaired
	NoteSkippedBytes
	NoteLengthAndChunked
	NoteLengthsDiffer
	NoteLengthRepeated
	NoteBadLength
	NoteNotChunkedLast
	NoteChunkedIn10
	NoteBadChunk
	NoteOddChunkSize
	NoteBareLF
	NoteBareCR
	NoteNUL
	NoteFoldedField
	NoteSpaceBeforeColon
	NoteNoColon
	NoteOddStartLine
	NoteSimple
	NoteHeadTooLong
	NoteTooManyFields
	NoteTooManyInterim
	NoteQueueFull
	NoteMaybeHead
	NoteHugeLength
	NoteChunkedTwice
	NoteUnasked
	NoteBodyNotSent
	NoteOddCoding
	NoteOddLength
	NoteNoHost
	NoteHostRepeated
	NoteBadHost
	NoteHostDiffers
	NoteForbiddenTrailer
	NoteOddStatus
	NoteOddVersion
	NoteForbiddenContent
	NoteUnexpectedContent
	NoteEmptyLines
	NoteOddFieldName
	NoteConnectionNamesField
	NoteAfterClose
	NoteDoubtful
)

// NoteText is a note's word and what it means. Of what two readers may take
// for different messages, which is how requests are smuggled (RFC 9112 §11.2),
// Readers says what an endpoint makes of it and what a proxy; of other notes it
// is empty.
type NoteText struct{ Word, Meaning, Readers string }

// NoteTable has the text of each note, by its bit.
var NoteTable = [...]NoteText{
	{"gap", "the capture lacks bytes of a message or before it; where they were not all of a body or chunk of known length, the message ends there for us.", ""},
	{"truncated", "the connection or the capture ended in the middle of a message.", ""},
	{"unpaired", "after missing or skipped bytes it could not be told for certain which request belongs to which response.", ""},
	{"skipped-bytes", "before a message there were bytes that belong to none, such as the body of a response to HEAD.",
		"An endpoint passes over them or closes; a proxy that read a longer body took them for its end."},
	{"length-and-chunked", "both Content-Length and Transfer-Encoding are given; the latter was followed if the body bears it out (RFC 9112 §6.3).",
		"An endpoint by RFC 9112 follows Transfer-Encoding and may refuse; a proxy must drop Content-Length before it sends the message on, and one that does not know Transfer-Encoding ends the message by length."},
	{"lengths-differ", "Content-Length is given with different values; the first was followed.",
		"An endpoint must refuse (RFC 9112 §6.3); a proxy that takes the first or the last ends the message elsewhere than one that takes the other."},
	{"length-repeated", "Content-Length is given several times with one value, which was followed (RFC 9112 §6.3).",
		"An endpoint takes the value or refuses; a proxy must make one of them or refuse."},
	{"bad-length", "Content-Length is not a number; it was passed over.",
		"An endpoint must refuse a request and close after a response (RFC 9112 §6.3); some take the digits it begins with, and a proxy may send on what its server reads otherwise."},
	{"not-chunked-last", "the last transfer coding is not chunked: a response lasts until the connection closes, the length of a request cannot be known (RFC 9112 §6.3) and none was assumed, unless chunked is named before and the body is in chunks.",
		"An endpoint refuses the request; browsers undo chunked wherever it is named; a proxy that knows only the word chunked in full ends the message by length or at once."},
	{"chunked-in-1.0", "Transfer-Encoding in a message older than HTTP/1.1, which should not know it (RFC 9112 §6.1); it was followed if the body is in chunks.",
		"An endpoint takes the framing for faulty and closes after it; a proxy of HTTP/1.0 passes the field over and ends the message by length or by close."},
	{"bad-chunk", "the chunk framing is broken: the end of the message cannot be known, or it was not chunked after all.",
		"An endpoint refuses or closes; a proxy that sends bytes on as they come has by then sent what it could not read."},
	{"odd-chunk-size", "a chunk size has whitespace around it, zeros before it that make more than eight digits, or 0x, or text after it that is no extension or longer than 4 KiB.",
		"An endpoint refuses, or reads the number; a proxy may read 0x5 as the last chunk 0, or stop at other digits."},
	{"bare-lf", "a line ends with LF alone.",
		"An endpoint may take it for a line end (RFC 9112 §2.2); to one that does not, the line goes on, and a proxy may send on what its server divides elsewhere."},
	{"bare-cr", "a CR stands without LF.",
		"An endpoint must refuse it or read a blank (RFC 9112 §2.2); one that takes it for a line end sees a field more than the proxy before it."},
	{"nul-byte", "a head holds a NUL byte.",
		"An endpoint refuses; one that ends the value there sees another than the proxy that sent it on."},
	{"folded-field", "a line begins with a blank, and so goes on the field before it (obsolete folding, RFC 9112 §5.2); each byte of the line break and of the blanks at it was read as a blank. Where no field is before it, the line was passed over (§2.2).",
		"An endpoint refuses or reads blanks; a proxy that takes the second line for a field of its own, or drops it, sees other fields."},
	{"space-before-colon", "there are blanks between a field's name and its colon; they were dropped.",
		"An endpoint must refuse such a request (RFC 9112 §5.1); a proxy that does not know the field by that name lets it pass, and must drop the blanks of a response."},
	{"no-colon", "a line of the head is no field, for it has no colon or no name; it was passed over.",
		"An endpoint refuses or passes it over; a proxy may end the head there, or take it for more of the field before."},
	{"odd-start-line", "the start line is not as RFC 9112 has it: blanks too many or of another kind, a target that is empty, divided or of none of the four forms (§3.2), a version or status spelt otherwise, or something before the version.",
		"An endpoint answers 400, or divides at whitespace; a proxy may see another target, and with another version another framing."},
	{"http-0.9", "a simple request: it has neither version nor fields, and its response is a body alone.",
		"An endpoint of today answers 400; a proxy that allows it takes all that comes back for the body, heads of other responses included."},
	{"head-too-long", "a head is longer than this program keeps; the message ends there for us.", ""},
	{"too-many-fields", "a head has more fields than this program keeps; those beyond were passed over.", ""},
	{"too-many-interim", "more interim responses came, or longer ones, than this program keeps.", ""},
	{"queue-full", "more messages wait for their request, their response or their turn than this program keeps; this one is reported at once, and apart.", ""},
	{"maybe-head", "a response whose request is not known for certain announces a body, but the next response follows at once; it was taken for one to HEAD.", ""},
	{"huge-length", "a length or chunk size is beyond all measure; all that follows was taken for the body.",
		"An endpoint refuses (RFC 9112 §6.2, §7.1); where numbers wrap around, an endpoint or a proxy takes a part of the body for messages."},
	{"chunked-twice", "chunked is named twice among the transfer codings, which RFC 9112 §6.1 forbids; it was undone once.",
		"An endpoint undoes it once or refuses; a proxy may undo it and leave a second time to its server."},
	{"unasked", "a response that nobody asked for: its sender had not received a byte of a request that it could answer, by what it acknowledged, or all requests before it had their responses.",
		"An endpoint that sent a request meanwhile may take it for the answer, as with 408 (RFC 9110 §15.5.9); a proxy may give it to whose request came next."},
	{"body-not-sent", "the client waited with the body for 100 (Continue), got a final response, and went on with its next request (RFC 9110 §10.1.1).",
		"An endpoint that has answered without reading the body may take what follows for it; a proxy that sent the request on may wait for the body."},
	{"odd-coding", "Transfer-Encoding holds more or less than codings: identity, which is none any more (RFC 9112 §7), chunked with a parameter (§7.1) or with other characters at it, or nothing; identity and the parameter were passed over, and the body was taken for chunked if it is in chunks; with other characters it is another coding.",
		"An endpoint refuses what it does not know (RFC 9112 §6.1); a proxy that looks for the word chunked, or at the first field only, finds another end of the message than one that compares the whole value."},
	{"odd-length", "Content-Length begins with needless zeros; it was read as decimal (RFC 9110 §8.6).",
		"An endpoint reads it as decimal; one that takes the zero for the sign of another base, or a proxy that compares two values as text, finds another length or another fault."},
	{"no-host", "a request of HTTP/1.1 has no Host, which it must have (RFC 9112 §3.2).",
		"An endpoint must answer 400; one that does not, and a proxy, choose the site by themselves."},
	{"host-repeated", "a request has more than one Host; the first was read.",
		"An endpoint must answer 400 (RFC 9112 §3.2); where it takes the last and a proxy the first, the one routes and the other serves a different site."},
	{"bad-host", "Host is no host with or without a port (RFC 9110 §7.2).",
		"An endpoint must answer 400 (RFC 9112 §3.2); a proxy may take a part of it, such as what stands before a comma, a slash or after an @."},
	{"host-differs", "the target names another host than the field Host; that of the target was read (RFC 9112 §3.2.2).",
		"An endpoint by RFC 9112 goes by the target, an old one by Host; a proxy must put the target's host in the place of Host before it sends the request on."},
	{"forbidden-trailer", "the trailer section has a field that may only stand in a head, for framing, routing, authentication, control or the form of the content (RFC 9110 §6.5.1); it changed nothing.",
		"An endpoint passes it over; one that merges trailers with the head, or a proxy that does so, reads another length, host or right from it."},
	{"odd-status", "the status is not within 100 to 599 (RFC 9110 §15).",
		"An endpoint takes it for 5xx, as it is, or for no response at all; a proxy may put 502 in its place."},
	{"odd-version", "the start line has a version other than HTTP/1.0 and HTTP/1.1; it was read as HTTP/1.1, below 1.0 as HTTP/1.0.",
		"An endpoint answers 505 or 400, or reads it as the highest minor version it knows (RFC 9110 §2.5); a proxy sends it on with a version of its own, and with it another framing."},
	{"forbidden-content", "a response that must not have content (1xx, 204, 205, or 2xx to CONNECT) announces some (RFC 9110 §8.6, §15.3.6, RFC 9112 §6.1); that of 205 was read, the others end with their head (§6.3).",
		"An endpoint by RFC 9112 §6.3 ends the response there and may take the content for the next one; a proxy that goes by the fields takes the next response for the content."},
	{"unexpected-content", "a request with GET, HEAD, DELETE, CONNECT or TRACE has content, which means nothing there (RFC 9110 §9.3.1); it was read.",
		"An endpoint reads it, or refuses, or forgets to, and takes it for the next request; a proxy may send it on or leave it out."},
	{"empty-lines", "more than one empty line before a request, or any before a response; they were passed over.",
		"An endpoint passes over one before a request (RFC 9112 §2.2), and over more or none; a proxy may take an empty line for a message without a head."},
	{"odd-field-name", "a field's name is no token (RFC 9110 §5.1), or would be that of a framing field with a hyphen for its underscore; it was not taken for another.",
		"An endpoint refuses, passes the field over, or makes one name of hyphen and underscore, as CGI does; a proxy that does not know the name lets it pass."},
	{"connection-names-field", "Connection names a field that is meant for more than this connection, such as Host, Content-Length or Authorization (RFC 9110 §7.6.1).",
		"An endpoint reads the field all the same; a proxy takes it off before it sends the message on, and its server misses it."},
	{"after-close", "the same end had said Connection: close before this message (RFC 9112 §9.6); it was read all the same.",
		"An endpoint must not read it, or reads on; a proxy that has another connection to its server may send it on."},
	{"doubtful", "after missing bytes, or where the capture begins in the middle of a connection, this was taken for a message for its looks alone, at the beginning of a packet or behind another such message, and the other direction does not speak for it: it may be content of a body that looks like a message, and its body with its digest is then none.", ""},
}

// Has says whether all notes of want are in the set.
func (n Notes) Has(want Notes) bool { return n&want == want }

// All yields the words of the notes in the set, in the order of NoteTable.
func (n Notes) All() iter.Seq[string] {
	return func(yield func(string) bool) {
		for left := n; left != 0; left &= left - 1 {
			i := bits.TrailingZeros64(uint64(left))
			if i >= len(NoteTable) || !yield(NoteTable[i].Word) {
				return
			}
		}
	}
}
