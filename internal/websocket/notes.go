package websocket

import (
	"iter"
	"math/bits"
)

// Notes is a set of oddities of a message or control frame; each has a fixed word.
type Notes uint32

// The oddities, in the order of NoteTable.
const (
	NoteGap Notes = 1 << iota
	NoteTruncated
	NoteUnmasked
	NoteMasked
	NoteReservedBits
	NoteReservedOpcode
	NoteLongLength
	NoteBadLength
	NoteLongControl
	NoteFragmentedControl
	NoteStrayContinuation
	NoteInterrupted
	NoteAfterClose
	NoteShortClose
	NoteOddCloseCode
	NoteNotUTF8
	NoteBadDeflate
	NoteContextLost
	NoteBomb
	NotePackedTooLong
	NoteMemorySpent
)

// NoteText is a note's word and what it means.
type NoteText struct{ Word, Meaning string }

// NoteTable has the text of each note, by its bit.
var NoteTable = [...]NoteText{
	{"gap", "the capture lacks bytes of the message; where they were not all of one frame's payload, decoding of the direction ends there."},
	{"truncated", "the direction or the capture ended in the middle of a message or frame."},
	{"unmasked", "a frame from the client is not masked; a server must close the connection (RFC 6455 §5.1)."},
	{"masked", "a frame from the server is masked; a client must close the connection (RFC 6455 §5.1)."},
	{"reserved-bits", "a reserved bit is set that no agreed extension gives a meaning, or RSV1 on a frame that is not a message's first (RFC 6455 §5.2, RFC 7692 §6); it was passed over, an endpoint must close the connection."},
	{"reserved-opcode", "a frame has an opcode that is not defined (RFC 6455 §5.2); its payload was handed on, an endpoint must close the connection."},
	{"long-length", "a payload length is written longer than need be (RFC 6455 §5.2); it was followed, some endpoints close the connection."},
	{"bad-length", "a payload length of 2^63 or more, which no frame can have (RFC 6455 §5.2); decoding of the direction ends there."},
	{"long-control", "a control frame with more than 125 bytes of payload (RFC 6455 §5.5); the first 125 were kept, an endpoint must close the connection."},
	{"fragmented-control", "a control frame without FIN, which must not be fragmented (RFC 6455 §5.5); it was taken as whole."},
	{"stray-continuation", "a continuation frame when no message was begun (RFC 6455 §5.4); it was taken for the rest of one whose beginning is unknown."},
	{"interrupted", "a message begins before the last frame of this one came (RFC 6455 §5.4); this one ends there for us."},
	{"after-close", "frames follow a close frame of the same direction (RFC 6455 §5.5.1); the other endpoint need not read them."},
	{"short-close", "a close frame with one byte of payload, where a code has two (RFC 6455 §5.5.1)."},
	{"odd-close-code", "a close frame with a code that must not be sent or is not assigned (RFC 6455 §7.4)."},
	{"not-utf8", "a text message or close reason is not UTF-8; an endpoint must close the connection (RFC 6455 §8.1)."},
	{"bad-deflate", "the compressed payload is not DEFLATE data (RFC 7692 §7.2.2), refers to more than the agreed window, or is cut into needlessly many streams; what could be inflated before that was handed on."},
	{"context-lost", "the compressed payload refers to earlier messages that are not known whole, for a gap or a limit on memory; what could be inflated before that was handed on."},
	{"bomb", "the message inflates to more than this program hands on; the rest was passed over. A small message that does so is called a decompression bomb."},
	{"packed-too-long", "the compressed message is longer than this program keeps; only its beginning was inflated."},
	{"memory-spent", "the compressed messages of all connections together took more memory than they may; this one could not be inflated whole."},
}

// Has says whether all notes of want are in the set.
func (n Notes) Has(want Notes) bool { return n&want == want }

// All yields the words of the notes in the set, in the order of NoteTable.
func (n Notes) All() iter.Seq[string] {
	return func(yield func(string) bool) {
		for left := n; left != 0; left &= left - 1 {
			i := bits.TrailingZeros32(uint32(left))
			if i >= len(NoteTable) || !yield(NoteTable[i].Word) {
				return
			}
		}
	}
}
