package body

import "errors"

// Role is what a piece of a line is.
type Role uint8

const (
	Text        Role = iota // what has no other role
	Key                     // an object's or a pair's name, with its quotes
	String                  // a string value, with its quotes
	Number                  // a number, as spelt
	Literal                 // true, false, null
	Punctuation             // what stands between
	Tag                     // an element's name
	Attribute               // an attribute's name
	Value                   // an attribute's value with its quotes, a pair's value
	Comment                 // a comment, declaration or instruction
	Raw                     // what could not be laid out, or is a script or a style sheet
	Message                 // not in the body: says what is wrong with it
	Offset                  // of a hex dump: where the line's first byte is
	HexByte                 // of a hex dump: bytes in hexadecimal
)

// Span is a piece of a line.
type Span struct {
	Role Role
	Text string // of the body but for Message, Offset and HexByte
}

// Line is a line of text laid out. What is indented deeper than a line, down
// to the next that is not, may be folded under it.
type Line struct {
	Indent    int   // levels; up to as deep as the body nests
	Offset    int64 // where in the text its first byte was
	Continued bool  // the line before was broken only because of its length
	Spans     []Span
}

// Limits bound what is laid out.
type Limits struct {
	Lines int // at most; 0 for 100 000
	Width int // bytes of a line's spans, beyond which it is continued on the next; 0 for 2000
}

// ErrTooManyLines says that the text has more lines than were asked for.
var ErrTooManyLines = errors.New("more lines than the limit, raise the limit to see more")
