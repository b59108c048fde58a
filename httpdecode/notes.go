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
)

// NoteText is a note's word and what it means.
type NoteText struct{ Word, Meaning string }

// NoteTable has the text of each note, by its bit.
var NoteTable = [...]NoteText{
	{"gap", "the capture lacks bytes of a message or before it; where they were not all of a body or chunk of known length, the message ends there for us."},
	{"truncated", "the connection or the capture ended in the middle of a message."},
	{"unpaired", "after missing bytes it could not be told for certain which request belongs to which response."},
	{"skipped-bytes", "before a message there were bytes that belong to none, such as the body of a response to HEAD."},
	{"length-and-chunked", "both Content-Length and Transfer-Encoding are given; the latter was followed (RFC 9112 §6.3), another reader may follow the former."},
	{"lengths-differ", "Content-Length is given with different values; the first was followed, others refuse or take the last."},
	{"length-repeated", "Content-Length is given several times with one value, which was followed (RFC 9112 §6.3)."},
	{"bad-length", "Content-Length is not a number; it was passed over, others may read a part of it as one."},
	{"not-chunked-last", "the last transfer coding is not chunked: a response lasts until the connection closes, the length of a request cannot be known (RFC 9112 §6.3) and none was assumed."},
	{"chunked-in-1.0", "Transfer-Encoding in an HTTP/1.0 message, which should not know it (RFC 9112 §6.1); it was followed, others pass it over."},
	{"bad-chunk", "the chunk framing is broken, so the end of the message cannot be known."},
	{"odd-chunk-size", "a chunk size has blanks around it or needless zeros before it; some readers refuse it."},
	{"bare-lf", "a line ends with LF alone; some readers take it for a line end and some do not."},
	{"bare-cr", "a CR stands without LF; some readers take it for a line end."},
	{"nul-byte", "a head holds a NUL byte, where some readers end the field."},
	{"folded-field", "a field goes on in a second line (obsolete folding, RFC 9112 §5.2); the line break was read as blanks, others read a field of its own."},
	{"space-before-colon", "there are blanks between a field's name and its colon; they were dropped, others refuse or do not know the field (RFC 9112 §5.1)."},
	{"no-colon", "a line of the head is no field, for it has no colon or no name; it was passed over."},
	{"odd-start-line", "the start line has blanks too many, or an empty or divided target; readers may divide it differently."},
	{"http-0.9", "a simple request: it has neither version nor fields, and its response is a body alone."},
	{"head-too-long", "a head is longer than this program keeps; the message ends there for us."},
	{"too-many-fields", "a head has more fields than this program keeps; those beyond were passed over."},
	{"too-many-interim", "more interim responses came than this program keeps."},
	{"queue-full", "more requests wait for a response than this program keeps; requests and responses are reported apart from here on."},
	{"maybe-head", "a response without a request announces a body, but the next response follows at once; it was taken for one to HEAD."},
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
